import { SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLinks } from '../../functions/api/links.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { camden, createScene, hackney } from '../support/roles.ts'

// Facts asked of someone without an account: the link does what it is for, once, until its day, and nothing else.

let world: Asking
let clock = new Date('2026-12-01T10:00:00.000Z')
let contract = ''

const questions = `/authorities/${camden}/questions`
const ask: Asking['ask'] = (...asked) => world.ask(...asked)
const keyIn = (link: string) => new URL(link).searchParams.get('key') ?? ''

beforeAll(async () => {
  world = await createAsking({ now: () => clock })
})
afterAll(() => world.close())
beforeEach(async () => {
  clock = new Date('2026-12-01T10:00:00.000Z')
  const scene = createScene(world)
  await scene.clear()
  contract = (await scene.published('contract', 'Parking permits')).recordId
})

const fields = ['endsOn', 'annualPounds', 'renewal']
const asking = (more: object = {}) => ({
  to: 'parking@council.example',
  note: 'You said this was renewed',
  days: 14,
  facts: fields.map((field) => ({ recordId: contract, field })),
  ...more,
})
const asked = async (more: object = {}) => await world.told('camden', 'POST', questions, asking(more))
const read = (link: string) => ask('', 'POST', '/questions/reading', { link })
const answer = (link: string, answers: object[], more: object = {}) =>
  ask('', 'POST', '/questions/answering', {
    link,
    by: 'Parking service manager',
    answers: answers.map((one) => ({ recordId: contract, ...one })),
    ...more,
  })
const changes = [
  { field: 'endsOn', says: 'change', to: { day: '31', month: '3', year: '2029' } },
  { field: 'annualPounds', says: 'change', to: '£48,000' },
  { field: 'renewal', says: 'change', from: 'ends', to: 'rolls over', withIt: { to: '12' } },
]
const draftOf = async () => (await ask('camden', 'GET', `/authorities/${camden}/contracts/${contract}`)).body

test('whoever is asked is written to, reads what is on the register, and their answer waits as a draft that names the link', async () => {
  const question = await asked()
  expect(question).toMatchObject({
    state: 'open',
    expiresOn: '2026-12-15',
    titles: { [contract]: 'Parking permits' },
  })
  const message = (await world.store.messages.all()).find(({ to }) => to === 'parking@council.example')
  expect(message?.body).toContain(question.link)
  expect(message?.body).toContain('You said this was renewed')
  const link = keyIn(question.link)

  const shown = await read(link)
  expect(shown.headers.get('Cache-Control')).toBe('no-store')
  expect(shown.body.facts.map(({ field }: { field: string }) => field)).toEqual(fields)
  expect(shown.body.authority.name).toBe('Camden')

  expect((await answer(link, changes)).status).toBe(200)
  const { proposal, record } = await draftOf()
  expect(record).not.toHaveProperty('endsOn')
  expect(proposal).toMatchObject({
    outcome: 'draft',
    action: 'update',
    values: { annualPounds: '£48,000', renewal: 'rolls over', rollMonths: '12' },
    typedBy: { endsOn: { by: question.id, byName: 'Parking service manager' } },
    answers: [{ question: question.id, to: 'parking@council.example', by: 'Parking service manager' }],
  })
  const told = await world.told('camden', 'GET', questions)
  expect(told.questions[0]).toMatchObject({
    id: question.id,
    state: 'answered',
    answer: { at: clock.toISOString() },
  })
  expect(told.questions[0].link).toBeUndefined()

  // It goes its usual way: sent by the authority, decided on by LOTI, told with what it came from.
  await world.told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
  await world.told('loti', 'POST', `/review/${proposal.submission}/approve`, {})
  expect((await draftOf()).record).toMatchObject({
    endsOn: '2029-03-31',
    annualPounds: 48_000,
    renewal: 'rolls over',
    rollMonths: 12,
  })
})

test('an answer that says all is still correct writes no draft, and confirms nothing by itself', async () => {
  const { link } = await asked({ facts: [{ recordId: contract, field: 'renewal' }] })
  expect((await answer(keyIn(link), [{ field: 'renewal', says: 'correct' }])).status).toBe(200)
  const { proposal, record } = await draftOf()
  expect(proposal).toBeNull()
  expect(await world.store.submissions.open(camden)).toBeUndefined()
  expect(record.version).toBe(1)
})

test('sent twice it is answered once; another answer to the same link is refused', async () => {
  const link = keyIn((await asked()).link)
  const both = await Promise.all([answer(link, changes), answer(link, changes)])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect((await draftOf()).proposal.answers).toHaveLength(1)
  const other = await answer(
    link,
    fields.map((field) => ({ field, says: 'unknown' })),
  )
  expect([other.status, other.body.detail]).toEqual([409, expect.stringContaining('answered already')])
  // It can still be read, to see that it arrived.
  expect((await read(link)).body.answer.by).toBe('Parking service manager')
})

test('asked again under the same key it is asked once, and written once', async () => {
  const key = { 'Idempotency-Key': 'a' }
  const before = (await world.store.messages.all()).length
  const [one, two] = await Promise.all([
    ask('camden', 'POST', questions, asking(), key),
    ask('camden', 'POST', questions, asking(), key),
  ])
  expect(one.body.id).toBe(two.body.id)
  expect([one.status, two.status].sort()).toEqual([200, 201])
  expect((await world.store.messages.all()).length).toBe(before + 1)
})

test('another question under the same key is refused: nobody is told that somebody was asked who was not', async () => {
  const key = { 'Idempotency-Key': 'b' }
  await ask('camden', 'POST', questions, asking(), key)
  const other = await ask('camden', 'POST', questions, asking({ to: 'leisure@council.example' }), key)
  expect(other.status).toBe(422)
  expect(other.body.detail).toContain('used for something else')
})

test('a link that was used tells nothing of what the register says since', async () => {
  const link = keyIn((await asked({ facts: [{ recordId: contract, field: 'renewal' }] })).link)
  expect((await read(link)).body.facts).toMatchObject([{ value: 'ends' }])
  await answer(link, [{ field: 'renewal', says: 'correct' }])
  const [fact] = (await read(link)).body.facts
  expect(fact).toMatchObject({ field: 'renewal' })
  expect(fact).not.toHaveProperty('value')
})

test('what a colleague changed meanwhile stays, and the answer is kept beside it', async () => {
  const link = keyIn((await asked()).link)
  await world.told('camden', 'PATCH', `/authorities/${camden}/proposals/${contract}`, {
    edits: { endsOn: { to: '2028-01-01' } },
  })
  await answer(link, changes)
  const { proposal } = await draftOf()
  expect(proposal.values).toMatchObject({ endsOn: '2028-01-01', annualPounds: '£48,000' })
  expect(proposal.answers[0]).toMatchObject({
    fields: ['annualPounds', 'renewal', 'rollMonths'],
    beside: [{ field: 'endsOn', value: '2029-03-31' }],
  })
  // Further typing keeps where it came from.
  await world.told('camden', 'PATCH', `/authorities/${camden}/proposals/${contract}`, {
    edits: { department: { to: 'Environment' } },
  })
  expect((await draftOf()).proposal.answers).toHaveLength(1)
})

test('whoever asked does not decide on what came back', async () => {
  const question = (await ask('loti', 'POST', questions, asking())).body
  await answer(keyIn(question.link), changes)
  const { submission } = (await draftOf()).proposal
  await world.told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
  const decided = await ask('loti', 'POST', `/review/${submission}/approve`, {})
  expect(decided.body.results).toMatchObject([{ outcome: 'refused' }])
})

test('each answer that will not do is said beside its fact, and nothing is written', async () => {
  const link = keyIn((await asked()).link)
  const wrong = await answer(link, [
    { field: 'endsOn', says: 'change', to: { day: '31', month: '2', year: '2029' } },
    { field: 'annualPounds', says: 'change', to: '' },
  ])
  expect(wrong.status).toBe(422)
  expect(wrong.body.fields).toMatchObject({
    [`${contract}.endsOn`]: 'The end date must be a real date',
    [`${contract}.annualPounds`]: expect.stringContaining('Enter what it should say'),
    [`${contract}.renewal`]: 'Say whether this is still correct',
  })
  const long = await answer(link, [{ field: 'endsOn', says: 'correct', from: 'x'.repeat(600_000) }])
  expect([long.status, long.body.fields]).toEqual([422, { answers: 'This is too long to be kept' }])
  const other = await answer(link, [...changes, { field: 'title', says: 'change', to: 'Mine now' }])
  expect(other.body.fields).toEqual({ [`${contract}.title`]: 'This was not asked about' })
  expect((await draftOf()).proposal).toBeNull()
  // A contract that rolls over says by how much: what was asked with it.
  const half = await answer(link, [
    { field: 'endsOn', says: 'unknown' },
    { field: 'annualPounds', says: 'unknown' },
    { field: 'renewal', says: 'change', from: 'ends', to: 'rolls over', withIt: { to: 'a year' } },
  ])
  expect(Object.keys(half.body.fields)).toEqual([`${contract}.rollMonths`])
})

test('a link that is made up, changed, meant for something else, over or taken back opens nothing', async () => {
  const question = await asked()
  const link = keyIn(question.link)
  const parts = link.split('.')
  const claims = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString())
  const later = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 86_400 })).toString('base64url')
  const made = (key: Uint8Array) =>
    new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(question.id)
      .setAudience('question')
      .setExpirationTime('7d')
      .sign(key)
  const none = [parts[0], parts[1], ''].join('.')
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${parts[1]}.`
  for (const one of [
    'x',
    none,
    unsigned,
    [parts[0], later, parts[2]].join('.'),
    await made(new Uint8Array(32)),
  ]) {
    expect([one, (await read(one)).status]).toEqual([one, 404])
    expect((await answer(one, changes)).status).toBe(404)
  }
  // The key that seals sessions signs no links: the one that does is derived from it.
  const elsewhere = createLinks(new Uint8Array(32).fill(1))
  expect((await read(await elsewhere.sign(question))).status).toBe(404)

  clock = new Date('2026-12-15T23:00:00.000Z')
  expect((await read(link)).status).toBe(200)
  clock = new Date('2026-12-16T00:00:01.000Z')
  expect((await read(link)).body.detail).toContain('The time to answer is over')
  expect((await answer(link, changes)).status).toBe(404)
  clock = new Date('2026-12-01T10:00:00.000Z')

  expect((await ask('camden', 'DELETE', `${questions}/${question.id}`)).status).toBe(204)
  expect((await ask('camden', 'DELETE', `${questions}/${question.id}`)).status).toBe(204)
  expect((await read(link)).body.detail).toContain('taken back')
  expect((await answer(link, changes)).status).toBe(404)
  expect((await draftOf()).proposal).toBeNull()
})

test('a link gives no more than it asks: nothing else of the record, and no other authority’s question', async () => {
  const { link, id } = await asked({ facts: [{ recordId: contract, field: 'endsOn' }] })
  const { body } = await read(keyIn(link))
  expect(JSON.stringify(body)).not.toContain('ven_demo-quillmere')
  expect((await ask('hackney', 'DELETE', `/authorities/${hackney}/questions/${id}`)).status).toBe(404)
  expect((await ask('hackney', 'GET', `/authorities/${hackney}/questions`)).body.questions).toEqual([])
  // It signs nobody in.
  const asLink = await ask('', 'GET', questions, undefined, { Authorization: `Bearer ${keyIn(link)}` })
  expect(asLink.status).toBe(401)
})

test('what cannot be asked is refused in words', async () => {
  const refused = async (more: object) => (await ask('camden', 'POST', questions, asking(more))).body.fields
  expect(await refused({ to: 'nobody' })).toMatchObject({ to: expect.stringContaining('e-mail address') })
  expect(await refused({ days: 365 })).toMatchObject({ days: expect.stringContaining('how long') })
  expect(await refused({ facts: [] })).toMatchObject({ facts: 'Choose at least one fact to ask about' })
  const many = Array.from({ length: 11 }, () => ({ recordId: contract, field: 'endsOn' }))
  expect(await refused({ facts: many })).toMatchObject({ facts: expect.stringContaining('no more than 10') })
  expect(await refused({ facts: many.slice(0, 2) })).toEqual({ facts: 'Ask about each fact once' })
  expect(await refused({ facts: [{ recordId: contract, field: 'supplier' }] })).toMatchObject({
    facts: expect.stringContaining('cannot ask'),
  })
  expect(await refused({ facts: [{ recordId: 'con_nowhere', field: 'endsOn' }] })).toMatchObject({
    facts: expect.stringContaining('on the register'),
  })
})

test('a record that leaves the register while it is asked about needs no answer any more', async () => {
  const link = keyIn((await asked()).link)
  const record = await world.store.records.get({ authority: camden, kind: 'contract', id: contract })
  const { keys } = await import('../../functions/store/keys.ts')
  await world.store.write([
    { remove: keys.record(camden, 'contract', contract), ifRevision: record?.version ?? 0 },
  ])
  expect((await read(link)).body.facts).toEqual([])
  expect((await answer(link, [])).status).toBe(200)
})
