import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { begin, undo } from '../../functions/api/merging.ts'
import { goOn, lookAgain } from '../../functions/api/moving.ts'
import { namingChecks, waysOf } from '../../functions/api/naming.ts'
import { addDays, quarterOf } from '../../functions/domain/calendar.ts'
import { trendLine } from '../../functions/domain/figures.ts'
import { movesWith, planned, ratings, registers, skills, whoRunsWhat } from '../../functions/domain/kept.ts'
import type { Ledger } from '../../functions/domain/ledger.ts'
import {
  figuresOf,
  membersPlace,
  namedRows,
  ratingCoverage,
  satisfactionBySuppliers,
  trendOf,
} from '../../functions/domain/membersSummary.ts'
import { keptIn, namesOf, pointers, saidAnew } from '../../functions/domain/merge.ts'
import { Problem } from '../../functions/domain/problem.ts'
import { isGiven, ratingId, ratingRow, type Shown } from '../../functions/domain/rating.ts'
import type { RatingCoverage } from '../../functions/domain/ratingCoverage.ts'
import type { Trend } from '../../functions/domain/ratingTrend.ts'
import type { Satisfaction } from '../../functions/domain/satisfaction.ts'
import { countOf, isDocument, summaries, summaryIn } from '../../functions/domain/summary.ts'
import type { Totals } from '../../functions/domain/totals.ts'
import { createTable } from '../../functions/local/table.ts'
import { authorities } from '../../functions/reference/index.ts'
import type { Rating } from '../../functions/schema/rating.ts'
import { type AnyRecord, isMembersRecord, type RegisterRecord } from '../../functions/schema/record.ts'
import { createStore, type RecordRef, type Store } from '../../functions/store/index.ts'
import { readKept, readKeptOf } from '../../functions/store/kept.ts'
import { keys } from '../../functions/store/keys.ts'
import { readRated } from '../../functions/store/rated.ts'
import { readTrends } from '../../functions/store/trends.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { createHandler } from '../../functions/stream/apply.ts'
import { turnPage } from '../../functions/stream/turnPage.ts'
import { rebuild, recount } from '../../functions/tasks/recount.ts'
import {
  asStood,
  everyVersionIn,
  keptMembersDocuments,
  keptPast,
  keptRecords,
  keptRows,
  linesOn,
  membersDocumentsOn,
  membersRowsOn,
  recordsOn,
  recounted,
  registerIn,
  rowsIn,
  someDays,
  someLists,
  someMoves,
  somePasts,
  someScopes,
} from '../support/past.ts'
import { anyOpinion, anyRecord, terms, today } from '../support/records.ts'
import { clientOf, createWorld, requestsOf, type World } from '../support/world.ts'

// The laws of regeneration, on the real engine: after any history the summaries equal a recount.

let world: World
let tables = 0

beforeAll(async () => {
  world = await createWorld({ sweeps: false })
})
afterAll(() => world.close())

async function freshStore(through: DynamoDBClient = world.client): Promise<{ store: Store; table: string }> {
  tables += 1
  const table = `laws-${tables}`
  await createTable(world.client, table)
  return { store: createStore({ client: through, table }), table }
}

/** Publishes the next version of a record, whatever it says now, as a person's word: it names what is kept. */
async function publish(store: Store, record: AnyRecord): Promise<RecordRef> {
  const current = await store.records.get(record)
  const next = { ...record, version: (current?.version ?? 0) + 1 }
  const facts = { at: record.updatedAt, by: 'someone', action: 'approved' as const }
  if (isMembersRecord(next)) await store.publish(record.authority, [{ record: next, facts }])
  else {
    const before = current as RegisterRecord | undefined
    const ways = await waysOf(store, [], [next, ...(before ? [before] : [])])
    const said = saidAnew(next, before, ways.kept)
    await store.publish(
      record.authority,
      [{ record: said, facts }],
      namingChecks([{ record: said, current: before }], ways),
    )
  }
  return { authority: record.authority, kind: record.kind, id: record.id }
}

const eventFor = (refs: RecordRef[]) => ({
  Records: refs.map(({ authority, kind, id }, index) => {
    const { pk, sk } = keys.record(authority, kind, id)
    return { dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(index) } }
  }),
})

class Crash extends Error {}

/** A client that dies before, or just after, its nth call, as a function does between any two lines. */
function dyingAfter(calls: number, done: boolean): DynamoDBClient {
  let left = calls
  const dying = clientOf(world.engine)
  const send = dying.send.bind(dying) as (command: never) => Promise<unknown>
  dying.send = (async (command: never) => {
    left -= 1
    if (left < 0) throw new Crash('before')
    const answer = await send(command)
    if (left === 0 && done) throw new Crash('after')
    return answer
  }) as typeof dying.send
  return dying
}

/** What so many authorities of one region say of a vendor, without their names. */
const aRatingEach = (held: number, vendor: string): Rating[] =>
  Array.from({ length: held }, (_, n) => {
    const authority = `E0900${String(n + 1).padStart(4, '0')}`
    return {
      kind: 'rating',
      id: ratingId(authority, vendor),
      authority,
      vendor,
      overall: 3,
      showName: false,
      version: 1,
      provenance: { source: 'form', confidence: 'verified' },
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
    }
  })

type Step =
  | { do: 'change'; record: AnyRecord; daysAgo: number }
  | { do: 'deliver'; picks: number[]; crashAfter: number; answered: boolean }
  | { do: 'day'; days: number }
  | { do: 'read'; scope: string }
  | ({ do: 'merge' } & Merging)
  | ({ do: 'unmerge' } & Merging)

/** Which two, or which of the merges there were, and how far it comes before it is cut short. */
type Merging = { pair: [string, string]; pick: number; crashAfter: number; answered: boolean }
const merging = fc.record({
  pair: fc.oneof(
    fc.constantFrom<[string, string]>(
      ['ven_a', 'ven_b'],
      ['ven_b', 'ven_c'],
      ['ven_c', 'ven_a'],
      ['ven_b', 'ven_a'],
      ['ven_a', 'ven_c'],
      ['prd_1', 'prd_2'],
      ['prd_2', 'prd_1'],
    ),
  ),
  pick: fc.nat(),
  crashAfter: fc.oneof(fc.nat(30), fc.constant(Number.POSITIVE_INFINITY)),
  answered: fc.boolean(),
})

/** Lists that know whatever is asked for by its id. */
const anyLists = {
  vendor: (id: string) => ({ id }),
  product: (id: string) => ({ id }),
  vendorName: (id: string) => id,
  productName: (id: string) => id,
}
const loti = { by: 'loti', at: '2026-02-01T00:00:00.000Z' }
const atOnce = { ...loti, settling: 0, time: 20_000 }

/** Merges, or undoes a merge; it may die half way, be refused, or be what was done before. */
async function tidy(through: Store, step: Merging & { do: string }): Promise<void> {
  try {
    if (step.do === 'merge') {
      const { id } = await begin(through, { from: step.pair[0], into: step.pair[1] }, anyLists, loti)
      await goOn(through, id, atOnce)
      return
    }
    const merges = (await through.merges.all()).filter(({ state }) => state !== 'undone')
    const one = merges[step.pick % merges.length]
    if (!one) return
    await undo(through, one.id, loti)
    await goOn(through, one.id, atOnce)
  } catch (failure) {
    if (!(failure instanceof Crash) && !(failure instanceof Problem)) throw failure
  }
}

/** Goes on with whatever was cut short, looking again for what came late, until nothing is left to be done. */
async function finish(store: Store, deliver: () => Promise<unknown>): Promise<void> {
  await deliver()
  for (const { id } of await store.merges.all()) {
    await lookAgain(store, id)
    await goOn(store, id, atOnce)
    await deliver()
  }
}

/** What people last said, field by field: what a record names without any merge. */
class Word {
  private readonly said = new Map<string, string>()

  /** Noted before it is published: what a person leaves as it is they did not say anew. */
  async hears(store: Store, record: AnyRecord): Promise<void> {
    if (isMembersRecord(record)) return
    const current = (await store.records.get(record)) as RegisterRecord | undefined
    const { kept } = await waysOf(store, [], [record, ...(current ? [current] : [])])
    const before = new Map(current ? namesOf(current) : [])
    const now = new Map(namesOf(record))
    for (const field of pointers[record.kind]) {
      const key = `${record.id} ${field}`
      const [was, is] = [before.get(field), now.get(field)]
      if (is === undefined) this.said.delete(key)
      else if (was === undefined || kept(was) !== kept(is)) this.said.set(key, kept(is))
    }
  }

  /** What differs from it, given what is kept. */
  async faults(store: Store, records: Iterable<RecordRef>): Promise<string[]> {
    const { entries } = await store.added()
    const kept = keptIn(entries)
    const held = await store.records.many([...records])
    return [...held.values()].flatMap((record) =>
      isMembersRecord(record)
        ? []
        : namesOf(record).flatMap(([field, id]) => {
            const said = this.said.get(`${record.id} ${field}`) ?? ''
            const isRight = id === kept(said) && (record.saidAs?.[field] ?? id) === said
            return isRight ? [] : [`${record.id} names ${id} as ${field}, where ${said} was said`]
          }),
    )
  }
}

/** Mostly approved on the day it is; now and then announced long after, or approved long before all others. */
const changeOf = (records: fc.Arbitrary<AnyRecord>): fc.Arbitrary<Step> =>
  fc
    .record({ record: records, daysAgo: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(500)) })
    .map((step): Step => ({ do: 'change', ...step }))

/** Whoever reads trends has them kept as they are then. */
const reading = fc.constantFrom(...Object.keys(someScopes)).map((scope): Step => ({ do: 'read', scope }))
const trendsIn = (store: Store, scope: string, day: string) =>
  readTrends(store.table, { scope, authorities: authorities() }, day)

/** And a vendor's ratings, in two regions and of two authorities. */
const ratedIn = (store: Store, day: string) => {
  const own = ['E09000001', 'E09000007']
  return readRated(store.table, { regions: ['E12000007', 'E12000001'], ids: ['ven_a'], own, today: day })
}

/** And what is told of each region, by topic, and of who runs what. */
const toldIn = (store: Store) =>
  Promise.all([
    readKept(store.table, ['E12000007', 'E12000001', 'S92000003'], everyTopic).then(({ told }) => told),
    ...Object.keys(someScopes).map((scope) => readKeptOf(store.table, scope, whoRunsWhat)),
  ])
const everyTopic = { registers, planned, ratings, skills, moves: movesWith('prd_1') }

const history: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: changeOf(anyRecord) },
    { weight: 5, arbitrary: changeOf(anyOpinion) },
    {
      weight: 3,
      arbitrary: fc
        .record({
          picks: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
          crashAfter: fc.nat(6),
          answered: fc.boolean(),
        })
        .map((step): Step => ({ do: 'deliver', ...step })),
    },
    { weight: 1, arbitrary: fc.constantFrom(1, 30, 97).map((days): Step => ({ do: 'day', days })) },
    { weight: 2, arbitrary: reading },
    { weight: 1, arbitrary: merging.map((step): Step => ({ do: 'merge', ...step })) },
    { weight: 1, arbitrary: merging.map((step): Step => ({ do: 'unmerge', ...step })) },
  ),
  { minLength: 3, maxLength: 35 },
)

/** One into another and that into a third, and one of the two undone: the latest (0), or the first (1). */
function chain(pick: number): Step[] {
  const [record] = fc.sample(
    anyRecord.filter((one) => one.kind === 'contract' && one.supplier === 'ven_a'),
    { numRuns: 1, seed: 3 },
  )
  if (!record) throw new Error('No record')
  const whole = { pick, crashAfter: Number.POSITIVE_INFINITY, answered: true }
  return [
    { do: 'change', record, daysAgo: 0 },
    { do: 'merge', ...whole, pair: ['ven_a', 'ven_b'] },
    { do: 'merge', ...whole, pair: ['ven_b', 'ven_c'] },
    { do: 'unmerge', ...whole, pair: ['ven_a', 'ven_b'] },
  ]
}

/** Few records that name the same few vendors and products, merged again and again. */
const tidying: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: changeOf(anyRecord) },
    { weight: 4, arbitrary: merging.map((step): Step => ({ do: 'merge', ...step })) },
    { weight: 3, arbitrary: merging.map((step): Step => ({ do: 'unmerge', ...step })) },
  ),
  { minLength: 10, maxLength: 30, size: 'max' },
)

/** A history that fails is told with its seed before the test's own time is up, however long the shortest is looked for. */
const inTime = { interruptAfterTimeLimit: 540_000, markInterruptAsFailure: true }

describe('the laws of regeneration', () => {
  /** Plays a history to its end and holds what is left to a recount. Answers how many merges moved anything, and back. */
  const play = async (steps: Step[], { prompt = false } = {}) => {
    const { store, table } = await freshStore()
    let day = today
    const announced: RecordRef[] = []
    const word = new Word()
    for (const step of steps) {
      if (step.do === 'change') {
        const updatedAt = `${addDays(day, -step.daysAgo)}T12:00:00.000Z`
        await word.hears(store, step.record)
        announced.push(await publish(store, { ...step.record, updatedAt }))
      } else if (step.do === 'merge' || step.do === 'unmerge') {
        // Where the stream keeps pace, as it does as a rule, merges find what they move.
        if (prompt) await applyRecords(store, announced, { terms, day })
        const dying = dyingAfter(step.crashAfter, step.answered)
        await tidy(createStore({ client: dying, table }), step)
        dying.destroy()
      } else if (step.do === 'day') {
        day = addDays(day, step.days)
        await turnPage(store, { terms, today: day })
      } else if (step.do === 'read') {
        await turnPage(store, { terms, today: day })
        await trendsIn(store, step.scope, day)
        await ratedIn(store, day)
        await toldIn(store)
      } else if (announced.length > 0) {
        // Any of the changes so far, in any order, some of them twice; the handler may die half way.
        const refs = step.picks.map((pick) => announced[pick % announced.length] as RecordRef)
        const dying = dyingAfter(step.crashAfter, step.answered)
        const handler = createHandler({
          store: createStore({ client: dying, table }),
          terms,
          today: () => day,
        })
        // It says why it failed, as it should; here that is no news.
        const saying = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
        await handler(eventFor(refs) as never)
        saying.mockRestore()
        dying.destroy()
      }
    }
    // The stream delivers everything at least once in the end.
    const handler = createHandler({ store, terms, today: () => day })
    const deliver = async () =>
      expect(await handler(eventFor(announced) as never)).toEqual({ batchItemFailures: [] })
    await finish(store, deliver)
    const { differences } = await recount(store, { terms, today: day })
    expect(differences).toEqual([])
    // And so does the past, on any day of it.
    const everyVersion = await everyVersionIn(store)
    const versions = registerIn(everyVersion)
    const read = new Map<string, Totals>()
    const readRows: Parameters<typeof keptRows>[2] = new Map()
    const asKept = (rows: object[]) => JSON.parse(JSON.stringify(rows))
    for (const on of someDays(day)) {
      const lines = linesOn(versions, on, terms)
      for (const [scope, places] of Object.entries(someScopes)) {
        for (const summary of somePasts) {
          const past = await keptPast(store, { places, summary, on }, read)
          expect(past).toEqual(recounted(versions, { scope, summary, on, terms }))
        }
        for (const list of someLists) {
          const due = asStood(list, rowsIn(lines, { scope, list }))
          expect(await keptRows(store, { places, list, on }, readRows), list).toEqual(asKept(due))
        }
      }
    }
    for (const on of someDays(day)) {
      const summary = summaries.everything
      for (const scope of new Set(announced.map(({ authority }) => authority))) {
        const past = await keptPast(store, { places: [scope], summary, on })
        expect(past).toEqual(recounted(versions, { scope, summary, on, terms }))
        const due = asKept(recordsOn(versions, scope, on))
        expect(await keptRecords(store, scope, on)).toEqual(due)
      }
    }
    // And so does what members alone read, of a region and of an authority by itself.
    for (const on of someDays(day)) {
      const authorities = announced.flatMap(({ kind, authority }) => (kind === 'rating' ? [authority] : []))
      for (const within of new Set(['E12000007', 'E12000001', 'S92000003', ...authorities])) {
        const due = membersDocumentsOn(everyVersion, { within, on, terms })
        expect(await keptMembersDocuments(store, { within, on }), `${within} ${on}`).toEqual(due)
      }
      for (const within of ['E12000007', 'E12000001']) {
        for (const list of someMoves) {
          const due = membersRowsOn(everyVersion, { within, list, on, terms })
          expect(await keptRows(store, { places: [membersPlace(within)], list, on })).toEqual(asKept(due))
        }
      }
    }
    // And so do figures by quarter, whoever read them before.
    for (const scope of Object.keys(someScopes)) {
      const { quarters } = await trendsIn(store, scope, day)
      for (const { on, line } of quarters) {
        const past = recounted(versions, { scope, summary: summaries.everything, on, terms })
        expect(line, `${scope} ${on}`).toEqual(trendLine(summaryIn(past), authorities()))
      }
    }
    // And so do rows of ratings that are kept together.
    const { rated, own } = await ratedIn(store, day)
    const named = await Promise.all(
      ['E12000007', 'E12000001'].map((region) =>
        store.table.all(keys.membersViewsOf(region, namedRows('ven_a'))),
      ),
    )
    expect(rated[0]?.rows).toEqual(named.flat().map(({ body }) => body))
    const held = await Promise.all(
      ['E09000001', 'E09000007'].map((authority) => store.records.of(authority, 'rating')),
    )
    const given = held.flat().filter((one) => one.vendor === 'ven_a' && isGiven(one, day))
    expect(own).toEqual(given.map(ratingRow))
    // And so does what is told of each region, whoever read it before: kept or worked out anew, it is the same.
    const told = await toldIn(store)
    for (const region of ['E12000007', 'E12000001', 'S92000003']) {
      const names = Object.values(everyTopic).map(({ name }) => keys.membersView(region, name))
      await store.write(names.map((empty) => ({ empty })))
    }
    const matrices = Object.keys(someScopes).map((scope) => keys.view(`${scope}/${whoRunsWhat.name}`))
    await store.write(matrices.map((empty) => ({ empty })))
    expect(told).toEqual(await toldIn(store))
    // And whatever was merged, and undone, in whichever order: each record names what is kept of what was said.
    expect(await word.faults(store, announced)).toEqual([])
    const merges = await store.merges.all()
    return {
      moved: merges.filter((one) => one.moved > 0).length,
      returned: merges.filter((one) => one.returned > 0).length,
    }
  }

  test('after any history of changes, duplicates, re-ordering and crashes, every summary equals a recount', {
    timeout: 600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => void (await play(steps))),
      { numRuns: 120, ...inTime },
    )
  })

  test('so it does after any merges, undone in any order, cut short anywhere', {
    timeout: 600_000,
  }, async () => {
    const followed = { moved: 0, returned: 0 }
    await fc.assert(
      fc.asyncProperty(tidying, async (steps) => {
        const { moved, returned } = await play(steps, { prompt: true })
        followed.moved += moved
        followed.returned += returned
      }),
      { numRuns: 60, examples: [[chain(0)], [chain(1)]], ...inTime },
    )
    // Histories in which nothing is merged would hold anything.
    expect(Math.min(followed.moved, followed.returned)).toBeGreaterThan(20)
  })

  test('figures on ratings are all that may be shown, after any history, and never too much', {
    timeout: 600_000,
  }, async () => {
    // Many authorities of one region on one vendor, so that figures are let out again and again.
    const rating = anyOpinion.map((one): AnyRecord => {
      if (one.kind !== 'rating') return one
      return { ...one, vendor: 'ven_a', product: undefined, id: ratingId(one.authority, 'ven_a') }
    })
    let [shown, covered] = [0, 0]
    await fc.assert(
      fc.asyncProperty(
        fc.array(rating, { minLength: 20, maxLength: 60 }),
        fc.nat(5),
        async (said, together) => {
          const { store } = await freshStore()
          const handler = createHandler({ store, terms, today: () => today })
          const announced: RecordRef[] = []
          for (const record of said) {
            announced.push(await publish(store, record))
            if (announced.length % (together + 1) === 0) await handler(eventFor(announced.slice(-4)) as never)
          }
          await handler(eventFor(announced) as never)
          expect((await recount(store, { terms, today })).differences).toEqual([])
          const figures = await store.table.get<Shown>(keys.membersView('E12000007', figuresOf('ven_a')))
          shown += figures?.body.figures.overall ? 1 : 0
          const coverage = await store.table.get<RatingCoverage>(
            keys.membersView('E12000007', ratingCoverage),
          )
          covered += coverage?.body.reporting ? 1 : 0
        },
      ),
      { numRuns: 25 },
    )
    // Some 11 and 19 of them, give or take 2.5.
    expect(Math.min(shown, covered)).toBeGreaterThan(1)
  })

  test('so is how satisfied authorities are by how many suppliers they have', {
    timeout: 600_000,
  }, async () => {
    const turn = fc.record({
      n: fc.nat(13),
      scores: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 3 }),
      buys: fc.option(fc.nat(11), { freq: 3 }),
      day: fc.nat(40).map((one) => one === 0),
    })
    let [shown, told] = [0, 0]
    await fc.assert(
      fc.asyncProperty(
        fc.array(turn, { minLength: 40, maxLength: 60 }),
        fc.nat(4),
        async (turns, together) => {
          const { store } = await freshStore()
          const [contract] = fc.sample(
            anyRecord.filter((one) => one.kind === 'contract' && !one.retiredOn),
            { numRuns: 1, seed: 3 },
          )
          const announced: RecordRef[] = []
          let day = today
          const handler = createHandler({ store, terms, today: () => day })
          const authorityOf = (n: number) => aRatingEach(n + 1, 'ven_a').at(-1)?.authority ?? ''
          const speaks = async (n: number, scores: number[]) => {
            for (const [index, vendor] of ['ven_a', 'ven_b', 'ven_c'].entries()) {
              const rating = aRatingEach(n + 1, vendor).at(-1)
              if (rating) announced.push(await publish(store, { ...rating, overall: scores[index] as 1 }))
            }
          }
          const buysFrom = async (n: number, supplier: number) => {
            const authority = authorityOf(n)
            const bought = { id: `con_${authority}-${supplier}`, supplier: `ven_${supplier}`, authority }
            const runs = { startsOn: '2024-01-01', endsOn: '2034-01-01', sharedWith: [] }
            announced.push(await publish(store, { ...contract, ...runs, ...bought } as AnyRecord))
          }
          for (let n = 0; n < 14; n += 1) {
            for (let supplier = 0; supplier <= n % 4; supplier += 1) await buysFrom(n, supplier)
            await speaks(n, [1 + (n % 5), 3, 4])
            if (n % 3 === 2) await handler(eventFor(announced) as never)
          }
          for (const [place, { n, scores, buys, day: passes }] of turns.entries()) {
            await speaks(n, scores)
            if (buys !== null) await buysFrom(n, buys)
            if (passes) {
              day = addDays(day, 97)
              await turnPage(store, { terms, today: day })
            }
            if (place % (together + 1) === 0) await handler(eventFor(announced.slice(-6)) as never)
          }
          await handler(eventFor(announced) as never)
          expect((await recount(store, { terms, today: day })).differences).toEqual([])
          const kept = await store.table.get<Satisfaction>(
            keys.membersView('E12000007', satisfactionBySuppliers),
          )
          shown += kept?.body.n ? 1 : 0
          told += kept?.body.correlation ? 1 : 0
        },
      ),
      { numRuns: 6 },
    )
    expect(shown).toBeGreaterThan(3)
    expect(told).toBeGreaterThan(0)
  })

  test('many handlers at once lose nothing', async () => {
    const { store } = await freshStore()
    const records = [
      ...fc.sample(anyRecord, { numRuns: 60, seed: 7 }),
      ...fc.sample(anyOpinion, { numRuns: 60, seed: 7 }),
    ]
    const refs: RecordRef[] = []
    for (const record of records) refs.push(await publish(store, record))
    const handler = createHandler({ store, terms, today: () => today })
    await Promise.all(
      [0, 1, 2, 3].map((n) => handler(eventFor(refs.filter((_, i) => i % 4 === n || i % 3 === n)) as never)),
    )
    expect((await recount(store, { terms, today })).differences).toEqual([])
  })

  test('what one change costs does not grow with the number of records', async () => {
    const cost = async (held: number) => {
      const { store } = await freshStore()
      const [one] = fc.sample(
        anyRecord.filter(({ kind }) => kind === 'contract'),
        { numRuns: 1, seed: 3 },
      )
      if (!one) throw new Error('No record')
      const refs: RecordRef[] = []
      for (let n = 0; n < held; n += 1)
        refs.push(await publish(store, { ...one, id: `con_${n}` } as RegisterRecord))
      for (let from = 0; from < refs.length; from += 50) {
        await applyRecords(store, refs.slice(from, from + 50), { terms, day: today })
      }
      const ref = await publish(store, { ...one, id: 'con_0', title: 'Changed' } as RegisterRecord)
      world.engine.resetRequests()
      await applyRecords(store, [ref], { terms, day: today })
      return requestsOf(world)
    }
    const few = await cost(5)
    expect(await cost(200)).toBe(few)
    expect(few).toBeLessThanOrEqual(14)
  })

  test('nor does what one rating costs, with its figures let out', async () => {
    const cost = async (held: number) => {
      const { store } = await freshStore()
      const ratings = aRatingEach(held, 'ven_a')
      const refs: RecordRef[] = []
      for (const rating of ratings) refs.push(await publish(store, rating))
      await applyRecords(store, refs, { terms, day: today })
      const [first] = ratings
      if (!first) throw new Error('No rating')
      const ref = await publish(store, { ...first, overall: 5 })
      world.engine.resetRequests()
      await applyRecords(store, [ref], { terms, day: today })
      return requestsOf(world)
    }
    const few = await cost(4)
    expect(await cost(30)).toBe(few)
    expect(few).toBeLessThanOrEqual(10)
  })

  test('a record in very many places is applied in several transactions and comes out whole', async () => {
    const { store } = await freshStore()
    const [one] = fc.sample(
      anyRecord.filter(({ kind }) => kind === 'system'),
      { numRuns: 1, seed: 5 },
    )
    const many = (prefix: string) => ({
      ...one,
      serviceAreas: Array.from({ length: 40 }, (_, n) => `${prefix}-${n}`),
    })
    for (const record of [many('a'), many('b'), { ...many('b'), name: 'Renamed' }]) {
      const ref = await publish(store, record as RegisterRecord)
      await applyRecords(store, [ref], { terms, day: today })
      expect((await recount(store, { terms, today })).differences).toEqual([])
    }
  })

  test('rebuild names every kind of damage and puts it right', async () => {
    const { store } = await freshStore()
    const records = fc.sample(anyRecord, { numRuns: 30, seed: 11 })
    const refs: RecordRef[] = []
    for (const record of records) refs.push(await publish(store, record))
    await applyRecords(store, refs, { terms, day: today })
    await publish(store, records[0] as RegisterRecord)
    const [row] = (await store.table.all(keys.viewsOf('E92000001', 'AREA#'))).filter(
      ({ sk }) => !isDocument(sk),
    )
    const overview = await store.table.get<Record<string, number>>(
      keys.view(`K02000001/${countOf(summaries.everything, 'systems')}`),
    )
    const kept = await store.table.all<Record<string, object>>(keys.pastOf('E12000007', ''))
    const days = kept.find(({ sk }) => sk.startsWith('DAY#COUNT#'))
    const change = kept.find(({ sk }) => sk.startsWith('CHANGED#'))
    const line = kept.find(({ sk }) => sk.startsWith('STOOD#'))
    if (!row || !overview || !days || !change || !line) throw new Error('Nothing to damage')
    await store.write([
      { remove: row },
      { put: { ...overview, revision: overview.revision + 1, body: { ...overview.body, systems: 999 } } },
      { put: { ...keys.view('E92000001/RENEWALS#2027-01-01#con_ghost'), revision: 1, body: {} } },
      { put: { ...days, revision: days.revision + 1, body: { ...days.body, '2026-01-02': { systems: 7 } } } },
      { remove: change },
      { put: { ...keys.past('E12000007/CHANGED#2026-01-01#ghost'), revision: 1, body: {} } },
      { put: { ...line, revision: line.revision + 1, body: { ...line.body, until: '2026-01-02' } } },
      {
        put: {
          ...keys.past('E12000007/STOOD#TIMELINE#2027-01-01#con_ghost#2026-01-01'),
          revision: 1,
          body: {},
        },
      },
    ])
    const found = await rebuild(store, { terms, today })
    expect(new Set(found.differences.map(({ what }) => what))).toEqual(
      new Set(['record', 'row', 'document', 'past']),
    )
    const lines = found.differences.filter(({ name }) => name.includes('/STOOD#'))
    expect(new Set(lines.map(({ detail }) => detail))).toEqual(
      new Set(['says something else', 'belongs to no version']),
    )
    expect((await recount(store, { terms, today })).differences).toEqual([])
  })

  test('rebuild lets figures out again as they may be shown, and tells of too much', async () => {
    const { store } = await freshStore()
    const records = [...aRatingEach(5, 'ven_a'), ...aRatingEach(5, 'ven_b')]
    const refs: RecordRef[] = []
    for (const record of records) refs.push(await publish(store, record))
    await applyRecords(store, refs, { terms, day: today })
    const place = (name: string) => keys.membersView('E12000007', name)
    const figures = await store.table.get<Shown>(place(figuresOf('ven_a')))
    const ledger = await store.table.get<Ledger>(place('LEDGER#ven_b'))
    const coverage = await store.table.get<RatingCoverage>(place(ratingCoverage))
    expect(coverage?.body).toMatchObject({ reporting: 5, records: 10 })
    if (!figures || !coverage || !ledger?.body.released.overall) throw new Error('Nothing to damage')
    await store.write([
      { put: { ...figures, body: { ...figures.body, figures: {} } } },
      { put: { ...coverage, body: { ...coverage.body, records: 9 } } },
      { put: { ...ledger, revision: ledger.revision + 1, body: { released: {}, told: {} } } },
      { put: { ...place(figuresOf('ven_ghost')), revision: 1, body: {} } },
    ])
    const found = await rebuild(store, { terms, today })
    expect(found.differences.map(({ what, detail }) => `${what} ${detail}`).sort()).toEqual([
      'release belongs to no ratings',
      'release could have moved on',
      'release is not what may be shown',
      'release is not what may be shown',
    ])
    expect((await recount(store, { terms, today })).differences).toEqual([])

    // A trend that says what was never told is found, and goes; what notes quarters to come is told, and stays.
    const trend = await store.table.get<Trend>(place(trendOf('ven_a')))
    expect(trend?.body.points).toEqual([{ quarter: quarterOf(today), n: 5, sum: 15 }])
    if (!trend) throw new Error('Nothing to damage')
    await store.write([
      { put: { ...trend, body: { ...trend.body, points: [{ quarter: '2025-Q4', n: 4, sum: 20 }] } } },
      { put: { ...place(trendOf('ven_ghost')), revision: 1, body: trend.body } },
    ])
    expect((await rebuild(store, { terms, today })).differences).toMatchObject([
      {
        what: 'release',
        name: expect.stringContaining(trendOf('ven_a')),
        detail: 'is not what may be shown',
      },
      {
        what: 'release',
        name: expect.stringContaining(trendOf('ven_ghost')),
        detail: 'belongs to no ratings',
      },
    ])
    expect((await recount(store, { terms, today })).differences).toEqual([])
    const [later, sooner] = [addDays(today, 100), addDays(today, -100)]
    expect((await recount(store, { terms, today: later })).differences).toEqual([])
    const early = (await recount(store, { terms, today: sooner })).differences
    expect(early.map(({ detail }) => detail)).toContain('notes quarters out of turn')

    const now = await store.table.get<Ledger>(place('LEDGER#ven_a'))
    if (!now) throw new Error('Nothing to damage')
    const alone = { changes: { E09000001: '5' } }
    const body: Ledger = { ...now.body, released: { ...now.body.released, support: [alone] } }
    await store.write([{ put: { ...now, revision: now.revision + 1, body } }])
    await rebuild(store, { terms, today })
    const left = (await recount(store, { terms, today })).differences
    expect(left.map(({ detail }) => detail)).toEqual(['has shown too much'])
  })

  test('a broken audit chain is told, and never mended', async () => {
    const { store } = await freshStore()
    const [record] = fc.sample(anyRecord, { numRuns: 1, seed: 2 })
    if (!record) throw new Error('No record')
    await publish(store, record)
    await publish(store, record)
    await applyRecords(store, [record], { terms, day: today })
    const event = await store.table.get<{ by: string }>(keys.event(record.authority, 1))
    if (!event) throw new Error('No event')
    await store.write([{ put: { ...event, body: { ...event.body, by: 'someone else' } } }])
    const { differences } = await rebuild(store, { terms, today })
    expect(differences).toEqual([{ what: 'audit', name: record.authority, detail: 'event 1 was changed' }])
    expect((await recount(store, { terms, today })).differences).toHaveLength(1)
  })
})
