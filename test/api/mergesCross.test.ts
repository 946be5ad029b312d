import { afterAll, beforeAll, expect, test } from 'vitest'
import { begin, undo } from '../../functions/api/merging.ts'
import { goOn } from '../../functions/api/moving.ts'
import { terms } from '../../functions/config.ts'
import { londonToday } from '../../functions/domain/calendar.ts'
import { contractFields } from '../../functions/schema/contract.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { systemFields } from '../../functions/schema/system.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { createWorld, publishNext, type World } from '../support/world.ts'

// Merges that cross: what each has moved, given back and left adds up, whichever of them came to a record first.

const camden = 'E09000007'
const at = '2026-11-27T09:00:00.000Z'
const today = londonToday()
const [a, b, c] = ['ven_demo-oakumber', 'ven_demo-tessandrel', 'ven_demo-hollowgate'] as const
const [one, other] = ['prd_demo-one', 'prd_demo-other'] as const
const known = {
  vendor: () => ({}),
  product: () => ({}),
  vendorName: (id: string) => id,
  productName: (id: string) => id,
}
const envelope = {
  authority: camden,
  version: 1,
  createdAt: at,
  updatedAt: at,
  provenance: { source: 'form' as const, confidence: 'verified' as const },
}
const contract = (id: string, supplier: string): RegisterRecord => ({
  ...envelope,
  ...contractFields.parse({ title: id, supplier, serviceAreas: ['parking'] }),
  kind: 'contract',
  id: `con_${id}`,
})
const records: RegisterRecord[] = [
  ...['1', '2', '3'].map((n) => contract(`a${n}`, a)),
  ...['1', '2'].map((n) => contract(`b${n}`, b)),
  {
    ...envelope,
    ...systemFields.parse({ name: 'Both', product: one, maker: a, serviceAreas: ['parking'] }),
    kind: 'system',
    id: 'sys_both',
  },
]

let world: World
beforeAll(async () => {
  world = await createWorld()
  await publishNext(world.store, camden, records)
  await follow()
})
afterAll(() => world.close())

const follow = () => applyRecords(world.store, records, { terms, day: today })
const merges = async (from: string, into: string) =>
  (await begin(world.store, { from, into }, known, { by: 'loti', at })).id
const goes = async (id: string) => {
  await goOn(world.store, id, { at, settling: 0, time: 10_000 })
  await follow()
}
const counts = async (id: string) => {
  const { state, moved, returned, left } = (await world.store.merges.get(id)) ?? {}
  return { state, moved, returned, left }
}

test('of two that follow one another, and of two that meet in a record, each counts what it moved', async () => {
  const [first, second, third] = [await merges(a, b), await merges(b, c), await merges(one, other)]
  await goes(first)
  await goes(third)
  await goes(second)
  // Four name C by way of both, and two by the second alone.
  expect(await counts(first)).toEqual({ state: 'done', moved: 4, returned: 0, left: 0 })
  expect(await counts(second)).toEqual({ state: 'done', moved: 6, returned: 0, left: 0 })
  expect(await counts(third)).toEqual({ state: 'done', moved: 1, returned: 0, left: 0 })

  for (const id of [first, second]) await undo(world.store, id, { by: 'loti', at })
  await goes(second)
  await goes(first)
  // What said A names A again: that is the first’s to count as given back, and of the second it named C no more.
  expect(await counts(second)).toEqual({ state: 'undone', moved: 6, returned: 2, left: 4 })
  expect(await counts(first)).toEqual({ state: 'undone', moved: 4, returned: 4, left: 0 })
  expect(await counts(third)).toEqual({ state: 'done', moved: 1, returned: 0, left: 0 })
  await undo(world.store, third, { by: 'loti', at })
  await goes(third)
  expect(await counts(third)).toEqual({ state: 'undone', moved: 1, returned: 1, left: 0 })
  const now = await world.store.records.many(records)
  expect(now.get('con_a1')).toMatchObject({ supplier: a })
  expect(now.get('con_b1')).toMatchObject({ supplier: b })
  expect(now.get('sys_both')).toMatchObject({ product: one, maker: a })
})
