import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asking, createAsking } from '../support/asking.ts'

// What nobody means well by: each is refused in a sentence, and none is taken for a bug of ours.

let world: Asking
const camden = '/authorities/E09000007'

const ask = async (who: string, method: string, path: string, body?: string) => {
  const answer = await world.app.request(`/api/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Who': who },
    ...(body !== undefined && { body }),
  })
  return { status: answer.status, text: await answer.text() }
}

beforeAll(async () => {
  world = await createAsking()
})
afterAll(() => world.close())

const long = 'z'.repeat(5000)

describe('a hostile request', () => {
  test.each([
    ['an id longer than a key can be', 'loti', 'GET', `/review/sub_x_${long}`, undefined, 400],
    [
      'a record id longer than a key can be',
      'camden',
      'GET',
      `${camden}/systems/sys_${long}`,
      undefined,
      400,
    ],
    [
      'a page that starts after nothing there is',
      '',
      'GET',
      `/views/contracts/E12000007?after=RENEWALS%23${long}`,
      undefined,
      400,
    ],
    ['an authority that is none', 'loti', 'GET', '/authorities/constructor/systems', undefined, 404],
    [
      'a draft for an authority that is none',
      'loti',
      'POST',
      '/authorities/E09999999/proposals',
      '{"kind":"system","values":{}}',
      404,
    ],
    ['a scope named after a method', '', 'GET', '/views/overview/__proto__', undefined, 404],
    ['a body that is not JSON', 'camden', 'POST', `${camden}/proposals`, '{bad', 400],
    ['a body that is a list', 'camden', 'POST', `${camden}/proposals`, '[1]', 400],
    [
      'a kind named after a method',
      'camden',
      'POST',
      `${camden}/proposals`,
      '{"kind":"__proto__","values":{}}',
      422,
    ],
    [
      'half a megabyte in one answer',
      'camden',
      'POST',
      `${camden}/proposals`,
      JSON.stringify({ kind: 'system', values: { name: 'x'.repeat(500_000) } }),
      422,
    ],
  ] as const)('%s is refused', async (_, who, method, path, body, status) => {
    const answer = await ask(who, method, path, body)
    expect(answer.text).toContain('"detail"')
    expect(answer.status).toBe(status)
  })

  test('cannot name another authority, id or version in what it types', async () => {
    const typed = { name: 'Mine', id: 'sys_other', authority: 'E09000012', version: 99, kind: 'contract' }
    const { status, text } = await ask(
      'camden',
      'POST',
      `${camden}/proposals`,
      JSON.stringify({ kind: 'system', values: typed }),
    )
    expect(status).toBe(422)
    expect(Object.keys(JSON.parse(text).fields)).toEqual(['id', 'authority', 'version', 'kind'])
  })
})
