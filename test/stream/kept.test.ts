import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import {
  movesWith,
  planned,
  ratings,
  registers,
  skills,
  type Topic,
  whoRunsWhat,
} from '../../functions/domain/kept.ts'
import { membersPlace } from '../../functions/domain/membersSummary.ts'
import { ratingId } from '../../functions/domain/rating.ts'
import { skillLevelId } from '../../functions/domain/skillLevel.ts'
import { authorities } from '../../functions/reference/index.ts'
import type { Rating } from '../../functions/schema/rating.ts'
import type { AnyRecord } from '../../functions/schema/record.ts'
import { england } from '../../functions/schema/scope.ts'
import type { SkillLevel } from '../../functions/schema/skillLevel.ts'
import { type SystemInput, systemFields } from '../../functions/schema/system.ts'
import { createStore, type Store } from '../../functions/store/index.ts'
import { readKept, readKeptOf } from '../../functions/store/kept.ts'
import { keys } from '../../functions/store/keys.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { rebuild, recount } from '../../functions/tasks/recount.ts'
import { clientOf, createWorld, requestsOf, type World } from '../support/world.ts'

// What members read of regions, and anyone of who runs what, is kept as it was worked out last; here changes come before, between and after readings.

const today = '2026-11-24'
const london = 'E12000007'
const regions = [london, 'E12000001', 'S92000003']
const product = 'prd_6635'
const boroughs = ['E09000007', 'E09000012', 'E09000019', 'E09000022', 'E09000003', 'E09000005']
const [camden = ''] = boroughs

let world: World
let store: Store
beforeAll(async () => {
  world = await createWorld({ sweeps: false })
  store = world.store
})
afterAll(() => world.close())

const envelope = (authority: string) => ({
  authority,
  version: 1,
  provenance: { source: 'form' as const, confidence: 'verified' as const },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
})
const system = (id: string, stated: Partial<SystemInput> = {}): AnyRecord => ({
  ...systemFields.parse({ name: 'Libraries', serviceAreas: ['library-management'], ...stated }),
  ...envelope(camden),
  kind: 'system',
  id: `sys_${id}`,
})
const rating = (n: number, overall: number): Rating => ({
  ...envelope(boroughs[n] ?? ''),
  kind: 'rating',
  id: ratingId(boroughs[n] ?? '', 'ven_a'),
  vendor: 'ven_a',
  overall: overall as 1,
  showName: false,
})
const skillLevel = (level: SkillLevel['level']): SkillLevel => ({
  ...envelope(camden),
  kind: 'skillLevel',
  id: skillLevelId(camden, 'data-management'),
  skill: 'data-management',
  level,
  canHelp: false,
  wantsHelp: false,
})
async function approve(...records: AnyRecord[]) {
  for (const record of records) {
    const version = ((await store.records.get(record))?.version ?? 0) + 1
    const facts = { at: record.updatedAt, by: 'someone', action: 'approved' as const }
    await store.publish(record.authority, [{ record: { ...record, version }, facts }])
  }
  await applyRecords(store, records, { terms, day: today })
}

/** Each topic, and changes that move what it tells: each time another. */
let turn = 0
const cases: [name: string, topic: Topic<unknown>, change: () => Promise<void>][] = [
  ['who runs what', whoRunsWhat, () => approve(system(`${turn++}`))],
  ['registers', registers, () => approve(system(`${turn++}`))],
  ['planned moves', planned, () => approve(system(`${turn++}`, { plannedReplacementOn: '2028-05-17' }))],
  ['a product’s moves', movesWith(product), () => approve(system(`${turn++}`, { product }))],
  [
    'skills',
    skills,
    () => approve(skillLevel((['awareness', 'working', 'practitioner'] as const)[turn++ % 3] ?? 'none')),
  ],
  ['ratings', ratings, () => approve(...[0, 1, 2].map((n) => rating(n + 3 * (turn % 2), 1 + (turn++ % 5))))],
]

const placesOf = (topic: Topic<unknown>) => (topic === whoRunsWhat ? [london] : regions.map(membersPlace))
const keysOf = (topic: Topic<unknown>) =>
  placesOf(topic).map((place) => keys.summary(`${place}/${topic.name}`))
const told = async (topic: Topic<unknown>, { table } = store) =>
  topic === whoRunsWhat
    ? [await readKeptOf(table, london, topic)]
    : (await readKept(table, regions, { topic })).told.map((of) => of.topic)
/** Asked of what it is made of alone. */
const fresh = async (topic: Topic<unknown>) =>
  Promise.all(
    placesOf(topic).map(async (place) => {
      const { from, below, most, of } = topic
      const parts = await store.table.all(
        keys.summary(`${place}/${from}`),
        below === undefined ? {} : { below },
      )
      return of(parts.slice(0, most), parts.length > (most ?? Number.POSITIVE_INFINITY))
    }),
  )
const requestsFor = async (topic: Topic<unknown>) => {
  world.engine.resetRequests()
  await told(topic)
  return requestsOf(world)
}

describe.each(cases)('%s', (_, topic, change) => {
  test('are one request once they were read, however many regions', async () => {
    await change()
    await told(topic)
    expect(await requestsFor(topic)).toBe(1)
  })

  test('tell of a change at once, and a query of its region is all it takes', async () => {
    const before = await told(topic)
    await change()
    // Of what is there now, of the region that changed, and the keeping of it.
    expect(await requestsFor(topic)).toBe(3)
    const after = await told(topic)
    expect(after).not.toEqual(before)
    expect(after).toEqual(await fresh(topic))
  })

  test('are not kept from before a change that comes while they are worked out', async () => {
    for (const start of ['nothing is kept', 'what was kept is emptied'] as const) {
      if (start === 'nothing is kept') {
        await store.write(keysOf(topic).map((remove) => ({ remove })))
      } else await change()
      const client = clientOf(world.engine)
      let isChanged = false
      client.middlewareStack.add(
        (next, { commandName }) =>
          async (asked) => {
            const answer = await next(asked)
            if (commandName === 'QueryCommand' && !isChanged) {
              isChanged = true
              await change()
            }
            return answer
          },
        { step: 'initialize' },
      )
      await told(topic, createStore({ client, table: world.table }))
      client.destroy()
      expect(isChanged, start).toBe(true)
      expect(await told(topic), start).toEqual(await fresh(topic))
    }
  })

  test('are found and emptied where what is kept is false', async () => {
    const due = await told(topic)
    const [key] = keysOf(topic)
    const kept = key && (await store.table.get(key))
    if (!kept) throw new Error('Nothing is kept')
    await store.write([{ put: { ...kept, body: { told: topic.of([], false) } } }])
    expect(await told(topic)).not.toEqual(due)
    const { differences } = await rebuild(store, { terms, today })
    expect(differences).toEqual([
      { what: 'kept', name: `${placesOf(topic)[0]}/${topic.name}`, detail: 'is not what it is made of' },
    ])
    expect(await told(topic)).toEqual(due)
    expect((await recount(store, { terms, today })).differences).toEqual([])
  })
})

test('what an authority that spans regions has is told of England at once', async () => {
  const [spanning] = authorities().filter(({ region }) => region === england)
  if (!spanning) throw new Error('No authority spans regions')
  const topics = { registers, planned, skills, moves: movesWith(product) }
  const read = async () => (await readKept(store.table, [england], topics)).told[0]
  await read()
  const its = { authority: spanning.id }
  await approve(
    { ...system('spanning', { product, plannedReplacementOn: '2028-05-17' }), ...its },
    { ...skillLevel('working'), ...its, id: skillLevelId(spanning.id, 'data-management') },
  )
  expect(await read()).toMatchObject({
    registers: { [spanning.id]: { systems: 1 } },
    planned: { moves: [its] },
    skills: { held: { [spanning.id]: {} } },
    moves: [its],
  })
  expect((await recount(store, { terms, today })).differences).toEqual([])
})

test('a rating that moves nothing others read leaves what is kept as it is', async () => {
  await approve(...[0, 1, 2].map((n) => rating(n, 4)))
  const before = await told(ratings)
  await approve(rating(0, 5))
  expect(await requestsFor(ratings)).toBe(1)
  expect(await told(ratings)).toEqual(before)
  expect((await recount(store, { terms, today })).differences).toEqual([])
})

test('what follows from a damaged document goes with it', async () => {
  await approve(system('0'))
  const key = keys.membersView(london, `COMPARED#${camden}`)
  const compared = await store.table.get<Record<string, number>>(key)
  if (!compared) throw new Error('Nothing to damage')
  await store.write([
    {
      put: { ...compared, revision: compared.revision + 1, body: { ...compared.body, systems: 999 } },
    },
    { empty: keys.membersView(london, registers.name) },
  ])
  expect(JSON.stringify(await told(registers))).toContain('999')
  await rebuild(store, { terms, today })
  expect(JSON.stringify(await told(registers))).not.toContain('999')
})
