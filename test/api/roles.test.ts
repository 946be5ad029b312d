import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as z from 'zod'
import { described, type ShapeName, shapes } from '../../functions/api/described.ts'
import { createIdentity } from '../../functions/api/identity.ts'
import { param } from '../../functions/api/openApi.ts'
import { terms } from '../../functions/config.ts'
import { may, permissions } from '../../functions/domain/permission.ts'
import { cast } from '../../functions/local/cast.ts'
import { authorities, products } from '../../functions/reference/index.ts'
import type { Person } from '../../functions/schema/person.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import {
  admins,
  approvers,
  camden,
  createScene,
  type Expected,
  editors,
  everyone,
  hackney,
  insiders,
  loti,
  officers,
  others,
  type Role,
  roleList,
  roles,
  type Scene,
  secret,
  signedIn,
} from '../support/roles.ts'

// Every route as every role: nobody reads or changes another authority's unpublished work, and the public reads no
// field above its visibility.

const people = new Map(cast(authorities()).map((person) => [person.id, person]))
let world: Asking
const ask: Asking['ask'] = (...asked) => world.ask(...asked)

beforeAll(async () => {
  const origin = 'http://localhost'
  // Who asks is told by a header here; that a real provider says it is held in identity.test.ts.
  const { routes } = createIdentity({
    issuer: 'http://127.0.0.1:1',
    clientId: 'nobody',
    origin,
    sessionKey: new Uint8Array(32),
    admit: async () => true,
  })
  world = await createAsking({
    origin,
    settling: 0,
    identity: { subjectOf: async (request) => request.headers.get('X-Who') || undefined, routes },
    demonstration: { remove: async () => undefined, removal: async () => undefined },
  })
  for (const person of others) await world.store.putPerson(person)
})
afterAll(() => world.close())

describe('permission is one table', () => {
  test.each(permissions)('%s', (permission) => {
    const who = ['camden', 'hackney', 'member', 'loti', 'loti-camden', 'admin', 'suspended'].filter((id) =>
      may(people.get(id) as Person, permission, camden),
    )
    const everyone = ['camden', 'hackney', 'member', 'loti', 'loti-camden', 'admin', 'suspended']
    const own = ['camden', 'loti', 'loti-camden', 'admin']
    const approvers = ['loti', 'loti-camden', 'admin']
    expect(who).toEqual(
      {
        'read public': everyone,
        'read members': everyone.filter((id) => id !== 'suspended'),
        'read own': ['camden', 'member', 'loti-camden'],
        'read unpublished': own,
        propose: own,
        send: own,
        import: own,
        confirm: ['camden', 'loti-camden'],
        rate: ['camden', 'loti-camden'],
        assess: ['camden', 'loti-camden'],
        'say interest': ['camden', 'loti-camden'],
        'import for many': approvers,
        'run rounds': approvers,
        review: approvers,
        'propose merges': approvers,
        merge: approvers,
        approve: approvers,
        'read audit': approvers,
        'remove demonstration': approvers,
        'manage people': ['admin'],
      }[permission],
    )
    expect(may(undefined, permission, camden)).toBe(permission === 'read public')
  })
})

type Asked = { params?: Record<string, string>; query?: string; body?: unknown }
type Rule = [Expected, (scene: Scene) => Asked | Promise<Asked>] | [Expected]

const london = { scope: 'E12000007' }
const area = { ...london, area: 'library-management' }
const system = async (scene: Scene) => ({ params: { id: (await scene.draft('system')).recordId } })
const contract = async (scene: Scene) => ({ params: { id: (await scene.draft()).recordId } })
const drafted = (body: object | undefined) => async (scene: Scene) => ({
  params: { recordId: (await scene.draft()).recordId },
  body,
})
const sent = (body: object | undefined) => async (scene: Scene) => {
  const { submission, recordId } = await scene.sent()
  return { params: { submission }, body: body && { ...body, recordId } }
}
const shown = (kind: 'system' | 'contract') => async (scene: Scene) => ({ params: await scene.shown(kind) })
const [{ id: product = '' } = {}] = products()
const published = async (scene: Scene) => ({ params: { id: (await scene.published()).recordId } })
const imported = async (scene: Scene) => ({ params: await scene.imported() })
const opendata = async (scene: Scene) => ({ params: await scene.openData() })
const invited = async (scene: Scene) => ({ params: { id: (await scene.invited()).id } })
const rating = { vendor: 'ven_demo-quillmere', overall: 4, role: 'IT' }

const aRound = { name: 'Autumn', sections: ['system'], authorities: [camden], deadline: '2099-12-31' }
const opened = async () => {
  const { body } = await ask('loti', 'POST', '/rounds', aRound)
  return { params: { id: body.round.id } }
}

const twins = { from: 'ven_demo-tessandrel', into: 'ven_demo-amberlocke' }
const merged = async () => {
  const { body } = await ask('loti', 'POST', '/tidy/merges', twins)
  return { params: { id: body.id } }
}
/** Whoever holds a link reads what it asks about. */
const known = 'Known to whoever is asked'
const questionAbout = (recordId: string) => ({
  to: 'parking@council.example',
  days: 7,
  facts: [{ recordId, field: 'endsOn' }],
})
const asked = async (scene: Scene) => {
  const { recordId } = await scene.published('contract', known)
  const { body } = await ask('camden', 'POST', `/authorities/${camden}/questions`, questionAbout(recordId))
  return { id: String(body.id), link: new URL(body.link).searchParams.get('key'), recordId }
}
const questioned = async (scene: Scene) => ({ params: { id: (await asked(scene)).id } })

/**
 * Who gets what from each route. A new route joins with one line: its method and address as the router has them, the
 * status for each role, and what a request to it needs besides `:authority`, which is Camden (see `createScene` for
 * things to ask about). `test/support/roles.ts` says who the roles are and has a word for each usual set of them;
 * where one role differs, write `{ ...insiders(200), approverWhoProposed: 403 }`. What it answers is described in
 * `functions/api/described.ts`, and held to that here.
 */
const rules: Record<string, Rule> = {
  'GET /api/health': [everyone(200)],
  'GET /api/openapi.json': [everyone(200)],
  'GET /api/docs': [everyone(200)],

  // Here the provider cannot be reached, and no sign-in was begun.
  'GET /api/v1/sign-in': [everyone(503)],
  'GET /api/v1/signed-in': [everyone(400)],
  'POST /api/v1/sign-out': [everyone(200)],
  'GET /api/v1/session': [everyone(200)],

  'GET /api/v1/reference': [everyone(200)],
  'GET /api/v1/reference/places': [everyone(200)],
  'GET /api/v1/reference/service-areas': [everyone(200)],
  'GET /api/v1/match/authorities': [everyone(200), () => ({ query: '?name=Camden' })],
  'GET /api/v1/match/vendors': [everyone(200), () => ({ query: '?name=Quillmere' })],

  'GET /api/v1/views/overview/:scope': [everyone(200), () => ({ params: london })],
  'GET /api/v1/views/trends/:scope': [everyone(200), () => ({ params: london })],
  'GET /api/v1/views/changes/:scope': [everyone(200), () => ({ params: london })],
  'GET /api/v1/views/market/:scope': [everyone(200), () => ({ params: london })],
  'GET /api/v1/views/renewals/:scope': [everyone(200), () => ({ params: london })],
  'GET /api/v1/views/who-runs-what/:scope': [everyone(200), () => ({ params: london })],
  'GET /api/v1/views/authority/:id': [everyone(200), () => ({ params: { id: camden } })],
  'GET /api/v1/views/service-area/:scope/:area': [everyone(200), () => ({ params: area })],
  'GET /api/v1/views/buy-together/:scope/:area': [everyone(200), () => ({ params: area })],
  'GET /api/v1/views/figures/:scope': [everyone(200), () => ({ params: london })],
  'GET /api/v1/views/timeline/:scope': [everyone(200), () => ({ params: london })],
  'GET /api/v1/views/contracts/:scope': [everyone(200), () => ({ params: london })],
  'GET /api/v1/views/systems/:scope': [
    everyone(200),
    () => ({ params: london, query: `?area=${area.area}` }),
  ],
  'GET /api/v1/views/vendor/:scope/:id': [
    everyone(200),
    () => ({ params: { ...london, id: rating.vendor } }),
  ],
  'GET /api/v1/views/product/:scope/:id': [everyone(200), () => ({ params: { ...london, id: product } })],
  'GET /api/v1/views/system/:id': [everyone(200), shown('system')],
  'GET /api/v1/views/contract/:id': [everyone(200), shown('contract')],
  'GET /api/v1/views/history/:id': [everyone(200), shown('contract')],
  'GET /api/v1/views/named-systems': [
    everyone(200),
    async (scene) => ({ query: `?id=${(await scene.shown('system')).id}` }),
  ],
  'GET /api/v1/views/caught-up': [everyone(200), () => ({ query: '?record=con_x@1' })],
  'GET /api/v1/search': [everyone(200), () => ({ query: '?q=known to everyone' })],
  'GET /api/v1/tables/:table/:file{[^/]+[.](?:csv|json)}': [
    everyone(200),
    () => ({ params: { table: 'market', file: `${london.scope}.json` } }),
  ],
  'GET /api/v1/calendars/authority/:file{[^/]+[.]ics}': [
    everyone(200),
    () => ({ params: { file: 'camden.ics' } }),
  ],
  'GET /api/v1/calendars/renewals/:file{[^/]+[.]ics}': [
    everyone(200),
    () => ({ params: { file: `${london.scope}.ics` }, query: '?area=parking' }),
  ],
  'GET /api/v1/explorer/:scope': [everyone(200), () => ({ params: london })],
  'GET /api/v1/explorer/files/:name': [everyone(404), () => ({ params: { name: 'none' } })],

  'GET /api/v1/authorities/:authority/register': [insiders(200)],
  'GET /api/v1/authorities/:authority/systems': [insiders(200)],
  'GET /api/v1/authorities/:authority/systems/:id': [insiders(200), system],
  'GET /api/v1/authorities/:authority/contracts': [insiders(200)],
  'GET /api/v1/authorities/:authority/contracts/:id': [insiders(200), contract],
  'GET /api/v1/authorities/:authority/home': [insiders(200)],
  'GET /api/v1/authorities/:authority/workbook.xlsx': [insiders(200)],
  'POST /api/v1/authorities/:authority/confirmations': [
    editors(200),
    async (scene) => ({ body: { records: [(await scene.published()).recordId] } }),
  ],
  'GET /api/v1/authorities/:authority/ratings': [officers(200)],
  'PUT /api/v1/authorities/:authority/ratings': [editors(200), () => ({ body: { ratings: [rating] } })],
  'PUT /api/v1/authorities/:authority/ratings/:vendor': [
    editors(200),
    () => ({ params: { vendor: rating.vendor }, body: rating }),
  ],
  'GET /api/v1/authorities/:authority/skills': [officers(200)],
  'PUT /api/v1/authorities/:authority/skills': [editors(200), () => ({ body: { levels: [] } })],
  'PUT /api/v1/authorities/:authority/skills/:skill': [
    editors(200),
    () => ({ params: { skill: 'accessibility' }, body: { level: 'working' } }),
  ],

  'POST /api/v1/authorities/:authority/proposals': [
    insiders(201),
    () => ({ body: { kind: 'system', values: {} } }),
  ],
  'PUT /api/v1/authorities/:authority/proposals/:recordId': [
    insiders(200),
    drafted({ values: { title: secret }, revision: 1 }),
  ],
  'PATCH /api/v1/authorities/:authority/proposals/:recordId': [
    insiders(200),
    drafted({ edits: { title: { to: 'x' } } }),
  ],
  'DELETE /api/v1/authorities/:authority/proposals/:recordId': [insiders(204), drafted(undefined)],
  'GET /api/v1/authorities/:authority/submission': [insiders(200), drafted(undefined)],
  'GET /api/v1/authorities/:authority/submissions': [insiders(200), drafted(undefined)],
  'POST /api/v1/authorities/:authority/submission/send': [insiders(200), drafted({})],
  'POST /api/v1/authorities/:authority/proposals/:recordId/comments': [
    insiders(200),
    drafted({ field: 'title', text: 'It is right' }),
  ],

  'GET /api/v1/authorities/:authority/history': [insiders(200), published],
  'GET /api/v1/authorities/:authority/records/:id/versions': [insiders(200), published],
  'GET /api/v1/authorities/:authority/records/:id/as-at': [
    insiders(200),
    async (scene) => ({ ...(await published(scene)), query: '?on=2099-12-31' }),
  ],
  // Its only version says what the record says now: there is nothing to bring back.
  'POST /api/v1/authorities/:authority/records/:id/restore': [
    insiders(422),
    async (scene) => ({ ...(await published(scene)), body: { version: 1 } }),
  ],

  'GET /api/v1/members/ratings/:scope': [signedIn(200), () => ({ params: london })],
  // Of a vendor that one authority alone has rated, all read the same, as of one that nobody has.
  'GET /api/v1/members/ratings/:scope/:vendor': [
    signedIn(200),
    async (scene) => ({ params: { ...london, vendor: await scene.rated(rating) } }),
  ],
  'GET /api/v1/members/skills/:scope': [signedIn(200), () => ({ params: london })],
  'GET /api/v1/members/interests/:scope': [signedIn(200), () => ({ params: london })],
  'GET /api/v1/members/interests/:scope/:area': [
    signedIn(200),
    () => ({ params: { ...london, area: 'parking' } }),
  ],
  'GET /api/v1/rounds': [approvers(200)],
  'POST /api/v1/rounds': [approvers(201), () => ({ body: aRound })],
  'GET /api/v1/rounds/:id': [approvers(200), opened],
  'PUT /api/v1/rounds/:id': [approvers(200), async () => ({ ...(await opened()), body: aRound })],
  'POST /api/v1/rounds/:id/closing': [approvers(200), opened],
  'GET /api/v1/authorities/:authority/rounds': [insiders(200)],
  'GET /api/v1/authorities/:authority/questions': [insiders(200), questioned],
  'POST /api/v1/authorities/:authority/questions': [
    insiders(201),
    async (scene) => ({ body: questionAbout((await scene.published('contract', known)).recordId) }),
  ],
  'DELETE /api/v1/authorities/:authority/questions/:id': [insiders(204), questioned],
  // Whoever has the link, signed in or not; who has made one up gets nothing.
  'POST /api/v1/questions/reading': [
    everyone(200),
    async (scene) => ({ body: { link: (await asked(scene)).link } }),
  ],
  'POST /api/v1/questions/answering': [
    everyone(200),
    async (scene) => {
      const { link, recordId } = await asked(scene)
      const answers = [{ recordId, field: 'endsOn', says: 'unknown' }]
      return { body: { link, by: 'service manager', answers } }
    },
  ],
  'GET /api/v1/subscription': [signedIn(200)],
  'PUT /api/v1/subscription': [signedIn(200), () => ({ body: { reminders: true, alerts: 'each' } })],
  // Anyone may ask; nobody has this key.
  'POST /api/v1/unsubscribing': [everyone(404), () => ({ body: { key: 'nobody’s' } })],
  'PUT /api/v1/authorities/:authority/interests/:area': [
    editors(200),
    () => ({ params: { area: 'parking' }, body: { contact: 'digital@council.example' } }),
  ],
  'DELETE /api/v1/authorities/:authority/interests/:area': [
    editors(204),
    () => ({ params: { area: 'parking' } }),
  ],
  'GET /api/v1/members/completeness/:scope': [signedIn(200), () => ({ params: london })],
  'GET /api/v1/members/peers/:scope/:authority': [officers(200), () => ({ params: london })],
  'GET /api/v1/members/satisfaction/:scope': [signedIn(200), () => ({ params: london })],
  'GET /api/v1/members/moves/:scope': [signedIn(200), () => ({ params: london })],
  'GET /api/v1/members/moves/:scope/:product': [signedIn(200), () => ({ params: { ...london, product } })],

  'GET /api/v1/review': [approvers(200), sent(undefined)],
  'POST /api/v1/review/approvals': [
    approvers(200),
    async (scene) => ({ body: { proposals: [await scene.sent()] } }),
  ],
  'GET /api/v1/review/:submission/alike': [approvers(200), sent(undefined)],
  'GET /api/v1/audit/:authority': [loti(200), published],
  'GET /api/v1/audit/:authority/check': [loti(200), published],
  'GET /api/v1/review/:submission': [approvers(200), sent(undefined)],
  'POST /api/v1/review/:submission/approve': [approvers(200), sent({})],
  'POST /api/v1/review/:submission/return': [
    { ...approvers(200), approverWhoProposed: 403 },
    sent({ comments: [{ text: 'Say more' }] }),
  ],

  // A file is taken from whoever may import for some authority; rows of others are refused one by one.
  'POST /api/v1/imports': [{ ...insiders(201), editorElsewhere: 201 }, (scene) => ({ body: scene.file() })],
  'GET /api/v1/imports/:id': [ownImport(200), imported],
  'GET /api/v1/imports/:id/rows': [ownImport(200), imported],
  'GET /api/v1/imports/:id/refused.csv': [ownImport(200), imported],
  'POST /api/v1/imports/:id/accept': [ownImport(200), imported],
  'POST /api/v1/imports/:id/stop': [ownImport(204), imported],
  'POST /api/v1/imports/:id/undo': [ownImport(200), imported],

  'GET /api/v1/authorities/:authority/found': [
    insiders(200),
    async (scene) => {
      await scene.openData()
      return {}
    },
  ],
  'POST /api/v1/authorities/:authority/found/answers': [
    insiders(200),
    async (scene) => {
      await scene.openData()
      return { body: { answers: [{ id: 'fnd_none', revision: 1, answer: 'not ours' }] } }
    },
  ],
  'POST /api/v1/authorities/:authority/names': [
    insiders(204),
    () => ({ body: { answers: [{ name: 'Quill', vendor: rating.vendor, same: false }] } }),
  ],
  'POST /api/v1/imports/:id/names': [
    ownImport(200),
    async (scene) => ({
      ...(await imported(scene)),
      body: { answers: [{ name: 'Quill', vendor: rating.vendor, same: false }] },
    }),
  ],
  'GET /api/v1/open-data': [approvers(200), opendata],
  'POST /api/v1/open-data': [approvers(201), (scene) => ({ body: scene.loaded() })],
  'GET /api/v1/open-data/:id': [approvers(200), opendata],
  'POST /api/v1/open-data/:id/suggestions': [approvers(200), opendata],

  'GET /api/v1/people': [admins(200)],
  'POST /api/v1/people': [
    admins(201),
    () => ({ body: { name: 'New', email: `${crypto.randomUUID()}@example.org`, editorOf: [hackney] } }),
  ],
  'GET /api/v1/people/:id': [admins(200), invited],
  'PUT /api/v1/people/:id': [
    admins(200),
    async (scene) => {
      const { id, revision } = await scene.invited()
      return { params: { id }, body: { name: 'Newer', editorOf: [camden], revision } }
    },
  ],
  'DELETE /api/v1/people/:id': [admins(204), invited],
  'POST /api/v1/people/:id/suspension': [admins(200), invited],
  'DELETE /api/v1/people/:id/suspension': [admins(200), invited],
  'POST /api/v1/people/:id/invitation': [admins(200), invited],

  'GET /api/v1/tidy': [loti(200)],
  'GET /api/v1/tidy/preview': [loti(200), () => ({ query: `?from=${twins.from}&into=${twins.into}` })],
  'GET /api/v1/tidy/merges': [loti(200)],
  'GET /api/v1/tidy/merges/:id': [loti(200), merged],
  'POST /api/v1/tidy/proposals': [
    loti(201),
    () => ({ body: { from: 'ven_demo-hollowgate', into: 'ven_demo-marlowen' } }),
  ],
  'POST /api/v1/tidy/merges': [approvers(201), () => ({ body: twins })],
  'POST /api/v1/tidy/merges/:id/steps': [approvers(200), merged],
  'POST /api/v1/tidy/merges/:id/undoing': [approvers(200), merged],
  'POST /api/v1/tidy/merges/:id/looks': [approvers(200), merged],
  // What is merged was never only proposed.
  'POST /api/v1/tidy/merges/:id/declining': [approvers(409), merged],
  'POST /api/v1/tidy/apart': [
    approvers(200),
    () => ({ body: { from: 'ven_demo-pelhamber', into: 'ven_demo-stonequay' } }),
  ],
  'GET /api/v1/tidy/entries/:id': [approvers(200), () => ({ params: { id: 'ven_demo-windlerush' } })],
  'PUT /api/v1/tidy/entries/:id': [
    approvers(200),
    () => ({ params: { id: 'ven_demo-windlerush' }, body: { name: 'Windlerush Civic' } }),
  ],

  'POST /api/v1/demonstration/remove': [approvers(200)],
}

/** An import is its reader's own, and LOTI's; to anyone else who is signed in there is no such import. */
function ownImport(status: number): Expected {
  return { ...signedIn(404), editor: status, approver: status, approverWhoProposed: status }
}

/** What every request passes; none of them answers by itself. */
const passedByAll = [
  '/*',
  '/api/*',
  '/api/v1/authorities/:authority/*',
  '/api/v1/calendars/*',
  '/api/v1/search',
  '/api/v1/tables/*',
  '/api/v1/views/*',
]

/** Those who may see Camden's unpublished work. */
const inside = new Set(roleList.filter((role) => insiders(200)[role] === 200))

describe('every route as every role', () => {
  test('each route of the router has its rule, and each rule its route', () => {
    const routes = world.app.routes.filter(({ method }) => method !== 'ALL')
    expect([...new Set(routes.map(({ method, path }) => `${method} ${path}`))].sort()).toEqual(
      Object.keys(rules).sort(),
    )
    const middleware = world.app.routes.filter(({ method }) => method === 'ALL')
    expect([...new Set(middleware.map(({ path }) => path))].sort()).toEqual(passedByAll)
  })

  test.each(Object.entries(rules))('%s', async (route, [expected, about]) => {
    const scene = createScene(world)
    const [method = '', address = ''] = route.split(' ')
    const given: Partial<Record<Role, number>> = {}
    for (const role of roleList) {
      await scene.clear()
      const { params = {}, query = '', body } = (await about?.(scene)) ?? {}
      const path = address.replaceAll(param, (_, name: string) =>
        encodeURIComponent(name === 'authority' ? camden : (params[name] ?? `no ${name}`)),
      )
      const isForm = body instanceof FormData
      const answer = await world.app.request(`${path}${query}`, {
        method,
        headers: { 'X-Who': roles[role], ...(!isForm && { 'Content-Type': 'application/json' }) },
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      })
      given[role] = answer.status
      const text = await answer.text()
      if (!inside.has(role)) expect(text, `${route} as ${role}`).not.toContain(secret)
      const gives = described[route]?.gives ?? ''
      if (answer.ok && gives in shapes) {
        // The document says what is answered, and all of it.
        const told = JSON.parse(text)
        const shape: z.ZodType = shapes[gives as ShapeName]
        expect(shape.parse(told), `${route} as ${role}`).toEqual(told)
        expect(answer.status).toBe(described[route]?.status ?? answer.status)
      }
      const isPage = answer.headers.get('Content-Type')?.startsWith('text/html')
      if (answer.status >= 400 && !isPage) {
        expect(answer.headers.get('Content-Type'), `${route} as ${role}`).toBe('application/problem+json')
      }
    }
    expect(given).toEqual(expected)
  })
})

describe('what nobody may see or do', () => {
  let recordId = ''
  let submission = ''
  beforeAll(() => createScene(world).clear())

  test('an editor drafts', async () => {
    const { status, body } = await ask('camden', 'POST', `/authorities/${camden}/proposals`, {
      kind: 'contract',
      values: {
        title: secret,
        supplier: 'ven_demo-quillmere',
        serviceAreas: ['library-management'],
        endsOn: '2029-05-17',
        annualPounds: 123_457,
        wholeLifePounds: 987_653,
        buyingTogether: 'yes',
        heldBack: [
          { field: 'annualPounds', ground: 'commercially sensitive', reviewOn: '2027-01-01' },
          { field: 'endsOn', ground: 'commercially sensitive', reviewOn: '2027-01-01' },
        ],
      },
    })
    expect(status).toBe(201)
    recordId = body.recordId
    submission = body.submission
  })

  test('an editor of one authority cannot reach another’s record through their own', async () => {
    const taken = await ask('hackney', 'PUT', `/authorities/${hackney}/proposals/${recordId}`, {
      values: {},
      revision: 0,
    })
    expect(taken.status).toBe(404)
    expect((await ask('hackney', 'GET', `/authorities/${hackney}/contracts/${recordId}`)).status).toBe(404)
  })

  test('nobody decides on what they typed or sent, whatever else they may', async () => {
    await ask('loti-camden', 'PUT', `/authorities/${camden}/proposals/${recordId}`, {
      values: (await ask('camden', 'GET', `/authorities/${camden}/contracts/${recordId}`)).body.proposal
        .values,
      revision: 1,
    })
    expect((await ask('camden', 'POST', `/authorities/${camden}/submission/send`, {})).status).toBe(200)
    const own = await ask('loti-camden', 'POST', `/review/${submission}/approve`, {})
    expect(own.body.results).toMatchObject([{ outcome: 'refused' }])
    expect(
      (
        await ask('loti-camden', 'POST', `/review/${submission}/return`, {
          recordId,
          comments: [{ text: 'x' }],
        })
      ).status,
    ).toBe(403)
  })

  test('approving twice is one approval', async () => {
    const once = await ask('loti', 'POST', `/review/${submission}/approve`, {})
    const twice = await ask('loti', 'POST', `/review/${submission}/approve`, { records: [recordId] })
    expect(once.body.results).toEqual([{ recordId, outcome: 'approved', version: 1 }])
    expect(twice.body.results).toEqual(once.body.results)
    const approvals = (await world.store.audit.of(camden)).filter(
      (event) => event.action === 'approved' && event.recordId === recordId,
    )
    expect(approvals).toHaveLength(1)
  })

  test('what is held back, or for members alone, reaches nobody who may not see it', async () => {
    await applyRecords(world.store, [{ authority: camden, kind: 'contract', id: recordId }], {
      terms,
      day: '2026-11-24',
    })
    for (const who of ['', 'hackney', 'member', 'loti']) {
      for (const path of [
        `/views/authority/${camden}`,
        '/views/overview/E12000007',
        '/views/market/E12000007',
        '/views/market/E12000007?area=library-management',
        '/views/renewals/E12000007',
        '/views/renewals/E12000007?area=library-management',
        '/views/service-area/E12000007/library-management',
      ]) {
        const { status, body } = await ask(who, 'GET', path)
        expect([path, status]).toEqual([path, 200])
        const text = JSON.stringify(body)
        for (const hidden of ['123457', '987653', '2029-05-17', 'buyingTogether', 'reviewOn']) {
          expect(text, `${path} as “${who}”`).not.toContain(hidden)
        }
      }
    }
    const { body } = await ask('', 'GET', `/views/authority/${camden}`)
    expect(body.contracts[0]).toMatchObject({
      title: secret,
      endsQuarter: '2029-Q2',
      decision: { about: true },
    })
  })

  test('a write that another site began is refused, cookie or none', async () => {
    const answer = await ask(
      'camden',
      'POST',
      `/authorities/${camden}/proposals`,
      { kind: 'system', values: {} },
      { Origin: 'https://elsewhere.example' },
    )
    expect(answer.status).toBe(403)
  })
})
