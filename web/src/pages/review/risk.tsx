import type { RiskFlag } from '../../../../functions/schema/proposal.ts'
import { Tag } from '../../govuk/index.ts'

/** What to look at twice, in the words of a tag. */
export const riskWords: Record<RiskFlag, string> = {
  'new vendor': 'New vendor',
  'new product': 'New product',
  'large value': '£500,000 a year or more',
  'value changed': 'Value changed by over half',
  'date moved': 'Date moved over 6 months',
  'disclosure changed': 'Something held back',
  retire: 'Leaves the register',
}

const heldBack = (isNew: boolean) => (isNew ? 'Holds something back' : 'Held back differently')

export function Flags({
  flags,
  counts,
  isNew,
}: {
  flags: readonly RiskFlag[]
  /** Whether they are about something that is not on the register yet; left out where they are about many things. */
  isNew?: boolean
  counts?: Partial<Record<RiskFlag, number>>
}) {
  if (flags.length === 0) return null
  return (
    <ul className="flags" aria-label="Look twice">
      {flags.map((flag) => (
        <li key={flag}>
          <Tag colour="yellow">
            {flag === 'disclosure changed' && isNew !== undefined ? heldBack(isNew) : riskWords[flag]}
            {counts && (counts[flag] ?? 0) > 1 && ` × ${counts[flag]}`}
          </Tag>
        </li>
      ))}
    </ul>
  )
}
