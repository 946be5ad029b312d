import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAdmission } from '../../functions/api/admission.ts'
import { emptyChain, readEvent } from '../../functions/domain/audit.ts'
import { auditTrail } from '../../functions/tasks/auditTrail.ts'
import { type Asking, createAsking } from '../support/asking.ts'

// LOTI looks after people: who is invited, what they may do, and that who leaves is out at once.

const camden = 'E09000007'
const hackney = 'E09000012'
let service: Asking
let admit: ReturnType<typeof createAdmission>
const ask: Asking['ask'] = (...asked) => service.ask(...asked)

beforeAll(async () => {
  service = await createAsking({ origin: 'https://tools.example' })
  admit = createAdmission({ store: service.store })
})
afterAll(() => service.close())

const invitation = {
  name: 'New IT lead',
  email: ' New.Lead@Camden.Example.org ',
  editorOf: [camden],
  memberOf: [hackney],
}
const comesIn = (subject: string, email: string, emailVerified = true) =>
  admit({ subject, email, emailVerified })

describe('an invitation', () => {
  let id = ''
  test('makes a person and one message to them, however often it is sent', async () => {
    const made = await ask('admin', 'POST', '/people', invitation)
    expect([made.status, made.body.state]).toEqual([201, 'invited'])
    expect(made.body).toMatchObject({ email: 'new.lead@camden.example.org', memberOf: [camden, hackney] })
    expect(made.body.id).toMatch(/^per_/)
    id = made.body.id
    const again = await ask('admin', 'POST', '/people', invitation)
    expect([again.status, again.body.id]).toEqual([200, id])
    const messages = await service.store.messages.all()
    expect(messages).toMatchObject([{ to: 'new.lead@camden.example.org', kind: 'invitation' }])
    expect(messages[0]?.body).toContain('keep the register of Camden')
    expect(messages[0]?.body).toContain('as an officer of Hackney')
    expect(messages[0]?.body).toContain('https://tools.example/api/v1/sign-in?to=/our')
  })
  test('with other roles at a known address is refused, naming the person', async () => {
    const refused = await ask('admin', 'POST', '/people', { ...invitation, approver: true })
    expect([refused.status, refused.body.person]).toEqual([409, id])
  })
  test('ten at once to one address make one person', async () => {
    const asked = { ...invitation, email: 'ten@example.org' }
    const made = await Promise.all(Array.from({ length: 10 }, () => ask('admin', 'POST', '/people', asked)))
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1)
    expect(made.filter(({ status }) => status === 201)).toHaveLength(1)
  })
  test.each([
    [{ email: 'nonsense' }, 'email', 'Enter an e-mail address in the correct format'],
    [{ name: ' ' }, 'name', 'Enter their name'],
    [{ editorOf: [], memberOf: [] }, 'editorOf', 'Choose at least one authority'],
    [{ editorOf: ['E09999999'] }, 'editorOf', 'There is no authority'],
  ])('%j is refused at its field', async (wrong, field, text) => {
    const { status, body } = await ask('admin', 'POST', '/people', { ...invitation, ...wrong })
    expect(status).toBe(422)
    expect(body.fields[field]).toContain(text)
  })
  test('is taken up only at a checked address of its own, and by one person', async () => {
    expect(await comesIn('sub-1', 'new.lead@camden.example.org', false)).toBe(false)
    expect(await comesIn('sub-1', 'other@camden.example.org')).toBe(false)
    expect((await ask('sub-1', 'GET', '/session')).body.person).toBeNull()
    expect(await comesIn('sub-1', 'New.Lead@camden.example.org')).toBe(true)
    expect(await comesIn('sub-1', 'renamed@camden.example.org')).toBe(true)
    expect(await comesIn('sub-2', 'new.lead@camden.example.org')).toBe(false)
    const { body } = await ask('sub-1', 'GET', '/session')
    expect(body.person).toEqual({
      id,
      name: 'New IT lead',
      email: 'new.lead@camden.example.org',
      memberOf: [camden, hackney],
      editorOf: [camden],
      approver: false,
      admin: false,
      suspended: false,
    })
    expect(body.actsFor).toEqual(['Camden', 'Hackney'])
  })
  test('sent again makes its person sign in afresh, as whoever the provider now says', async () => {
    expect((await ask('admin', 'POST', `/people/${id}/invitation`)).body.state).toBe('invited')
    expect((await ask('sub-1', 'GET', `/authorities/${camden}/systems`)).status).toBe(401)
    expect(await comesIn('sub-3', 'new.lead@camden.example.org')).toBe(true)
    expect((await ask('sub-3', 'GET', `/authorities/${camden}/systems`)).status).toBe(200)
    expect(
      (await service.store.messages.all()).filter(({ to }) => to === 'new.lead@camden.example.org'),
    ).toHaveLength(2)
  })
})

describe('a change', () => {
  const roles = { name: 'Hackney IT lead', memberOf: [hackney], approver: false, admin: false }
  test('counts from the next request on', async () => {
    const before = await ask('admin', 'GET', '/people/hackney')
    const put = (body: object, headers = {}) => ask('admin', 'PUT', '/people/hackney', body, headers)
    expect((await ask('hackney', 'GET', `/authorities/${camden}/systems`)).status).toBe(403)
    const made = await put({ ...roles, editorOf: [hackney, camden], revision: before.body.revision })
    expect(made.status).toBe(200)
    expect((await ask('hackney', 'GET', `/authorities/${camden}/systems`)).status).toBe(200)
    const late = await put({ ...roles, editorOf: [], revision: before.body.revision })
    expect([late.status, late.body.person.editorOf]).toEqual([409, [camden, hackney]])
    expect((await put({ ...roles, editorOf: [hackney] })).status).toBe(422)
    const etag = made.headers.get('ETag') ?? ''
    expect((await put({ ...roles, editorOf: [hackney] }, { 'If-Match': etag })).status).toBe(200)
    expect((await put({ ...roles, editorOf: [hackney] }, { 'If-Match': etag })).status).toBe(200)
    expect((await put(roles, { 'If-Match': 'nonsense' })).status).toBe(400)
    expect((await ask('hackney', 'GET', `/authorities/${camden}/systems`)).status).toBe(403)
  })
  test('to oneself cannot end one’s own administration or access', async () => {
    const { body } = await ask('admin', 'GET', '/people/admin')
    const own = { ...body, admin: false }
    expect((await ask('admin', 'PUT', '/people/admin', own)).status).toBe(403)
    for (const [method, path] of [
      ['POST', '/people/admin/suspension'],
      ['POST', '/people/admin/invitation'],
      ['DELETE', '/people/admin'],
    ] as const) {
      expect([path, (await ask('admin', method, path)).status]).toEqual([path, 403])
    }
  })
  test('by two administrators on each other at once leaves one', async () => {
    for (const id of ['loti', 'loti-2']) {
      const { body } = await ask('admin', 'GET', `/people/${id}`)
      expect((await ask('admin', 'PUT', `/people/${id}`, { ...body, admin: true })).status).toBe(200)
    }
    expect((await ask('loti', 'DELETE', '/people/admin')).status).toBe(204)
    const both = await Promise.all([
      ask('loti', 'POST', '/people/loti-2/suspension'),
      ask('loti-2', 'POST', '/people/loti/suspension'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403])
    const acting = (await service.store.people.all()).filter((one) => one.admin && !one.suspended)
    expect(acting).toHaveLength(1)
  })
})

describe('who leaves', () => {
  let admin = ''
  beforeAll(async () => {
    admin = (await service.store.people.all()).find((one) => one.admin && !one.suspended)?.id ?? ''
  })
  test('is out at once when suspended, their draft stays with colleagues, and comes back as they were', async () => {
    const drafts = `/authorities/${camden}/proposals`
    const values = { name: 'Housing repairs' }
    const draft = await ask('camden', 'POST', drafts, { kind: 'system', values })
    expect(draft.status).toBe(201)
    expect((await ask(admin, 'POST', '/people/camden/suspension')).status).toBe(200)
    const shut = await ask('camden', 'GET', `/authorities/${camden}/submission`)
    expect([shut.status, shut.body.detail]).toEqual([
      403,
      'Your account is suspended. Ask a LOTI administrator to restore it.',
    ])
    const colleague = await ask('loti-camden', 'GET', `/authorities/${camden}/submission`)
    expect(colleague.body.proposals.map((one: { proposal: unknown }) => one.proposal)).toMatchObject([
      { recordId: draft.body.recordId, values, editors: ['camden'] },
    ])
    const saved = await ask('loti-camden', 'PUT', `${drafts}/${draft.body.recordId}`, {
      values: { ...values, serviceAreas: ['housing-management'] },
      revision: draft.body.revision,
    })
    expect([saved.status, saved.body.editors]).toEqual([200, ['camden', 'loti-camden']])
    expect((await ask(admin, 'DELETE', '/people/camden/suspension')).body.state).toBe('active')
    expect((await ask('camden', 'GET', `/authorities/${camden}/submission`)).status).toBe(200)
  })
  test('is nobody once removed, and is listed no more', async () => {
    expect((await ask(admin, 'DELETE', '/people/camden')).status).toBe(204)
    expect((await ask(admin, 'DELETE', '/people/camden')).status).toBe(204)
    expect((await ask('camden', 'GET', `/authorities/${camden}/submission`)).status).toBe(401)
    expect((await ask('camden', 'GET', '/session')).body.person).toBeNull()
    expect(await comesIn('camden', 'camden@cast.example.org')).toBe(false)
    const { body } = await ask(admin, 'GET', `/people?authority=${camden}`)
    expect(body.people.map(({ id }: { id: string }) => id)).not.toContain('camden')
    const gone = await ask(admin, 'GET', '/people?state=removed&q=camden')
    expect(gone.body.people).toMatchObject([{ name: 'Camden IT lead', email: '', memberOf: [] }])
    expect((await ask('loti-camden', 'GET', `/authorities/${camden}/submission`)).status).toBe(200)
  })
  test('stays out after a restart of the service, which makes the cast known again', async () => {
    const { cast } = await import('../../functions/local/cast.ts')
    const { authorities } = await import('../../functions/reference/index.ts')
    for (const person of cast(authorities())) await service.store.putPerson(person)
    expect((await ask('camden', 'GET', '/session')).body.person).toBeNull()
  })
  test('all of it is on one chain, whole', async () => {
    const events = await service.store.people.events()
    const trail = auditTrail()
    for await (const item of service.store.table.scan()) trail.take(item)
    expect(await trail.faults(service.store)).toEqual([])
    const about = (id: string) => events.filter(({ person }) => person?.id === id).map(({ action }) => action)
    expect(about('camden')).toEqual(['suspended', 'restored', 'removed'])
    const [first] = events
    const text = JSON.stringify({ ...first, person: { id: 'x', may: '' } })
    expect(readEvent(emptyChain, { n: 1, revision: 1, text }).fault).toBe('event 1 was changed')
  })
})

test('the list is cut into pages by name, and narrowed by authority, role, state and words', async () => {
  const admin = (await service.store.people.all()).find((one) => one.admin && !one.suspended)?.id ?? ''
  const seen: string[] = []
  let next: string | undefined
  do {
    const { body } = await ask(admin, 'GET', `/people?limit=7${next ? `&after=${next}` : ''}`)
    expect(body.people.length).toBeLessThanOrEqual(7)
    seen.push(...body.people.map(({ name }: { name: string }) => name))
    next = body.next
    if (!next) expect(seen).toHaveLength(body.total)
  } while (next)
  expect(seen).toEqual([...seen].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
  const ids = async (query: string) =>
    (await ask(admin, 'GET', `/people?${query}`)).body.people.map(({ id }: { id: string }) => id)
  expect(await ids('role=member&authority=E09000007')).toEqual(['member'])
  expect(await ids('role=editor&authority=E09000021')).toEqual(
    ['kingston-upon-thames', 'kingston-sutton'].sort(),
  )
  expect(await ids('q=shared')).toEqual(['kingston-sutton'])
  expect((await ask(admin, 'GET', '/people?role=king')).status).toBe(422)
  expect((await ask(admin, 'GET', '/people?limit=1000')).status).toBe(422)
})
