import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { contractFields } from '../../functions/schema/contract.ts'
import { areaInterestView, interestsView } from '../../functions/schema/interest.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { type Asking, createAsking } from '../support/asking.ts'

// Saying that one would buy together with others, and finding who else would.

const today = '2026-11-24'
const london = 'E12000007'
const [camden, hackney] = ['E09000007', 'E09000012']

const contract = (authority: string, buyingTogether?: string): RegisterRecord => ({
  authority,
  version: 1,
  createdAt: `${today}T10:00:00.000Z`,
  updatedAt: `${today}T10:00:00.000Z`,
  provenance: { source: 'form', confidence: 'verified' },
  ...contractFields.parse({
    title: 'Parking',
    supplier: 'ven_demo-quillmere',
    serviceAreas: ['parking'],
    renewal: 'ends',
    route: 'G-Cloud',
    endsOn: '2028-03-31',
    buyingTogether,
  }),
  kind: 'contract',
  id: `con_${authority}`,
})

let world: Asking
beforeAll(async () => {
  world = await createAsking({ now: () => new Date(`${today}T12:00:00Z`) })
  const records = [contract(camden, 'ask us'), contract(hackney)]
  for (const record of records) {
    await world.store.publish(record.authority, [
      { record, facts: { at: record.updatedAt, by: 'someone', action: 'approved' } },
    ])
  }
  await applyRecords(world.store, records, { terms, day: today })
})
afterAll(() => world.close())

const put = (who: string, authority: string, body: unknown, area = 'parking', seen?: number) =>
  world.ask(
    who,
    'PUT',
    `/authorities/${authority}/interests/${area}`,
    body,
    seen === undefined ? {} : { 'If-Match': `"${seen}"` },
  )
const inParking = async (who: string) =>
  areaInterestView.parse((await world.ask(who, 'GET', `/members/interests/${london}/parking`)).body)
const everywhere = async (who: string) =>
  interestsView.parse((await world.ask(who, 'GET', `/members/interests/${london}`)).body)

describe('an interest in buying together', () => {
  test('is seen by other members with the mailbox to write to, and said once however often it is sent', async () => {
    const said = { contact: 'digital@camden.example', note: 'From April 2028' }
    for (const _ of [1, 2])
      expect(await put('camden', camden, said)).toMatchObject({ status: 200, body: { revision: 1 } })
    const { interested, speaksFor } = await inParking('hackney')
    expect(interested).toEqual([
      {
        authority: { id: camden, name: 'Camden', slug: 'camden' },
        ...said,
        at: `${today}T12:00:00.000Z`,
        revision: 1,
      },
    ])
    expect(speaksFor.map(({ slug }) => slug)).toEqual(['hackney'])
  })

  test('stands beside what each contract that could end with others says of it', async () => {
    expect((await inParking('loti')).openTo).toEqual({ [`con_${camden}`]: 'ask us' })
  })

  test('is counted where most are interested first, and only in its own part of the country', async () => {
    await put('hackney', hackney, { contact: 'it@hackney.example' })
    await put('hackney', hackney, { contact: 'it@hackney.example' }, 'licensing')
    const { areas } = await everywhere('loti')
    expect(areas.map(({ id, interested }) => [id, interested.length])).toEqual([
      ['parking', 2],
      ['licensing', 1],
    ])
    const { body } = await world.ask('loti', 'GET', '/members/interests/E12000009')
    expect(interestsView.parse(body).areas).toEqual([])
  })

  test('is not overwritten by who had not seen what a colleague said', async () => {
    const changed = { contact: 'buying@camden.example' }
    expect(await put('camden', camden, changed, 'parking', 0)).toMatchObject({
      status: 409,
      body: { interest: { contact: 'digital@camden.example', revision: 1 } },
    })
    expect(await put('camden', camden, changed, 'parking', 1)).toMatchObject({
      status: 200,
      body: { revision: 2 },
    })
  })

  test('can be taken back, once or twice', async () => {
    for (const _ of [1, 2]) {
      expect((await world.ask('camden', 'DELETE', `/authorities/${camden}/interests/parking`)).status).toBe(
        204,
      )
    }
    expect((await inParking('loti')).interested.map(({ authority }) => authority.slug)).toEqual(['hackney'])
  })

  test('needs a mailbox, a service area there is, and someone who keeps the register', async () => {
    expect(await put('camden', camden, { contact: 'us' })).toMatchObject({
      status: 422,
      body: {
        fields: {
          contact: 'Enter the mailbox to write to as an e-mail address, like digital@council.gov.uk',
        },
      },
    })
    const mailbox = { contact: 'digital@camden.example' }
    expect((await put('camden', camden, mailbox, 'all-housing')).status).toBe(404)
    expect((await put('camden', camden, mailbox, 'constructor')).status).toBe(404)
    expect((await put('member', camden, mailbox)).status).toBe(403)
    expect((await put('loti', camden, mailbox)).status).toBe(403)
    expect((await world.ask('', 'GET', `/members/interests/${london}/parking`)).status).toBe(401)
  })
})
