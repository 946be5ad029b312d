import type { AuditFacts } from '../domain/audit.ts'
import { namesOf, saidIn, settled } from '../domain/merge.ts'
import { problem } from '../domain/problem.ts'
import { lists } from '../domain/summary.ts'
import type { Merge, Moved } from '../schema/merge.ts'
import type { RegisterRecord } from '../schema/record.ts'
import { unitedKingdom } from '../schema/scope.ts'
import { again } from '../store/again.ts'
import { keyWritten, MovedOn, mostWrites, type Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { keys, type Range } from '../store/keys.ts'
import type { Ways } from '../store/merges.ts'
import { wait } from '../store/pause.ts'

// How records follow a merge, and go back when it is undone: each by a version of its own, with its audit event, as any
// other change. Every step finds out for itself what is left to be done, so it may be cut short, repeated, and taken by
// several at once.

/** Records looked at together. */
const lookedAtTogether = 100
/**
 * What was approved just before a merge is found when the summaries have it, which takes them a second as a rule. Until so
 * long after its beginning a merge is looked over again, in milliseconds.
 */
const usualSettling = 3_000
const usualTime = 4_000

type Going = {
  at: string
  /** How long to go on for before saying how far it has come, in milliseconds. */
  time?: number
  settling?: number
}

/** Goes on with a merge, or with undoing it, and answers how it stands. */
export async function goOn(
  store: Store,
  id: string,
  { at, time = usualTime, settling = usualSettling }: Going,
): Promise<Merge> {
  const until = Date.now() + time
  for (;;) {
    const merge = await store.merges.get(id)
    if (!merge) throw problem.missing('merge')
    if (merge.state === 'moving') {
      const began = Date.now()
      const look = await moveAll(store, merge, { at, until })
      const isSettled = began - (merge.lookingSince ?? 0) >= settling
      if (look.isWhole && look.moved === 0) {
        if (isSettled) await turn(store, merge, 'done')
        else await wait(Math.min(settling, 250))
      }
    } else if (merge.state === 'undoing') {
      if (await giveBack(store, merge, { at, until })) await turn(store, merge, 'undone')
    } else return merge
    if (Date.now() >= until) return (await store.merges.get(id)) ?? merge
  }
}

/** Looks again for what a merge has missed: where the summaries were long behind. */
export async function lookAgain(store: Store, id: string): Promise<void> {
  const merge = await store.merges.get(id)
  if (merge?.state === 'done') await turn(store, { ...merge, lookingSince: Date.now() }, 'moving')
}

/** A merge's next state, unless somebody was quicker. */
async function turn(store: Store, merge: Merge, state: Merge['state']): Promise<void> {
  try {
    await store.write([store.merges.writes.merge({ ...merge, state, revision: merge.revision + 1 })])
  } catch (failure) {
    if (!(failure instanceof MovedOn)) throw failure
  }
}

/** Where the records that name a vendor or product are listed. */
const namedIn = ({ kind, from }: Merge): Range[] =>
  (kind === 'product'
    ? [lists.systemsOf('PRODUCT', from.id)]
    : [lists.systemsOf('VENDOR', from.id), lists.contractsOf('VENDOR', from.id)]
  ).map((list) => keys.viewsOf(unitedKingdom, list))

/** Looks at every record that is listed under what was merged. Those that were moved leave the list soon after. */
async function moveAll(store: Store, merge: Merge, { at, until }: { at: string; until: number }) {
  let moved = 0
  for (const range of namedIn(merge)) {
    let after: string | undefined
    do {
      const page = await store.table.page<Moved>(range, { limit: lookedAtTogether, after })
      const facts = { at, by: merge.decidedBy ?? '', action: 'merged' as const }
      moved += await settle(
        store,
        page.items.map(({ body }) => body),
        { merge: merge.id, state: 'moving', facts },
      )
      after = page.next
      if (Date.now() >= until) return { moved, isWhole: false }
    } while (after !== undefined)
  }
  return { moved, isWhole: true }
}

/** Looks at every record that the merge has moved; answers whether none is left. */
async function giveBack(store: Store, merge: Merge, { at, until }: { at: string; until: number }) {
  for (;;) {
    const left = await store.merges.movedBy(merge.id, lookedAtTogether)
    if (left.length === 0) return true
    const facts = { at, by: merge.undoneBy ?? '', action: 'unmerged' as const }
    await settle(store, left, { merge: merge.id, state: 'undoing', facts })
    if (Date.now() >= until) return false
  }
}

type Settling = { merge: string; state: 'moving' | 'undoing'; facts: AuditFacts }

/** Has these records name what is kept of what people said in them. Answers how many did not. */
async function settle(store: Store, refs: Moved[], settling: Settling): Promise<number> {
  let written = 0
  for (const theirs of Map.groupBy(refs, ({ authority }) => authority).values()) {
    for (let left = theirs; left.length > 0; ) {
      const done = await again(() => settleSome(store, left, settling))
      written += done.written
      left = left.slice(done.looked)
    }
  }
  return written
}

/**
 * As many of one authority's records as fit one transaction. Where merges cross, a record's one step may be due to
 * several of them: each that it follows, and each undone that it leaves, counts it, and counts it once.
 */
async function settleSome(store: Store, refs: Moved[], { merge: id, state, facts }: Settling) {
  const [all, records] = await Promise.all([store.merges.all(), store.records.many(refs)])
  const merges = new Map(all.map((one) => [one.id, one]))
  // Another hand has finished it, or it was undone meanwhile.
  if (merges.get(id)?.state !== state) return { looked: refs.length, written: 0 }
  const ways = await store.merges.ways(
    [...records.values()].flatMap((record) => [
      ...namesOf(record).map(([, named]) => named),
      ...Object.values(record.saidAs ?? {}),
    ]),
  )
  const undone = all.filter((one) => one.state === 'undoing')
  const looks = refs.map((ref) => {
    const record = records.get(ref.id)
    const next = record && settled(record, ways.kept)
    return { ref, record, next, follows: next ? followed(next, ways) : [] }
  })
  const isMoved = await store.merges.areMoved(
    looks.flatMap(({ ref, follows }) =>
      [...undone.map((one) => one.id), ...follows].map((merge) => ({ merge, record: ref.id })),
    ),
  )
  const counted = new Map([[id, { moved: 0, returned: 0, left: 0 }]])
  const count = (merge: string, what: 'moved' | 'returned' | 'left') => {
    const before = counted.get(merge) ?? { moved: 0, returned: 0, left: 0 }
    counted.set(merge, { ...before, [what]: before[what] + 1 })
  }
  const also = new Map<string, Write>()
  const note = (...writes: Write[]) => {
    for (const write of writes) also.set(nameOf(write), write)
  }
  const publishing: RegisterRecord[] = []
  let looked = 0
  for (const { ref, record, next, follows } of looks) {
    // The record, its version and its event; the merges and the head of the audit chain come on top.
    if (publishing.length * 3 + also.size + counted.size + mostForOne > mostWrites - 1) break
    looked += 1
    const changes = record !== undefined && next !== undefined && next !== record
    for (const one of undone.filter((each) => isMoved(each.id, ref.id))) {
      const returns = changes && leaves(record, next, one, ways)
      // What another left as it was is its own to look at.
      if (!returns && one.id !== id) continue
      count(one.id, returns ? 'returned' : 'left')
      note(store.merges.writes.movedNoMore(one.id, ref.id))
    }
    if (!changes) continue
    publishing.push({ ...next, version: record.version + 1, updatedAt: facts.at })
    // What the new version rests on must still be so.
    note(...ways.checks([...Object.values(next.saidAs ?? {}), ...namesOf(next).map(([, named]) => named)]))
    for (const merge of follows) {
      if (!isMoved(merge, ref.id)) count(merge, 'moved')
      note(store.merges.writes.moved(merge, ref))
    }
  }
  const counts = [...counted].flatMap(([merge, { moved, returned, left }]) => {
    const one = merges.get(merge)
    return one
      ? [
          store.merges.writes.merge({
            ...one,
            moved: one.moved + moved,
            returned: one.returned + returned,
            left: one.left + left,
            revision: one.revision + 1,
          }),
        ]
      : []
  })
  if (publishing.length > 0) {
    await store.publish(
      refs[0]?.authority ?? '',
      publishing.map((record) => ({ record, facts })),
      [...also.values(), ...counts],
    )
  } else if (also.size > 0) await store.write([...also.values(), ...counts])
  return { looked, written: publishing.length }
}

/** Far more than one record's writes can come to, however many merges follow one another. */
const mostForOne = 30

/** The merges by which a record names what it names: each knows that it has moved it. */
const followed = ({ saidAs = {} }: RegisterRecord, ways: Ways): string[] => [
  ...new Set(
    Object.values(saidAs).flatMap((said) =>
      ways.way(said).flatMap((one) => ways.entry(one)?.mergedInto?.merge ?? []),
    ),
  ),
]

/** Whether a record's next version names anew what a merge that is undone had led away from. */
const leaves = (record: RegisterRecord, next: RegisterRecord, { from }: Merge, ways: Ways): boolean => {
  const before = new Map(namesOf(record))
  return namesOf(next).some(([field, named]) => {
    const said = saidIn(record, field)
    return before.get(field) !== named && said !== undefined && ways.way(said).includes(from.id)
  })
}

const nameOf = (write: Write): string => {
  const { pk, sk } = keyWritten(write)
  return `${pk} ${sk}`
}
