import { afterAll, beforeAll, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { isReleased } from '../../functions/domain/membersSummary.ts'
import { confirmed } from '../../functions/domain/proposal.ts'
import { ratingId } from '../../functions/domain/rating.ts'
import type { Rating } from '../../functions/schema/rating.ts'
import { type AnyKind, type AnyRecord, type AnyRecordOf, anyKinds } from '../../functions/schema/record.ts'
import { keys } from '../../functions/store/keys.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { demonstration } from '../../functions/tasks/demonstration/index.ts'
import { removeDemonstration } from '../../functions/tasks/demonstration/remove.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { createWorld, type World } from '../support/world.ts'

// The demonstration goes as it came: nothing of it is left in any summary, and what a person added stays.

const today = '2026-11-24'
const camden = 'E09000007'
const vendor = 'ven_demo-quillmere'
let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const publish = async (records: AnyRecord[]) => {
  for (const record of records) {
    await world.store.publish(record.authority, [
      { record, facts: { at: record.updatedAt, by: 'someone', action: 'loaded' } },
    ])
  }
  await applyRecords(world.store, records, { terms, day: today })
}

test('removing the demonstration takes its ratings and skills away, and what was let out of them', async () => {
  const { store } = world
  // Enough of it that figures are let out.
  const made = demonstration(today).opinions.filter((one) =>
    one.kind === 'rating' ? one.vendor === vendor : one.authority === camden,
  )
  await store.write([
    {
      put: { ...keys.dataSet(), revision: 1, body: { dataSet: 'demonstration', on: today, state: 'ready' } },
    },
  ])
  await publish(made)
  const figures = async () => store.table.all(keys.membersViewsOf('E12000007', 'RATINGS#FIGURES#'))
  expect(JSON.stringify(await figures())).toContain('"overall"')

  // Hounslow has nothing in the demonstration: this is its own.
  const [first] = made.filter((one): one is Rating => one.kind === 'rating')
  if (!first) throw new Error('No rating')
  const own: Rating = {
    ...first,
    id: ratingId('E09000018', vendor),
    authority: 'E09000018',
    product: undefined,
  }
  await publish([own])

  await removeDemonstration(store, terms, today, { by: 'loti', at: `${today}T12:00:00.000Z` })
  for (const kind of anyKinds) expect(await store.records.of(camden, kind)).toEqual([])
  expect(await store.records.of('E09000018', 'rating')).toHaveLength(1)
  const left: string[] = []
  for await (const { pk, sk, body } of store.table.scan()) {
    const isOwn = JSON.stringify(body).includes(own.id) || pk.includes(own.id)
    if (/^(RECORD|APPLIED|CALENDAR)#/.test(pk) && !isOwn) left.push(`${pk} ${sk}`)
    if (pk.startsWith('MEMBERS#') && isReleased(sk)) left.push(`${sk} ${JSON.stringify(body)}`)
  }
  // One is left who rates it: nothing can be shown, and what was shown of the others is forgotten.
  expect(left).toEqual([
    'RATINGS#COVERAGE {"reporting":0,"records":0,"confirmed":0}',
    `RATINGS#FIGURES#${vendor} {"figures":{},"named":[]}`,
  ])
  expect((await recount(store, { terms, today })).differences).toEqual([])
})

test('what a person wrote over something of it stays with its whole history, and the summaries with it', async () => {
  const { store } = world
  await store.write([
    {
      put: { ...keys.dataSet(), revision: 2, body: { dataSet: 'demonstration', on: today, state: 'ready' } },
    },
  ])
  const estate = demonstration(today)
  const ofCamden = [...estate.records, ...estate.opinions].filter(({ authority }) => authority === camden)
  const first = <K extends AnyKind>(kind: K, nth = 0) =>
    ofCamden.filter((one): one is AnyRecordOf<K> => one.kind === kind)[nth]
  const [rating, level, system, confirmedSystem, contract] = [
    first('rating'),
    first('skillLevel'),
    first('system'),
    first('system', 1),
    first('contract'),
  ]
  if (!rating || !level || !system || !confirmedSystem || !contract) throw new Error('Camden has too little')
  const made = [rating, level, system, confirmedSystem, contract]
  await publish(made)
  const at = `${today}T10:00:00.000Z`
  const next = <R extends AnyRecord>(record: R, change: Partial<R> = {}): R => ({
    ...record,
    ...change,
    version: record.version + 1,
    updatedAt: at,
  })
  const written = [
    next(rating, { overall: rating.overall === 5 ? 4 : 5, comment: 'What we think ourselves' }),
    next(level, { canHelp: !level.canHelp }),
    next(contract, { title: 'What it is really for' }),
  ]
  // Said to be still correct, and taken off the register: that adds nothing of anybody's own.
  const touched = [confirmed(confirmedSystem, 'camden', at), next(system, { retiredOn: today })]
  await publish([...written, ...touched])

  await removeDemonstration(store, terms, today, { by: 'loti', at: `${today}T12:00:00.000Z` })
  const left = (await Promise.all(anyKinds.map((kind) => store.records.of(camden, kind)))).flat()
  expect(left.map(({ id }) => id).sort()).toEqual(written.map(({ id }) => id).sort())
  for (const record of written) {
    expect(left.find(({ id }) => id === record.id)).toEqual(record)
    const versions = await store.table.all<AnyRecord>(keys.versionsOf(record.id))
    expect(versions.map(({ body }) => body.version)).toEqual([1, 2])
  }
  for (const { id } of touched) expect(await store.table.all(keys.versionsOf(id))).toEqual([])
  // Summaries, and the audit trail with them.
  expect((await recount(store, { terms, today })).differences).toEqual([])
})
