import { afterAll, beforeEach, expect, test } from 'vitest'
import { matchVendor } from '../../functions/reference/match.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { fileOf, type Given } from '../support/contractsFinder.ts'

// A name that may be a company we know is asked about, once; the answer counts for its authority at once, and for
// everybody when LOTI approves a record that needs it.

const camden = 'E09000007'
const nec = matchVendor({ name: 'NEC Software Solutions' }).match?.id ?? ''
let world: Asking
const worlds: Asking[] = []
beforeEach(async () => {
  world = await createAsking()
  worlds.push(world)
})
afterAll(() => Promise.all(worlds.map((one) => one.close())))

const row = (given: Given = {}): Given => ({ supplier: 'Northgate PS Ltd', ...given })
async function upload(who: string, path: string, file: string, said: Record<string, string> = {}) {
  const form = new FormData()
  for (const [field, value] of Object.entries(said)) form.set(field, value)
  form.set('file', new Blob([file]), 'register.csv')
  const answer = await world.app.request(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'X-Who': who },
    body: form,
  })
  const body = await answer.json()
  expect(answer.status, JSON.stringify(body)).toBe(201)
  return body
}
const read = (who: string, ...given: Given[]) => upload(who, '/imports', fileOf(...given))
const say = (id: string, same: boolean, who = 'camden') =>
  world.told(who, 'POST', `/imports/${id}/names`, {
    answers: [{ name: 'Northgate PS Ltd', vendor: nec, same }],
  })
const acceptAndSend = async (id: string) => {
  const { submissions } = await world.told('camden', 'POST', `/imports/${id}/accept`, {})
  await world.told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
  return submissions[0].submission
}

test('a name near a vendor’s is asked about, and joins the list as before until it is answered', async () => {
  const { names, rows } = await read('camden', row(), row({ id: 'N-2', title: 'Another' }))
  expect(names).toEqual([
    { name: 'Northgate PS Ltd', vendor: nec, vendorName: expect.stringContaining('NEC'), rows: 2 },
  ])
  expect(rows[0]).toMatchObject({ result: 'create', newVendor: { name: 'Northgate PS Ltd' } })
  // What is sure is not asked, nor what is like nobody.
  const others = await read(
    'camden',
    row({ supplier: 'Civica UK' }),
    row({ id: 'N-3', supplier: 'Zzyzx Qux' }),
  )
  expect(others.names).toBeUndefined()
})

test('“yes” counts for the authority at once, and for everybody when a record with it is approved', async () => {
  const { id } = await read('camden', row())
  const named = await say(id, true)
  expect(named.names).toBeUndefined()
  expect(named.rows[0]).toMatchObject({
    result: 'create',
    values: { supplier: nec },
    newAlias: { vendor: nec, name: 'Northgate PS Ltd' },
    notes: [{ problem: expect.stringContaining('as you said') }],
  })
  expect(named.rows[0].newVendor).toBeUndefined()
  // Said again, because it was not known to have arrived.
  expect(await say(id, true)).toEqual(named)
  const again = await read('camden', row({ id: 'N-9', title: 'Yet another' }))
  expect(again.names).toBeUndefined()
  expect(again.rows[0].values.supplier).toBe(nec)
  // Hackney has said nothing of it.
  const theirs = row({ buyer: 'London Borough of Hackney' })
  expect((await read('hackney', theirs)).names).toHaveLength(1)

  const submission = await acceptAndSend(id)
  const [{ proposal }] = (await world.told('loti', 'GET', `/review/${submission}`)).proposals
  expect(proposal.newAliases).toEqual([{ vendor: nec, name: 'Northgate PS Ltd' }])
  expect((await world.told('loti', 'POST', `/review/${submission}/approve`, {})).results).toMatchObject([
    { outcome: 'approved' },
  ])
  const known = await read('hackney', theirs)
  expect(known.names).toBeUndefined()
  expect(known.rows[0]).toMatchObject({ values: { supplier: nec } })
  expect(known.rows[0].newVendor).toBeUndefined()
  // The file it came from changes nothing.
  expect((await read('camden', row())).counts).toMatchObject({ same: 1 })
})

test('“no” is remembered too, and by nobody else', async () => {
  const { id } = await read('camden', row())
  const named = await say(id, false)
  expect(named.names).toBeUndefined()
  expect(named.rows[0]).toMatchObject({ newVendor: { name: 'Northgate PS Ltd' } })
  expect((await read('camden', row())).names).toBeUndefined()
  expect((await read('hackney', row({ buyer: 'Hackney' }))).names).toHaveLength(1)
})

test('LOTI’s answer for many counts for each authority whose rows have the name', async () => {
  const file = [row(), row({ id: 'N-2', buyer: 'London Borough of Hackney' })]
  const { id, names } = await read('loti', ...file)
  expect(names).toMatchObject([{ rows: 2 }])
  await say(id, true, 'loti')
  expect((await read('loti', ...file)).names).toBeUndefined()
  expect((await read('hackney', row({ buyer: 'Hackney', id: 'N-5' }))).rows[0].values.supplier).toBe(nec)
})

test('a row that is known by its answer becomes a change to what is held', async () => {
  const draft = await world.told('camden', 'POST', `/authorities/${camden}/proposals`, {
    kind: 'contract',
    values: { title: 'Library management system', supplier: nec, startsOn: '2025-04-01' },
  })
  const { id, counts } = await read('camden', row())
  expect(counts).toMatchObject({ create: 1 })
  const named = await say(id, true)
  expect(named.counts).toMatchObject({ create: 0, update: 1 })
  expect(named.rows[0]).toMatchObject({ result: 'update', recordId: draft.recordId })
})

test('what was found asks it as well, and is held against the register by the answer', async () => {
  const { id } = await upload('loti', '/open-data', fileOf(row()), {
    publisher: 'Contracts Finder',
    licence: 'OGL',
    takenOn: '2026-11-25',
  })
  await world.told('loti', 'POST', `/open-data/${id}/suggestions`)
  const found = () => world.told('camden', 'GET', `/authorities/${camden}/found`)
  const [one] = (await found()).suggestions
  expect(one).toMatchObject({ asks: { name: 'Northgate PS Ltd', vendor: nec } })
  await world.told('camden', 'POST', `/authorities/${camden}/names`, {
    answers: [{ name: one.asks.name, vendor: nec, same: true }],
  })
  const [named] = (await found()).suggestions
  expect(named.asks).toBeUndefined()
  expect(named.changes[0]).toEqual({ field: 'supplier', found: nec })
  await world.told('camden', 'POST', `/authorities/${camden}/found/answers`, {
    answers: [{ id: named.id, revision: named.revision, answer: 'accept' }],
  })
  const [{ proposal }] = (await world.told('camden', 'GET', `/authorities/${camden}/submission`)).proposals
  expect(proposal).toMatchObject({
    values: { supplier: nec },
    newVendors: [],
    newAliases: [{ vendor: nec, name: 'Northgate PS Ltd' }],
  })
  await world.told('loti', 'POST', `/open-data/${id}/suggestions`)
  expect((await found()).total).toBe(0)
})

test('only a vendor on the list can be meant, and only by who keeps the register', async () => {
  const answers = [{ name: 'Anything', vendor: 'ven_nobody-knows', same: true }]
  expect(await world.ask('camden', 'POST', `/authorities/${camden}/names`, { answers })).toMatchObject({
    status: 422,
    body: { fields: { vendor: 'Choose a vendor from the list' } },
  })
  expect((await world.ask('hackney', 'POST', `/authorities/${camden}/names`, { answers })).status).toBe(403)
})
