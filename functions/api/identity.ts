import { Hono } from 'hono'
import { type CookieOptions, parse, serialize } from 'hono/utils/cookie'
import { createRemoteJWKSet, EncryptJWT, errors, jwtDecrypt, jwtVerify } from 'jose'
import * as oidc from 'openid-client'
import { Problem } from '../domain/problem.ts'
import { logFailure } from '../log.ts'
import type { SignedIn } from './admission.ts'
import type { Identity } from './deps.ts'

// Signing in by OpenID Connect (authorization code, PKCE, state and nonce), and knowing who a request comes from.
// Amazon Cognito and the local provider are spoken to in the same way: only the issuer differs.

export type IdentitySettings = {
  issuer: string
  clientId: string
  clientSecret?: string | undefined
  /** Where people reach the service, such as `https://citytools.example`. */
  origin: string
  /** 32 secret bytes that seal the cookies. */
  sessionKey: Uint8Array
  /** Whom bearer tokens are meant for; the client itself unless said otherwise. */
  audience?: string
  /** Whether someone the provider has vouched for may come in. */
  admit: (who: SignedIn) => Promise<boolean>
  /** Ends every session someone has begun until now, unless the one they sign out of, begun then, is over already. */
  signOut?: (subject: string, begunAt: number) => Promise<void>
}

/** Where the routes below are mounted. */
const base = '/api/v1'
const sessionSeconds = 8 * 60 * 60
const signingInSeconds = 10 * 60
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

export function createIdentity(settings: IdentitySettings): Identity {
  const { clientId, clientSecret, sessionKey } = settings
  const origin = new URL(settings.origin)
  const issuer = new URL(settings.issuer)
  const audience = settings.audience ?? clientId
  const secure = origin.protocol === 'https:'
  // Cookies do not know ports, so two services on one machine would sign each other out.
  const cookieName = secure ? '__Host-session' : `session-${origin.port || '80'}`

  const provider = lazily(async () => {
    const config = await oidc.discovery(
      issuer,
      clientId,
      undefined,
      clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
      { execute: isLocal(issuer) ? [oidc.allowInsecureRequests] : [] },
    )
    oidc.enableNonRepudiationChecks(config)
    const { jwks_uri: keysAt, issuer: name } = config.serverMetadata()
    if (keysAt === undefined) throw new Error(`${name} does not say where its keys are`)
    return { config, name, keys: createRemoteJWKSet(new URL(keysAt)) }
  })

  /** Sealed into a cookie, so that nobody can read or make one. */
  const seal = (facts: Record<string, string>, purpose: string, seconds: number) =>
    new EncryptJWT({ ...facts, sealedAt: Date.now() })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(purpose)
      .setIssuedAt()
      .setExpirationTime(`${seconds}s`)
      .encrypt(sessionKey)

  const unseal = async (sealed: string | undefined, purpose: string) => {
    if (sealed === undefined) return undefined
    try {
      return (await jwtDecrypt(sealed, sessionKey, { audience: purpose })).payload
    } catch (failure) {
      if (failure instanceof errors.JOSEError) return undefined
      throw failure
    }
  }

  const cookie = (name: string, value: string, options: CookieOptions) =>
    serialize(name, value, { httpOnly: true, sameSite: 'Lax', secure, path: '/', ...options })
  const cookiesOf = (request: Request) => parse(request.headers.get('Cookie') ?? '')

  const sessionIn = (request: Request) => unseal(cookiesOf(request)[cookieName], 'session')

  /** Whose session a request's cookie stands for, and when it was begun, in milliseconds. */
  const begunIn = async (request: Request) => {
    const { sub, sealedAt, iat = 0 } = (await sessionIn(request)) ?? {}
    if (sub === undefined) return undefined
    return { subject: sub, at: typeof sealedAt === 'number' ? sealedAt : iat * 1000 }
  }

  async function subjectOfBearer(token: string): Promise<string | undefined> {
    const { name, keys } = await provider().catch((failure: unknown) => {
      throw unreachable(failure)
    })
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: name,
        algorithms: ['RS256', 'ES256', 'PS256', 'EdDSA'],
        requiredClaims: ['exp', 'sub'],
      })
      // An access token of Cognito names its client instead of an audience.
      const meantFor =
        payload.aud ?? (payload.token_use === 'access' && payload.client_id === clientId ? audience : [])
      return [meantFor].flat().includes(audience) ? payload.sub : undefined
    } catch (failure) {
      if (failure instanceof errors.JWKSTimeout || !(failure instanceof errors.JOSEError)) {
        throw unreachable(failure)
      }
      return undefined
    }
  }

  const routes = new Hono()
    .get('/sign-in', async (c) => {
      let config: oidc.Configuration
      try {
        config = (await provider()).config
      } catch (failure) {
        logFailure('No identity provider', failure)
        return c.html(page('The sign-in service cannot be reached', 'Please try again in a minute.'), 503)
      }
      const to = localPath(c.req.query('to'), origin)
      const verifier = oidc.randomPKCECodeVerifier()
      const state = oidc.randomState()
      const nonce = oidc.randomNonce()
      c.header(
        'Set-Cookie',
        cookie(
          signingInName(state),
          await seal({ verifier, state, nonce, to }, 'signing in', signingInSeconds),
          {
            maxAge: signingInSeconds,
            path: base,
          },
        ),
      )
      c.header('Cache-Control', 'no-store')
      return c.redirect(
        oidc.buildAuthorizationUrl(config, {
          redirect_uri: new URL(`${base}/signed-in`, origin).href,
          scope: 'openid email',
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          state,
          nonce,
        }).href,
      )
    })
    .get('/signed-in', async (c) => {
      c.header('Cache-Control', 'no-store')
      const name = signingInName(c.req.query('state') ?? '')
      const begun = await unseal(cookiesOf(c.req.raw)[name], 'signing in')
      c.header('Set-Cookie', cookie(name, '', { maxAge: 0, path: base }))
      if (!begun) {
        return c.html(
          page('Please sign in again', 'You took longer than ten minutes, or began in another browser.'),
          400,
        )
      }
      // Behind a proxy the request's own address differs from the one the provider sent the person to.
      const here = new URL(`${base}/signed-in${new URL(c.req.url).search}`, origin)
      let who: SignedIn
      try {
        const { config } = await provider()
        const tokens = await oidc.authorizationCodeGrant(config, here, {
          pkceCodeVerifier: String(begun.verifier),
          expectedState: String(begun.state),
          expectedNonce: String(begun.nonce),
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (claims === undefined) throw new Error('No id token')
        who = {
          subject: claims.sub,
          email: typeof claims.email === 'string' ? claims.email : undefined,
          emailVerified: claims.email_verified === true,
        }
      } catch (failure) {
        if (!(failure instanceof oidc.AuthorizationResponseError)) {
          logFailure('Sign-in failed', failure)
        }
        return c.html(page('You are not signed in', 'The sign-in was stopped before its end.'), 400)
      }
      try {
        if (!(await settings.admit(who))) {
          return c.html(page('You have no City Tools account', notInvited(who.email)), 403)
        }
      } catch (failure) {
        // The person is who they say; whether they may come in could not be looked up.
        console.error(
          JSON.stringify({ level: 'error', message: 'Nobody could be admitted', failure: String(failure) }),
        )
        const isBusy = failure instanceof Problem && failure.kind === 'busy'
        return c.html(
          page('Something went wrong on our side', 'You are not signed in. Please try again in a minute.'),
          isBusy ? 503 : 500,
        )
      }
      const session = await seal({ sub: who.subject }, 'session', sessionSeconds)
      c.header('Set-Cookie', cookie(cookieName, session, { maxAge: sessionSeconds }), { append: true })
      return c.redirect(new URL(String(begun.to), origin).href)
    })
    .post('/sign-out', async (c) => {
      const from = c.req.header('Origin')
      if (from !== undefined && from !== origin.origin) {
        throw new Problem('notYours', 'Signing out is done from this service itself.')
      }
      // A cookie can be kept by whoever has it, so the session itself is ended.
      const begun = await begunIn(c.req.raw)
      if (begun) await settings.signOut?.(begun.subject, begun.at)
      c.header('Set-Cookie', cookie(cookieName, '', { maxAge: 0 }))
      c.header('Cache-Control', 'no-store')
      const next = await signedOutAt()
      return c.req.header('Content-Type')?.startsWith('application/x-www-form-urlencoded')
        ? c.redirect(next, 303)
        : c.json({ next })
    })

  /** Where to go to be signed out of the provider too, where it offers that. */
  async function signedOutAt(): Promise<string> {
    const home = new URL('/', origin).href
    try {
      const { config } = await provider()
      if (config.serverMetadata().end_session_endpoint === undefined) return home
      // Cognito calls the address to come back to `logout_uri`.
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: home, logout_uri: home }).href
    } catch {
      return home
    }
  }

  return {
    routes,
    async subjectOf(request) {
      // A bad token is nobody: falling back to the cookie would let another site ride on it.
      const authorization = request.headers.get('Authorization')
      if (authorization !== null) {
        const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
        return token === undefined ? undefined : subjectOfBearer(token)
      }
      return (await sessionIn(request))?.sub
    },
    async begunAt(request) {
      return request.headers.has('Authorization') ? undefined : (await begunIn(request))?.at
    },
  }
}

/** A page to go to after signing in: only ever one of this service's own. */
export function localPath(to: string | undefined, origin: URL): string {
  if (!to?.startsWith('/')) return '/'
  const address = URL.parse(to, origin)
  if (address?.origin !== origin.origin || address.pathname.startsWith('/api/')) return '/'
  // `/.//elsewhere` parses to a path that would be read as another host.
  return `${address.pathname.replace(/^\/+/, '/')}${address.search}${address.hash}`
}

const isLocal = (address: URL) => address.protocol === 'http:' && loopback.has(address.hostname)

/** One cookie for each sign-in under way, so that two tabs do not spoil each other's. */
const signingInName = (state: string) => `signing-in-${state.replace(/[^\w-]/g, '').slice(0, 12)}`

const unreachable = (cause: unknown) => {
  logFailure('No identity provider', cause)
  return new Problem('busy', 'The sign-in service cannot be reached. Please try again in a minute.')
}

/** Works something out when first asked for and keeps it; a failure is not kept. */
function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch((failure: unknown) => {
      made = undefined
      throw failure
    })
    return made
  }
}

const notInvited = (email: string | undefined) =>
  `You signed in${email ? ` as ${escaped(email)}` : ''}, and nobody has invited that address. Ask the London Office of Technology and Innovation to invite you, or sign in with the address your invitation was sent to.`

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const page = (title: string, sentence: string) => `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} - City Tools</title>
<main>
<h1>${title}</h1>
<p>${sentence}</p>
<p><a href="${base}/sign-in?to=/our">Sign in</a> or <a href="/">go to the home page</a>.</p>
</main>
</html>`
