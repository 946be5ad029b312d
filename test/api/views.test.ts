import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { inventedProducts } from '../../functions/reference/index.ts'
import { contractFields } from '../../functions/schema/contract.ts'
import { publicTables } from '../../functions/schema/publicTables.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { systemFields } from '../../functions/schema/system.ts'
import { servedTable } from '../../functions/schema/table.ts'
import * as views from '../../functions/schema/view.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { requestsOf } from '../support/world.ts'

// A small estate whose every figure can be counted on fingers, and what the public is told of it.

const today = '2026-11-24'
const camden = 'E09000007'
const barnet = 'E09000003'
const hackney = 'E09000012'
const hartlepool = 'E06000001'
const london = 'E12000007'
const england = 'E92000001'

const oakumber = 'ven_demo-oakumber'
/** Real names, of which nothing is said here but that they can be found. */
const civica = 'ven_civica-uk'
const spydus = 'prd_6635'
const quillmere = 'ven_demo-quillmere'
const brindlewick = 'ven_demo-brindlewick'
const building = 'prd_demo-oakumber-building-control'
const [inventedProduct] = inventedProducts()

let world: Asking

const envelope = (authority: string) => ({
  authority,
  version: 1,
  createdAt: '2026-10-01T10:00:00.000Z',
  updatedAt: '2026-10-01T10:00:00.000Z',
  provenance: {
    source: 'form' as const,
    confidence: 'verified' as const,
    confirmedAt: '2026-10-01T10:00:00.000Z',
    confirmedBy: 'someone',
  },
})
const system = (id: string, authority: string, fields: Record<string, unknown>): RegisterRecord => ({
  ...envelope(authority),
  ...systemFields.parse({ goesLiveOn: '2020-01-01', ...fields }),
  kind: 'system',
  id: `sys_${id}`,
})
const contract = (id: string, authority: string, fields: Record<string, unknown>): RegisterRecord => ({
  ...envelope(authority),
  ...contractFields.parse({ renewal: 'ends', route: 'G-Cloud', startsOn: '2024-01-01', ...fields }),
  kind: 'contract',
  id: `con_${id}`,
})

const secret = 987_654

const records = [
  system('lib1', camden, {
    name: 'Oakumber Building Control',
    product: building,
    maker: oakumber,
    serviceAreas: ['library-management'],
  }),
  system('lib2', barnet, {
    name: 'Library system',
    product: building,
    maker: oakumber,
    serviceAreas: ['library-management'],
    sharedWith: [hackney],
  }),
  system('lib3', hartlepool, {
    name: 'Oakumber Building Control',
    product: building,
    maker: oakumber,
    serviceAreas: ['library-management'],
  }),
  system('home', camden, {
    name: 'Housing and repairs',
    maker: quillmere,
    serviceAreas: ['housing-management', 'repairs'],
  }),
  system('gone', camden, {
    name: 'Old library system',
    product: building,
    maker: oakumber,
    serviceAreas: ['library-management'],
    retiredOn: '2025-01-01',
  }),
  contract('soon', camden, {
    title: 'Libraries',
    supplier: oakumber,
    systems: ['sys_lib1'],
    serviceAreas: ['library-management'],
    endsOn: '2027-06-30',
    annualPounds: 30_000,
  }),
  contract('later', barnet, {
    title: 'Libraries, shared',
    supplier: oakumber,
    systems: ['sys_lib2'],
    serviceAreas: ['library-management'],
    endsOn: '2029-12-31',
    annualPounds: 10_000,
    sharedWith: [hackney],
  }),
  contract('late', camden, {
    title: 'Housing',
    supplier: quillmere,
    serviceAreas: ['housing-management', 'repairs'],
    endsOn: '2026-12-31',
    annualPounds: 60_000,
  }),
  contract('undated', camden, {
    title: '=SUM(A1) planning',
    supplier: brindlewick,
    serviceAreas: ['licensing'],
  }),
  contract('hidden', hackney, {
    title: 'Held back',
    supplier: brindlewick,
    serviceAreas: ['repairs'],
    endsOn: '2028-03-31',
    annualPounds: secret,
    heldBack: [{ field: 'annualPounds', ground: 'commercially sensitive', reviewOn: '2027-11-24' }],
  }),
]

async function publish(published: RegisterRecord[]) {
  for (const record of published) {
    await world.store.publish(record.authority, [
      { record, facts: { at: record.updatedAt, by: 'someone', action: 'approved' } },
    ])
  }
  await applyRecords(world.store, published, { terms, day: today })
}

beforeAll(async () => {
  world = await createAsking({ now: () => new Date(`${today}T12:00:00Z`) })
  await publish(records)
})
afterAll(() => world.close())

const read = async (path: string) => {
  const { status, body } = await world.ask('', 'GET', path)
  expect(status, path).toBe(200)
  return body
}
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)

describe('a vendor’s page', () => {
  test('says its shares and what they are shares of, each shared record once', async () => {
    const view = views.vendorView.parse(await read(`/views/vendor/${london}/${oakumber}`))
    expect(view.figures).toEqual({
      systems: 2,
      contracts: 2,
      authorities: 3,
      annualPounds: 40_000,
      contractsStatingValue: 2,
    })
    const all = views.figuresView.parse(await read(`/views/figures/${london}`))
    expect(all.figures).toEqual({
      systems: 3,
      systemsStatingMaker: 3,
      contracts: 5,
      annualPounds: 100_000,
      contractsStatingValue: 3,
    })
    expect(view.products).toMatchObject([
      { id: building, authorities: ['E09000003', 'E09000007', 'E09000012'] },
    ])
    // Every authority has its place on the map; those with most of it come first.
    expect(view.authorities).toHaveLength(33)
    const first = view.authorities.slice(0, 4)
    expect(first.map(({ slug, systems, contracts }) => [slug, systems, contracts])).toEqual([
      ['barnet', 1, 1],
      ['camden', 1, 1],
      ['hackney', 1, 1],
      ['barking-and-dagenham', 0, 0],
    ])
  })

  test('counts more in a larger scope, and out of more', async () => {
    const view = views.vendorView.parse(await read(`/views/vendor/${england}/${oakumber}`))
    expect(view.figures).toMatchObject({ systems: 3, authorities: 4 })
    expect(view.scope).toMatchObject({ name: 'England' })
    expect(view.scope.authorities).toBeGreaterThan(33)
  })

  test('tells its history and group from the lists', async () => {
    const renamed = await read(`/views/vendor/${london}/ven_nec-software-solutions`)
    expect(renamed.vendor.predecessors).toEqual([{ name: 'Northgate Public Services', on: '2021-07-01' }])
    const { vendor } = await read(`/views/vendor/${london}/${brindlewick}`)
    expect(vendor.parents).toMatchObject([{ id: quillmere, from: '2021-04-01' }])
    expect(vendor.siblings.map(({ id }: { id: string }) => id)).toEqual(['ven_demo-marlowen'])
    expect(vendor.group.id).toBe(quillmere)
    const head = (await read(`/views/vendor/${london}/${quillmere}`)).vendor
    expect(head).toMatchObject({
      group: { id: quillmere },
      siblings: [{ id: brindlewick }, vendor.siblings[0]],
    })
    expect((await read(`/views/vendor/${london}/${oakumber}`)).vendor.group).toBeUndefined()
  })

  test('is not there for a vendor nobody knows', async () => {
    expect((await world.ask('', 'GET', `/views/vendor/${london}/ven_nobody`)).status).toBe(404)
  })
})

test('a product’s page names every authority that runs it', async () => {
  const view = views.productView.parse(await read(`/views/product/${london}/${building}`))
  expect(view.figures).toEqual({ systems: 2, authorities: 3 })
  expect(view.authorities).toHaveLength(33)
  expect(view.coverage).toMatchObject({ records: 3, reporting: 3 })
  expect(ids((await read(`/views/systems/${london}?product=${building}`)).systems)).toEqual([
    'sys_gone',
    'sys_lib1',
    'sys_lib2',
  ])
})

test('a record for two service areas of a group counts in each, and once in the group', async () => {
  const of = async (area: string) =>
    views.serviceAreaView.parse(await read(`/views/service-area/${london}/${area}`)).figures
  expect(await of('housing-management')).toMatchObject({ systems: 1, contracts: 1 })
  expect(await of('repairs')).toMatchObject({ systems: 1, contracts: 2 })
  expect(await of('all-housing')).toMatchObject({ systems: 1, contracts: 2, annualPounds: 60_000 })
  const { area } = await read(`/views/service-area/${london}/all-housing`)
  expect(area.members.map(({ id }: { id: string }) => id)).toContain('homelessness')
})

test('a system’s page shows the contracts that cover it, a contract’s what can be done', async () => {
  const { system: own, contracts } = views.systemView.parse(await read('/views/system/sys_lib1'))
  expect(own).toMatchObject({
    authoritySlug: 'camden',
    makerName: 'Oakumber Software',
    productName: 'Oakumber Building Control',
  })
  expect(ids(contracts)).toEqual(['con_soon'])
  const { contract: bought } = views.contractView.parse(await read('/views/contract/con_soon'))
  expect(bought.decision).toMatchObject({ state: 'free to choose', decideBy: '2027-03-30' })
  expect(ids((await read('/views/named-systems?id=sys_lib1&id=sys_lib2&id=con_soon')).systems)).toEqual([
    'sys_lib2',
    'sys_lib1',
  ])
  expect((await world.ask('', 'GET', '/views/system/con_soon')).status).toBe(404)
  expect((await world.ask('', 'GET', '/views/contract/con_none')).status).toBe(404)
})

test('what is coming up is told from what is late, and from what has no day', async () => {
  const list = async (query: string) => ids((await read(`/views/contracts/${london}${query}`)).contracts)
  expect(await list('')).toEqual(['con_soon', 'con_hidden', 'con_later'])
  expect(await list('?when=late')).toEqual(['con_late'])
  expect(await list('?area=licensing&when=undated')).toEqual(['con_undated'])
  expect(await list(`?vendor=${oakumber}`)).toEqual(['con_soon', 'con_later'])
  expect((await read(`/views/renewals/${london}`)).late).toMatchObject({ contracts: 1, annualPounds: 60_000 })
  expect((await read(`/views/renewals/${london}?vendor=${oakumber}`)).decideBy).toMatchObject([
    { quarter: '2027-Q1', contracts: 1 },
    { quarter: '2029-Q3', contracts: 1 },
  ])
  expect((await world.ask('', 'GET', `/views/contracts/${london}?when=never`)).status).toBe(400)
})

test('the timeline has the decisions of 36 months, each in its groups', async () => {
  const view = views.timelineView.parse(await read(`/views/timeline/${london}`))
  expect(ids(view.contracts)).toEqual(['con_soon', 'con_hidden', 'con_later'])
  expect(view.contracts[0]?.groups).toEqual([{ id: 'leisure', name: 'Leisure and Culture' }])
  expect(view.cut).toBe(false)
})

test('vendors of one parent count as one when groups are asked for', async () => {
  const each = views.marketView.parse(await read(`/views/market/${london}`))
  const groups = views.marketView.parse(await read(`/views/market/${london}?group=1`))
  expect(each.vendors.map(({ id, contracts }) => [id, contracts])).toEqual([
    [oakumber, 2],
    [brindlewick, 2],
    [quillmere, 1],
  ])
  expect(groups.vendors.map(({ id, contracts }) => [id, contracts])).toEqual([
    [quillmere, 3],
    [oakumber, 2],
  ])
  expect(ids(groups.vendors[0]?.members ?? [])).toEqual([brindlewick, quillmere])
  expect(groups.concentration.contracts.hhi).toBeGreaterThan(each.concentration.contracts.hhi)
})

describe('public tables', () => {
  const query: Record<string, string> = {
    scope: '',
    authority: '',
    area: '?area=library-management',
    vendor: `?vendor=${oakumber}`,
    product: `?product=${building}`,
  }
  const addressOf = ({ id, of }: (typeof publicTables)[number]) =>
    [`/api/v1/tables/${id}/${of === 'authority' ? 'camden' : london}`, query[of]] as const

  test.each(publicTables.map((table) => [table.id, table] as const))(
    '%s is the same as CSV and as JSON, and answers 304 to who has it',
    async (_, table) => {
      const [path, asked] = addressOf(table)
      const json = await world.app.request(`${path}.json${asked}`)
      expect(json.status).toBe(200)
      const { columns, rows, asOf, licence } = servedTable.parse(await json.json())
      expect([asOf, licence]).toEqual([today, 'Open Government Licence v3.0'])
      // Nobody here could buy together: who could is a test of its own.
      if (table.id !== 'buy-together') expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) {
        for (const key of Object.keys(row)) expect(columns.map(({ id }) => id)).toContain(key)
      }
      const csv = await world.app.request(`${path}.csv${asked}`)
      expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
      expect(csv.headers.get('Content-Disposition')).toMatch(/^attachment; filename="[a-z0-9-]+\.csv"$/)
      const text = await csv.text()
      expect(text.trimEnd().split('\r\n')).toHaveLength(rows.length + 1)
      expect(text).not.toMatch(/(^|,|")[=+@-][A-Z]/m)
      const again = await world.app.request(`${path}.csv${asked}`, {
        headers: { 'If-None-Match': csv.headers.get('ETag') ?? '' },
      })
      expect(again.status).toBe(304)
    },
  )

  test('a public answer is kept for ever by its revision, and there is none once it says something else', async () => {
    const path = `/api/v1/views/market/${london}?group=1`
    const now = await world.app.request(path)
    expect(now.headers.get('Cache-Control')).toBe('public, max-age=0, must-revalidate')
    const kept = now.headers.get('Content-Location') ?? ''
    expect(kept).toMatch(/^\/api\/v1\/views\/market\/E12000007\?group=1&revision=[0-9a-f]{40}$/)
    const same = await world.app.request(kept)
    expect(same.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(await same.text()).toBe(await now.text())
    const another = await world.app.request(kept.replace('group=1', 'group=0'))
    expect([another.status, another.headers.get('Cache-Control')]).toEqual([404, 'no-store'])
  })

  test('a sum is left out where no contract in it states a value', async () => {
    for (const path of [`renewal-quarters/${london}`, `renewal-states/${london}`, `market/${london}`]) {
      const { rows } = servedTable.parse(await read(`/tables/${path}.json`))
      for (const { annualPounds, contractsStatingValue } of rows) {
        expect([path, annualPounds === null]).toEqual([path, contractsStatingValue === 0])
      }
    }
    const { rows } = await read(`/tables/renewal-quarters/${london}.json?by=end`)
    expect(rows).toContainEqual({
      quarter: '2028-Q1',
      contracts: 1,
      annualPounds: null,
      contractsStatingValue: 0,
    })
    const csv = await (await world.app.request(`/api/v1/tables/renewal-quarters/${london}.csv?by=end`)).text()
    expect(csv).toContain('Pounds a year, empty where none is stated')
    expect(csv).toMatch(/^2028-Q1,1,,0\r$/m)
  })

  test('a title that looks like a formula cannot run as one', async () => {
    const csv = await (await world.app.request('/api/v1/tables/authority-contracts/camden.csv')).text()
    expect(csv).toContain("'=SUM(A1) planning")
  })

  test('there is no other', async () => {
    for (const path of [
      '/tables/nothing/x.csv',
      `/tables/constructor/${london}.csv`,
      '/tables/market/x.csv',
    ]) {
      expect((await world.ask('', 'GET', path)).status, path).toBe(404)
    }
    expect((await world.ask('', 'GET', `/tables/area-vendors/${london}.csv`)).status).toBe(400)
  })
})

describe('search', () => {
  const first = async (q: string) => {
    const { found } = views.searchView.parse(await read(`/search?q=${encodeURIComponent(q)}`))
    return found.map(({ kind, id }) => `${kind} ${id}`)
  }
  test.each([
    ['Camden', `authority ${camden}`],
    ['camdn', `authority ${camden}`],
    ['Tower Hamlets council', 'authority E09000030'],
    ['Northgate', 'vendor ven_nec-software-solutions'],
    ['civca', `vendor ${civica}`],
    ['spidus', `product ${spydus}`],
    ['parking', 'service area parking'],
    ['parkng', 'service area parking'],
    ['housing and repairs', 'system sys_home'],
    ['hosing repairs', 'system sys_home'],
    ['libraries shared', 'contract con_later'],
  ])('finds by “%s”', async (q, wanted) => {
    expect(await first(q)).toContain(wanted)
  })
  test('says from which name it knows a vendor', async () => {
    const { found } = await read('/search?q=northgate%20public%20services')
    expect(found[0]).toMatchObject({
      name: 'NEC Software Solutions',
      note: 'formerly Northgate Public Services',
      to: '/vendors/ven_nec-software-solutions',
    })
  })
  test.each([
    ['none', []],
    ['public', []],
    ['demonstration', [`vendor ${brindlewick}`, `product ${inventedProduct?.id}`]],
  ] as const)('offers what is invented only in a demonstration: %s', async (dataSet, invented) => {
    const asking = await createAsking({ dataSet: async () => dataSet })
    const found = []
    for (const q of ['Brindlewick', inventedProduct?.name ?? '', 'Civica']) {
      const answer = await asking.told('', 'GET', `/search?q=${encodeURIComponent(q)}`)
      found.push(...views.searchView.parse(answer).found.map(({ kind, id }) => `${kind} ${id}`))
    }
    expect(found).toContain(`vendor ${civica}`)
    for (const one of invented) expect(found).toContain(one)
    await asking.close()
    if (invented.length === 0) expect(found.filter((one) => one.includes('_demo-'))).toEqual([])
  })
  test('finds nothing for nothing, and refuses a novel', async () => {
    expect((await read('/search?q=')).found).toEqual([])
    expect((await read('/search?q=%20%2F%3F')).found).toEqual([])
    expect((await world.ask('', 'GET', `/search?q=${'x'.repeat(101)}`)).status).toBe(400)
  })
})

test('each answer is one request to the table', async () => {
  const paths = [
    `overview/${london}`,
    `figures/${london}`,
    `who-runs-what/${london}`,
    `service-area/${london}/repairs`,
    `buy-together/${london}/repairs`,
    `market/${london}?area=repairs`,
    `market/${london}?group=1`,
    `renewals/${london}`,
    `renewals/${london}?vendor=${oakumber}`,
    `timeline/${london}`,
    `trends/${london}`,
    'trends/K02000001',
    `contracts/${london}?area=all-housing`,
    `systems/${london}?vendor=${oakumber}`,
    'authority/camden',
    `service-area/${london}/all-housing`,
    `vendor/${london}/${oakumber}`,
    `product/${london}/${building}`,
    'system/sys_lib1',
    'contract/con_soon',
    'named-systems?id=sys_lib1',
    'history/con_soon',
  ].map((path) => `/views/${path}`)
  await read('/views/overview/E12000007')
  // What could be bought together is worked out for whoever asks first.
  await read(`/views/buy-together/${london}/repairs`)
  // And so are figures by quarter.
  for (const scope of [london, 'K02000001']) await read(`/views/trends/${scope}`)
  for (const path of [...paths, '/search?q=library']) {
    world.engine.resetRequests()
    expect((await world.app.request(`/api/v1${path}`)).status, path).toBe(200)
    expect(requestsOf(world), path).toBe(1)
  }
})

test('an amount that is held back is in no answer, nor in what a record said before', async () => {
  const before = records.find(({ id }) => id === 'con_soon')
  if (before?.kind !== 'contract') throw new Error('No contract')
  const earlier = { ...before, id: 'con_was', annualPounds: secret, title: 'Once open' }
  await publish([
    earlier,
    {
      ...earlier,
      version: 2,
      title: 'Now closed',
      heldBack: [{ field: 'annualPounds', ground: 'commercially sensitive', reviewOn: '2027-11-24' }],
    },
  ])
  const answers = await Promise.all(
    [
      '/views/contract/con_was',
      '/views/history/con_was',
      '/views/contract/con_hidden',
      '/views/history/con_hidden',
      '/views/authority/hackney',
      `/views/vendor/${london}/${brindlewick}`,
      `/views/contracts/${london}?vendor=${brindlewick}`,
      `/views/market/${london}`,
      `/views/overview/${london}`,
      '/tables/authority-contracts/hackney.json',
      '/tables/authority-contracts/camden.json',
      `/tables/timeline/${london}.json`,
      '/search?q=held%20back',
    ].map(async (path) => JSON.stringify(await read(path))),
  )
  for (const answer of answers) expect(answer).not.toMatch(/987,?654/)
  const { versions } = views.historyView.parse(await read('/views/history/con_was'))
  expect(versions).toEqual([
    { version: 2, on: '2026-10-01', changes: [{ field: 'Title', before: 'Once open', after: 'Now closed' }] },
    { version: 1, on: '2026-10-01', changes: [] },
  ])
})
