import { counted } from '../../format.ts'
import { AuthorityMap, type Mapped } from './authorityMap.tsx'
import { BoroughLink } from './links.tsx'

type Holder = Mapped & { systems: number; contracts?: number }

const amount = ({ systems, contracts = 0 }: Holder) => systems + contracts
const inWords = ({ systems, contracts }: Holder) =>
  [
    ...(systems > 0 || contracts === undefined ? [counted(systems, 'system')] : []),
    ...(contracts ? [counted(contracts, 'contract')] : []),
  ].join(', ') || 'nothing'

/** Where something is in use: a map where every authority has a place, and the names of those that have it. */
export function HolderMap({
  holders,
  everyone = holders,
  label,
}: {
  holders: Holder[]
  /** Those the map has places for; the same, when they include those that have nothing. */
  everyone?: Holder[]
  label: string
}) {
  const having = holders
    .filter((one) => amount(one) > 0)
    .sort((a, b) => amount(b) - amount(a) || a.name.localeCompare(b.name, 'en-GB'))
  return (
    <div className="where">
      <AuthorityMap
        authorities={everyone}
        label={label}
        what="The number is what each council has; a dash is none."
        amountOf={amount}
        inWords={inWords}
      />
      <ul className="where__names">
        {having.map((one) => (
          <li key={one.id}>
            <BoroughLink slug={one.slug} name={one.name} /> <span>{inWords(one)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
