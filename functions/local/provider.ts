import type { IncomingMessage, ServerResponse } from 'node:http'
import { interactionPolicy, Provider } from 'oidc-provider'
import { sha256 } from '../domain/audit.ts'
import { stateOf } from '../domain/person.ts'
import { logFailure } from '../log.ts'
import type { Account } from '../schema/person.ts'
import { clientId, issuerAt, type Keys } from './keys.ts'
import { html, layout, show } from './page.ts'
import { createMemory } from './providerMemory.ts'

// A real OpenID Connect provider beside the service, so that signing in takes the same path here as when deployed.
// Its sign-in page asks for no password: one picks a role from the cast, or someone who was invited.

const mount = '/identity'

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What the provider calls someone: what the service knows them by, or a name of its own for who was only invited. */
const subjectOf = ({ subject, email }: Account) => subject ?? `local-${sha256(email).slice(0, 20)}`

/** Answers every request under `/identity`; hands back whether it did. */
export function createProvider({
  origin,
  keys,
  people: everyone,
}: {
  origin: string
  keys: Keys
  people: () => Promise<Account[]>
}) {
  const people = async () => (await everyone()).filter((one) => stateOf(one) !== 'removed')
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
    findAccount: async (_: unknown, id: string) => {
      const person = (await people()).find((one) => subjectOf(one) === id)
      const claims = () => ({ sub: id, email: person?.email, email_verified: true })
      return person ? { accountId: id, claims } : undefined
    },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    // Cognito, too, tells the address in the id token.
    conformIdTokenClaims: false,
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
      grant.addOIDCScope('openid email')
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
    logFailure('The local sign-in failed', failure)
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
    if (request.method !== 'POST') return show(response, 200, 'Who are you?', chooser(uid, await people()))
    const chosen = new URLSearchParams(await bodyOf(request)).get('person')
    const person = (await people()).find((one) => subjectOf(one) === chosen)
    await provider.interactionFinished(
      request,
      response,
      person ? { login: { accountId: subjectOf(person), remember: false } } : { error: 'access_denied' },
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

/** What a person may do, in a few words. */
function roleOf({ memberOf, editorOf, approver, admin, suspended }: Account): string {
  if (suspended) return 'suspended: may do nothing'
  const roles = [
    editorOf.length > 0 && 'edits',
    editorOf.length === 0 && memberOf.length > 0 && 'reads what members see',
    approver && 'approves',
    admin && 'administers',
  ].filter((role) => role !== false)
  return roles.join(' and ')
}

function chooser(uid: string, people: Account[]): string {
  const button = (person: Account) =>
    `<li><button name="person" value="${html(subjectOf(person))}"><strong>${html(person.name)}</strong> <span>${html(person.invitedAt ? person.email : person.id)}: ${html(roleOf(person))}</span></button></li>`
  const invited = people.filter(({ invitedAt }) => invitedAt)
  const cast = people.filter((person) => !invited.includes(person))
  const others = cast.filter(
    ({ approver, suspended, editorOf }) => approver || suspended || editorOf.length !== 1,
  )
  const editors = cast.filter((person) => !others.includes(person))
  const group = (title: string, members: Account[]) =>
    members.length > 0 ? `<h2>${title}</h2>\n<ul>${members.map(button).join('\n')}</ul>` : ''
  return `
<p>This is the sign-in of a City Tools that runs on your own machine. These people are roles and not real people,
and there is no password. What City Tools writes to people is in <a href="/outbox">the outbox</a>.</p>
<form method="post" action="${mount}/people/${html(uid)}">
${group('Invited', invited)}
${group('LOTI and others', others)}
${group('Borough IT leads', editors)}
<p><button name="person" value="">Do not sign in</button></p>
</form>`
}
