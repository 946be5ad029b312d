import type { Entry } from '../schema/entry.ts'
import type { RecordKind, RegisterRecord } from '../schema/record.ts'

// What a merge means for what names the one that is not kept. Every record remembers, for each field in which it names a
// vendor or product, what a person last said in it (`saidAs`, left out while that is what it names). All there is to a
// merge, and to undoing it, is then one law: a record names whatever is kept of what a person said. Merges may follow
// one another and be undone in any order, and what a person says afterwards stands by itself.

/** The one that is kept of what is named: itself, unless it was merged. */
export type Kept = (id: string) => string
export const keepsAll: Kept = (id) => id

type Merged = Pick<Entry, 'id' | 'mergedInto'>

/** From an id to the one that is kept, both included. Only what is not merged is merged into, so there is no way round. */
export function wayFrom(id: string, entries: ReadonlyMap<string, Merged>): string[] {
  const way = [id]
  for (let next = entries.get(id)?.mergedInto; next; next = entries.get(next.id)?.mergedInto) {
    if (way.includes(next.id)) throw new Error(`${id} was merged into itself`)
    way.push(next.id)
  }
  return way
}

export function keptIn(entries: Iterable<Merged>): Kept {
  const merged = new Map<string, Merged>()
  for (const entry of entries) if (entry.mergedInto) merged.set(entry.id, entry)
  return merged.size === 0 ? keepsAll : (id) => wayFrom(id, merged).at(-1) ?? id
}

/** Every id of which one is kept, that one first. */
export function familiesIn(entries: Iterable<Merged>): (kept: string) => string[] {
  const all = [...entries]
  const kept = keptIn(all)
  const merged = Map.groupBy(
    all.filter(({ mergedInto }) => mergedInto),
    ({ id }) => kept(id),
  )
  return (id) => [kept(id), ...(merged.get(kept(id)) ?? []).map((one) => one.id)]
}

/** The fields in which a record names a vendor or product. */
export const pointers: Record<RecordKind, readonly Pointer[]> = {
  system: ['product', 'maker'],
  contract: ['supplier'],
}
export type Pointer = 'product' | 'maker' | 'supplier'

type Named = Partial<Record<Pointer, string | undefined>>
const namedIn = (record: RegisterRecord | undefined): Named => (record ?? {}) as Named

/** What a record names, field by field. */
export const namesOf = (record: RegisterRecord): [field: Pointer, id: string][] =>
  pointers[record.kind].flatMap((field) => {
    const id = namedIn(record)[field]
    return id === undefined ? [] : [[field, id] as [Pointer, string]]
  })

/** Values of a record or draft, read as naming what is kept. */
export function asKept<V extends Record<string, unknown>>(kind: RecordKind, values: V, kept: Kept): V {
  if (kept === keepsAll) return values
  let read = values
  for (const field of pointers[kind]) {
    const id = values[field]
    if (typeof id === 'string' && kept(id) !== id) read = { ...read, [field]: kept(id) }
  }
  return read
}

/** What a person last said in a field that names something. */
export const saidIn = (record: RegisterRecord, field: Pointer): string | undefined =>
  record.saidAs?.[field] ?? namedIn(record)[field]

type SaidAs = NonNullable<RegisterRecord['saidAs']>

const withSaid = <R extends RegisterRecord>({ saidAs: _, ...record }: R, named: Named, saidAs: SaidAs): R =>
  ({ ...record, ...named, ...(Object.keys(saidAs).length > 0 && { saidAs }) }) as R

/** The record naming what is kept of what people said in it; the very same where it does. */
export function settled<R extends RegisterRecord>(record: R, kept: Kept): R {
  const named: Named = {}
  const saidAs: SaidAs = {}
  for (const field of pointers[record.kind]) {
    const said = saidIn(record, field)
    if (said === undefined) continue
    named[field] = kept(said)
    if (named[field] !== said) saidAs[field] = said
  }
  const isSettled = Object.entries(named).every(
    ([field, id]) =>
      namedIn(record)[field as Pointer] === id &&
      record.saidAs?.[field as Pointer] === saidAs[field as Pointer],
  )
  return isSettled ? record : withSaid(record, named, saidAs)
}

/**
 * A person's next version of a record. What they changed names what is kept, by their own word; what they left stays as it
 * was, with what was said before, and so does what a merge under way has not come to yet.
 */
export function saidAnew<R extends RegisterRecord>(next: R, current: R | undefined, kept: Kept): R {
  const named: Named = {}
  const saidAs: SaidAs = {}
  for (const field of pointers[next.kind]) {
    const id = namedIn(next)[field]
    if (id === undefined) continue
    const was = namedIn(current)[field]
    const before = current?.saidAs?.[field]
    const isLeft = was !== undefined && kept(was) === kept(id)
    named[field] = isLeft ? was : kept(id)
    if (isLeft && before !== undefined) saidAs[field] = before
  }
  return withSaid(next, named, saidAs)
}

/** What a version names that the one before it did not. */
export const newlyNamed = (next: RegisterRecord, current: RegisterRecord | undefined): string[] =>
  namesOf(next).flatMap(([field, id]) => (namedIn(current)[field] === id ? [] : [id]))

/** The record as though nothing it names had been merged. */
export const asSaid = <R extends RegisterRecord>(record: R): R =>
  record.saidAs ? settled(record, keepsAll) : record
