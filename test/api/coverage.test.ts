import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asking, createAsking } from '../support/asking.ts'

// A contract is published with the systems it covers or after them, whatever is approved, returned or discarded first.

const camden = 'E09000007'
const of = `/authorities/${camden}`
let world: Asking
let told: Asking['told']

beforeAll(async () => {
  world = await createAsking()
  told = world.told
})
afterAll(() => world.close())

const begin = async (kind: 'system' | 'contract', values: object): Promise<string> =>
  (await told('camden', 'POST', `${of}/proposals`, { kind, values })).recordId
const system = (name = 'Zebra Libraries') => begin('system', { name, serviceAreas: ['library-management'] })
const contract = (systems: string[], title = 'Zebra support') =>
  begin('contract', { title, supplier: 'ven_demo-quillmere', systems })
const send = () => told('camden', 'POST', `${of}/submission/send`, {})
const approve = async (submission: string, records?: string[]) =>
  (await told('loti', 'POST', `/review/${submission}/approve`, { ...(records && { records }) })).results
const giveBack = (submission: string, recordId: string) =>
  told('loti', 'POST', `/review/${submission}/return`, { recordId, comments: [{ text: 'Look again' }] })
const contracts = async () => (await told('camden', 'GET', `${of}/contracts`)).records
const published = async (id: string) => (await contracts()).find((one: { id: string }) => one.id === id)
const clear = async () => {
  const { proposals } = await told('camden', 'GET', `${of}/submission`)
  for (const { proposal } of proposals) {
    await told('camden', 'DELETE', `${of}/proposals/${proposal.recordId}`)
  }
}

test('a contract is not approved before the system it covers, and says what to approve with it', async () => {
  const sys = await system()
  const con = await contract([sys])
  const { id } = await send()
  expect(await approve(id, [con])).toEqual([
    {
      recordId: con,
      outcome: 'refused',
      problem: 'It covers Zebra Libraries, which is not approved yet. Approve both, or return this.',
      needs: [{ submission: id, recordId: sys, title: 'Zebra Libraries' }],
    },
  ])
  expect(await published(con)).toBeUndefined()
  // One press for both, the contract named first.
  expect(await approve(id, [con, sys])).toMatchObject([
    { recordId: con, outcome: 'approved' },
    { recordId: sys, outcome: 'approved' },
  ])
  expect(await published(con)).toMatchObject({ systems: [sys] })
})

test('approving all, more than fit one transaction, approves every system before its contract', async () => {
  const pairs = 24
  const ids: string[] = []
  for (let n = 0; n < pairs; n += 1) ids.push(await contract([await system(`System ${n}`)], `Contract ${n}`))
  const { id } = await send()
  const results = await approve(id)
  expect(results).toHaveLength(2 * pairs)
  expect(results.filter(({ outcome }: { outcome: string }) => outcome !== 'approved')).toEqual([])
  expect(ids.every((one) => one.startsWith('con_'))).toBe(true)
})

test('a system refused takes its contract with it, and what covers neither is approved all the same', async () => {
  const sys = await system()
  const con = await contract([sys])
  const other = await contract([], 'Another')
  const { id } = await send()

  await giveBack(id, sys)
  const results = await approve(id, [con, other])
  expect(results).toMatchObject([
    {
      outcome: 'refused',
      problem:
        'It covers Zebra Libraries, which is not on the register and has not been sent. Return it, or wait for that system.',
    },
    { outcome: 'approved' },
  ])
  expect(results[0].needs).toBeUndefined()
  // Its draft is discarded: it waits nowhere.
  await told('camden', 'DELETE', `${of}/proposals/${sys}`)
  const [gone] = await approve(id, [con])
  expect(gone).toMatchObject({ outcome: 'refused' })
  expect(gone.problem).toContain('a system that is not on the register and does not wait for approval')
  expect(await published(con)).toBeUndefined()
  // Returned, it is not sent again before the system is taken off.
  await giveBack(id, con)
  const { status, body } = await world.ask('camden', 'POST', `${of}/submission/send`, {})
  expect(status).toBe(422)
  expect(body.fields).toEqual({
    [`${con}.systems`]: 'Take off the system that is not on the register: its draft was discarded',
  })
  await clear()
})

test('a system waiting in another submission is approved with the contract by one decision', async () => {
  const sys = await system()
  const first = await send()
  const con = await contract([sys])
  const second = await send()
  const [refused] = await approve(second.id, [con])
  expect(refused.needs).toEqual([{ submission: first.id, recordId: sys, title: 'Zebra Libraries' }])
  const { results } = await told('loti', 'POST', '/review/approvals', {
    proposals: [{ submission: second.id, recordId: con }, ...refused.needs],
  })
  expect(results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['approved', 'approved'])
})

test('discarding a new system takes it off the contracts that were to cover it, and off no others', async () => {
  const [sys, kept] = [await system(), await system('Kept')]
  const con = await contract([sys, kept])
  const other = await contract([kept], 'Another')
  await told('camden', 'DELETE', `${of}/proposals/${sys}`)
  const { proposals } = await told('camden', 'GET', `${of}/submission`)
  const says = new Map(
    proposals.map(({ proposal }: { proposal: { recordId: string; values: { systems?: string[] } } }) => [
      proposal.recordId,
      proposal.values.systems,
    ]),
  )
  expect(says.get(con)).toEqual([kept])
  expect(says.get(other)).toEqual([kept])
  await clear()
})
