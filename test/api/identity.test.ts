import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { SignedIn } from '../../functions/api/admission.ts'
import type { Identity } from '../../functions/api/deps.ts'
import { createIdentity, localPath } from '../../functions/api/identity.ts'
import { Problem, problem } from '../../functions/domain/problem.ts'
import { cast } from '../../functions/local/cast.ts'
import { audience, bearerToken, clientId, issuerAt, type Keys, keysIn } from '../../functions/local/keys.ts'
import { createProvider } from '../../functions/local/provider.ts'
import { browser } from '../local/browser.ts'

const camden = {
  id: 'E09000007',
  name: 'Camden',
  officialName: 'London Borough of Camden',
  slug: 'camden',
  aliases: [],
  kind: 'London borough' as const,
  region: 'E12000007',
  memberships: [],
}

let server: Server
let origin: string
let keys: Keys
let identity: Identity
let directory: string
const cameIn: SignedIn[] = []
let fault: Error | undefined

/** Starts the sign-in routes beside the real provider, and a page that says who is asking. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'identity-'))
  keys = await keysIn(directory)
  server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  identity = identityAt(origin)
  const app = new Hono()
    .route('/api/v1', identity.routes)
    .get('/who', async (c) => c.json({ subject: (await identity.subjectOf(c.req.raw)) ?? null }))
    .get('/our', (c) => c.text('Ours'))
    .onError((failure, c) => c.text(String(failure), failure instanceof Problem ? 403 : 500))
  const provider = createProvider({
    origin,
    keys,
    people: async () => cast([camden]).map((one) => ({ ...one, subject: one.id, revision: 1 })),
  })
  const listener = getRequestListener(app.fetch)
  server.on('request', async (request, response) => {
    if (!(await provider(request, response))) await listener(request, response)
  })
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(directory, { recursive: true })
})

const identityAt = (where: string, issuer = issuerAt(where)) =>
  createIdentity({
    issuer,
    clientId,
    clientSecret: keys.clientSecret,
    origin: where,
    sessionKey: Buffer.from(keys.session, 'base64url'),
    audience,
    admit: async (who) => {
      if (fault) throw fault
      cameIn.push(who)
      return who.subject !== 'member'
    },
  })

describe('signing in', () => {
  test('lists the cast, and lands on the page asked for as the person chosen', async () => {
    const person = browser(origin)
    const choice = await person.open('/api/v1/sign-in?to=/our')
    expect(choice.text).toContain('roles and not real people')
    expect(choice.text).toContain('Camden IT lead')
    const landed = await person.submit(choice, { person: 'camden' })
    expect(landed.url).toBe(`${origin}/our`)
    expect(landed.text).toBe('Ours')
    expect(JSON.parse((await person.open('/who')).text)).toEqual({ subject: 'camden' })
  })

  test('tells who it is by an address the provider has checked', () => {
    expect(cameIn.at(-1)).toEqual({
      subject: 'camden',
      email: 'camden@cast.example.org',
      emailVerified: true,
    })
  })

  test('someone nobody has invited is told so, and gets no session', async () => {
    const person = browser(origin)
    const refused = await person.submit(await person.open('/api/v1/sign-in?to=/our'), { person: 'member' })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('You have no City Tools account')
    expect(refused.text).toContain('member@cast.example.org')
    expect(JSON.parse((await person.open('/who')).text)).toEqual({ subject: null })
  })

  test('where it cannot be looked up who may come in, the fault is said to be ours', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    for (const [failure, status] of [
      [new Error('The table is away'), 500],
      [problem.busy(), 503],
    ] as const) {
      const person = browser(origin)
      const choice = await person.open('/api/v1/sign-in?to=/our')
      fault = failure
      const refused = await person.submit(choice, { person: 'camden' })
      fault = undefined
      expect(refused.status).toBe(status)
      expect(refused.text).toContain('Something went wrong on our side')
      expect(refused.text).not.toContain('stopped before its end')
      expect(JSON.parse((await person.open('/who')).text)).toEqual({ subject: null })
    }
    vi.restoreAllMocks()
  })

  test('asks again each time, so that roles can be changed', async () => {
    const person = browser(origin)
    await person.submit(await person.open('/api/v1/sign-in'), { person: 'camden' })
    await person.submit(await person.open('/api/v1/sign-in'), { person: 'loti' })
    expect(JSON.parse((await person.open('/who')).text)).toEqual({ subject: 'loti' })
  })

  test('keeps the session from scripts and from other sites', async () => {
    const person = browser(origin)
    await person.submit(await person.open('/api/v1/sign-in'), { person: 'camden' })
    const set = person.cookiesSet.find((line) => line.startsWith('session-') && !line.includes('Max-Age=0'))
    expect(set).toMatch(/HttpOnly/)
    expect(set).toMatch(/SameSite=Lax/)
    expect(set).toMatch(/Max-Age=28800/)
    expect(set).not.toMatch(/Secure/)
    expect(set).not.toContain('camden')
  })

  test('two tabs can sign in at once', async () => {
    const person = browser(origin)
    const first = await person.open('/api/v1/sign-in?to=/our')
    const second = await person.open('/api/v1/sign-in?to=/who')
    expect((await person.submit(first, { person: 'camden' })).url).toBe(`${origin}/our`)
    expect((await person.submit(second, { person: 'loti' })).text).toBe('{"subject":"loti"}')
  })

  test('someone not in the cast is not signed in', async () => {
    const person = browser(origin)
    const refused = await person.submit(await person.open('/api/v1/sign-in'), { person: 'mallory' })
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('You are not signed in')
    expect(JSON.parse((await person.open('/who')).text)).toEqual({ subject: null })
  })

  test("another browser cannot finish someone's sign-in", async () => {
    const person = browser(origin)
    const choice = await person.open('/api/v1/sign-in')
    const callback = await person.submit(choice, { person: 'camden' }, { stopAt: '/api/v1/signed-in' })
    const other = browser(origin)
    const refused = await other.open(callback.url)
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('Please sign in again')
  })

  test('signing out ends the session, and cannot be done by another site', async () => {
    const person = browser(origin)
    await person.submit(await person.open('/api/v1/sign-in'), { person: 'camden' })
    const elsewhere = await person.post('/api/v1/sign-out', '', { Origin: 'https://elsewhere.example' })
    expect(elsewhere.status).toBe(403)
    expect(JSON.parse((await person.open('/who')).text)).toEqual({ subject: 'camden' })
    const out = await person.post('/api/v1/sign-out', '{}', { 'Content-Type': 'application/json' })
    expect(JSON.parse(out.text)).toEqual({ next: `${origin}/` })
    expect(JSON.parse((await person.open('/who')).text)).toEqual({ subject: null })
  })

  test('a provider that cannot be reached is said so, and asked again next time', async () => {
    let up = false
    const other = createServer((_, response) => {
      response.statusCode = up ? 200 : 500
      response.setHeader('Content-Type', 'application/json')
      response.end(
        JSON.stringify({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
        }),
      )
    })
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
    const address = other.address()
    const issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    const { routes } = identityAt('https://tools.example', issuer)
    const failed = await routes.request('/sign-in')
    expect(failed.status).toBe(503)
    expect(await failed.text()).toContain('cannot be reached')
    up = true
    const sent = await routes.request('/sign-in')
    expect(sent.status).toBe(302)
    expect(sent.headers.get('Location')).toContain('code_challenge_method=S256')
    expect(sent.headers.get('Set-Cookie')).toMatch(/Secure/)
    other.closeAllConnections()
    other.close()
  })
})

describe('a bearer token', () => {
  const asking = (authorization: string, more: Record<string, string> = {}) =>
    identity.subjectOf(new Request(`${origin}/x`, { headers: { Authorization: authorization, ...more } }))

  test('of the local provider is its person', async () => {
    expect(await asking(`Bearer ${await bearerToken(keys, { subject: 'loti', origin })}`)).toBe('loti')
  })

  test('of another signer, another issuer or no sense is nobody', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const forged = { ...keys, signing: { ...(await exportJWK(privateKey)), kid: keys.signing.kid ?? '' } }
    expect(await asking(`Bearer ${await bearerToken(forged, { subject: 'loti', origin })}`)).toBeUndefined()
    const elsewhere = await bearerToken(keys, { subject: 'loti', origin: 'http://127.0.0.1:1' })
    expect(await asking(`Bearer ${elsewhere}`)).toBeUndefined()
    expect(await asking('Bearer nonsense')).toBeUndefined()
    expect(await asking('Basic bG90aTpsb3Rp')).toBeUndefined()
  })

  test('that is bad is not made good by a cookie', async () => {
    const person = browser(origin)
    await person.submit(await person.open('/api/v1/sign-in'), { person: 'camden' })
    expect(await asking('Bearer nonsense', { Cookie: person.cookies() })).toBeUndefined()
  })
})

test('a tampered session is nobody', async () => {
  const person = browser(origin)
  await person.submit(await person.open('/api/v1/sign-in'), { person: 'camden' })
  const tampered = person
    .cookies()
    .replace(/(session-\d+=.{60})(.)/, (_, before, held) => before + (held === 'A' ? 'B' : 'A'))
  expect(tampered).not.toBe(person.cookies())
  const request = new Request(`${origin}/x`, { headers: { Cookie: tampered } })
  expect(await identity.subjectOf(request)).toBeUndefined()
})

test('only pages of the service itself can follow a sign-in', () => {
  const here = new URL('https://tools.example')
  expect(localPath('/our/systems?page=2#top', here)).toBe('/our/systems?page=2#top')
  const elsewhere = [
    undefined,
    '',
    'our',
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    '/api/v1/sign-in',
    'javascript:alert(1)',
  ]
  for (const to of elsewhere) expect(localPath(to, here)).toBe('/')
  expect(localPath('/.//elsewhere.example', here)).toBe('/elsewhere.example')
})
