import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { summaries } from '../../functions/domain/summary.ts'
import type { Kept } from '../../functions/store/dynamo.ts'
import { keys } from '../../functions/store/keys.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { hasPast, mendPast } from '../../functions/tasks/recountPast.ts'
import { mark, seed } from '../../functions/tasks/seed.ts'
import { keptPast, recounted, someScopes, versionsIn } from '../support/past.ts'
import { anyRecord, terms, today } from '../support/records.ts'
import { createWorld, requestsOf, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

test('a register whose summaries are kept otherwise than now is rebuilt once the service has started on it', async () => {
  const old = await createWorld()
  const { store } = old
  const records = [
    ...new Map(fc.sample(anyRecord, { numRuns: 40, seed: 5 }).map((one) => [one.id, one])).values(),
  ]
  for (const record of records) {
    const facts = { at: record.updatedAt, by: 'someone', action: 'approved' as const }
    await store.publish(record.authority, [{ record, facts }])
  }
  await applyRecords(store, records, { terms, day: today })
  const rows: Kept[] = []
  for await (const item of store.table.scan()) if (item.sk.includes('#COULD END#')) rows.push(item)
  expect(rows.length).toBeGreaterThan(0)
  await store.write(rows.slice(0, 50).map(({ pk, sk }) => ({ remove: { pk, sk } })))
  const before = { dataSet: 'none', on: today, state: 'ready' }
  await store.write([{ put: { ...keys.dataSet(), revision: 1, body: before } }])
  await seed({ store, terms, today, cast: [] })
  expect((await recount(store, { terms, today })).differences).toEqual([])
  await store.write(rows.slice(0, 1).map(({ pk, sk }) => ({ remove: { pk, sk } })))
  await seed({ store, terms, today, cast: [] })
  expect((await recount(store, { terms, today })).differences.map(({ what }) => what)).toEqual(['row'])
  await old.close()
})

test('a register from before its past was kept has one once the service has started on it', async () => {
  const { store } = world
  const records = [
    ...new Map(fc.sample(anyRecord, { numRuns: 40, seed: 4 }).map((one) => [one.id, one])).values(),
  ]
  for (const record of records) {
    const facts = { at: record.updatedAt, by: 'someone', action: 'approved' as const }
    await store.publish(record.authority, [{ record, facts }])
  }
  await applyRecords(store, records, { terms, day: today, past: false })
  await mark(store, { dataSet: 'none', on: today, state: 'ready' })
  expect(await hasPast(store)).toBe(false)
  await seed({ store, terms, today, cast: [] })
  expect((await recount(store, { terms, today })).differences).toEqual([])
  const [histories, summary, on] = [await versionsIn(store), summaries.everything, '2026-06-30']
  for (const [scope, places] of Object.entries(someScopes)) {
    const kept = await keptPast(store, { places, summary, on })
    expect(kept).toEqual(recounted(histories, { scope, summary, on, terms }))
    expect(Object.keys(kept).length).toBeGreaterThan(0)
  }
})

test('a past is put right many items at a time, and what was written to meanwhile is left alone', async () => {
  const { store } = world
  const items: Kept[] = []
  for await (const item of store.table.scan()) if (item.pk.startsWith('PAST#')) items.push(item)
  const some = items.slice(0, 250)
  expect(some).toHaveLength(250)
  await store.write(some.slice(0, 100).map(({ pk, sk }) => ({ remove: { pk, sk } })))
  await store.write(some.slice(100, 200).map(({ pk, sk }) => ({ remove: { pk, sk } })))
  await store.write(some.slice(200).map(({ pk, sk }) => ({ remove: { pk, sk } })))
  const faults = some.map(({ pk, sk, revision, body }) => ({
    name: sk,
    detail: 'is missing',
    mend: { put: { pk, sk, revision, body }, ifRevision: 0 },
  }))
  world.engine.resetRequests()
  // All of the first hundred are in one transaction, and one of them is there again already.
  const [{ pk = '', sk = '', revision = 0 } = {}] = some
  await store.write([{ put: { pk, sk, revision: revision + 1, body: 'what came meanwhile' } }])
  await mendPast(store, faults)
  expect(requestsOf(world)).toBeLessThan(130)
  for (const one of some.slice(1)) {
    expect(await store.table.get({ pk: one.pk, sk: one.sk })).toMatchObject({ body: one.body })
  }
  expect(await store.table.get({ pk, sk })).toMatchObject({ body: 'what came meanwhile' })
})
