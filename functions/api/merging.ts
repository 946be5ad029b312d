import { ulid } from 'ulid'
import type { AuditFacts } from '../domain/audit.ts'
import { londonToday } from '../domain/calendar.ts'
import { problem } from '../domain/problem.ts'
import type { Entry } from '../schema/entry.ts'
import type { EntryKind, Merge, Pair } from '../schema/merge.ts'
import { again } from '../store/again.ts'
import type { Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'

// Deciding that two are one, or that they are not after all. From that moment on the one leads to the other, or no longer
// does, for whatever is written or read; the records that name it follow (`moving.ts`).

/** The audit chain about vendors and products. */
const chain = 'lists'

type Facts = { by: string; at: string }

/** Writes with an event in that chain. */
export async function writeSaid(store: Store, writes: Write[], facts: AuditFacts): Promise<void> {
  const head = await store.audit.head(chain)
  await store.write([...writes, ...store.writes.events(chain, head, [facts])])
}

export const kindOfEntry = (id: string): EntryKind => (id.startsWith('prd_') ? 'product' : 'vendor')

/** What a merge asks of the lists: whether something is on them, and its name. */
type Lists = {
  vendor: (id: string) => object | undefined
  product: (id: string) => object | undefined
  vendorName: (id: string) => string
  productName: (id: string) => string
}

const knownIn = (lists: Lists, id: string) =>
  (kindOfEntry(id) === 'product' ? lists.product(id) : lists.vendor(id)) !== undefined

/** Why these two cannot be merged, whatever else is so; by the field it is about. */
function mismatch({ from, into }: Pair, lists: Lists): Record<string, string> | undefined {
  for (const [field, id] of Object.entries({ from, into })) {
    if (!knownIn(lists, id)) return { [field]: 'Choose a vendor or a product from the list' }
  }
  if (from === into) return { into: 'Choose another than the one that is merged into it' }
  if (kindOfEntry(from) === kindOfEntry(into)) return undefined
  return { into: 'A vendor can be merged into a vendor alone, and a product into a product' }
}

const nameIn = (lists: Lists, id: string) =>
  kindOfEntry(id) === 'product' ? lists.productName(id) : lists.vendorName(id)

/** What was decided of either before, that stands in the way; by the field it is about. */
export function inTheWay(
  { from, into }: Pair,
  entryOf: (id: string) => Entry | undefined,
  lists: Lists,
): string | undefined {
  const gone = (id: string) => {
    const kept = entryOf(id)?.mergedInto?.id
    return kept && `${nameIn(lists, id)} was merged into ${nameIn(lists, kept)} already`
  }
  const already = gone(from)
  if (already) return `${already}. Undo that first.`
  const other = gone(into)
  return other && `${other}: merge into that one.`
}

/** The pair as a merge begins, or is proposed. */
const asMerge = ({ from, into }: Pair, lists: Lists, { by, at }: Facts): Merge => ({
  id: `mrg_${ulid().toLowerCase()}`,
  kind: kindOfEntry(from),
  from: { id: from, name: nameIn(lists, from) },
  into: { id: into, name: nameIn(lists, into) },
  state: 'proposed',
  proposedAt: at,
  proposedBy: by,
  moved: 0,
  returned: 0,
  left: 0,
  revision: 0,
})

const isOf =
  ({ from, into }: Pair) =>
  (merge: Merge) =>
    merge.from.id === from && merge.into.id === into

const proposedOf = async (store: Store, pair: Pair) =>
  (await store.merges.all()).find((one) => one.state === 'proposed' && isOf(pair)(one))

/** Puts forward that one be merged into the other. Doing so again is the same proposal. */
export async function propose(store: Store, pair: Pair, lists: Lists, facts: Facts): Promise<Merge> {
  const wrong = mismatch(pair, lists)
  if (wrong) throw problem.invalid(wrong)
  const ways = await store.merges.ways([pair.from, pair.into])
  const why = inTheWay(pair, ways.entry, lists)
  if (why) throw problem.alreadyThere(why)
  const before = await proposedOf(store, pair)
  if (before) return before
  const merge = { ...asMerge(pair, lists, facts), revision: 1 }
  await store.write([store.merges.writes.merge(merge)])
  return merge
}

/** Merges one into the other: from now on it leads there. Asked for again, it is the same merge. */
export async function begin(
  store: Store,
  pair: Pair,
  lists: Lists,
  facts: Facts & { expected?: number },
): Promise<Merge> {
  const wrong = mismatch(pair, lists)
  if (wrong) throw problem.invalid(wrong)
  const { by, at, expected } = facts
  return again(async () => {
    const ways = await store.merges.ways([pair.from, pair.into])
    const [from, into] = [ways.entry(pair.from), ways.entry(pair.into)]
    if (from?.mergedInto?.id === pair.into) {
      const merge = await store.merges.get(from.mergedInto.merge)
      if (merge) return merge
    }
    const why = inTheWay(pair, ways.entry, lists)
    if (why) throw problem.alreadyThere(why)
    const before = (await proposedOf(store, pair)) ?? asMerge(pair, lists, facts)
    const merge: Merge = {
      ...before,
      state: 'moving',
      decidedAt: at,
      decidedBy: by,
      ...(expected !== undefined && { expected }),
      lookingSince: Date.now(),
      revision: before.revision + 1,
    }
    const entry: Entry = {
      ...from,
      id: pair.from,
      mergedInto: { id: pair.into, merge: merge.id, on: londonToday(new Date(at)) },
      revision: (from?.revision ?? 0) + 1,
    }
    await writeSaid(
      store,
      [
        store.merges.writes.entry(entry),
        { check: keys.entry(pair.into), ifRevision: into?.revision ?? 0 },
        store.merges.writes.merge(merge),
      ],
      { at, by, action: 'merged', recordId: pair.from, submission: merge.id },
    )
    return merge
  })
}

/** Undoes a merge: what was merged stands by itself again. */
export async function undo(store: Store, id: string, { by, at }: Facts): Promise<Merge> {
  return again(async () => {
    const merge = await store.merges.get(id)
    if (!merge) throw problem.missing('merge')
    if (merge.state === 'undoing' || merge.state === 'undone') return merge
    if (merge.state !== 'moving' && merge.state !== 'done') {
      throw problem.alreadyThere('This was never merged, so there is nothing to undo.')
    }
    const entry = await store.merges.entry(merge.from.id)
    if (!entry) throw new Error(`${merge.from.id} was merged and has no entry`)
    const { mergedInto: _, ...alone } = entry
    const undoing: Merge = {
      ...merge,
      state: 'undoing',
      undoneAt: at,
      undoneBy: by,
      revision: merge.revision + 1,
    }
    await writeSaid(
      store,
      [
        store.merges.writes.entry({ ...alone, revision: entry.revision + 1 }),
        store.merges.writes.merge(undoing),
      ],
      { at, by, action: 'unmerged', recordId: merge.from.id, submission: id },
    )
    return undoing
  })
}

/** Says of a proposal that it is not to be. */
export async function decline(store: Store, id: string, { by, at }: Facts): Promise<Merge> {
  return again(async () => {
    const merge = await store.merges.get(id)
    if (!merge) throw problem.missing('merge')
    if (merge.state === 'declined') return merge
    if (merge.state !== 'proposed') throw problem.alreadyDecided()
    const declined: Merge = {
      ...merge,
      state: 'declined',
      decidedAt: at,
      decidedBy: by,
      revision: merge.revision + 1,
    }
    await store.write([store.merges.writes.merge(declined)])
    return declined
  })
}
