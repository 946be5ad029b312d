import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { ratingId } from '../../functions/domain/rating.ts'
import { keys } from '../../functions/store/keys.ts'
import type { KeptRows } from '../../functions/store/rated.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { rebuild, recount } from '../../functions/tasks/recount.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { requestsOf } from '../support/world.ts'

// What members read of each other: figures on ratings from three authorities or more, names where they are shown,
// skills council by council; and nothing of any of it in public.

const london = 'E12000007'
const vendor = 'ven_demo-quillmere'
const comment = 'Nobody in public may ever read this'
const boroughs = {
  camden: 'E09000007',
  hackney: 'E09000012',
  islington: 'E09000019',
  lambeth: 'E09000022',
  barnet: 'E09000003',
  brent: 'E09000005',
  ealing: 'E09000009',
}
type Borough = keyof typeof boroughs
let asking: Asking
let ask: Asking['ask']

beforeAll(async () => {
  asking = await createAsking({ now: () => new Date('2026-11-24T09:00:00Z') })
  ask = asking.ask
})
afterAll(() => asking.close())

const settle = async (borough: Borough, kind: 'rating' | 'skillLevel', results: { id: string }[]) =>
  applyRecords(
    asking.store,
    results.map(({ id }) => ({ authority: boroughs[borough], kind, id })),
    { terms, day: '2026-11-24' },
  )
const rates = async (borough: Borough, values: object) => {
  const held = (await ask(borough, 'GET', `/authorities/${boroughs[borough]}/ratings`)).body.ratings
  const of = { vendor, ...values }
  const version = held.find((one: { vendor: string }) => one.vendor === of.vendor)?.version ?? 0
  const { body } = await ask(borough, 'PUT', `/authorities/${boroughs[borough]}/ratings`, {
    ratings: [{ version, ...of }],
  })
  expect(body.results).toMatchObject([{ outcome: 'saved' }])
  await settle(borough, 'rating', body.results)
}
const assesses = async (borough: Borough, levels: object[]) => {
  const { body } = await ask(borough, 'PUT', `/authorities/${boroughs[borough]}/skills`, { levels })
  await settle(borough, 'skillLevel', body.results)
}
const seen = async (who: string) => {
  const { body } = await ask(who, 'GET', `/members/ratings/${london}`)
  return body.vendors.find(({ id }: { id: string }) => id === vendor)
}
const page = async (who: string) => (await ask(who, 'GET', `/members/ratings/${london}/${vendor}`)).body

const requestsFor = async (path: string) => {
  await asking.told('camden', 'GET', path)
  asking.engine.resetRequests()
  await asking.told('camden', 'GET', path)
  return requestsOf(asking)
}

test('each page of members is one request beside knowing who asks', async () => {
  const person = await requestsFor('/session')
  for (const scope of [london, 'E92000001', 'K02000001']) {
    for (const page of [
      `ratings/${scope}`,
      `ratings/${scope}/${vendor}`,
      `satisfaction/${scope}`,
      `skills/${scope}`,
      `completeness/${scope}`,
      `peers/${scope}/${boroughs.camden}`,
      `moves/${scope}`,
      `moves/${scope}/prd_demo-oakumber-building-control`,
    ]) {
      expect((await requestsFor(`/members/${page}`)) - person, page).toBe(1)
    }
  }
})

describe('ratings', () => {
  test('are withheld from two authorities and shown from three, with how far they go', async () => {
    await rates('camden', { overall: 5, support: 1, comment })
    await rates('hackney', { overall: 4, support: 'cannot say' })
    // Not even that somebody rates it: who uses it is public.
    expect(await seen('member')).toBeUndefined()
    expect((await page('loti')).vendor).toMatchObject({ figures: {}, roles: [] })
    await rates('islington', { overall: 3, support: 2 })
    const { body } = await ask('member', 'GET', `/members/ratings/${london}`)
    expect(body.coverage).toMatchObject({ reporting: 3, authorities: 33, records: 3, confirmed: 3 })
    expect(await seen('member')).toMatchObject({
      figures: { overall: { n: 3, mean: 4, spread: 0.82, counts: [0, 0, 1, 1, 1] } },
    })
    expect((await seen('member')).figures.support).toBeUndefined()
  })

  test('are seen by an authority’s own officers always, and by others only with its name', async () => {
    const own = await page('member')
    expect(own.own).toMatchObject([{ authority: { name: 'Camden' }, overall: 5, comment }])
    expect(own.named).toEqual([])
    for (const who of ['hackney', 'loti']) {
      expect(JSON.stringify(await page(who))).not.toContain(comment)
      expect((await page(who)).named).toEqual([])
    }
  })

  test('show a name where the authority says so, once it gives nobody else away', async () => {
    await rates('lambeth', { overall: 2, showName: true, comment: 'We say so openly' })
    expect((await page('loti')).named).toMatchObject([
      { authority: { name: 'Lambeth' }, overall: 2, comment: 'We say so openly' },
    ])
    // Camden was counted among three: beside that figure its name would give away the other two together.
    await rates('camden', { overall: 5, support: 1, comment, showName: true })
    expect(JSON.stringify(await page('loti'))).not.toContain(comment)
    await rates('lambeth', { overall: 2, showName: false, comment: 'We say so openly' })
    expect((await page('loti')).named).toEqual([])
  })

  test('have a trend, quarter by quarter, that says what was told and moves when that does', async () => {
    const { trend, vendor: rated } = await page('loti')
    const { n, mean } = rated.figures.overall
    expect(trend).toEqual([{ quarter: '2026-Q4', on: '2026-11-24', figure: { n, mean } }])
    const { body } = await ask('member', 'GET', `/members/ratings/E92000001/${vendor}`)
    expect(body.trend).toEqual(trend)
    // Of one that answers anew it tells as little as the figure does.
    await rates('hackney', { overall: 1, support: 'cannot say' })
    expect((await page('loti')).trend).toEqual(trend)
    await rates('hackney', { overall: 4, support: 'cannot say' })
  })

  test('that are withdrawn count no more', async () => {
    await rates('barnet', { overall: 1 })
    expect((await page('barnet')).own).toHaveLength(1)
    await rates('barnet', { overall: 1, retiredOn: '2026-11-24' })
    expect((await page('barnet')).own).toEqual([])
  })

  test('of how many there are is told as figures are: of three authorities more, and never of one', async () => {
    const coverage = async () => (await ask('loti', 'GET', `/members/ratings/${london}`)).body.coverage
    const before = await coverage()
    // Lambeth, which rated since, is not among them yet.
    expect(before).toMatchObject({ reporting: 3, records: 3 })
    await rates('barnet', { overall: 1 })
    expect(await coverage()).toEqual(before)
    await rates('brent', { overall: 2 })
    const after = await coverage()
    expect(after).toMatchObject({ reporting: 6, records: 6 })
    await rates('ealing', { overall: 3 })
    await rates('brent', { overall: 2, retiredOn: '2026-11-24' })
    expect(await coverage()).toEqual(after)
  })

  test('no refusal tells whether a vendor was rated', async () => {
    const nobodys = (await ask('loti', 'GET', `/members/ratings/${london}/ven_demo-yewcastle`)).body
    expect(nobodys).toMatchObject({ vendor: { figures: {}, roles: [] }, named: [], own: [] })
    expect((await ask('loti', 'GET', `/members/ratings/${london}/ven_of-nobody`)).status).toBe(404)
  })

  test('roll up to England as the sum of what its regions show', async () => {
    const { body } = await ask('loti', 'GET', '/members/ratings/E92000001')
    const { figures } = body.vendors.find(({ id }: { id: string }) => id === vendor)
    expect(figures).toEqual((await seen('loti')).figures)
    expect(body.coverage).toMatchObject({ reporting: 6, records: 6 })
  })
})

test('a figure is told whole by whose view it is, from three of a role up', async () => {
  const other = 'ven_demo-brindlewick'
  const speak = async (borough: Borough, raterRole: string, overall: number) => {
    const { body } = await ask(borough, 'PUT', `/authorities/${boroughs[borough]}/ratings`, {
      ratings: [{ vendor: other, overall, raterRole }],
    })
    await settle(borough, 'rating', body.results)
  }
  await speak('camden', 'IT', 5)
  await speak('hackney', 'IT', 4)
  const roles = async () =>
    (await ask('loti', 'GET', `/members/ratings/${london}/${other}`)).body.vendor.roles
  expect(await roles()).toEqual([])
  for (const [borough, role, overall] of [
    ['islington', 'IT', 3],
    ['lambeth', 'service', 1],
    ['barnet', 'service', 2],
    ['brent', 'service', 2],
  ] as const) {
    await speak(borough, role, overall)
  }
  expect(await roles()).toEqual([
    { role: 'IT', n: 3, mean: 4, spread: 0.82, counts: [0, 0, 1, 1, 1] },
    { role: 'service', n: 3, mean: 1.67, spread: 0.47, counts: [1, 2, 0, 0, 0] },
  ])
})

test('skills are seen council by council, with who can help and who wants it', async () => {
  await assesses('camden', [
    { skill: 'testing', level: 'expert', people: '2 to 4', canHelp: true },
    { skill: 'data-modelling', level: 'none' },
  ])
  await assesses('hackney', [{ skill: 'testing', level: 'awareness', wantsHelp: true }])
  const { body } = await ask('member', 'GET', `/members/skills/${london}`)
  expect(body.authorities.map(({ name }: { name: string }) => name)).toEqual(['Camden', 'Hackney'])
  expect(body.skills).toHaveLength(188)
  expect(body.skills.find(({ id }: { id: string }) => id === 'testing')).toMatchObject({
    levels: { [boroughs.camden]: 'expert', [boroughs.hackney]: 'awareness' },
    people: { [boroughs.camden]: '2 to 4' },
    canHelp: [boroughs.camden],
    wantsHelp: [boroughs.hackney],
  })
  expect(body.coverage).toMatchObject({ reporting: 2, records: 3 })
  for (const larger of ['E92000001', 'K02000001']) {
    const { coverage } = (await ask('member', 'GET', `/members/skills/${larger}`)).body
    expect(coverage, larger).toMatchObject({ reporting: 2, records: 3, confirmed: body.coverage.confirmed })
  }
})

test('a register that counted skills in England too counts them once when it is rebuilt', async () => {
  const { coverage } = (await ask('member', 'GET', `/members/skills/${london}`)).body
  const ofEngland = (name: string) => keys.membersView('E92000001', `SKILLS#COVERAGE#${name}`)
  await asking.store.write([
    { put: { ...ofEngland('all'), revision: 1, body: { 'coverage/skillLevel/records': 3 } } },
    {
      put: {
        ...ofEngland(`authority/${boroughs.camden}`),
        revision: 1,
        body: { 'records/skillLevel': 2 },
      },
    },
    { empty: keys.membersView('E92000001', 'KEPT#SKILLS') },
  ])
  const { differences } = await rebuild(asking.store, { terms, today: '2026-11-24' })
  expect(differences).not.toEqual([])
  const { body } = await ask('member', 'GET', '/members/skills/E92000001')
  expect(body.coverage).toEqual({ ...coverage, authorities: body.coverage.authorities })
  expect((await recount(asking.store, { terms, today: '2026-11-24' })).differences).toEqual([])
})

describe('nothing of it is public', () => {
  test.each([
    ['', 401],
    ['nobody-known', 401],
    ['suspended', 403],
  ])('“%s” is refused', async (who, status) => {
    for (const path of [`ratings/${london}`, `ratings/${london}/${vendor}`, `skills/${london}`]) {
      const answer = await ask(who, 'GET', `/members/${path}`)
      expect([path, answer.status]).toEqual([path, status])
    }
  })

  test('what members read is kept by no cache', async () => {
    const { headers } = await ask('member', 'GET', `/members/ratings/${london}`)
    expect(headers.get('Cache-Control')).toContain('no-store')
  })

  test('no public answer holds a word of it, whatever scope is asked for', async () => {
    for (const scope of [london, boroughs.camden, `MEMBERS#${london}`, `${london}/RATINGS`]) {
      const at = encodeURIComponent(scope)
      for (const path of ['overview', 'market', 'renewals', 'who-runs-what', 'authority']) {
        const { body } = await ask('', 'GET', `/views/${path}/${at}`)
        expect(JSON.stringify(body)).not.toMatch(/rat_|skl_|openly|Nobody in public|RATINGS|wantsHelp/)
      }
    }
    expect(JSON.stringify((await ask('', 'GET', '/reference')).body)).not.toMatch(/rat_|skl_/)
  })

  test('no public address tells whether a rating exists, whose id anyone can work out', async () => {
    const id = ratingId(boroughs.camden, vendor)
    expect(await asking.store.records.version(id, 1)).toBeDefined()
    for (const path of [
      `/views/caught-up?record=${id}@1`,
      `/views/system/${id}`,
      `/views/contract/${id}`,
      `/views/history/${id}`,
    ]) {
      const nobodys = path.replace(id, ratingId('E09000001', vendor))
      const [real, none] = [await ask('', 'GET', path), await ask('', 'GET', nobodys)]
      expect([path, real.status >= 400, real.status]).toEqual([path, true, none.status])
    }
  })

  test('no public summary rests on it: they are kept apart', async () => {
    for await (const { pk, body } of asking.store.table.scan()) {
      if (pk.startsWith('VIEW#'))
        expect(JSON.stringify(body)).not.toMatch(/rat_|skl_|openly|Nobody in public/)
    }
  })
})

test('all of it equals a recount', async () => {
  const { differences } = await recount(asking.store, { terms, today: '2026-11-24' })
  expect(differences).toEqual([])
})

test('a vendor’s ratings are one request once somebody has read them, with rows that show a name and one’s own', async () => {
  const other = 'ven_demo-hollowgate'
  for (const [borough, overall] of [
    ['camden', 5],
    ['hackney', 4],
    ['islington', 3],
    ['lambeth', 2],
    ['barnet', 1],
  ] as const) {
    await rates(borough, {
      vendor: other,
      overall,
      showName: borough === 'lambeth',
      comment: `Says ${borough}`,
    })
  }
  const read = async (scope: string) =>
    (await ask('camden', 'GET', `/members/ratings/${scope}/${other}`)).body
  for (const scope of [london, 'K02000001']) {
    const first = await read(scope)
    expect(first.named).toMatchObject([{ authority: { name: 'Lambeth' }, comment: 'Says lambeth' }])
    expect(first.own).toMatchObject([{ authority: { name: 'Camden' }, comment: 'Says camden' }])
    expect(await requestsFor(`/members/ratings/${scope}/${other}`)).toBe((await requestsFor('/session')) + 1)
    expect(await read(scope)).toEqual(first)
  }
  await rates('lambeth', { vendor: other, overall: 2, showName: true, comment: 'Says something else' })
  await rates('camden', { vendor: other, overall: 5, comment: 'So does Camden' })
  const after = await read(london)
  expect(after.named).toMatchObject([{ comment: 'Says something else' }])
  expect(after.own).toMatchObject([{ comment: 'So does Camden' }])
  expect((await recount(asking.store, { terms, today: '2026-11-24' })).differences).toEqual([])

  // What is kept together is held to the ratings: with another's words under the same stamp it is found, and goes.
  const places = [london, boroughs.camden]
  for (const place of places) {
    const key = keys.rated(place, other)
    const [kept] = await asking.store.table.many<KeptRows>([key])
    if (!kept) throw new Error(`Nothing is kept of ${place}`)
    const rows = kept.body.rows.map((row) => ({ ...row, comment: 'Nobody said this' }))
    await asking.store.table.write([
      { put: { ...key, revision: kept.revision + 1, body: { ...kept.body, rows } } },
    ])
  }
  const { differences } = await rebuild(asking.store, { terms, today: '2026-11-24' })
  expect(differences.map(({ what, name }) => ({ what, name }))).toEqual(
    expect.arrayContaining(places.map((place) => ({ what: 'rated', name: `${place}/${other}` }))),
  )
  expect(differences).toHaveLength(places.length)
  expect((await recount(asking.store, { terms, today: '2026-11-24' })).differences).toEqual([])
  expect(await read(london)).toEqual(after)
})
