import type { RecordKind, RegisterRecord } from '../../../../../functions/schema/record.ts'
import type { ReferenceLists } from '../../../../../functions/schema/view.ts'
import type { Values } from '../../fields.ts'
import { inHouse } from '../lists.ts'
import type { Brief } from '../service.ts'
import { isUnanswered } from './asking.tsx'

// What an answer says of other questions. Only questions that have no answer yet are filled in, what was filled in is
// said, and it can be undone.

export type Fill = { from: string; values: Values }

/** What is known of what was chosen in a field; nothing when that tells nothing. */
export function knownFrom(
  kind: RecordKind,
  field: string,
  value: unknown,
  { lists, briefs }: { lists: ReferenceLists; briefs: readonly Brief[] },
): Fill | undefined {
  if (kind === 'system' && field === 'product') {
    const product = lists.products.find(({ id }) => id === value)
    if (!product) return undefined
    const { name, maker, serviceAreas } = product
    return { from: name, values: { name, serviceAreas, ...(maker && { maker }) } }
  }
  if (kind === 'contract' && field === 'supplier') {
    const vendor = lists.vendors.find(({ id }) => id === value)
    if (!vendor) return undefined
    const say = (flag: boolean | undefined) => (flag === undefined ? '' : flag ? 'yes' : 'no')
    return { from: vendor.name, values: { smeSupplier: say(vendor.sme), vcseSupplier: say(vendor.vcse) } }
  }
  if (kind === 'contract' && field === 'systems') return knownFromSystems(value, briefs)
  return undefined
}

/** What the systems a contract covers say of it. */
export function knownFromSystems(ids: unknown, briefs: readonly Brief[]): Fill | undefined {
  const wanted = Array.isArray(ids) ? ids : []
  const covered = briefs.flatMap((one) => (one.kind === 'system' && wanted.includes(one.id) ? [one] : []))
  const [first] = covered
  if (!first) return undefined
  const makers = new Set(covered.map(({ maker }) => maker))
  const maker = makers.size === 1 ? first.maker : undefined
  return {
    from: covered.length === 1 ? first.title : `${covered.length} systems`,
    values: {
      title: titleOf(covered.map(({ title }) => title)),
      serviceAreas: [...new Set(covered.flatMap(({ serviceAreas }) => serviceAreas))],
      ...(maker && maker !== inHouse.value && { supplier: maker }),
    },
  }
}

/** From this many systems on, their names together are no title any more. */
const mostNamed = 3

/** What a contract over these systems may be called: by all of them, or by none. */
function titleOf(titles: readonly string[]): string {
  const names = [...new Set(titles.filter(Boolean))]
  if (names.length > mostNamed) return ''
  const last = names.at(-1) ?? ''
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last
}

/** What one contract has in common with the next: not its dates, its value nor its reference. */
const repeated = [
  'title',
  'supplier',
  'serviceAreas',
  'systems',
  'renewal',
  'rollMonths',
  'noticeMonths',
  'route',
  'framework',
  'tenderOrQuote',
  'smeSupplier',
  'vcseSupplier',
  'department',
  'description',
  'cpvCodes',
  'buyingTogether',
  'sharedWith',
  'leadAuthority',
]

export const copyOf = (record: RegisterRecord): Fill => {
  const values: Values = record
  return {
    from: record.kind === 'contract' ? record.title : record.name,
    values: Object.fromEntries(repeated.map((field) => [field, values[field]])),
  }
}

/** Of what is known, what answers a question that has no answer yet. */
export const missingFrom = (kind: RecordKind, now: Values, known: Values): Values =>
  Object.fromEntries(
    Object.entries(known).filter(
      ([field]) => isUnanswered(kind, field, now) && !isUnanswered(kind, field, known),
    ),
  )
