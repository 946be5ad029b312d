import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { interactionPolicy, Provider } from 'oidc-provider'
import type { Person } from '../schema/person.ts'
import { clientId, issuerAt, type Keys } from './keys.ts'
import { createMemory } from './providerMemory.ts'

// A real OpenID Connect provider beside the service, so that signing in takes the same path here as when deployed.
// Its sign-in page asks for no password: one picks a role from the cast.

const mount = '/identity'

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Answers every request under `/identity`; hands back whether it did. */
export function createProvider({ origin, keys, people }: { origin: string; keys: Keys; people: Person[] }) {
  const provider = new Provider(issuerAt(origin), {
    clients: [
      {
        client_id: clientId,
        client_secret: keys.clientSecret,
        redirect_uris: [`${origin}/api/v1/signed-in`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    adapter: createMemory(),
    jwks: { keys: [keys.signing] },
    cookies: { keys: [keys.providerCookies] },
    findAccount: (_: unknown, id: string) =>
      people.some((person) => person.id === id) ? { accountId: id, claims: () => ({ sub: id }) } : undefined,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: {
      policy: withoutConsent(),
      url: (_: unknown, { uid }: { uid: string }) => `${mount}/people/${uid}`,
    },
    async loadExistingGrant({
      oidc,
    }: {
      oidc: { client: { clientId: string }; account: { accountId: string } }
    }) {
      const grant = new provider.Grant({ accountId: oidc.account.accountId, clientId: oidc.client.clientId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      IdToken: 3600,
      Interaction: 3600,
      Grant: 3600,
      Session: 3600,
    },
    renderError(context: { type: string; body: string }, { error }: { error: string }) {
      context.type = 'html'
      context.body = layout(
        'Please sign in again',
        `<p>The local sign-in could not go on (${html(error)}).</p><p><a href="/api/v1/sign-in?to=/our">Start again</a></p>`,
      )
    },
  })
  provider.on('server_error', (_, failure) => {
    console.error(JSON.stringify({ message: 'The local sign-in failed', failure: String(failure) }))
  })
  const handle = provider.callback()

  const answer: Handle = async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    if (path.startsWith(`${mount}/people/`)) return choose(request, response)
    // Changing roles is what the local sign-in is for, so whoever signed in last is never remembered.
    const { cookie } = request.headers
    if (cookie !== undefined) request.headers.cookie = cookie.replace(/(^|; )_session(\.sig)?=[^;]*/g, '')
    // The provider works out its own addresses from the two.
    const url = request.url ?? ''
    Object.assign(request, { originalUrl: url, url: url.slice(mount.length) || '/' })
    return handle(request, response)
  }

  const choose: Handle = async (request, response) => {
    let uid: string
    try {
      uid = (await provider.interactionDetails(request, response)).uid
    } catch {
      return show(
        response,
        400,
        'Please sign in again',
        '<p>This page has been open for too long.</p><p><a href="/api/v1/sign-in?to=/our">Start again</a></p>',
      )
    }
    if (request.method !== 'POST') return show(response, 200, 'Who are you?', chooser(uid, people))
    const chosen = new URLSearchParams(await bodyOf(request)).get('person')
    const person = people.find(({ id }) => id === chosen)
    await provider.interactionFinished(
      request,
      response,
      person ? { login: { accountId: person.id, remember: false } } : { error: 'access_denied' },
    )
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    if (!/^\/identity(?:[/?]|$)/.test(request.url ?? '')) return false
    await answer(request, response)
    return true
  }
}

/** Our own service is the only client, so nobody is asked to consent to anything. */
function withoutConsent() {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  return policy
}

const mostBytes = 10_000

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > mostBytes) return ''
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

const html = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** What a person may do, in a few words. */
export function roleOf({ memberOf, editorOf, approver, admin, suspended }: Person): string {
  if (suspended) return 'suspended: may do nothing'
  const roles = [
    editorOf.length > 0 && 'edits',
    editorOf.length === 0 && memberOf.length > 0 && 'reads what members see',
    approver && 'approves',
    admin && 'administers',
  ].filter((role) => role !== false)
  return roles.join(' and ')
}

function chooser(uid: string, people: Person[]): string {
  const button = (person: Person) =>
    `<li><button name="person" value="${html(person.id)}"><strong>${html(person.name)}</strong> <span>${html(person.id)}: ${html(roleOf(person))}</span></button></li>`
  const others = people.filter(
    ({ approver, suspended, editorOf }) => approver || suspended || editorOf.length !== 1,
  )
  const editors = people.filter((person) => !others.includes(person))
  return `
<p>This is the sign-in of a City Tools that runs on your own machine. These people are roles and not real people,
and there is no password.</p>
<form method="post" action="${mount}/people/${html(uid)}">
<h2>LOTI and others</h2>
<ul>${others.map(button).join('\n')}</ul>
<h2>Borough IT leads</h2>
<ul>${editors.map(button).join('\n')}</ul>
<p><button name="person" value="">Do not sign in</button></p>
</form>`
}

function show(response: ServerResponse, status: number, title: string, body: string) {
  const nonce = randomBytes(16).toString('base64url')
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(layout(title, body, nonce))
}

const layout = (title: string, body: string, nonce = '') => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - City Tools local sign-in</title>
<style nonce="${nonce}">
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; color: #0b0c0c; background: #fff }
ul { list-style: none; padding: 0; display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)) }
button { font: inherit; width: 100%; min-height: 3rem; padding: .5rem .75rem; text-align: left; color: inherit; background: #f3f2f1; border: 2px solid #505a5f; cursor: pointer }
p > button { width: auto }
button:hover { background: #dbdad9 }
button:focus-visible, a:focus-visible { outline: 3px solid #0b0c0c; background: #fd0; color: #0b0c0c }
button span { display: block; font-size: 1rem; color: #383f43 }
a { color: #1a65a6 }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`
