import { type Asked, exploreHref, groupOption } from './explore/address.ts'
import { To } from './links.tsx'

type Chosen = Asked['chosen']

/** Leads from a thing to its records in the explorer, where they can be narrowed further. */
export function InExplorer({ systems, contracts }: { systems?: Chosen; contracts?: Chosen }) {
  if (!systems && !contracts) return null
  return (
    <p className="govuk-body lone screen-only">
      Filter and compare in the explorer:{' '}
      {systems && <To at={exploreHref({ show: 'systems', chosen: systems })}>systems</To>}
      {systems && contracts && ' or '}
      {contracts && <To at={exploreHref({ show: 'contracts', chosen: contracts })}>contracts</To>}
    </p>
  )
}

/** A service area or a group of them, as the explorer names it. */
export const areaOption = ({ id, group, members }: { id: string; group: string; members?: unknown }) =>
  members ? groupOption(group) : id
