import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { stepWords } from '../../functions/domain/coExpiryWords.ts'
import type { Together } from '../../functions/domain/together.ts'
import { contractFields, type renewals } from '../../functions/schema/contract.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { buyTogetherView } from '../../functions/schema/view.ts'
import { keys } from '../../functions/store/keys.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { rebuild, recount } from '../../functions/tasks/recount.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { requestsOf } from '../support/world.ts'

// When councils could buy together, as the public reads it: worked out of the contracts it may see.

const today = '2026-11-24'
const london = 'E12000007'
const [camden, barnet, hackney, hartlepool] = ['E09000007', 'E09000003', 'E09000012', 'E06000001']
const vendor = 'ven_demo-quillmere'
const secret = 987_654

const contract = (id: string, authority: string, fields: Record<string, unknown>): RegisterRecord => ({
  authority,
  version: 1,
  createdAt: `${today}T10:00:00.000Z`,
  updatedAt: `${today}T10:00:00.000Z`,
  provenance: { source: 'form', confidence: 'verified' },
  ...contractFields.parse({
    title: `Contract ${id}`,
    supplier: vendor,
    serviceAreas: ['parking'],
    renewal: 'ends',
    route: 'G-Cloud',
    ...fields,
  }),
  kind: 'contract',
  id: `con_${id}`,
})

const records = [
  contract('ends', camden, { endsOn: '2028-03-31', annualPounds: 30_000 }),
  contract('extends', barnet, { endsOn: '2027-04-30', options: [12], noticeMonths: 2, annualPounds: 20_000 }),
  contract('held', hackney, {
    endsOn: '2028-02-10',
    annualPounds: secret,
    heldBack: ['endsOn', 'annualPounds'].map((field) => ({
      field,
      ground: 'commercially sensitive',
      reviewOn: '2027-11-24',
    })),
  }),
  contract('elsewhere', hartlepool, { endsOn: '2028-03-31' }),
  contract('other', barnet, { endsOn: '2028-03-31', serviceAreas: ['licensing'] }),
  contract('ended', camden, { endsOn: '2020-03-31' }),
  contract('undated', hackney, {}),
]

let world: Asking
async function publish(those: RegisterRecord[], into = world) {
  for (const record of those) {
    await into.store.publish(record.authority, [
      { record, facts: { at: record.updatedAt, by: 'someone', action: 'approved' } },
    ])
  }
}
beforeAll(async () => {
  world = await createAsking({ now: () => new Date(`${today}T12:00:00Z`) })
  await publish(records)
  await applyRecords(world.store, records, { terms, day: today })
})
afterAll(() => world.close())

const requestsFor = async (area: string) => {
  world.engine.resetRequests()
  await world.app.request(`/api/v1/views/buy-together/${london}/${area}`)
  return requestsOf(world)
}
const read = async (path: string) => {
  const { status, body } = await world.ask('', 'GET', path)
  expect(status, path).toBe(200)
  return body
}

describe('buying together', () => {
  test('groups who can start on one day, each with what to do and the day to act by', async () => {
    const view = buyTogetherView.parse(await read(`/views/buy-together/${london}/parking`))
    expect(view).toMatchObject({ contracts: 3, authorities: 3, coverage: { reporting: 3, authorities: 33 } })
    const [first] = view.groups
    expect(first).toMatchObject({ annualPounds: 50_000, membersStatingValue: 2 })
    expect(
      first?.members.map(({ authority, step, endsOn, about }) => [authority.slug, step, endsOn, about]),
    ).toEqual(
      expect.arrayContaining([
        ['camden', 'Let it end', '2028-03-31', false],
        ['barnet', 'Take the extension of 12 months', '2028-04-30', false],
        ['hackney', 'Let it end', '2028-03-31', true],
      ]),
    )
    expect(first?.members).toHaveLength(3)
    // Three months before the end by G-Cloud; by the end less two months of notice where that is sooner.
    for (const { actBy } of first?.members ?? []) expect(actBy < (first?.startsOn ?? '')).toBe(true)
  })

  test('counts more councils in a larger scope', async () => {
    const view = await read('/views/buy-together/E92000001/parking')
    expect(
      view.groups[0].members.map(({ authority }: { authority: { id: string } }) => authority.id),
    ).toContain(hartlepool)
  })

  test('says nothing of what is held back, in the view or its files', async () => {
    const found = await Promise.all(
      [
        `views/buy-together/${london}/parking`,
        `tables/buy-together/${london}.csv?area=parking`,
        `tables/buy-together/${london}.json?area=parking`,
      ].map(async (path) => (await world.app.request(`/api/v1/${path}`)).text()),
    )
    for (const text of found) {
      expect(text).toContain('Contract held')
      expect(text).not.toContain(String(secret))
      expect(text).not.toContain('2028-02-10')
    }
    const [, csv = ''] = found
    const held = csv.split('\r\n').find((line) => line.includes('con_held'))
    expect(held).toContain('Let it end,,,,')
  })

  test('is empty where nobody could, and missing for what is no service area', async () => {
    expect((await read(`/views/buy-together/${london}/licensing`)).groups).toEqual([])
    expect((await world.ask('', 'GET', `/views/buy-together/${london}/all-housing`)).status).toBe(404)
    expect((await world.ask('', 'GET', `/views/buy-together/nowhere/parking`)).status).toBe(404)
  })

  test('is one request to the table, for whoever asks first after a change too', async () => {
    const area = 'parking'
    const before = await read(`/views/buy-together/${london}/${area}`)
    expect(await requestsFor(area)).toBe(1)
    const [first] = records
    if (first?.kind !== 'contract') throw new Error('No contract')
    const later = { ...first, version: 2, title: 'Renamed', endsOn: '2029-09-30' }
    await publish([later])
    await applyRecords(world.store, [later], { terms, day: today })
    expect(await requestsFor(area)).toBe(1)
    const after = buyTogetherView.parse(await read(`/views/buy-together/${london}/${area}`))
    expect(after.groups[0]?.members.map(({ authority }) => authority.slug)).not.toContain('camden')
    const back = { ...first, version: 3 }
    await publish([back])
    await applyRecords(world.store, [back], { terms, day: today })
    expect(await read(`/views/buy-together/${london}/${area}`)).toEqual(before)
  })

  test('is worked out anew where what is kept is of other contracts, or of another day', async () => {
    const { table } = world.store
    const path = `/views/buy-together/${london}/parking`
    const right = await read(path)
    const key = keys.together(london, 'parking')
    const kept = await table.get<Together>(key)
    if (!kept) throw new Error('Nothing is kept')
    for (const wrong of [{ stamp: kept.body.stamp - 1 }, { on: '2026-11-23' }]) {
      await table.write([{ put: { ...key, revision: 1, body: { ...kept.body, groups: [], ...wrong } } }])
      expect(await read(path)).toEqual(right)
      expect((await table.get(key))?.body).toEqual(kept.body)
      expect(await requestsFor('parking')).toBe(1)
    }
    // What is said to be of these contracts and this day is believed, and found by a recount.
    await table.write([{ put: { ...key, revision: 1, body: { ...kept.body, groups: [] } } }])
    expect((await read(path)).groups).toEqual([])
    const { differences } = await recount(world.store, { terms, today })
    expect(differences).toEqual([
      { what: 'together', name: `${london}/parking`, detail: 'is not what its contracts come to' },
    ])
    await rebuild(world.store, { terms, today })
    expect(await read(path)).toEqual(right)
  })

  test('a year later is of that day, whatever was kept before', async () => {
    const asked = await createAsking({ now: () => new Date('2027-11-24T12:00:00Z') })
    await publish(records, asked)
    await applyRecords(asked.store, records, { terms, day: today })
    const view = buyTogetherView.parse(
      (await asked.ask('', 'GET', `/views/buy-together/${london}/parking`)).body,
    )
    await asked.close()
    expect(view.today).toBe('2027-11-24')
    // Nothing is proposed that had to be done before that day.
    expect(view.groups.flatMap(({ members }) => members.filter(({ actBy }) => actBy < view.today))).toEqual(
      [],
    )
  })
})

describe('what to do', () => {
  const step = (
    optionsToUse: number[],
    termsToRoll: number,
    renewal: (typeof renewals)[number],
    out = false,
  ) =>
    stepWords(
      { optionsToUse, termsToRoll },
      { renewal, decision: { state: out ? 'expired, still used' : 'free to choose' } },
    )
  test('is said in a few words', () => {
    expect(step([], 0, 'ends')).toBe('Let it end')
    expect(step([], 0, 'rolls over')).toBe('Give notice for the end of this term')
    expect(step([24], 0, 'by option')).toBe('Take the extension of 24 months')
    expect(step([24, 12, 6], 0, 'by option')).toBe('Take the extensions of 24, 12 and 6 months')
    expect(step([], 2, 'rolls over')).toBe('Let it roll over twice, then give notice')
    expect(step([], 0, 'ends', true)).toBe('Leave it: its term is over already')
  })
})
