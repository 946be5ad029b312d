import type { NewProduct, NewVendor, TypedBy } from '../schema/proposal.ts'
import type { RecordKind } from '../schema/record.ts'
import { isBlank, own, saysTheSame } from '../schema/typed.ts'

// A draft is saved field by field: each edit says what its author last saw in the field and what they typed instead.
// Two people's edits join wherever they touch different fields; where both touched one, a person is asked.

export type Edit = { from?: unknown; to?: unknown }
export type Edits = Record<string, Edit>

/** An edit that is not made, because the field no longer says what its author saw. */
export type Clash = { field: string; theirs: unknown; by?: TypedBy | undefined }

/** Lists in which each entry stands for itself: two people may each add or take away without meeting. */
const sets = new Set(['serviceAreas', 'systems', 'sharedWith', 'cpvCodes'])

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : isBlank(value) ? [] : [value])
/** An entry of `heldBack` is known by the field it holds back, one of a set by itself. */
const keyed = (field: string, value: unknown) =>
  new Map(
    listOf(value).map((entry) => [
      field === 'heldBack' ? `${(entry as { field?: unknown } | null)?.field}` : `${entry}`,
      entry,
    ]),
  )

/** Both people's changes to a list made at once; nothing where they meet in one entry, or the field is no such list. */
function joined(
  kind: RecordKind,
  field: string,
  { from, to, now }: { from: unknown; to: unknown; now: unknown },
): unknown[] | undefined {
  if (!sets.has(field) && field !== 'heldBack') return undefined
  const [before, mine, theirs] = [keyed(field, from), keyed(field, to), keyed(field, now)]
  const entry = (value: unknown) => (value === undefined ? [] : [value])
  const same = (a: unknown, b: unknown) => saysTheSame(kind, field, entry(a), entry(b))
  const next = new Map(theirs)
  for (const key of new Set([...before.keys(), ...mine.keys()])) {
    if (same(before.get(key), mine.get(key))) continue
    if (!same(before.get(key), theirs.get(key)) && !same(mine.get(key), theirs.get(key))) return undefined
    if (mine.has(key)) next.set(key, mine.get(key))
    else next.delete(key)
  }
  return [...next.values()]
}

/**
 * The edits laid onto a draft. `values` are what the draft says by itself; `under` is the record it would change,
 * which speaks for every field the draft does not mention.
 */
export function edited(
  kind: RecordKind,
  {
    values,
    under = {},
    edits,
  }: { values: Record<string, unknown>; under?: Record<string, unknown>; edits: Edits },
): { values: Record<string, unknown>; made: string[]; clashes: { field: string; theirs: unknown }[] } {
  const next = { ...values }
  const made: string[] = []
  const clashes: { field: string; theirs: unknown }[] = []
  for (const [field, { from, to }] of Object.entries(edits)) {
    const published = own(under, field)
    const now = Object.hasOwn(values, field) ? values[field] : published
    // The same answer given twice is one: a save repeated because its reply was lost changes nothing.
    if (saysTheSame(kind, field, now, to)) continue
    let answer = to
    if (!saysTheSame(kind, field, now, from)) {
      const both = joined(kind, field, { from, to, now })
      if (!both) {
        clashes.push({ field, theirs: now ?? null })
        continue
      }
      answer = both
    }
    made.push(field)
    // Back to what the record says: the draft has nothing to say of it.
    if (saysTheSame(kind, field, published, answer)) delete next[field]
    else next[field] = answer ?? null
  }
  return { values: next, made, clashes }
}

/** Of vendors and products put forward, those the draft still names. The later of two with one id is taken. */
export function stillNamed(
  values: Record<string, unknown>,
  { vendors, products }: { vendors: NewVendor[]; products: NewProduct[] },
): { newVendors: NewVendor[]; newProducts: NewProduct[] } {
  const named = new Set(Object.values(values).filter((value) => typeof value === 'string'))
  const last = <T extends { id: string }>(all: T[]) => [...new Map(all.map((one) => [one.id, one])).values()]
  const newProducts = last(products).filter(({ id }) => named.has(id))
  for (const { maker } of newProducts) if (maker) named.add(maker)
  return { newVendors: last(vendors).filter(({ id }) => named.has(id)), newProducts }
}

const systemsOf = ({ systems }: Record<string, unknown>) => (Array.isArray(systems) ? systems : [])

/** Whether a draft says that it covers a system. */
export const coversSystem = (values: Record<string, unknown>, system: string) =>
  systemsOf(values).includes(system)

/** What a draft says, with a system taken off that is there no more. */
export const withoutSystem = (values: Record<string, unknown>, system: string): Record<string, unknown> => ({
  ...values,
  systems: systemsOf(values).filter((one) => one !== system),
})
