import { TileMap } from '../../charts/tileMap.tsx'
import { counted } from '../../format.ts'
import { useScoped } from '../../layout/scope.ts'
import { BoroughLink } from './links.tsx'

type Holder = {
  id: string
  name: string
  slug: string
  code?: string | undefined
  tile?: { x: number; y: number } | undefined
  systems: number
  contracts?: number
}

/** Where something is in use: a map where every authority has a square, and their names. */
export function HolderMap({ holders, label }: { holders: Holder[]; label: string }) {
  const scoped = useScoped()
  const amount = ({ systems, contracts = 0 }: Holder) => systems + contracts
  const placed = holders.filter(({ tile }) => tile)
  const having = holders.filter((one) => amount(one) > 0)
  const inWords = ({ systems, contracts }: Holder) =>
    [
      ...(systems > 0 || contracts === undefined ? [counted(systems, 'system')] : []),
      ...(contracts ? [counted(contracts, 'contract')] : []),
    ].join(', ') || 'nothing'
  return (
    <div className="where">
      {placed.length > 0 && placed.length === holders.length && (
        <TileMap
          label={label}
          what="The number is what each council has; a dash is none."
          tiles={placed.map((one) => ({
            id: one.id,
            name: one.name,
            code: (one.code ?? one.name.slice(0, 3)).toUpperCase(),
            x: one.tile?.x ?? 0,
            y: one.tile?.y ?? 0,
            value: amount(one),
            text: inWords(one),
            href: scoped(`/boroughs/${one.slug}`),
          }))}
        />
      )}
      <ul className="where__names">
        {having
          .sort((a, b) => amount(b) - amount(a) || a.name.localeCompare(b.name, 'en-GB'))
          .map((one) => (
            <li key={one.id}>
              <BoroughLink slug={one.slug} name={one.name} /> <span>{inWords(one)}</span>
            </li>
          ))}
      </ul>
    </div>
  )
}
