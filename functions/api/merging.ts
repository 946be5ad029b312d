import { ulid } from 'ulid'
import type { AuditFacts } from '../domain/audit.ts'
import { londonToday } from '../domain/calendar.ts'
import { namesShared, ringInWords, ringThrough } from '../domain/entry.ts'
import { problem } from '../domain/problem.ts'
import type { Entry } from '../schema/entry.ts'
import type { EntryKind, Merge, Pair } from '../schema/merge.ts'
import { again } from '../store/again.ts'
import type { Write } from '../store/dynamo.ts'
import type { Joined, Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { lists as listsWith } from './lists.ts'

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

/**
 * Why the lists cannot be what they would be with one entry of a pair merged, or by itself again; and the vendors whose
 * groups and successors that rests on. `shared`: names that both of the pair may have again.
 */
export function afterwards(
  joined: Joined,
  entry: Pick<Entry, 'id' | 'mergedInto'>,
  { from, into }: Pair,
  shared?: readonly string[],
): { why?: string; restsOn: string[] } {
  const said = joined.entries.find(({ id }) => id === entry.id)
  const entries = [
    ...joined.entries.filter(({ id }) => id !== entry.id),
    { revision: 1, ...said, id: entry.id, mergedInto: entry.mergedInto },
  ]
  const [before, after] = [listsWith(joined), listsWith({ ...joined, entries })]
  const restsOn = new Set<string>()
  const ring = ringThrough(entry.mergedInto ? into : from, (id) => {
    const vendor = after.vendor(id)
    if (vendor) restsOn.add(vendor.id)
    return vendor
  })
  if (ring) {
    const how =
      ring.joins === 'belongs to'
        ? 'Say when one of these left the other, or take it out of the group'
        : 'Say otherwise of one of these'
    return {
      why: `There would then be a ring: ${ringInWords(ring, after.vendorName)}. ${how}, and try again.`,
      restsOn: [],
    }
  }
  const were = new Set(
    [from, into].flatMap((id) => sharedBy(id, before).map(({ key, other }) => `${key} ${other.id}`)),
  )
  const both = new Set([from, into, after.kept(from), after.kept(into)])
  const anew = [from, into]
    .flatMap((id) => sharedBy(id, after).map((one) => ({ ...one, id })))
    .find(({ key, other }) =>
      both.has(other.id) ? shared && !shared.includes(key) : !were.has(`${key} ${other.id}`),
    )
  if (!anew) return { restsOn: [...restsOn].filter((id) => id !== from && id !== into) }
  const names = [nameIn(after, anew.id), anew.other.name]
  const whose =
    names[0] === names[1] ? `the name of two ${kindOfEntry(from)}s` : `a name of both ${names.join(' and ')}`
  return {
    why: `“${anew.name}” would then be ${whose}. Take it off one of them, and try again.`,
    restsOn: [],
  }
}

/** What its entry would say, as far as the lists are concerned. */
export const ifMerged = ({ from, into }: Pair): Pick<Entry, 'id' | 'mergedInto'> => ({
  id: from,
  mergedInto: { id: into, merge: '', on: '' },
})

/** Names that what is kept of an id has, and others have too. */
const sharedBy = (id: string, known: ReturnType<typeof listsWith>) => {
  const isProduct = kindOfEntry(id) === 'product'
  const one = isProduct ? known.product(id) : known.vendor(id)
  if (!one) return []
  return namesShared<{ id: string; name: string; aliases: string[] }>(
    one,
    isProduct ? known.products() : known.vendors(),
  )
}

/** Names that both of two have that stand by themselves, as names are compared. */
const sharedBetween = ({ from, into }: Pair, joined: Joined): string[] =>
  sharedBy(from, listsWith(joined)).flatMap(({ key, other }) => (other.id === into ? [key] : []))

const still = (ids: readonly string[], { entries }: Joined): Write[] => {
  const revisions = new Map(entries.map(({ id, revision }) => [id, revision]))
  return ids.map((id) => ({ check: keys.entry(id), ifRevision: revisions.get(id) ?? 0 }))
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
  const then = afterwards(await store.added(), ifMerged(pair), pair)
  if (then.why) throw problem.alreadyThere(then.why)
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
    const joined = await store.added()
    const then = afterwards(joined, ifMerged(pair), pair)
    if (then.why) throw problem.alreadyThere(then.why)
    const before = (await proposedOf(store, pair)) ?? asMerge(pair, lists, facts)
    const merge: Merge = {
      ...before,
      shared: sharedBetween(pair, joined),
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
        ...still(then.restsOn, joined),
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
    const { mergedInto, ...alone } = entry
    const pair = { from: merge.from.id, into: mergedInto?.id ?? merge.into.id }
    const joined = await store.added()
    const then = afterwards(joined, { id: entry.id }, pair, merge.shared)
    if (then.why) throw problem.alreadyThere(then.why)
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
        // Nothing that this rests on was said otherwise meanwhile.
        ...still([pair.into, ...then.restsOn], joined),
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
