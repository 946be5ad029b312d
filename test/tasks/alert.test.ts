import { afterAll, beforeAll, expect, test } from 'vitest'
import { contractFields } from '../../functions/schema/contract.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { systemFields } from '../../functions/schema/system.ts'
import { alert } from '../../functions/tasks/alert.ts'
import { type Asking, createAsking } from '../support/asking.ts'

// Who is told, and when, that a contract must be decided on: 12, 6 and 3 months before, once each, until it is decided.

const camden = 'E09000007'
const origin = 'https://citytools.example'
const made = {
  authority: camden,
  version: 1,
  createdAt: '2026-01-05T10:00:00.000Z',
  updatedAt: '2026-01-05T10:00:00.000Z',
  provenance: { source: 'form' as const, confidence: 'verified' as const },
}
/** By G-Cloud it takes three months to replace, so the day to decide is three months before the end. */
const contract = (name: string, fields: Record<string, unknown> = {}): RegisterRecord => ({
  ...made,
  ...contractFields.parse({
    title: name,
    supplier: 'ven_demo-quillmere',
    serviceAreas: ['parking'],
    renewal: 'ends',
    route: 'G-Cloud',
    endsOn: '2027-12-31',
    ...fields,
  }),
  kind: 'contract',
  id: `con_${name.toLowerCase().replaceAll(/\W/g, '')}`,
})
const system = (name: string, fields: Record<string, unknown> = {}): RegisterRecord => ({
  ...made,
  ...systemFields.parse({ name, serviceAreas: ['parking'], hosting: 'SaaS', ...fields }),
  kind: 'system',
  id: `sys_${name.toLowerCase()}`,
})

let world: Asking
const publish = async (...records: RegisterRecord[]) => {
  for (const record of records) {
    await world.store.publish(record.authority, [
      { record, facts: { at: record.updatedAt, by: 'someone', action: 'approved' } },
    ])
  }
}
const on = (today: string) => alert(world.store, { today, at: `${today}T08:00:00.000Z`, origin })
const messages = async (to = 'camden') =>
  (await world.store.messages.all()).filter((one) => one.kind === 'alert' && one.to.startsWith(`${to}@`))
const wants = (who: string, alerts: string) =>
  world.told(who, 'PUT', '/subscription', { reminders: true, alerts })

beforeAll(async () => {
  world = await createAsking()
  await publish(
    contract('Permits'),
    contract('Leaving', { retiredOn: '2027-12-31' }),
    contract('Over', { endsOn: '2020-12-31' }),
    contract('No day', { endsOn: '' }),
    system('Old', { replacedOn: '2027-11-30', replacedBy: 'Another' }),
    contract('Of what goes', { systems: ['sys_old'] }),
    contract('Being changed'),
  )
  await world.told('camden', 'PUT', `/authorities/${camden}/proposals/con_beingchanged`, {
    kind: 'contract',
    version: 1,
    values: { endsOn: '2028-12-31' },
  })
  await wants('loti-camden', 'never')
})
afterAll(() => world.close())

test('nobody is told before the first day, nor of what is decided', async () => {
  await wants('camden', 'each')
  expect(await on('2026-09-29')).toBe(0)
})

test('each is told on its day and never again, however often it is tried and by however many at once', async () => {
  const tries = await Promise.all([on('2026-09-30'), on('2026-09-30'), on('2026-09-30')])
  expect(tries.reduce((sum, one) => sum + one, 0)).toBe(1)
  for (const day of ['2026-09-30', '2026-10-01', '2027-03-29']) expect(await on(day)).toBe(0)
  const [message] = await messages()
  expect(message?.subject).toBe('Decide by 30 September 2027: Permits')
  expect(message?.body).toContain(`${origin}/our/contracts/con_permits?authority=${camden}`)
  expect(message?.body).toMatch(/unsubscribe\?key=[\w-]{32}&from=alerts$/)
})

test('once more 6 months before, and 3 months before, and not when the day has passed', async () => {
  expect(await on('2027-03-30')).toBe(1)
  expect(await on('2027-07-15')).toBe(1)
  expect(await on('2027-10-01')).toBe(0)
})

test('together once a week for who wants it so: on Mondays, in one message', async () => {
  await publish(contract('Cash', { endsOn: '2027-11-30' }))
  await wants('camden', 'weekly')
  await publish({ ...contract('Enforcement', { endsOn: '2028-06-30' }), authority: camden })
  expect(await on('2027-04-04')).toBe(0)
  expect(await on('2027-04-05')).toBe(1)
  const message = (await messages()).find(({ createdAt }) => createdAt.startsWith('2027-04-05'))
  expect(message?.subject).toBe('2 contracts to decide on, the first by 30 August 2027')
  expect(message?.body).toMatch(/Cash.*Enforcement/s)
})

test('a day that moves is a day anew, and the link in a message stops them all', async () => {
  await publish({ ...contract('Cash', { endsOn: '2028-11-30' }), version: 2 })
  expect(await on('2027-09-06')).toBe(1)
  const key = (await messages())[0]?.body.match(/key=([\w-]+)/)?.[1]
  expect(await world.ask('', 'POST', '/unsubscribing', { key })).toMatchObject({
    status: 200,
    body: { reminders: true, alerts: 'never' },
  })
  await publish(contract('New', { endsOn: '2028-11-30' }))
  expect(await on('2027-09-13')).toBe(0)
})
