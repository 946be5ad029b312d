import { randomBytes } from 'node:crypto'
import { EncryptJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createIdentity } from '../../functions/api/identity.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { failuresSaid } from '../support/failuresSaid.ts'

// A cookie can be copied. Signing out ends what it stands for, wherever the copy is.

const origin = 'http://localhost'
const sessionKey = randomBytes(32)
let world: Asking

/** A session's cookie as it is given to a browser. */
const cookieOf = async (sub: string, sealedAt = Date.now()) => {
  const sealed = await new EncryptJWT({ sub, sealedAt })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience('session')
    .setIssuedAt()
    .setExpirationTime('8h')
    .encrypt(sessionKey)
  return `session-80=${sealed}`
}

beforeAll(async () => {
  const made = createIdentity({
    issuer: 'http://127.0.0.1:9',
    clientId: 'city-tools',
    origin,
    sessionKey,
    admit: async () => true,
    signOut: (subject, begunAt) => world.store.people.signOut(subject, begunAt, new Date().toISOString()),
  })
  world = await createAsking({ identity: made })
})
afterAll(() => world.close())

const as = async (cookie: string, method = 'GET', path = '/session') => {
  const answer = await world.app.request(`/api/v1${path}`, { method, headers: { Cookie: cookie } })
  return { status: answer.status, body: await answer.json() }
}
const who = async (cookie: string) => (await as(cookie)).body.person?.id ?? null

test('the cookie of a session that was signed out of is nobody’s, and one begun afterwards is somebody’s', async () => {
  // There is no provider here to be signed out of as well.
  failuresSaid()
  const [here, copy, other] = [await cookieOf('camden'), await cookieOf('camden'), await cookieOf('hackney')]
  expect(await who(copy)).toBe('camden')
  expect((await as(here, 'POST', '/sign-out')).status).toBe(200)
  expect(await who(here)).toBeNull()
  expect(await who(copy)).toBeNull()
  expect((await as(copy, 'GET', '/authorities/E09000007/home')).status).toBe(401)
  expect(await who(other)).toBe('hackney')

  await new Promise((done) => setTimeout(done, 2))
  const after = await cookieOf('camden')
  expect(await who(after)).toBe('camden')
  // The old cookie signs nobody out again.
  await as(copy, 'POST', '/sign-out')
  expect(await who(after)).toBe('camden')
})

test('it costs no request to the table more than before', async () => {
  const requests = () => Object.values(world.engine.requests()).reduce((sum, n) => sum + n, 0)
  // Two: whose name at the provider it is, and the person.
  for (const person of ['camden', 'loti']) {
    const before = requests()
    expect(await who(await cookieOf(person))).toBe(person)
    expect(requests() - before).toBe(2)
  }
})
