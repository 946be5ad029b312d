import { afterAll, beforeAll, expect, test } from 'vitest'
import { policies } from '../../functions/reference/settings.ts'
import { type Asking, appOn, createAsking } from '../support/asking.ts'

// Which kinds wait for LOTI is a setting: what needs no approval counts as soon as it is sent.

const camden = 'E09000007'
let asking: Asking
beforeAll(async () => {
  asking = await createAsking({ policies: { ...policies, system: 'accepted at once' } })
})
afterAll(() => asking.close())

const drafts = async (kind: 'system' | 'contract', values: object): Promise<string> => {
  const path = `/authorities/${camden}/proposals`
  return (await asking.ask('camden', 'POST', path, { kind, values })).body.recordId
}
const send = (body = {}) => asking.ask('camden', 'POST', `/authorities/${camden}/submission/send`, body)
const system = { name: 'Libraries', serviceAreas: ['library-management'] }

test('a kind that needs no approval is on the register once it is sent, the others wait', async () => {
  const [library, contract] = [
    await drafts('system', system),
    await drafts('contract', { title: 'Repairs', supplier: 'ven_demo-quillmere' }),
  ]
  const { status, body } = await send()
  expect([status, body]).toMatchObject([200, { state: 'sent', sentCount: 2, undecidedCount: 1 }])
  expect(await asking.store.records.of(camden, 'system')).toMatchObject([{ id: library, version: 1 }])
  expect(await asking.store.records.of(camden, 'contract')).toEqual([])
  const events = await asking.store.audit.of(camden)
  expect(events.map(({ action, recordId }) => [action, recordId])).toEqual([
    ['sent', undefined],
    ['accepted', library],
  ])
  // Its answer lost, it is sent again: the same comes of it, once.
  expect((await send({ submission: body.id })).body).toMatchObject({ id: body.id, undecidedCount: 1 })
  expect(await asking.store.audit.of(camden)).toHaveLength(2)

  const { results } = (await asking.ask('loti', 'POST', `/review/${body.id}/approve`, {})).body
  expect(results).toMatchObject([{ recordId: contract, outcome: 'approved' }])
})

test('a submission of nothing else is decided at once, with its reference', async () => {
  await drafts('system', { ...system, name: 'Archives' })
  const { body } = await send()
  expect(body).toMatchObject({ state: 'decided', undecidedCount: 0 })
  expect(body.reference).toMatch(/^CT-/)
})

test('what was sent and not taken, its sender cut short, is taken when it is sent again', async () => {
  const id = await drafts('system', { ...system, name: 'Parking' })
  const waiting = await sentOnly()
  expect((await asking.store.records.get({ authority: camden, kind: 'system', id }))?.version).toBeUndefined()
  expect((await send({ submission: waiting })).body).toMatchObject({ state: 'decided' })
  expect((await asking.store.records.get({ authority: camden, kind: 'system', id }))?.version).toBe(1)
})

/** Sends by the usual policy, under which it waits: as though the service had stopped right after sending. */
async function sentOnly(): Promise<string> {
  const path = `/api/v1/authorities/${camden}/submission/send`
  const answer = await appOn(asking.store).request(path, {
    method: 'POST',
    headers: { 'X-Who': 'camden' },
    body: '{}',
  })
  return (await answer.json()).id
}
