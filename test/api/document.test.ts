import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { described } from '../../functions/api/described.ts'
import written from '../../functions/api/documentPage.list.json' with { type: 'json' }
import { documentPage } from '../../functions/api/documentPage.ts'
import { type OpenApi, openApi, param } from '../../functions/api/openApi.ts'
import { type Asking, createAsking } from '../support/asking.ts'

// The API's document: whole, valid, and the same as the routes. That each route answers as it says is held by the walk
// of every route, in roles.test.ts.

let world: Asking
let document: OpenApi
beforeAll(async () => {
  world = await createAsking({ origin: 'https://tools.example' })
  document = await (await world.app.request('/api/openapi.json')).json()
})
afterAll(() => world.close())

test('is as routes and schemas would have it now: `npm run document` writes it', () => {
  const { servers, ...rest } = document
  expect(servers).toEqual([{ url: 'https://tools.example' }])
  expect(rest).toEqual(JSON.parse(JSON.stringify(openApi())))
  expect(written).toEqual(documentPage(openApi()))
})

test('is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
  expect(document.openapi).toBe('3.1.0')
})

test('has every route of the router, and no other', () => {
  // The identity routes are the provider's own here, and are left out of this app.
  const routes = world.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)
  const signingIn = ['GET /api/v1/sign-in', 'GET /api/v1/signed-in', 'POST /api/v1/sign-out']
  expect(Object.keys(described).sort()).toEqual([...new Set([...routes, ...signingIn])].sort())
  const inDocument = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  expect(inDocument.sort()).toEqual(
    Object.keys(described)
      .map((route) => route.replaceAll(param, ':$1'))
      .sort(),
  )
})

test('says what a body must hold, and what may be left out', () => {
  const { Invitation, ContractFields, Contract } = document.components.schemas
  expect(Invitation?.required).toEqual(['name', 'email'])
  expect(ContractFields?.required).toEqual(['title', 'supplier'])
  expect(Contract?.properties).toMatchObject({
    endsOn: { type: 'string', format: 'date' },
    annualPounds: { type: 'integer', minimum: 0 },
    renewal: { enum: ['ends', 'rolls over', 'by option'] },
  })
})

test('leaves no reference without its schema', () => {
  const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name = '']) => name,
  )
  expect(names.length).toBeGreaterThan(50)
  expect(names.filter((name) => !(name in document.components.schemas))).toEqual([])
})

test('can be read as a page that needs nothing from elsewhere', async () => {
  const answer = await world.app.request('/api/docs')
  const text = await answer.text()
  expect(answer.headers.get('Content-Security-Policy')).toMatch(/default-src 'none'/)
  expect(text).not.toMatch(/<script|<link|src=|@import|url\((?!'\/assets\/)/)
  // Folded per noun, so that it is a page and not a scroll; its links lead into what is folded.
  expect(text.match(/<details>/g)?.length).toBeGreaterThan(document.tags.length)
  for (const place of ['/', '/explore', '/market', '/renewals']) expect(text).toContain(`href="${place}"`)
  for (const path of Object.keys(document.paths)) expect(text.replaceAll('<wbr>', '')).toContain(path)
  const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(links.filter((id) => !ids.includes(id))).toEqual([])
})
