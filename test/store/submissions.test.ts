import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asking, createAsking } from '../support/asking.ts'

// What an authority has sent over the years is not read again at each look at what is under way.

const camden = 'E09000007'
const rounds = 23
let world: Asking
beforeAll(async () => {
  world = await createAsking()
  for (let n = 0; n < rounds; n += 1) {
    await draft(`Contract ${n}`)
    const { id } = await send()
    await world.told('loti', 'POST', `/review/${id}/approve`, {})
  }
  await draft('Waits for LOTI')
  await send()
  await draft('Being written')
})
afterAll(() => world.close())

const draft = (title: string) =>
  world.told('camden', 'POST', `/authorities/${camden}/proposals`, {
    kind: 'contract',
    values: { title, supplier: 'ven_demo-quillmere', serviceAreas: ['repairs'], endsOn: '2028-03-31' },
  })
const send = () => world.told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
type Told = { id: string; state: string; titles?: string[] }

test('what is under way comes first, then what was decided, the latest first and all of it page by page', async () => {
  const told: Told[] = []
  let before: string | undefined
  const pages: number[] = []
  do {
    const path = `/authorities/${camden}/submissions${before ? `?before=${before}` : ''}`
    const page = await world.told('camden', 'GET', path)
    told.push(...page.submissions)
    pages.push(page.submissions.length)
    before = page.before
  } while (before)
  expect(pages).toEqual([22, rounds - 20])
  expect(told.map(({ state }) => state)).toEqual(['open', 'sent', ...Array(rounds).fill('decided')])
  expect(told.slice(1).map(({ titles }) => titles?.[0])).toEqual([
    'Waits for LOTI',
    ...Array.from({ length: rounds }, (_, n) => `Contract ${rounds - 1 - n}`),
  ])
})

test('only what is under way is read for it, and what was decided is still found by its id', async () => {
  const underway = await world.store.submissions.underway(camden)
  expect(underway.map(({ state }) => state).sort()).toEqual(['open', 'sent'])
  const { submissions } = await world.store.submissions.decided(camden, 50)
  expect(submissions).toHaveLength(rounds)
  for (const { id } of submissions.slice(0, 3)) {
    expect(await world.store.submissions.get(id)).toMatchObject({ id, state: 'decided', undecidedCount: 0 })
    expect((await world.told('loti', 'GET', `/review/${id}`)).submission.state).toBe('decided')
    const again = await world.told('loti', 'POST', `/review/${id}/approve`, {})
    expect(again.results).toEqual([])
  }
  expect(await world.store.submissions.get(`sub_never_${camden}`)).toBeUndefined()
})

test('the front page tells of the last sent, whether decided or not', async () => {
  const { sent } = await world.told('camden', 'GET', `/authorities/${camden}/home`)
  expect(sent.map(({ titles }: Told) => titles?.[0])).toEqual([
    'Waits for LOTI',
    `Contract ${rounds - 1}`,
    `Contract ${rounds - 2}`,
  ])
})

test('a submission met in neither place while it is being decided is looked for again', async () => {
  const { submissions } = await world.store.submissions.decided(camden, 1)
  const [{ id } = { id: '' }] = submissions
  const { many } = world.store.table
  let looks = 0
  world.store.table.many = (async (keys: never) => {
    looks += 1
    return looks === 1 ? [] : many.call(world.store.table, keys)
  }) as typeof many
  expect((await world.store.submissions.get(id))?.id).toBe(id)
  world.store.table.many = many
  expect(looks).toBe(2)
})
