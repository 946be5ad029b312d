import { afterAll, beforeAll, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { authorities } from '../../functions/reference/index.ts'
import type { RatingsView, VendorRatingsView } from '../../functions/schema/membersView.ts'
import type { SatisfactionView } from '../../functions/schema/satisfactionView.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { type Asking, createAsking } from '../support/asking.ts'

// What members were told of ratings at the end of a quarter, read again later.

const london = 'E12000007'
const england = 'E92000001'
const vendors = ['ven_demo-quillmere', 'ven_demo-yewcastle', 'ven_demo-oakumber']
const boroughs = authorities()
  .filter(({ region }) => region === london)
  .slice(0, 6)
let today = '2026-02-10'
let asking: Asking

beforeAll(async () => {
  asking = await createAsking({ now: () => new Date(`${today}T09:00:00Z`) })
})
afterAll(() => asking.close())

async function rate(scores: number[], showName = false) {
  for (const [n, overall] of scores.entries()) {
    const { id = '', slug = '' } = boroughs[n] ?? {}
    const path = `/authorities/${id}/ratings`
    const { ratings: held } = await asking.told(slug, 'GET', path)
    const { results } = await asking.told(slug, 'PUT', path, {
      ratings: vendors.map((vendor) => ({
        vendor,
        version: held.find((one: { vendor: string }) => one.vendor === vendor)?.version ?? 0,
        overall,
        showName: showName && n === 5,
        comment: `Said on ${today}`,
      })),
    })
    await applyRecords(
      asking.store,
      results.map((one: { id: string }) => ({ authority: id, kind: 'rating', id: one.id })),
      { terms, day: today },
    )
  }
}

const read = async (path: string, asAt?: string) =>
  asking.told(boroughs[0]?.slug ?? '', 'GET', `/members/${path}${asAt ? `?asAt=${asAt}` : ''}`)
type Told = { ratings: RatingsView; page: VendorRatingsView; satisfaction: SatisfactionView }
async function readAll(scope: string, asAt?: string): Promise<Told> {
  return {
    ratings: await read(`ratings/${scope}`, asAt),
    page: await read(`ratings/${scope}/${vendors[0]}`, asAt),
    satisfaction: await read(`satisfaction/${scope}`, asAt),
  }
}
/** Without days, what is one's own or by name, and what today alone is told of. */
const figuresOf = ({ ratings, page, satisfaction }: Told) => ({
  vendors: ratings.vendors,
  coverage: ratings.coverage,
  page: page.vendor,
  whole: satisfaction.whole,
})

test('a day in the past is told as members were told at the end of the quarter before, and no name with it', async () => {
  await rate([5, 4, 4, 3])
  const atFirst = new Map([london, england].map((scope) => [scope, readAll(scope)]))
  for (const told of atFirst.values())
    expect((await told).satisfaction.whole).toMatchObject({ n: 3, mean: 4.3 })
  today = '2026-05-20'
  await rate([1, 1, 2, 2, 5, 5], true)
  today = '2026-08-14'
  await rate([2, 2, 1])
  for (const [scope, told] of atFirst) {
    for (const asAt of ['2026-03-31', '2026-05-21', '2026-06-29']) {
      const then = await readAll(scope, asAt)
      expect(figuresOf(then)).toEqual(figuresOf(await told))
      expect(then.page).toMatchObject({ asAt, today: '2026-03-31', named: [], own: [], trend: [] })
      expect(then.ratings).toMatchObject({ asAt, today: '2026-03-31' })
      expect(then.satisfaction).toMatchObject({ asAt, today: '2026-03-31', own: [], byName: [] })
      expect(JSON.stringify(then)).not.toContain('Said on')
    }
    const after = await readAll(scope, '2026-06-30')
    expect(after.page.today).toBe('2026-06-30')
    expect(after.page.vendor.figures.overall?.n).toBeGreaterThan(3)
    const before = await readAll(scope, '2026-03-30')
    expect(before).toMatchObject({ ratings: { vendors: [], coverage: { reporting: 0 } } })
    expect(before.satisfaction.whole).toBeUndefined()
  }
  expect((await readAll(london)).page.trend.map(({ quarter }) => quarter)).toEqual([
    '2026-Q1',
    '2026-Q2',
    '2026-Q3',
  ])
  expect((await recount(asking.store, { terms, today })).differences).toEqual([])
})

test('a vendor there is none of is refused, and so is a day that is none', async () => {
  today = '2026-08-14'
  const ask = (path: string) => asking.ask('member', 'GET', `/members/${path}`)
  expect((await ask(`ratings/${london}/ven_of-nobody?asAt=2026-03-31`)).status).toBe(404)
  expect((await ask(`ratings/${london}/ven_demo-hollowgate?asAt=2026-03-31`)).body).toMatchObject({
    vendor: { figures: {}, roles: [] },
  })
  for (const page of [`ratings/${london}`, `ratings/${london}/${vendors[0]}`, `satisfaction/${london}`]) {
    expect((await ask(`${page}?asAt=2026-02-31`)).status).toBe(400)
    expect((await asking.ask('', 'GET', `/members/${page}?asAt=2026-03-31`)).status).toBe(401)
  }
})
