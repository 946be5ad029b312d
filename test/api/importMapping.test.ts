import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Problem } from '../../functions/domain/problem.ts'
import type { ImportLook, ImportPreview, Mapping } from '../../functions/schema/import.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { csv } from '../support/contractsFinder.ts'

// A register of columns nobody knows: shown, said what they are, remembered, and taken.

const camden = 'E09000007'
const hackney = 'E09000012'
let world: Asking
beforeAll(async () => {
  world = await createAsking()
})
afterAll(() => world.close())

type Answer = {
  status: number
  body: Partial<ImportPreview & { look: ImportLook }> & Partial<Problem> & { detail?: string }
}
const upload = async (who: string, file: string, fields: Record<string, string> = {}): Promise<Answer> => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([file]), 'own.csv')
  const answer = await world.app.request('/api/v1/imports', {
    method: 'POST',
    headers: { 'X-Who': who },
    body: form,
  })
  return { status: answer.status, body: await answer.json() }
}
const header = ['Agreement', 'Firm', 'Runs out', 'Manager']
const file = csv([
  header,
  ['Payroll', 'Nobody Knows Us Ltd', '31/03/2028', 'A. Person'],
  ['Libraries', 'Unheard Of Ltd', 'never', 'B. Person'],
])
const mapping: Mapping = { kind: 'contract', headerRow: 1, fields: ['title', 'supplier', 'endsOn', ''] }
const said = { register: camden, mapping: JSON.stringify(mapping) }

test('it is shown, then read as it is said, then remembered for the authority and its header', async () => {
  const first = await upload('camden', file, { register: camden })
  expect(first).toMatchObject({ status: 200, body: { look: { fileName: 'own.csv', kind: 'contract' } } })
  expect(first.body.look?.remembered).toBeUndefined()

  const read = await upload('camden', file, said)
  expect(read).toMatchObject({
    status: 201,
    body: { shape: 'CSV', counts: { create: 1, refuse: 1 }, unread: ['Manager'] },
  })

  const next = await upload('camden', csv([header.map((name) => name.toUpperCase()), ['x', 'y', '', '']]), {
    register: camden,
  })
  expect(next.body.look?.remembered).toMatchObject({ ...mapping, byName: expect.any(String) })
  expect((await upload('hackney', file, { register: hackney })).body.look?.remembered).toBeUndefined()

  // Said otherwise, the later is remembered.
  const later = { ...mapping, fields: ['title', 'supplier', '', ''] }
  await upload('camden', file, { register: camden, mapping: JSON.stringify(later) })
  expect((await upload('camden', file, { register: camden })).body.look?.remembered?.fields).toEqual(
    later.fields,
  )
  await upload('camden', file, said)
})

test('the rows not taken come back in the columns that were read, remembered as they were', async () => {
  const { body } = await upload('camden', file, said)
  const answer = await world.app.request(`/api/v1/imports/${body.id}/refused.csv`, {
    headers: { 'X-Who': 'camden' },
  })
  const text = await answer.text()
  expect(text).toContain('Agreement,Firm,Runs out,Row,What is wrong,What would mend it')
  expect(text).toContain('Runs out: This is not a date.')
  expect(text).not.toContain('Person')
  const mended = text.replace('never', '31/03/2029')
  const look = await upload('camden', mended, { register: camden })
  expect(look.body.look?.remembered?.fields).toEqual(['title', 'supplier', 'endsOn'])
  const { kind, headerRow, fields = [] } = look.body.look?.remembered ?? {}
  const columns = look.body.look?.columns.length ?? 0
  const padded = JSON.stringify({
    kind,
    headerRow,
    fields: Array.from({ length: columns }, (_, n) => fields[n] ?? ''),
  })
  const again = await upload('camden', mended, { register: camden, mapping: padded })
  expect(again.body.counts).toMatchObject({ create: 1, refuse: 0 })
})

test('what is taken is taken once, and the same file again changes nothing', async () => {
  const { body } = await upload('camden', file, said)
  const accept = () =>
    world.app.request(`/api/v1/imports/${body.id}/accept`, {
      method: 'POST',
      headers: { 'X-Who': 'camden', 'Content-Type': 'application/json' },
      body: '{}',
    })
  expect(await (await accept()).json()).toMatchObject({ proposals: 1 })
  expect(await (await accept()).json()).toMatchObject({ proposals: 1 })
  expect((await upload('camden', file, said)).body.counts).toEqual({
    create: 0,
    update: 0,
    same: 1,
    refuse: 1,
  })
})

test('of systems is taken as systems, with what joins the lists', async () => {
  const columns = ['System', 'Product', 'Maker']
  const mapping = JSON.stringify({ kind: 'system', headerRow: 1, fields: ['name', 'product', 'maker'] })
  const { body } = await upload('camden', csv([columns, ['Planner', 'Unheardware', 'Nobody Knows Us Ltd']]), {
    register: camden,
    mapping,
  })
  await world.app.request(`/api/v1/imports/${body.id}/accept`, {
    method: 'POST',
    headers: { 'X-Who': 'camden', 'Content-Type': 'application/json' },
    body: '{}',
  })
  const open = await world.store.submissions.open(camden)
  const proposals = await world.store.proposals.of(open?.id ?? '')
  expect(proposals.find(({ kind }) => kind === 'system')).toMatchObject({
    action: 'create',
    values: { name: 'Planner', product: 'prd_unheardware', maker: 'ven_nobody-knows-us' },
    newProducts: [{ id: 'prd_unheardware', name: 'Unheardware' }],
    newVendors: [{ id: 'ven_nobody-knows-us' }],
    provenance: { source: 'import', sourceName: 'CSV' },
  })
})

test.each<[string, Record<string, string>, number, unknown]>([
  [
    'a mapping that is no JSON',
    { register: camden, mapping: '{' },
    400,
    { detail: 'The mapping could not be read as JSON.' },
  ],
  [
    'a mapping without a title',
    { register: camden, mapping: JSON.stringify({ ...mapping, fields: ['', 'supplier', '', ''] }) },
    422,
    { fields: { title: 'Say which column is “Title”' } },
  ],
  [
    'a row that is not there',
    { register: camden, headerRow: '9' },
    422,
    { fields: { headerRow: 'The file has 3 rows, so row 9 cannot name the columns' } },
  ],
  ['another’s register', { register: hackney, mapping: said.mapping }, 403, {}],
  [
    'nobody’s register',
    { register: 'E00000000' },
    422,
    { fields: { register: 'Choose an authority from the list' } },
  ],
])('%s is refused, and nothing is kept', async (_, fields, status, more) => {
  expect(await upload('camden', file, fields)).toMatchObject({ status, body: more as object })
})

test('what is said after the file is refused rather than not heeded', async () => {
  const form = new FormData()
  form.set('file', new Blob([file]), 'own.csv')
  form.set('mapping', JSON.stringify(mapping))
  const answer = await world.app.request('/api/v1/imports', {
    method: 'POST',
    headers: { 'X-Who': 'camden' },
    body: form,
  })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ detail: 'Send what is said of a file before the file itself.' })
})
