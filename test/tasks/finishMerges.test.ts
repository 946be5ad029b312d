import { afterAll, beforeAll, expect, test } from 'vitest'
import { begin, undo } from '../../functions/api/merging.ts'
import { terms } from '../../functions/config.ts'
import { londonToday } from '../../functions/domain/calendar.ts'
import { type Contract, contractFields } from '../../functions/schema/contract.ts'
import { createStore, type Store } from '../../functions/store/index.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { finishMerges } from '../../functions/tasks/finishMerges.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { createWorld, publishNext, type World } from '../support/world.ts'

// A merge that was decided on, and whose page was closed at once: the clock ends it, however many clocks there are.

const today = londonToday()
const at = '2026-11-27T09:00:00.000Z'
const [twin, kept] = ['ven_demo-oakumber', 'ven_demo-tessandrel']
const known = {
  vendor: () => ({}),
  product: () => undefined,
  vendorName: (id: string) => id,
  productName: (id: string) => id,
}
const records: Contract[] = ['E09000007', 'E09000012'].flatMap((authority) =>
  Array.from({ length: 70 }, (_, n) => ({
    ...contractFields.parse({ title: `Contract ${n}`, supplier: twin, serviceAreas: ['parking'] }),
    kind: 'contract' as const,
    id: `con_${authority}-${n}`,
    authority,
    version: 1,
    provenance: { source: 'form' as const, confidence: 'verified' as const },
    createdAt: at,
    updatedAt: at,
  })),
)

let world: World
let stores: Store[]
beforeAll(async () => {
  world = await createWorld()
  for (const [authority, some] of Map.groupBy(records, (one) => one.authority)) {
    await publishNext(world.store, authority, some)
  }
  await applyRecords(world.store, records, { terms, day: today })
  // Two machines remember nothing of one another.
  stores = [world.store, createStore({ client: world.client, table: world.table })]
})
afterAll(() => world.close())

const versions = async () =>
  new Set([...(await world.store.records.many(records)).values()].map(({ version }) => version))
/** Two clocks at once, again and again as they come round, with the summaries following. */
const finished = async () => {
  const ended: number[] = []
  for (let round = 0; round < 20; round += 1) {
    const counts = await Promise.all(
      stores.map((store) => finishMerges(store, { at, time: 2_000, settling: 0 })),
    )
    ended.push(...counts.map(({ finished }) => finished))
    await applyRecords(world.store, records, { terms, day: today })
    if (counts.every(({ left }) => left === 0)) break
  }
  return ended.reduce((sum, one) => sum + one, 0)
}

test('a merge ends by itself, two runs at once move each record once, and so does its undoing', {
  timeout: 120_000,
}, async () => {
  const { id } = await begin(world.store, { from: twin, into: kept }, known, { by: 'loti', at })
  expect(await finishMerges(world.store, { at, time: 0 })).toEqual({ finished: 0, left: 1 })
  expect(await finished()).toBeGreaterThan(0)
  expect(await world.store.merges.get(id)).toMatchObject({ state: 'done', moved: records.length })
  expect(await versions()).toEqual(new Set([2]))
  // There is nothing left to go on with.
  expect(await finishMerges(world.store, { at, time: 0 })).toEqual({ finished: 0, left: 0 })

  await undo(world.store, id, { by: 'loti-2', at })
  expect(await finished()).toBeGreaterThan(0)
  expect(await world.store.merges.get(id)).toMatchObject({
    state: 'undone',
    returned: records.length,
    left: 0,
  })
  expect(await versions()).toEqual(new Set([3]))
  const events = await world.store.audit.of('E09000007')
  expect(events.filter(({ action }) => action === 'unmerged').map(({ by }) => by)).toEqual(
    Array(70).fill('loti-2'),
  )
  expect((await recount(world.store, { terms, today })).differences).toEqual([])
})
