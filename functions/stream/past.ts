import type { IsoDate } from '../domain/calendar.ts'
import type { KeptChange } from '../domain/changed.ts'
import { type Days, type Opening, quarterStart } from '../domain/past.ts'
import { addInto, isEmpty, type Totals } from '../domain/totals.ts'
import type { AnyRecord } from '../schema/record.ts'
import { again as tryAgain } from '../store/again.ts'
import {
  type Item,
  keyText,
  MovedOn,
  mostBytes,
  mostWrites,
  type Table,
  type Write,
} from '../store/dynamo.ts'
import type { RecordRef, Store } from '../store/index.ts'
import { type Key, keys } from '../store/keys.ts'
import { bytesOf, pack, unpack } from '../store/packed.ts'
import { type KeptQuarters, quartersKey } from '../store/trends.ts'
import type { Terms } from '../tallies/parts.ts'
import { approvedOn, type PastShare, pastBetween, type Reach, tellsTheRest } from '../tallies/past.ts'

// Brings the past of the summaries up to date with the records named. How far a record's past has come to is kept with
// what was added, in one transaction; what is to be added follows from its versions alone, so neither when nor how often
// it is done makes a difference.

/** How far a record's past has come to; and of a step too large for one transaction, whither, and what is done of it. */
export type PastReach = Partial<Reach> & { under?: { to: Reach | undefined; done: string[] } | undefined }

type Step = {
  ref: RecordRef
  revision: number
  before: Reach | undefined
  to: Reach | undefined
  share: PastShare
  /** Names of items that say so already. */
  done: string[]
}

const tries = 30
/** Items of one step that go together, with room for where it has come to. */
const mostNames = 80
/** Bytes that one change may add to an item, its name included. */
const addedBytes = 400

export async function keepPast(
  store: Store,
  refs: RecordRef[],
  { terms, day }: { terms: Terms; day: IsoDate },
): Promise<void> {
  let left = [...new Map(refs.map((ref) => [ref.id, ref])).values()]
  while (left.length > 0) {
    await tryAgain(
      async () => {
        const { unfinished, hindered } = await keepOnce(store, left, terms, day)
        left = [...unfinished, ...hindered]
        // Another part of a long step is no other try at it.
        if (unfinished.length === 0 && hindered.length > 0) {
          throw new MovedOn(hindered.map(({ id }) => keys.pastReach(id)))
        }
      },
      { tries },
    )
  }
}

/** Keeps what it can, and answers the records there is more to do for and those somebody else wrote to in between. */
async function keepOnce(store: Store, refs: RecordRef[], terms: Terms, day: IsoDate) {
  const steps = (await stepsFor(store, refs, terms, day)).filter((step) => step !== undefined)
  const kept = await readKept(store.table, steps)
  const unfinished: RecordRef[] = []
  const hindered: RecordRef[] = []
  /** Items of transactions that failed: in `kept` they say what was not written, so no later group may build on them. */
  const spoilt = new Set<string>()
  for (const group of groups(steps, kept)) {
    if (spoilt.size > 0 && itemsOf(group).some((key) => spoilt.has(keyText(key)))) {
      hindered.push(...group.map(({ ref }) => ref))
      continue
    }
    const { writes, touched, inPart } = transaction(group, kept)
    try {
      await store.write(writes)
      for (const item of touched) kept.set(keyText(item), item)
      unfinished.push(...inPart)
    } catch (failure) {
      if (!(failure instanceof MovedOn)) throw failure
      for (const item of touched) spoilt.add(keyText(item))
      hindered.push(...group.map(({ ref }) => ref))
    }
  }
  return { unfinished, hindered }
}

const reachIn = ({ version, day, since }: PastReach): Reach | undefined =>
  version === undefined || day === undefined ? undefined : { version, day, ...(since && { since }) }
const later = (...days: (IsoDate | undefined)[]) => days.reduce((a = '', b = '') => (a > b ? a : b)) ?? ''

async function stepsFor(store: Store, refs: RecordRef[], terms: Terms, day: IsoDate) {
  const found = await store.table.many<PastReach | AnyRecord>(
    refs.flatMap((ref) => [keys.pastReach(ref.id), keys.record(ref.authority, ref.kind, ref.id)]),
  )
  const byKey = new Map(found.map((item) => [keyText(item), item]))
  const known = refs.map((ref) => {
    const reach = byKey.get(keyText(keys.pastReach(ref.id))) as Item<PastReach> | undefined
    const record = byKey.get(keyText(keys.record(ref.authority, ref.kind, ref.id)))?.body as
      | AnyRecord
      | undefined
    return { ref, reach, before: reach && reachIn(reach.body), record }
  })
  const between = await store.records.versions<AnyRecord>(
    known.flatMap(({ ref: { id }, before, record }) =>
      before && record
        ? versionsFrom(before.version, record.version - 1).map((version) => ({ id, version }))
        : [],
    ),
  )
  return Promise.all(
    known.map(async ({ ref, reach, before, record }): Promise<Step | undefined> => {
      const under = reach?.body.under
      const to: Reach | undefined = under
        ? under.to
        : record && { version: record.version, day: later(day, before?.day, approvedOn(record)) }
      if (!before && !to) return undefined
      const recent =
        before && record
          ? [
              ...versionsFrom(before.version, record.version - 1).flatMap(
                (version) => between.get(`${ref.id}@${version}`) ?? [],
              ),
              record,
            ]
          : []
      const isEnough = !under && before && record && tellsTheRest(recent, before)
      const isFirst = !before && record?.version === 1
      const versions = isEnough
        ? recent
        : isFirst
          ? [record]
          : (await store.table.all<AnyRecord>(keys.versionsOf(ref.id))).map(({ body }) => body)
      const share = pastBetween(versions, before, to, { terms, today: day })
      const isThere = before && to && before.version === to.version && isNothing(share)
      if (isThere && !under) return undefined
      return { ref, revision: reach?.revision ?? 0, before, to, share, done: under?.done ?? [] }
    }),
  )
}

const versionsFrom = (first: number, last: number) =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)

const isNothing = ({ days, openings, changes, stood }: PastShare) =>
  days.size === 0 && openings.size === 0 && changes.size === 0 && stood.size === 0

/**
 * Every item of the past a step touches and has not finished with, by name. Where they are too many for one transaction,
 * what moved in a book and its openings are beside each other, the openings first.
 */
function namesOf({ share: { days, openings, changes, stood }, done }: Step, kept: Kept): string[] {
  const others = [...changes.keys(), ...stood.keys()]
  const all = [...openings.keys(), ...days.keys(), ...others]
  if (done.length === 0 && fitting(all, kept) === all.length) return all
  const books = [...Map.groupBy([...openings.keys(), ...days.keys()], bookOf).values()]
  const finished = new Set(done)
  // Of a book whose moves are all written, a quarter opened since has them already.
  const left = books.filter((names) => names.some((name) => days.has(name) && !finished.has(name)))
  return [...left.flat(), ...others].filter((name) => !finished.has(name))
}

const sizeOf = (name: string, kept: Kept): number =>
  (kept.get(keyText(keys.past(name)))?.bytes ?? 0) + addedBytes

/** How many of these, from the first on, one transaction takes beside where their step has come to. */
function fitting(names: string[], kept: Kept): number {
  let bytes = 0
  for (const [at, name] of names.entries()) {
    bytes += sizeOf(name, kept)
    if (at > 0 && (at >= mostNames || bytes > mostBytes)) return at
  }
  return names.length
}

/** What items of one book have in common; of others what is theirs alone. */
const bookOf = (name: string) => {
  const [, place, book] = /^([^/]*)\/(?:DAY|OPEN)#(.*)\d{4}-\d\d-\d\d$/.exec(name) ?? []
  return place === undefined ? name : `${place}/${book}`
}

/**
 * As many of these as go together. A book that fits is not parted: whoever works out an opening meanwhile would have some
 * of what moved in it, and the rest would come twice.
 */
function firstOf(names: string[], kept: Kept): string[] {
  const most = fitting(names, kept)
  if (most === names.length) return names
  let end = most
  while (end > 0 && bookOf(names[end] ?? '') === bookOf(names[end - 1] ?? '')) end -= 1
  return names.slice(0, end || most)
}

/** Every item that steps may rewrite. */
const itemsOf = (steps: Step[]): Key[] =>
  steps.flatMap(({ share: { days, openings, quarters } }) => [
    ...[...days.keys(), ...openings.keys()].map(keys.past),
    ...[...quarters].map(quartersKey),
  ])

/** Items as they were read or written last; bytes are those that were read. */
type KeptItem = Key & { revision: number; body: unknown; bytes: number }
type Kept = Map<string, KeptItem>

async function readKept(table: Table, steps: Step[]): Promise<Kept> {
  const names = steps.flatMap(({ share: { days, openings } }) => [...days.keys(), ...openings.keys()])
  const scopes = steps.flatMap(({ share: { quarters } }) => [...quarters])
  const found = await table.many([
    ...[...new Set(names)].map(keys.past),
    ...[...new Set(scopes)].map(quartersKey),
  ])
  return new Map(
    found.map(({ pk, sk, revision, body }) => [
      keyText({ pk, sk }),
      { pk, sk, revision, body: unpack(body), bytes: bytesOf(body) },
    ]),
  )
}

function groups(steps: Step[], kept: Kept): Step[][] {
  const made: Step[][] = []
  let group: Step[] = []
  let names = new Set<string>()
  let scopes = new Set<string>()
  const bytesIn = (of: Iterable<string>) => {
    let bytes = 0
    for (const name of of) bytes += sizeOf(name, kept)
    return bytes
  }
  for (const step of steps) {
    const own = namesOf(step, kept)
    const together = new Set([...names, ...own])
    const among = new Set([...scopes, ...step.share.quarters])
    const isFull = together.size + among.size + group.length + 1 > mostWrites || bytesIn(together) > mostBytes
    if (group.length > 0 && isFull) {
      made.push(group)
      group = []
      names = new Set()
      scopes = new Set()
    }
    group.push(step)
    for (const name of own) names.add(name)
    for (const scope of step.share.quarters) scopes.add(scope)
  }
  if (group.length > 0) made.push(group)
  return made
}

/** What a group writes. Changes the bodies in `kept`: copying them first took longer than all the rest. */
function transaction(steps: Step[], kept: Kept) {
  const days = new Map<string, Days>()
  const openings = new Map<string, { totals: Totals; isCurrent: boolean }>()
  const changes = new Map<string, KeptChange | undefined>()
  const writes: Write[] = []
  const inPart: RecordRef[] = []
  for (const step of steps) {
    const names = namesOf(step, kept)
    const now = new Set(firstOf(names, kept))
    for (const [name, moved] of step.share.days) {
      if (now.has(name)) days.set(name, addDaysInto(days.get(name) ?? {}, moved))
    }
    const current = quarterStart(step.to?.day ?? step.before?.day ?? '')
    for (const [name, totals] of step.share.openings) {
      if (!now.has(name)) continue
      const sum = addInto(openings.get(name)?.totals ?? {}, totals)
      openings.set(name, { totals: sum, isCurrent: name.endsWith(current) })
    }
    for (const [name, change] of step.share.changes) if (now.has(name)) changes.set(name, change)
    for (const [name, line] of step.share.stood) {
      if (!now.has(name)) continue
      const key = keys.past(name)
      writes.push(line ? { put: { ...key, revision: step.revision + 1, body: line } } : { remove: key })
    }
    const isWhole = now.size === names.length
    // A step taken up again leads where it was to lead when it was begun: more may have been approved since.
    if (!isWhole || step.done.length > 0) inPart.push(step.ref)
    writes.push(reached(step, isWhole ? undefined : [...step.done, ...now]))
  }
  const touched: KeptItem[] = []
  const rewrite = (key: Key, body: (now: unknown) => unknown) => {
    const item = kept.get(keyText(key))
    const next = { ...key, revision: (item?.revision ?? 0) + 1, body: body(item?.body) }
    touched.push({ ...next, bytes: item?.bytes ?? 0 })
    writes.push({ put: { ...next, body: pack(next.body) }, ifRevision: item?.revision ?? 0 })
  }
  for (const [name, moved] of days) {
    if (Object.keys(moved).length > 0)
      rewrite(keys.past(name), (now) => addDaysInto((now as Days | undefined) ?? {}, moved))
  }
  for (const [name, { totals, isCurrent }] of openings) {
    const key = keys.past(name)
    const opening = kept.get(keyText(key))?.body as Opening | undefined
    if (opening?.whole) {
      rewrite(key, () => ({ whole: true, totals: addInto(opening.totals, totals) }))
    } else if (isCurrent) {
      // It may be being worked out just now, from what was there before: then that is done over.
      rewrite(key, () => ({ whole: false, totals: {} }))
    }
  }
  // With each part of a step: whoever reads between two of them keeps what is true of neither.
  for (const scope of new Set(steps.flatMap(({ share: { quarters } }) => [...quarters]))) {
    rewrite(quartersKey(scope), (): KeptQuarters => ({}))
  }
  for (const [name, change] of changes) {
    const key = keys.past(name)
    writes.push(change ? { put: { ...key, revision: 1, body: change } } : { remove: key })
  }
  return { writes, touched, inPart }
}

function reached({ ref, revision, before, to, share }: Step, done: string[] | undefined): Write {
  const key = keys.pastReach(ref.id)
  if (!done && !to) return { remove: key, ifRevision: revision }
  const body: PastReach = done ? { ...before, under: { to, done } } : { ...to, since: share.since }
  return { put: { ...key, revision: revision + 1, body }, ifRevision: revision }
}

/** Adds what moved day by day, forgetting days on which nothing did. Changes `days` and the totals in it, none of `more`. */
export function addDaysInto(days: Days, more: Days): Days {
  for (const [day, totals] of Object.entries(more)) {
    const sum = addInto(days[day] ?? {}, totals)
    if (isEmpty(sum)) delete days[day]
    else days[day] = sum
  }
  return days
}
