import type { RiskFlag } from '../../../../functions/schema/proposal.ts'
import { Tag } from '../../govuk/index.ts'

/** What to look at twice, in the words of a tag. */
export const riskWords: Record<RiskFlag, string> = {
  'new vendor': 'New vendor',
  'new product': 'New product',
  'large value': '£500,000 a year or more',
  'value changed': 'Value changed by over half',
  'date moved': 'Date moved over 6 months',
  'disclosure changed': 'Held back differently',
  retire: 'Leaves the register',
}

export function Flags({
  flags,
  counts,
}: {
  flags: readonly RiskFlag[]
  counts?: Partial<Record<RiskFlag, number>>
}) {
  if (flags.length === 0) return null
  return (
    <ul className="flags" aria-label="Look twice">
      {flags.map((flag) => (
        <li key={flag}>
          <Tag colour="yellow">
            {riskWords[flag]}
            {counts && (counts[flag] ?? 0) > 1 && ` × ${counts[flag]}`}
          </Tag>
        </li>
      ))}
    </ul>
  )
}
