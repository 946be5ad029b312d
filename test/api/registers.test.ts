import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import type { CompletenessView } from '../../functions/schema/completenessView.ts'
import { type ContractInput, contractFields } from '../../functions/schema/contract.ts'
import type { MovesView, MoveView } from '../../functions/schema/movesView.ts'
import type { PeersView } from '../../functions/schema/peersView.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { type SystemInput, systemFields } from '../../functions/schema/system.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { publishNext, requestsOf } from '../support/world.ts'

// What members read of each other's registers: how complete and fresh each is, where one stands among the others, and
// who replaces what; and of each other's ratings nothing.

const today = '2026-11-24'
const london = 'E12000007'
const old = 'prd_demo-oakumber-building-control'
const boroughs = {
  camden: 'E09000007',
  hackney: 'E09000012',
  islington: 'E09000019',
  lambeth: 'E09000022',
  barnet: 'E09000003',
  brent: 'E09000005',
}
type Borough = keyof typeof boroughs
let asking: Asking
let ask: Asking['ask']
let told: Asking['told']

const envelope = (authority: string, confirmedAt?: string) => ({
  authority,
  version: 1,
  provenance: {
    source: 'form' as const,
    confidence: 'verified' as const,
    ...(confirmedAt && { confirmedAt: `${confirmedAt}T09:00:00.000Z`, confirmedBy: 'someone' }),
  },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
})
const system = (
  borough: Borough,
  id: string,
  stated: Partial<SystemInput>,
  confirmedAt?: string,
): RegisterRecord => ({
  ...systemFields.parse({ name: 'Libraries', serviceAreas: ['library-management'], ...stated }),
  ...envelope(boroughs[borough], confirmedAt),
  kind: 'system',
  id: `sys_${borough}${id}`,
})
const contract = (borough: Borough, id: string, stated: Partial<ContractInput>): RegisterRecord => ({
  ...contractFields.parse({ title: 'Libraries', supplier: 'ven_demo-quillmere', ...stated }),
  ...envelope(boroughs[borough], '2026-11-01'),
  kind: 'contract',
  id: `con_${borough}${id}`,
})
async function publish(borough: Borough, records: RegisterRecord[]) {
  await publishNext(asking.store, boroughs[borough], records)
  await applyRecords(asking.store, records, { terms, day: today })
}
const of = (borough: Borough, { authorities }: CompletenessView) =>
  authorities.find(({ id }) => id === boroughs[borough])

beforeAll(async () => {
  asking = await createAsking({ now: () => new Date(`${today}T09:00:00Z`) })
  ask = asking.ask
  told = asking.told
  await publish('camden', [
    system('camden', '1', {}, '2026-10-01'),
    system('camden', '2', {}, '2025-03-01'),
    system('camden', '3', {}),
    system('camden', '4', { retiredOn: '2026-01-01' }, '2026-10-01'),
  ])
})
afterAll(() => asking.close())

describe('how complete and fresh each register is', () => {
  const read = (who: string, scope = london): Promise<CompletenessView> =>
    told(who, 'GET', `/members/completeness/${scope}`)

  test('is read council by council: what is confirmed, stale and never confirmed', async () => {
    for (const who of ['hackney', 'loti', 'member']) {
      const view = await read(who)
      expect(of('camden', view)?.system).toEqual({
        records: 3,
        complete: expect.closeTo(2 / 12, 3),
        confirmed: 1,
        stale: 1,
        never: 1,
        oldest: '2025-03',
      })
      expect(of('hackney', view)).toEqual({ id: boroughs.hackney, name: 'Hackney', slug: 'hackney' })
      expect(view.authorities).toHaveLength(33)
    }
  })

  test('has a middle from three councils up', async () => {
    expect((await read('loti')).sections.find(({ kind }) => kind === 'system')?.median).toBeUndefined()
    await publish('hackney', [system('hackney', '1', { hosting: 'SaaS' }, '2026-10-01')])
    await publish('islington', [system('islington', '1', { hosting: 'SaaS', users: 3 }, '2025-01-01')])
    expect((await read('loti')).sections.find(({ kind }) => kind === 'system')).toMatchObject({
      reporting: 3,
      freshMonths: 12,
      median: { authorities: 3, complete: expect.closeTo(3 / 12, 3), confirmed: expect.closeTo(1 / 3, 3) },
    })
  })

  test('tells of ratings to their own council alone', async () => {
    const { body } = await ask('camden', 'PUT', `/authorities/${boroughs.camden}/ratings`, {
      ratings: [{ vendor: 'ven_demo-quillmere', overall: 4, support: 'cannot say' }],
    })
    await applyRecords(
      asking.store,
      [{ authority: boroughs.camden, kind: 'rating', id: body.results[0].id }],
      { terms, day: today },
    )
    for (const who of ['camden', 'member', 'loti-camden']) {
      expect((await read(who)).own).toEqual([
        {
          id: boroughs.camden,
          name: 'Camden',
          freshMonths: 12,
          rating: expect.objectContaining({ records: 1, complete: 2 / 8, confirmed: 1 }),
        },
      ])
    }
    for (const who of ['hackney', 'loti', 'admin']) {
      const view = await read(who)
      expect(view.own.map(({ id }) => id)).toEqual(who === 'hackney' ? [boroughs.hackney] : [])
      expect(JSON.stringify(view)).not.toContain('"rating"')
      expect(of('camden', view)).not.toHaveProperty('rating')
    }
  })

  test('counts skills too, and is what the scopes that hold a region say', async () => {
    const { body } = await ask('camden', 'PUT', `/authorities/${boroughs.camden}/skills`, {
      levels: [{ skill: 'data-management', level: 'expert', canHelp: true }],
    })
    await applyRecords(
      asking.store,
      [{ authority: boroughs.camden, kind: 'skillLevel', id: body.results[0].id }],
      { terms, day: today },
    )
    const [own, england] = [await read('loti'), await read('loti', 'E92000001')]
    expect(of('camden', own)?.skillLevel).toMatchObject({ records: 1, complete: 0.5, confirmed: 1 })
    expect(of('camden', england)).toEqual(of('camden', own))
    expect((await ask('loti', 'GET', '/members/completeness/E99999999')).status).toBe(404)
  })

  test('costs one request for a region, one’s own ratings included, whatever it holds', async () => {
    for (const who of ['loti', 'hackney']) {
      await read(who)
      asking.engine.resetRequests()
      await read(who)
      // Who asks is two more: the sign-in, and the person.
      expect(requestsOf(asking), who).toBe(1 + 2)
    }
  })
})

describe('where a council stands', () => {
  const read = (who: string, borough: Borough): Promise<PeersView> =>
    told(who, 'GET', `/members/peers/${london}/${boroughs[borough]}`)
  const line = ({ lines }: PeersView, measure: string) => lines.find((one) => one.measure === measure)

  test('is shown from five councils up, without a value that is held back', async () => {
    const stated = { startsOn: '2025-01-01', endsOn: '2029-01-01' }
    const five = ['camden', 'hackney', 'islington', 'lambeth'] as const
    for (const [n, borough] of five.entries()) {
      await publish(borough, [
        contract(borough, '1', { ...stated, annualPounds: 100_000 * (n + 1) }),
        contract(borough, '2', {
          ...stated,
          supplier: 'ven_demo-brindlewick',
          annualPounds: 7_654_321,
          heldBack: [{ field: 'annualPounds', ground: 'commercially sensitive', reviewOn: '2027-01-01' }],
        }),
      ])
    }
    const before = await read('camden', 'camden')
    expect(line(before, 'suppliers')).toEqual({ measure: 'suppliers', own: 2, known: 4 })
    await publish('barnet', [contract('barnet', '1', { ...stated, annualPounds: 900_000 })])
    const after = await read('camden', 'camden')
    expect(line(after, 'suppliers')).toMatchObject({
      own: 2,
      known: 5,
      others: { median: 2, below: 1, equal: 3 },
    })
    expect(after).toMatchObject({ contracts: 2, stating: 1, reporting: 5 })
    const population = 100_000 / (line(after, 'poundsPerResident')?.own ?? 1)
    expect(population).toBeGreaterThan(150_000)
    expect(population).toBeLessThan(300_000)
  })

  test('is a contract’s no more from the day it ends, without anyone changing it', async () => {
    const { id } = contract('barnet', '1', {})
    const ref = { authority: boroughs.barnet, kind: 'contract' as const, id }
    await applyRecords(asking.store, [ref], { terms, day: '2029-06-01' })
    expect(line(await read('camden', 'camden'), 'suppliers')?.known).toBe(4)
    await applyRecords(asking.store, [ref], { terms, day: today })
    expect(line(await read('camden', 'camden'), 'suppliers')?.known).toBe(5)
  })

  test('is its own officers’ to read, and a place it is not in says so', async () => {
    for (const [who, borough, status] of [
      ['member', 'camden', 200],
      ['hackney', 'camden', 403],
      ['loti', 'camden', 403],
      ['', 'camden', 401],
    ] as const) {
      const { status: given } = await ask(who, 'GET', `/members/peers/${london}/${boroughs[borough]}`)
      expect(given, who).toBe(status)
    }
    const elsewhere = await ask('camden', 'GET', `/members/peers/E12000001/${boroughs.camden}`)
    expect(elsewhere.status).toBe(400)
    expect(elsewhere.body.detail).toContain('Camden is not in the part of the country asked for')
  })
})

describe('who replaces what', () => {
  const contact = 'libraries@hackney.example'
  const moves = (who: string): Promise<MovesView> => told(who, 'GET', `/members/moves/${london}`)
  const move = (who: string): Promise<MoveView> => told(who, 'GET', `/members/moves/${london}/${old}`)

  test('is read by members with the mailbox to write to, and by nobody else', async () => {
    await publish('hackney', [
      system('hackney', '9', {
        product: old,
        plannedReplacementOn: '2028-05-17',
        replacedBy: 'spydus',
        peerContact: contact,
      }),
    ])
    await publish('brent', [
      system('brent', '9', { product: old, retiredOn: '2026-02-01', replacedBy: 'Spydus' }),
      system('brent', '8', { product: 'prd_6635', goesLiveOn: '2026-01-15' }),
    ])
    expect((await moves('member')).planned).toMatchObject([
      { authority: { name: 'Hackney' }, on: '2028-05-17', by: 'spydus', contact, product: { id: old } },
    ])
    expect((await ask('', 'GET', `/members/moves/${london}`)).status).toBe(401)
    for (const path of [
      `/views/product/${london}/${old}`,
      '/views/system/sys_hackney9',
      '/views/authority/hackney',
    ]) {
      const { body } = await ask('', 'GET', path)
      expect(JSON.stringify(body), path).not.toContain(contact)
      expect(JSON.stringify(body), path).not.toContain('2028-05-17')
    }
  })

  test('matches it with those who have left the product and those who run the next', async () => {
    const view = await move('hackney')
    expect(view.planned.map(({ authority }) => authority.name)).toEqual(['Hackney'])
    expect(view.left).toMatchObject([{ authority: { name: 'Brent' }, on: '2026-02-01', by: 'Spydus' }])
    expect(view.successors).toMatchObject([
      {
        id: 'prd_6635',
        systems: [{ authority: { name: 'Brent' }, since: '2026-01-15', movedFromIt: true }],
      },
    ])
    // What it is replaced by is known only from the first request, and who runs that is the second.
    const requestsFor = async (path: string) => {
      await told('hackney', 'GET', path)
      asking.engine.resetRequests()
      await told('hackney', 'GET', path)
      return requestsOf(asking)
    }
    const person = await requestsFor('/session')
    for (const scope of [london, 'K02000001']) {
      expect((await requestsFor(`/members/moves/${scope}/${old}`)) - person, scope).toBe(2)
    }
  })

  test('matches it with those who can help in the skills a move takes', async () => {
    const { body } = await ask('hackney', 'PUT', `/authorities/${boroughs.hackney}/skills`, {
      levels: [{ skill: 'data-management', level: 'awareness', wantsHelp: true }],
    })
    await applyRecords(
      asking.store,
      [{ authority: boroughs.hackney, kind: 'skillLevel', id: body.results[0].id }],
      { terms, day: today },
    )
    expect((await move('loti')).skills).toMatchObject([
      { id: 'data-management', canHelp: [{ name: 'Camden' }], wantsHelp: [{ name: 'Hackney' }] },
    ])
  })

  test('is off the list once the system is retired, and then stands among those that have left', async () => {
    await publish('hackney', [
      system('hackney', '9', { product: old, plannedReplacementOn: '2028-05-17', retiredOn: today }),
    ])
    expect((await moves('member')).planned).toEqual([])
    const view = await move('member')
    expect(view.planned).toEqual([])
    expect(view.left.map(({ authority }) => authority.name)).toEqual(['Hackney', 'Brent'])
    expect((await ask('member', 'GET', `/members/moves/${london}/prd_nothing`)).status).toBe(404)
  })
})
