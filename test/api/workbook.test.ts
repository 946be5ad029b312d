import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asking, createAsking } from '../support/asking.ts'
import { spreadsheet } from '../support/spreadsheet.ts'

// The workbook, downloaded and sent back through the API.

const camden = 'E09000007'
let world: Asking
beforeAll(async () => {
  world = await createAsking()
})
afterAll(() => world.close())

const as = (who: string, path: string, init: RequestInit = {}) =>
  world.app.request(`/api/v1${path}`, { ...init, headers: { 'X-Who': who, ...init.headers } })
const post = (who: string, path: string, body: unknown) =>
  as(who, path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  })
async function upload(who: string, file: BlobPart, fields: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ register: camden, ...fields })) form.set(name, value)
  form.set('file', new Blob([file]), 'workbook.xlsx')
  return (await as(who, '/imports', { method: 'POST', body: form })).json()
}

async function published() {
  const sent = await (await post('camden', `/authorities/${camden}/submission/send`, {})).json()
  await post('loti', `/review/${sent.id}/approve`, {})
}

test('it is taken away by an authority’s editors and LOTI alone, and unchanged it changes nothing', async () => {
  const begun = await post('camden', `/authorities/${camden}/proposals`, {
    kind: 'contract',
    values: { title: 'Payroll', supplier: 'ven_nobody-knows-us', annualPounds: 1200, endsOn: '2028-03-31' },
    newVendors: [{ id: 'ven_nobody-knows-us', name: 'Nobody Knows Us Ltd' }],
  })
  expect(begun.status).toBe(201)
  await published()

  const path = `/authorities/${camden}/workbook.xlsx`
  for (const [who, status] of [
    ['', 401],
    ['member', 403],
    ['hackney', 403],
    ['loti', 200],
    ['camden', 200],
  ] as const) {
    expect([who, (await as(who, path)).status]).toEqual([who, status])
  }
  const answer = await as('camden', path)
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="city-tools-camden-\d{4}-\d\d-\d\d\.xlsx"$/,
  )
  expect(answer.headers.get('content-type')).toContain('spreadsheetml')
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  const file = await answer.arrayBuffer()
  expect(await upload('camden', file)).toMatchObject({
    shape: 'City Tools workbook',
    read: 1,
    counts: { create: 0, update: 0, same: 1, refuse: 0 },
  })

  // What is drafted meanwhile is not undone by a workbook that does not know of it.
  const id = (await world.store.records.of(camden, 'contract'))[0]?.id
  await as('camden', `/authorities/${camden}/proposals/${id}`, {
    method: 'PATCH',
    body: JSON.stringify({ edits: { annualPounds: { from: 1200, to: 5000 } }, baseVersion: 1 }),
    headers: { 'Content-Type': 'application/json' },
  })
  expect((await upload('camden', file)).counts).toMatchObject({ update: 0, same: 1 })
})

test('any other spreadsheet is shown sheet by sheet, and the sheet is remembered with what its columns are', async () => {
  const file = new Uint8Array(
    spreadsheet({
      Notes: [['Read me', 'please', 'now']],
      Register: [
        ['Agreement', 'Company'],
        ['Libraries', 'Nobody Knows Us Ltd'],
      ],
    }),
  )
  expect((await upload('camden', file)).look).toMatchObject({
    sheets: ['Notes', 'Register'],
    sheet: 'Register',
  })
  expect((await upload('camden', file, { sheet: 'Notes' })).detail).toBe(
    'The file holds a header and no rows.',
  )
  const mapping = JSON.stringify({
    kind: 'contract',
    headerRow: 1,
    sheet: 'Register',
    fields: ['title', 'supplier'],
  })
  expect(await upload('camden', file, { mapping })).toMatchObject({
    shape: 'spreadsheet',
    counts: { create: 1 },
  })
  const again = await upload('camden', file, { sheet: 'Register' })
  expect(again.look.remembered).toMatchObject({ sheet: 'Register', fields: ['title', 'supplier'] })
})
