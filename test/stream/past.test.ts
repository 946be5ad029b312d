import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pastNames } from '../../functions/domain/past.ts'
import { summaries } from '../../functions/domain/summary.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { createStore, type Store } from '../../functions/store/index.ts'
import { keys } from '../../functions/store/keys.ts'
import { pack } from '../../functions/store/packed.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { closeQuarter } from '../../functions/stream/closeQuarter.ts'
import { keepPast, type PastReach } from '../../functions/stream/past.ts'
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

describe('a step too large for one transaction', () => {
  const [begun, turned] = ['2026-06-20', '2026-07-02']
  const [system] = fc.sample(
    anyRecord.filter(({ kind }) => kind === 'system'),
    { numRuns: 1, seed: 5 },
  )
  if (!system) throw new Error('No system')
  /** In so many service areas that it takes several transactions, as approved on a day. */
  const inMany = (id: string, areas: string, on: string, many = 60) =>
    ({
      ...system,
      id,
      updatedAt: `${on}T12:00:00.000Z`,
      serviceAreas: Array.from({ length: many }, (_, n) => `${areas}-${n}`),
    }) as RegisterRecord
  /** What is told before each transaction, by its number. */
  const told = (store: Store, before: (transaction: number) => void | Promise<void>): Store => {
    let transactions = 0
    return {
      ...store,
      async write(writes) {
        transactions += 1
        await before(transactions)
        await store.write(writes)
      },
    }
  }
  const cutShort = (transaction: number) => {
    if (transaction > 1) throw new Error('Cut short')
  }
  const differences = async (store: Store, record: RegisterRecord, on: string) => {
    await applyRecords(store, [record], { terms, day: on, past: false })
    return (await recount(store, { terms, today: on })).differences
  }
  let store: Store
  let own: World
  beforeEach(async () => {
    own = await createWorld({ sweeps: false })
    store = createStore({ client: own.client, table: own.table })
  })
  afterEach(() => own.close())

  test('that was cut short is finished, and what was approved since is kept with it', async () => {
    const record = inMany('sys_1', 'a', begun)
    await publishNext(store, record.authority, [record])
    await expect(keepPast(told(store, cutShort), [record], { terms, day: begun })).rejects.toThrow(
      'Cut short',
    )
    await publishNext(store, record.authority, [inMany('sys_1', 'b', begun)])
    await keepPast(store, [record], { terms, day: begun })
    expect(await differences(store, record, begun)).toEqual([])
  })

  test('may take any number of them', async () => {
    const record = inMany('sys_1', 'a', begun, 1500)
    await publishNext(store, record.authority, [record])
    let transactions = 0
    const counted = told(store, (transaction) => {
      transactions = transaction
    })
    await keepPast(counted, [record], { terms, day: begun })
    expect(transactions).toBeGreaterThan(30)
    const { under, version } = (await store.table.get<PastReach>(keys.pastReach('sys_1')))?.body ?? {}
    expect({ under, version }).toEqual({ under: undefined, version: 1 })
  })

  test('takes several where its items are large, and none larger than one may be', async () => {
    const record = inMany('sys_1', 'a', begun, 30)
    await publishNext(store, record.authority, [record])
    // As of very many vendors and councils, which do not shrink.
    const large = (n: number) =>
      Object.fromEntries(
        Array.from({ length: 4000 }, (_, at) => [createHash('sha256').update(`${n} ${at}`).digest('hex'), 1]),
      )
    for (let n = 0; n < 30; n += 1) {
      const name = pastNames.days('E12000007', summaries.area(`a-${n}`), '2026-06-01')
      await store.write([
        { put: { ...keys.past(name), revision: 1, body: pack({ '2026-06-02': large(n) }) } },
      ])
    }
    const sizes: number[] = []
    const weighed: Store = {
      ...store,
      async write(writes) {
        sizes.push(JSON.stringify(writes).length)
        await store.write(writes)
      },
    }
    await keepPast(weighed, [record], { terms, day: begun })
    expect(sizes.length).toBeGreaterThan(1)
    expect(Math.max(...sizes)).toBeLessThan(4_000_000)
    expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThan(4_000_000)
  })

  test('counts once in a quarter that is opened between two of them', async () => {
    const record = inMany('sys_1', 'a', begun)
    await publishNext(store, record.authority, [record])
    let transactions = 0
    const interrupted = told(store, async (transaction) => {
      transactions = transaction
      if (transaction === 2) await closeQuarter(store, '2026-07-01')
    })
    await keepPast(interrupted, [record], { terms, day: turned })
    expect(transactions).toBeGreaterThan(1)
    expect(await differences(store, record, turned)).toEqual([])
  })

  test('and in one that was opened after it was cut short', async () => {
    const record = inMany('sys_1', 'a', begun)
    await publishNext(store, record.authority, [record])
    await expect(keepPast(told(store, cutShort), [record], { terms, day: begun })).rejects.toThrow(
      'Cut short',
    )
    await closeQuarter(store, '2026-07-01')
    await keepPast(store, [record], { terms, day: turned })
    expect(await differences(store, record, turned)).toEqual([])
  })
})
