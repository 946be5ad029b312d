import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStore, type Store } from '../../functions/store/index.ts'
import { keys } from '../../functions/store/keys.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { keepPast } from '../../functions/stream/past.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { anyRecord, terms, today } from '../support/records.ts'
import { createWorld, publishNext, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ sweeps: false })
})
afterAll(() => world.close())

test('what could not be written because one record had moved on is in no other record’s past', async () => {
  const store = createStore({ client: world.client, table: world.table })
  const sampled = (seed: number) =>
    fc.sample(
      anyRecord.map((one) => ({ ...one, authority: 'E09000001' })),
      { numRuns: 60, seed },
    )
  const records = [...new Map(sampled(5).map((record) => [record.id, record])).values()]
  const now = new Map(sampled(6).map((record) => [record.id, record]))
  const again = records.flatMap(({ id }) => now.get(id) ?? [])
  const [first] = again
  if (!first) throw new Error('No record')
  await publishNext(store, first.authority, records)
  await keepPast(store, records, { terms, day: today })
  await publishNext(store, first.authority, again)
  let transactions = 0
  const hindered: Store = {
    ...store,
    async write(writes) {
      transactions += 1
      // Somebody says so of the first record at the same moment, and moves nothing that is shared.
      if (transactions === 1) {
        const reach = await store.table.get(keys.pastReach(first.id))
        if (reach) await store.write([{ put: { ...reach, revision: reach.revision + 1 } }])
      }
      await store.write(writes)
    },
  }
  await keepPast(hindered, again, { terms, day: today })
  expect(transactions).toBeGreaterThan(2)
  await applyRecords(store, records, { terms, day: today })
  expect((await recount(store, { terms, today })).differences).toEqual([])
})
