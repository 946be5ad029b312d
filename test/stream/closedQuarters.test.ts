import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '../../functions/domain/calendar.ts'
import { authorities } from '../../functions/reference/index.ts'
import type { Contract } from '../../functions/schema/contract.ts'
import { keys } from '../../functions/store/keys.ts'
import { type KeptQuarters, quartersKey, readTrends } from '../../functions/store/trends.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { turnPage } from '../../functions/stream/turnPage.ts'
import { rebuild, recount } from '../../functions/tasks/recount.ts'
import { anyRecord, terms } from '../support/records.ts'
import { createWorld, publishNext, requestsOf, type World } from '../support/world.ts'

// What was written down when a quarter closed, and what came after.

let world: World
beforeAll(async () => {
  world = await createWorld({ sweeps: false })
})
afterAll(() => world.close())

const london = 'E12000007'
const before = '2026-09-20'
const closed = '2026-10-02'

const [some] = fc.sample(
  anyRecord.filter((one) => one.kind === 'contract'),
  { numRuns: 1, seed: 3 },
) as Contract[]
const contract = (id: string, fields: Partial<Contract> = {}): Contract => {
  if (!some) throw new Error('No contract')
  const own = { id, authority: 'E09000001', sharedWith: [], leadAuthority: undefined, retiredOn: undefined }
  const runs = { startsOn: '2024-01-01', endsOn: '2034-01-01', annualPounds: 5000, heldBack: [] }
  return { ...some, ...own, ...runs, updatedAt: `${before}T12:00:00.000Z`, ...fields }
}
const publish = (record: Contract) => publishNext(world.store, record.authority, [record])
const trends = (day = closed) =>
  readTrends(world.store.table, { scope: london, authorities: authorities() }, day)
/** Save of the audit trail, which says that a record went without a word. */
const differences = async () =>
  (await recount(world.store, { terms, today: closed })).differences.filter(({ what }) => what !== 'audit')

test('figures by quarter follow a change that comes late, a value held back and a record that is gone', async () => {
  const { store, engine } = world
  const [first, second] = [contract('con_1'), contract('con_2')]
  for (const one of [first, second]) await publish(one)
  await applyRecords(store, [first, second], { terms, day: before })
  await turnPage(store, { terms, today: closed })
  const last = async () => (await trends()).quarters.at(-1)?.line.figures
  expect(await last()).toMatchObject({ contracts: 2, annualPounds: 10_000 })
  engine.resetRequests()
  await trends()
  expect(requestsOf(world)).toBe(1)

  const late = contract('con_3', { updatedAt: `${addDays(before, 3)}T12:00:00.000Z` })
  await publish(late)
  await applyRecords(store, [late], { terms, day: closed })
  expect(await last()).toMatchObject({ contracts: 3, annualPounds: 15_000 })

  const ground = 'commercially sensitive' as const
  await publish({
    ...second,
    updatedAt: `${closed}T12:00:00.000Z`,
    heldBack: [{ field: 'annualPounds', ground, reviewOn: '2027-10-01' }],
  })
  await applyRecords(store, [second], { terms, day: closed })
  expect(await last()).toMatchObject({ contracts: 3, annualPounds: 10_000 })

  await store.write([{ remove: keys.record(first.authority, 'contract', first.id) }])
  await applyRecords(store, [first], { terms, day: closed })
  await store.write(
    (await store.table.all(keys.versionsOf(first.id))).map(({ pk, sk }) => ({ remove: { pk, sk } })),
  )
  expect(await last()).toMatchObject({ contracts: 2, annualPounds: 5000 })
  expect(await differences()).toEqual([])
})

test('nothing is kept that was read before what came late was written', async () => {
  const { store } = world
  const key = quartersKey(london)
  await trends()
  const kept = await store.table.get<KeptQuarters>(key)
  const late = contract('con_4', { updatedAt: `${addDays(before, 4)}T12:00:00.000Z` })
  await publish(late)
  await applyRecords(store, [late], { terms, day: closed })
  const emptied = await store.table.get<KeptQuarters>(key)
  expect([kept?.body.begun, emptied?.body.begun]).toEqual(['2026-10-01', undefined])
  expect(emptied?.revision).toBeGreaterThan(kept?.revision ?? 0)
})

test('on the first day of a quarter they are worked out and not kept', async () => {
  await trends('2027-01-01')
  expect((await world.store.table.get<KeptQuarters>(quartersKey(london)))?.body.begun).toBeUndefined()
})

test('a recount tells of lines that are wrong, and a rebuild empties them', async () => {
  const { store } = world
  const { quarters } = await trends()
  const item = await store.table.get<KeptQuarters>(quartersKey(london))
  const [{ line } = { line: undefined }] = quarters.slice(-1)
  if (!item || !line) throw new Error('Nothing to damage')
  const body = {
    begun: '2026-10-01',
    quarters: [...quarters.slice(0, -1), { on: '2026-09-30', line: { ...line, reporting: 9 } }],
  }
  await store.write([{ put: { ...quartersKey(london), revision: item.revision + 1, body } }])
  expect(await differences()).toMatchObject([{ what: 'past', name: `${london}/COUNT BY QUARTER` }])
  await rebuild(store, { terms, today: closed })
  expect(await differences()).toEqual([])
  expect((await trends()).quarters).toEqual(quarters)
})
