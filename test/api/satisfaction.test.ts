import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { authorities } from '../../functions/reference/index.ts'
import type { Contract } from '../../functions/schema/contract.ts'
import type { SatisfactionView } from '../../functions/schema/satisfactionView.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { requestsOf } from '../support/world.ts'

// Suppliers and satisfaction, as members read it: their own exactly, the others together.

const today = '2026-11-24'
const london = 'E12000007'
const boroughs = authorities().filter(({ region }) => region === london)
const vendors = ['ven_demo-quillmere', 'ven_demo-yewcastle', 'ven_demo-oakumber', 'ven_demo-hollowgate']
/** As they come. */
const suppliers = [7, 31, 12, 22, 9, 40, 15, 28, 3, 18, 26, 35, 11, 24]
let asking: Asking

beforeAll(async () => {
  asking = await createAsking({ now: () => new Date(`${today}T09:00:00Z`) })
})
afterAll(() => asking.close())

const seen = async (who: string, scope = london): Promise<SatisfactionView> =>
  asking.told(who, 'GET', `/members/satisfaction/${scope}`)

async function rates(n: number, scores: number[], names: boolean[] = []) {
  const { id = '', slug = '' } = boroughs[n] ?? {}
  const held: { ratings: { vendor: string; version: number }[] } = await asking.told(
    slug,
    'GET',
    `/authorities/${id}/ratings`,
  )
  const versionOf = (vendor = '') => held.ratings.find((one) => one.vendor === vendor)?.version ?? 0
  const { results } = await asking.told(slug, 'PUT', `/authorities/${id}/ratings`, {
    ratings: scores.map((overall, place) => ({
      vendor: vendors[place],
      version: versionOf(vendors[place]),
      overall,
      showName: names[place] ?? false,
    })),
  })
  await applyRecords(
    asking.store,
    results.map((one: { id: string }) => ({ authority: id, kind: 'rating', id: one.id })),
    { terms, day: today },
  )
}

async function buys(n: number, from: number, already = 0) {
  const { id: authority = '' } = boroughs[n] ?? {}
  const records = Array.from({ length: from - already }, (_, index) => {
    const place = already + index
    const at = '2026-10-01T09:00:00.000Z'
    return {
      kind: 'contract',
      id: `con_${authority}-${place}`,
      authority,
      version: 1,
      title: `Contract ${place}`,
      supplier: `ven_supplier-${place}`,
      systems: [],
      serviceAreas: ['library-management'],
      sharedWith: [],
      startsOn: '2024-02-14',
      endsOn: '2028-03-31',
      options: [],
      renewal: 'ends',
      stillUsed: false,
      route: 'open tender',
      notices: [],
      cpvCodes: [],
      heldBack: [],
      provenance: { source: 'form', confidence: 'verified', confirmedAt: at },
      createdAt: at,
      updatedAt: at,
    } as Contract
  })
  for (const record of records) {
    const facts = { at: record.updatedAt, by: 'someone', action: 'approved' as const }
    await asking.store.publish(authority, [{ record, facts }])
  }
  await applyRecords(asking.store, records, { terms, day: today })
}

describe('suppliers and satisfaction', () => {
  test('tells a council its own at once, and nobody else', async () => {
    await buys(0, suppliers[0] ?? 0)
    await rates(0, [5, 4])
    const slug = boroughs[0]?.slug ?? ''
    expect((await seen(slug)).own).toMatchObject([
      { id: boroughs[0]?.id, suppliers: 7, band: 'under 10', ratings: 2, mean: 4.5 },
    ])
    const other = await seen(boroughs[1]?.slug ?? '')
    expect(other).toMatchObject({
      bands: [],
      own: [{ suppliers: 0, ratings: 0 }],
      coverage: { reporting: 0 },
    })
    expect(JSON.stringify(other)).not.toContain('4.5')
    expect((await seen('loti')).own).toEqual([])
    expect((await seen(slug, 'E12000001')).own).toEqual([])
  })

  test('tells of the others from three up, by bands, and a correlation from twelve', async () => {
    await rates(1, [3, 3, 3])
    expect((await seen('loti')).whole).toBeUndefined()
    for (const [n, many] of suppliers.entries()) {
      if (n > 0) await buys(n, many)
      if (n > 1) await rates(n, [1 + Math.floor(many / 10), 2 + (n % 3), 3])
      if (n === 11) expect((await seen('loti')).correlation).toBeUndefined()
    }
    const view = await seen('loti')
    expect(view).toMatchObject({ scope: { authorities: 33 }, fewestRatings: 3, fewestCorrelated: 12 })
    expect(view.whole?.n).toBeGreaterThanOrEqual(12)
    for (const { n } of [...view.bands, ...(view.rest ? [view.rest] : [])])
      expect(n).toBeGreaterThanOrEqual(3)
    expect(view.correlation).toMatchObject({ n: 12, regions: 1 })
    expect(view.correlation?.pearson.value).toBeGreaterThan(0)
    // Larger scopes are made of what this region shows, and smaller ones of nothing.
    for (const scope of ['E92000001', 'K02000001']) {
      expect(await seen('loti', scope)).toMatchObject({ whole: view.whole, correlation: view.correlation })
    }
    expect((await seen('loti', 'E12000001')).whole).toBeUndefined()
    expect(await asking.told('loti', 'GET', `/members/ratings/${london}`)).toMatchObject({
      correlation: view.correlation,
    })
    expect((await recount(asking.store, { terms, today })).differences).toEqual([])
  })

  test('draws a council that shows its name on three ratings, by these alone, and no other', async () => {
    expect((await seen('loti')).byName).toEqual([])
    const [open, shy] = [boroughs[14], boroughs[15]]
    await buys(14, 6)
    await buys(15, 8)
    await rates(14, [5, 4, 2, 1], [true, true, true, false])
    await rates(15, [5, 4, 2], [true, true, false])
    const dot = { id: open?.id, name: open?.name, suppliers: 6, ratings: 3, mean: 3.67 }
    for (const scope of [london, 'E92000001', 'K02000001']) {
      expect((await seen('loti', scope)).byName).toEqual([dot])
    }
    expect(JSON.stringify((await seen(shy?.slug ?? '')).byName)).not.toContain(shy?.id)
    // Its number of suppliers is today's, and without its name it is gone at once.
    await buys(14, 9, 6)
    expect((await seen('loti')).byName).toEqual([{ ...dot, suppliers: 9 }])
    await rates(14, [5, 4, 2, 1], [true, false, true, false])
    expect((await seen('loti')).byName).toEqual([])
    await rates(14, [5, 4, 2, 1], [true, true, true, true])
    expect((await seen('loti')).byName).toEqual([{ ...dot, suppliers: 9, ratings: 4, mean: 3 }])
    expect((await recount(asking.store, { terms, today })).differences).toEqual([])
  })

  test('is one request to read, whatever the scope', async () => {
    for (const scope of [london, 'K02000001']) {
      await seen('camden', scope)
      const person = await requestsFor(() => asking.told('camden', 'GET', '/session'))
      expect((await requestsFor(() => seen('camden', scope))) - person).toBe(1)
    }
  })

  test('is for members alone', async () => {
    expect((await asking.ask('', 'GET', `/members/satisfaction/${london}`)).status).toBe(401)
    expect((await asking.ask('camden', 'GET', '/members/satisfaction/nowhere')).status).toBe(404)
  })
})

async function requestsFor(ask: () => Promise<unknown>): Promise<number> {
  asking.engine.resetRequests()
  await ask()
  return requestsOf(asking)
}
