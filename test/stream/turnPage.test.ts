import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, addMonths } from '../../functions/domain/calendar.ts'
import type { Contract } from '../../functions/schema/contract.ts'
import { schemas } from '../../functions/schema/record.ts'
import type { Write } from '../../functions/store/dynamo.ts'
import type { RecordRef, Store } from '../../functions/store/index.ts'
import { keys } from '../../functions/store/keys.ts'
import { type Applied, applyRecords } from '../../functions/stream/applied.ts'
import { turnPage } from '../../functions/stream/turnPage.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { terms, today } from '../support/records.ts'
import { createWorld, type World } from '../support/world.ts'

// A page is turned while changes that began on the day before are still on their way.

const yesterday = addDays(today, -1)
let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** A contract whose day to decide is passed on the last day before `today`. */
async function published(store: Store, id: string): Promise<RecordRef> {
  const at = `${addDays(today, -200)}T09:00:00.000Z`
  const contract: Contract = {
    kind: 'contract',
    id,
    authority: 'E09000007',
    ...schemas.contract.fields.parse({
      title: 'Housing',
      supplier: 'ven_a',
      serviceAreas: ['housing'],
      // A year ahead of the day that passes, which is what its route takes.
      endsOn: addMonths(yesterday, 12),
      route: 'open tender',
    }),
    version: 1,
    provenance: { source: 'form', confidence: 'verified' },
    createdAt: at,
    updatedAt: at,
  }
  await store.publish(contract.authority, [
    { record: contract, facts: { at, by: 'someone', action: 'approved' } },
  ])
  return { authority: contract.authority, kind: 'contract', id }
}
const untilOf = async (id: string) => (await world.store.table.get<Applied>(keys.applied(id)))?.body.until

/** The store, with something else that happens once at a write, before or after it. */
function meanwhile(
  at: (writes: Write[]) => boolean,
  when: 'before' | 'after',
  act: () => Promise<void>,
): Store {
  let done = false
  const write = async (writes: Write[]) => {
    const now = !done && at(writes)
    done ||= now
    if (now && when === 'before') await act()
    await world.store.write(writes)
    if (now && when === 'after') await act()
  }
  return { ...world.store, write, table: { ...world.store.table, write } }
}

const takesLines = (writes: Write[]) =>
  writes.some((one) => 'remove' in one && one.remove.pk.startsWith('CALENDAR'))
const turns = (writes: Write[]) =>
  writes.some((one) => 'put' in one && one.put.pk.startsWith('APPLIED#')) && takesLines(writes)

test.each([
  ['after it was applied with the new day', 'con_after', turns, 'after' as const],
  ['before its line is taken away', 'con_before', takesLines, 'before' as const],
])('a record applied with the day before, %s, is turned all the same', async (_, id, at, when) => {
  const ref = await published(world.store, id)
  await applyRecords(world.store, [ref], { terms, day: yesterday })
  expect(await untilOf(id)).toBe(yesterday)
  const store = meanwhile(at, when, () =>
    applyRecords(world.store, [ref], { terms, day: yesterday, again: true }),
  )
  await turnPage(store, { terms, today })
  const until = await untilOf(id)
  expect(until === undefined || until >= today).toBe(true)
  if (until) expect(await world.store.table.get(keys.due(until, id))).toBeDefined()
  expect((await recount(world.store, { terms, today })).differences).toEqual([])
  await world.store.write([{ remove: keys.page() }])
})

test('lines that lead nowhere are taken away, and only those', async () => {
  const ref = await published(world.store, 'con_spent')
  await applyRecords(world.store, [ref], { terms, day: today })
  const until = await untilOf(ref.id)
  const stray = [
    keys.due(yesterday, ref.id),
    keys.due(addDays(yesterday, -1), ref.id),
    keys.due(yesterday, 'con_gone'),
  ]
  await world.store.write(
    stray.map((key, index) => ({
      put: { ...key, revision: 1, body: index === 2 ? { ...ref, id: 'con_gone' } : ref },
    })),
  )
  await turnPage(world.store, { terms, today })
  expect(await world.store.table.many(stray)).toEqual([])
  expect(await untilOf(ref.id)).toBe(until)
  if (until) expect(await world.store.table.get(keys.due(until, ref.id))).toBeDefined()
})
