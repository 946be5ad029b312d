import { afterAll, beforeAll, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { isReleased } from '../../functions/domain/membersSummary.ts'
import { cast } from '../../functions/local/cast.ts'
import { authorities } from '../../functions/reference/index.ts'
import { anyKinds } from '../../functions/schema/record.ts'
import { keys } from '../../functions/store/keys.ts'
import { removeDemonstration } from '../../functions/tasks/demonstration/remove.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { seed } from '../../functions/tasks/seed.ts'
import { createWorld, type World } from '../support/world.ts'

// The demonstration goes as it came: nothing of it is left in any summary, and what a person added stays.

const today = '2026-11-24'
let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

test('removing the demonstration takes ratings and skills away with the rest', {
  timeout: 180_000,
}, async () => {
  const { store } = world
  await seed({ store, terms, dataSet: 'demonstration', today, cast: cast(authorities()) })
  expect((await recount(store, { terms, today })).differences).toEqual([])
  const figures = await store.table.all(keys.membersViewsOf('E12000007', 'RATINGS#FIGURES#'))
  expect(figures.length).toBeGreaterThan(20)

  await removeDemonstration(store, terms, today, { by: 'loti', at: `${today}T12:00:00.000Z` })
  const left = []
  for await (const { pk, sk, body } of store.table.scan()) {
    if (pk.startsWith('RECORD#') || pk.startsWith('APPLIED#') || pk.startsWith('CALENDAR#'))
      left.push(`${pk} ${sk}`)
    if (pk.startsWith('MEMBERS#') && (isReleased(sk) || Object.keys(body as object).length > 0)) {
      left.push(`${pk} ${sk}`)
    }
  }
  expect(left).toEqual([])
  for (const kind of anyKinds) expect(await store.records.of('E09000007', kind)).toEqual([])
  expect((await recount(store, { terms, today })).differences).toEqual([])
})
