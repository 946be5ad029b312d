import { afterAll, beforeAll, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { authorities } from '../../functions/reference/index.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { type Asking, createAsking } from '../support/asking.ts'

const camden = 'E09000007'
let world: Asking
let today = '2026-11-24'
beforeAll(async () => {
  world = await createAsking({ now: () => new Date(`${today}T12:00:00Z`) })
})
afterAll(() => world.close())

const home = async (who = 'camden') => world.ask(who, 'GET', `/authorities/${camden}/home`)
const begin = async (kind: 'system' | 'contract', values: Record<string, unknown>) =>
  (await world.ask('camden', 'POST', `/authorities/${camden}/proposals`, { kind, values })).body.recordId

test('an authority that has nothing yet is told so', async () => {
  const { body } = await home()
  expect(body).toMatchObject({ isNew: true, left: { minutes: 0 }, decisions: [], changed: [] })
})

test('a working page says what is left, how the register stands, and what was returned and why', async () => {
  const repairs = await begin('contract', {
    title: 'Repairs',
    supplier: 'ven_demo-quillmere',
    endsOn: '2027-12-31',
    route: 'open tender',
  })
  await begin('system', { name: 'Libraries', serviceAreas: ['library-management'] })
  const parking = await begin('system', { name: 'Parking', serviceAreas: ['library-management'] })
  expect((await home()).body.left).toMatchObject({ ready: 3, unfinished: 0 })
  const sent = (await world.ask('camden', 'POST', `/authorities/${camden}/submission/send`, {})).body
  await world.ask('loti', 'POST', `/review/${sent.id}/return`, {
    recordId: parking,
    comments: [{ field: 'serviceAreas', text: 'Is this not parking?' }],
  })
  await world.ask('loti', 'POST', `/review/${sent.id}/approve`, {})
  await begin('contract', { title: 'No supplier yet' })

  const { body } = await home()
  expect(body.left).toMatchObject({ returned: 1, unfinished: 1, ready: 0, confirm: 0 })
  expect(body.left.minutes).toBeGreaterThan(1)
  expect(body.returned).toMatchObject([
    {
      recordId: parking,
      title: 'Parking',
      comments: [{ field: 'serviceAreas', text: 'Is this not parking?', byName: 'LOTI officer' }],
    },
  ])
  expect(body.decisions).toMatchObject([
    { id: repairs, decideBy: '2026-12-31', state: 'free to choose', supplierName: 'Quillmere Systems' },
  ])
  const [systems, contracts] = body.sections
  expect(systems).toMatchObject({ kind: 'system', records: 1, fresh: 1, freshMonths: 12 })
  expect(systems).toMatchObject({ planned: 0, retired: 0 })
  expect(systems.complete).toBeCloseTo(2 / 12)
  expect(contracts.complete).toBeCloseTo(4 / 11)
  expect(contracts.missing[0]).toEqual({ field: 'reference', records: 1 })
  expect(body.changed[0]).toMatchObject({ action: 'approved', byName: 'LOTI officer', records: 2 })
  expect(body.changed.at(-1)).toMatchObject({ action: 'sent', byName: 'Camden IT lead' })
})

test('time passing makes records due; one press of confirm is one line of what changed', async () => {
  today = '2028-01-10'
  const before = (await home()).body
  expect(before.left.confirm).toBe(2)
  const { body } = await world.ask('camden', 'GET', `/authorities/${camden}/register`)
  // What is being changed is sent, not confirmed: it is not due meanwhile, with LOTI or in a draft.
  const [{ id }] = body.records.filter((one: { state: string }) => one.state === 'published')
  const path = `/authorities/${camden}/proposals/${id}`
  await world.ask('camden', 'PATCH', path, {
    edits: { [id.startsWith('sys_') ? 'notes' : 'description']: { to: 'Changed' } },
  })
  expect((await home()).body.left.confirm).toBe(1)
  await world.ask('camden', 'DELETE', path)
  await world.ask('camden', 'POST', `/authorities/${camden}/confirmations`, {
    records: body.records
      .filter((one: { state: string }) => one.state === 'published')
      .map(({ id }: { id: string }) => id),
  })
  const after = (await home()).body
  expect(after.left.confirm).toBe(0)
  expect(after.changed[0]).toMatchObject({ action: 'confirmed', byName: 'Camden IT lead', records: 2 })
})

test('it says how complete the median authority is, once three report', async () => {
  const kept = async (slug: string, values: object) => {
    const id = authorities().find((one) => one.slug === slug)?.id ?? ''
    await world.ask(slug, 'POST', `/authorities/${id}/proposals`, { kind: 'system', values })
    const sent = (await world.ask(slug, 'POST', `/authorities/${id}/submission/send`, {})).body
    await world.ask('loti', 'POST', `/review/${sent.id}/approve`, {})
    for (const record of await world.store.records.of(id, 'system')) {
      await applyRecords(world.store, [record], { terms, day: today })
    }
  }
  const name = { name: 'Libraries', serviceAreas: ['library-management'] }
  for (const record of await world.store.records.of(camden, 'system')) {
    await applyRecords(world.store, [record], { terms, day: today })
  }
  await kept('hackney', { ...name, hosting: 'SaaS' })
  expect((await home()).body.sections[0].median).toBeUndefined()
  await kept('barnet', { ...name, hosting: 'SaaS', users: 3, criticality: 1 })
  const { median, complete } = (await home()).body.sections[0]
  expect(complete).toBeCloseTo(2 / 12)
  expect(median.authorities).toBe(3)
  expect(median.share).toBeCloseTo(3 / 12, 3)
})

test('what is not live yet and what is retired are told apart from what is in use', async () => {
  const begun = await begin('system', {
    name: 'Next year',
    serviceAreas: ['library-management'],
    goesLiveOn: '2029-01-01',
  })
  const retired = await begin('system', {
    name: 'Last year',
    serviceAreas: ['library-management'],
    retiredOn: '2027-01-01',
  })
  const before = (await home()).body.sections[0].records
  const { proposals } = (await world.ask('camden', 'GET', `/authorities/${camden}/submission`)).body
  for (const { proposal } of proposals) {
    if (![begun, retired].includes(proposal.recordId)) {
      await world.ask('camden', 'DELETE', `/authorities/${camden}/proposals/${proposal.recordId}`)
    }
  }
  const sent = (await world.ask('camden', 'POST', `/authorities/${camden}/submission/send`, {})).body
  await world.ask('loti', 'POST', `/review/${sent.id}/approve`, {})
  expect((await home()).body.sections[0]).toMatchObject({ records: before + 1, planned: 1, retired: 1 })
})

test('it is nobody else’s to read', async () => {
  expect((await home('hackney')).status).toBe(403)
  expect((await home('member')).status).toBe(403)
  expect((await home('')).status).toBe(401)
})

test('how many of its vendors an authority has rated is for its own officers', async () => {
  const [own, loti] = [await home('camden'), await home('loti')]
  expect(own.body.said).toMatchObject({ rated: 0 })
  expect(loti.status).toBe(200)
  expect(loti.body.said).toBeUndefined()
  expect(loti.body.left.said).toBe(0)
})
