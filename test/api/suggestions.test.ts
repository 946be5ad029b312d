import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { statedIn } from '../../functions/domain/proposal.ts'
import { cast } from '../../functions/local/cast.ts'
import { authorities } from '../../functions/reference/index.ts'
import type { Finding } from '../../functions/schema/suggestion.ts'
import { keys } from '../../functions/store/keys.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { seed } from '../../functions/tasks/seed.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { fileOf, type Given } from '../support/contractsFinder.ts'
import { publishedFolder, withoutPublished } from '../support/data.ts'

// Open data that LOTI loads becomes suggestions: asked of one authority, once, and never taken without its answer.

const camden = 'E09000007'
const hackney = 'E09000012'
let world: Asking
let today = '2026-11-26'
const worlds: Asking[] = []
beforeEach(async () => {
  today = '2026-11-26'
  world = await createAsking({
    now: () => new Date(`${today}T12:00:00Z`),
    dataSet: async () => 'demonstration',
  })
  worlds.push(world)
})
afterAll(() => Promise.all(worlds.map((one) => one.close())))

const notices = {
  publisher: 'Contracts Finder',
  licence: 'Open Government Licence v3.0',
  takenOn: '2026-11-25',
}

async function send(file: string, said: object = notices, who = 'loti', name = 'notices.csv') {
  const form = new FormData()
  for (const [field, value] of Object.entries(said)) form.set(field, `${value}`)
  form.set('file', new Blob([file]), name)
  const answer = await world.app.request('/api/v1/open-data', {
    method: 'POST',
    headers: { 'X-Who': who },
    body: form,
  })
  return { status: answer.status, body: await answer.json() }
}
/** Loads a file, all of it. */
async function load(file: string, said?: object, name?: string) {
  const { status, body } = await send(file, said, 'loti', name)
  expect(status, JSON.stringify(body)).toBe(201)
  // One request goes on for some seconds only: on a busy machine several are needed, as the page makes them.
  for (;;) {
    const read = await world.told('loti', 'POST', `/open-data/${body.id}/suggestions`)
    if (read.done >= read.pieces) return read
  }
}
const notice = (given: Given = {}): Given => ({
  published: '2026-11-24T09:00:00Z',
  startsOn: '01/04/2026',
  endsOn: '31/03/2029',
  ...given,
})
const found = (who = 'camden', authority = camden) =>
  world.told(who, 'GET', `/authorities/${authority}/found`)
const answer = (
  said: { id: string; revision: number; answer: string; fields?: string[] }[],
  who = 'camden',
  authority = camden,
) => world.ask(who, 'POST', `/authorities/${authority}/found/answers`, { answers: said })
const say = async (answering: string, who = 'camden') => {
  const { suggestions } = await found(who)
  const { body } = await answer(
    suggestions.map(({ id, revision }: { id: string; revision: number }) => ({
      id,
      revision,
      answer: answering,
    })),
    who,
  )
  return body.results
}
const drafts = async () => (await world.told('camden', 'GET', `/authorities/${camden}/submission`)).proposals
const countsOf = async (authority = camden) =>
  (await world.told('loti', 'GET', '/open-data')).authorities.find(
    (one: { authority: string }) => one.authority === authority,
  )

/** A contract on Camden’s register, confirmed before the notices were published. */
async function published(values: Record<string, unknown>) {
  today = '2026-11-20'
  const draft = await world.told('camden', 'POST', `/authorities/${camden}/proposals`, {
    kind: 'contract',
    values: {
      title: 'Library management system',
      supplier: 'ven_demo-quillmere',
      reference: 'N-1',
      startsOn: '2026-04-01',
      endsOn: '2028-03-31',
      wholeLifePounds: 182_000,
      ...values,
    },
  })
  await world.told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
  await world.told('loti', 'POST', `/review/${draft.submission}/approve`, {})
  today = '2026-11-26'
  return String(draft.recordId)
}

describe('what was found', () => {
  test('is asked of the authority it is about, with its source, and of nobody else', async () => {
    const file = await load(
      fileOf(notice(), notice({ id: 'N-2', buyer: 'London Borough of Hackney', title: 'Planning portal' })),
    )
    expect(file).toMatchObject({
      read: 2,
      done: file.pieces,
      about: [
        { authority: camden, name: 'Camden', rows: 1, placed: { asked: 1 } },
        { authority: hackney, name: 'Hackney', rows: 1, placed: { asked: 1 } },
      ],
    })
    const { suggestions, total, minutes } = await found()
    expect({ total, minutes }).toEqual({ total: 1, minutes: 1 })
    expect(suggestions).toMatchObject([
      {
        kind: 'contract',
        title: 'Library management system',
        source: {
          publisher: 'Contracts Finder',
          fileName: 'notices.csv',
          on: '2026-11-24',
          licence: notices.licence,
        },
        changes: [
          { field: 'supplier', found: 'ven_demo-quillmere' },
          { field: 'startsOn', found: '2026-04-01' },
          { field: 'endsOn', found: '2029-03-31' },
          { field: 'wholeLifePounds', found: 182_000 },
          { field: 'notices', found: [{ noticeId: 'N-1' }] },
          { field: 'cpvCodes', found: ['48000000'] },
          { field: 'smeSupplier', found: false },
          { field: 'vcseSupplier', found: false },
        ],
      },
    ])
    expect(suggestions[0].held).toBeUndefined()
    expect((await found('hackney', hackney)).suggestions).toMatchObject([{ title: 'Planning portal' }])
    expect((await world.ask('hackney', 'GET', `/authorities/${camden}/found`)).status).toBe(403)
    // The short item on its front page.
    expect((await world.told('camden', 'GET', `/authorities/${camden}/home`)).found).toEqual({
      suggestions: 1,
      minutes: 1,
    })
  })

  test('accepted, is in the draft field for field as its card showed it', async () => {
    await load(fileOf(notice({ supplier: '[Wrenfold Software||||Yes|No]' })))
    const [{ title, changes }] = (await found()).suggestions
    await say('accept')
    const [{ proposal }] = await drafts()
    const shown = changes.map(({ field, found }: { field: string; found: unknown }) => [field, found])
    expect(proposal.values).toEqual({ title, ...Object.fromEntries(shown) })
  })

  test('kept with a notice’s number as its reference, shows none and has none taken', async () => {
    await load(fileOf(notice()))
    const { store } = world
    for (const item of await store.table.all<Finding>(keys.askedOf(camden))) {
      const [{ noticeId }] = item.body.values.notices as [{ noticeId: string }]
      const values = { ...item.body.values, reference: noticeId }
      await store.write([{ put: { ...item, body: { ...item.body, values } } }])
    }
    const [{ changes }] = (await found()).suggestions
    expect(changes.map(({ field }: { field: string }) => field)).not.toContain('reference')
    await say('accept')
    const [{ proposal }] = await drafts()
    expect(proposal.values).not.toHaveProperty('reference')
  })

  test('over what is held, leaves everything as it is but what its card showed', async () => {
    const id = await published({ reference: 'LBC/17', smeSupplier: true })
    const [before] = await world.store.records.of(camden, 'contract')
    await load(fileOf(notice()))
    const [{ id: finding, revision, changes }] = (await found()).suggestions
    expect(changes).toMatchObject([{ field: 'endsOn', held: '2028-03-31', found: '2029-03-31' }])
    // A colleague’s draft makes it differ in one thing more than was seen.
    const edit = (from: number, to: number) =>
      world.told('camden', 'PATCH', `/authorities/${camden}/proposals/${id}`, {
        edits: { wholeLifePounds: { from, to } },
      })
    await edit(182_000, 150_000)
    const accept = { id: finding, revision, answer: 'accept', fields: ['endsOn'] }
    expect((await answer([accept])).body.results).toMatchObject([{ outcome: 'changed' }])
    await edit(150_000, 182_000)
    expect((await answer([accept])).body.results).toMatchObject([{ outcome: 'done', recordId: id }])
    const [{ proposal }] = await drafts()
    expect(proposal.values).toEqual({ ...statedIn(before), endsOn: '2029-03-31' })
  })

  test('accepted, is a draft that says where it came from and that nobody has confirmed', async () => {
    await load(fileOf(notice()))
    expect(await say('accept')).toMatchObject([{ outcome: 'done', kind: 'contract' }])
    const [{ proposal }] = await drafts()
    expect(proposal).toMatchObject({
      action: 'create',
      values: { title: 'Library management system', endsOn: '2029-03-31' },
      provenance: {
        source: 'open data',
        sourceName: 'Contracts Finder',
        sourceOn: '2026-11-24',
        confidence: 'reported',
      },
    })
    expect(proposal.provenance.confirmedAt).toBeUndefined()
    expect(await found()).toMatchObject({ total: 0 })
    expect(await countsOf()).toMatchObject({ made: 1, accepted: 1, waiting: 0 })
    await world.told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
    await world.told('loti', 'POST', `/review/${proposal.submission}/approve`, {})
    const [record] = await world.store.records.of(camden, 'contract')
    expect(record?.provenance).toMatchObject({ source: 'open data', confidence: 'reported' })
    expect(record?.provenance.confirmedAt).toBeUndefined()
  })

  test('says what is held beside it: an end, a supplier and a value that differ', async () => {
    const id = await published({})
    await load(fileOf(notice({ supplier: '[Wrenfold Software||||No|No]', value: '200000' })))
    const { suggestions } = await found()
    expect(suggestions).toMatchObject([
      {
        held: { recordId: id, title: 'Library management system', state: 'published' },
        changes: [
          { field: 'supplier', held: 'ven_demo-quillmere' },
          { field: 'endsOn', held: '2028-03-31', found: '2029-03-31' },
          { field: 'wholeLifePounds', held: 182_000, found: 200_000 },
        ],
      },
    ])
    expect(await say('correct')).toMatchObject([{ outcome: 'done', recordId: id, kind: 'contract' }])
    const [{ proposal }] = await drafts()
    expect(proposal).toMatchObject({
      recordId: id,
      action: 'update',
      values: { endsOn: '2029-03-31', reference: 'N-1' },
    })
    expect(await countsOf()).toMatchObject({ made: 1, corrected: 1, waiting: 0 })
  })

  test('is not asked where the register was said to be right since it was published', async () => {
    await published({})
    const { about } = await load(fileOf(notice({ published: '2026-10-01T09:00:00Z' })))
    expect(about).toMatchObject([{ placed: { 'confirmed since': 1 } }])
    expect(await found()).toMatchObject({ total: 0 })
  })

  test('is not asked of a contract that ended long ago, unless LOTI wants that', async () => {
    const old = fileOf(notice({ published: '2019-01-01', startsOn: '01/04/2019', endsOn: '31/03/2020' }))
    expect((await load(old)).about).toMatchObject([{ placed: { ended: 1 } }])
    expect((await load(old, { ...notices, withEnded: true })).about).toMatchObject([{ placed: { asked: 1 } }])
  })

  test('goes by itself once the register says so, and stays gone when that moves on', async () => {
    const id = await published({})
    await load(fileOf(notice()))
    expect(await found()).toMatchObject({ total: 1 })
    const edits = (endsOn: string) =>
      world.told('camden', 'PATCH', `/authorities/${camden}/proposals/${id}`, {
        edits: { endsOn: { from: endsOn === '2029-03-31' ? '2028-03-31' : '2029-03-31', to: endsOn } },
      })
    await edits('2029-03-31')
    expect(await found()).toMatchObject({ total: 0 })
    await load(fileOf(notice()))
    expect(await countsOf()).toMatchObject({ made: 1, caughtUp: 1, waiting: 0 })
    await edits('2031-03-31')
    await load(fileOf(notice()))
    expect(await found()).toMatchObject({ total: 0 })
  })
})

describe('an answer', () => {
  test('“not ours” is remembered for ever, for the same fact in another file too', async () => {
    await load(fileOf(notice()))
    expect(await say('not ours')).toMatchObject([{ outcome: 'done' }])
    const again = await load(fileOf(notice()))
    expect(again.about).toMatchObject([{ placed: { 'answered before': 1 } }])
    // Another number, another day: the same title, supplier and start.
    const other = fileOf(notice({ id: 'OTHER-9', published: '2026-11-25T00:00:00Z' }))
    const elsewhere = await load(other, { ...notices, publisher: 'Find a Tender' }, 'another.csv')
    expect(elsewhere.about).toMatchObject([{ placed: { 'answered before': 1 } }])
    expect(await found()).toMatchObject({ total: 0, later: 0 })
    expect(await drafts()).toEqual([])
    expect(await countsOf()).toMatchObject({ made: 1, notOurs: 1, waiting: 0 })
  })

  test('that kept what is held is asked again only of what is published anew', async () => {
    await published({})
    await load(fileOf(notice()))
    await say('not ours')
    await load(fileOf(notice({ published: '2026-11-25T00:00:00Z' })))
    expect(await found()).toMatchObject({ total: 0 })
    await load(fileOf(notice({ published: '2026-11-26T00:00:00Z', endsOn: '31/03/2032' })))
    expect((await found()).suggestions).toMatchObject([
      { changes: [{ field: 'endsOn', found: '2032-03-31' }] },
    ])
    expect(await countsOf()).toMatchObject({ made: 2, notOurs: 1, waiting: 1 })
  })

  test('whose draft is thrown away came to nothing: it is asked again, and can be answered anew', async () => {
    await load(fileOf(notice()))
    const [{ id, revision }] = (await found()).suggestions
    await say('accept')
    const [{ proposal }] = await drafts()
    const discard = (recordId: string) =>
      world.ask('camden', 'DELETE', `/authorities/${camden}/proposals/${recordId}`)
    expect((await discard(proposal.recordId)).status).toBe(204)
    const [again] = (await found()).suggestions
    expect(again).toMatchObject({ id, title: 'Library management system' })
    expect(await countsOf()).toMatchObject({ made: 1, accepted: 0, waiting: 1 })
    // The acceptance on its way twice does not accept it again.
    const late = await answer([{ id, revision, answer: 'accept' }])
    expect(late.body.results).toMatchObject([{ outcome: 'changed', answer: 'discarded' }])
    expect((await discard(proposal.recordId)).status).toBe(204)
    expect(await countsOf()).toMatchObject({ made: 1, accepted: 0, waiting: 1 })
    await say('not ours')
    await load(fileOf(notice({ published: '2026-11-25T00:00:00Z' })))
    expect(await found()).toMatchObject({ total: 0 })
    expect(await countsOf()).toMatchObject({ made: 1, notOurs: 1, waiting: 0 })
  })

  test('over what is held, returned by LOTI and thrown away then, is asked again; what was kept is not', async () => {
    const id = await published({})
    await load(fileOf(notice({ value: '200000' })))
    await say('correct')
    await world.told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
    const [{ id: submission = '' } = {}] = await world.store.submissions.underway(camden)
    await world.told('loti', 'POST', `/review/${submission}/return`, {
      recordId: id,
      comments: [{ text: 'Which end is right?' }],
    })
    expect(await found()).toMatchObject({ total: 0 })
    await world.told('camden', 'DELETE', `/authorities/${camden}/proposals/${id}`)
    expect((await found()).suggestions).toMatchObject([
      { held: { recordId: id }, changes: [{ field: 'endsOn' }, { field: 'wholeLifePounds' }] },
    ])
    expect(await countsOf()).toMatchObject({ made: 1, corrected: 0, waiting: 1 })
    await say('not ours')
    // Another draft of the same record says nothing of what was turned down.
    await world.told('camden', 'PATCH', `/authorities/${camden}/proposals/${id}`, {
      edits: { department: { to: 'Libraries' } },
    })
    await world.told('camden', 'DELETE', `/authorities/${camden}/proposals/${id}`)
    expect(await found()).toMatchObject({ total: 0 })
  })

  test('laid under an import and taken into it, each goes and comes back with what holds it', async () => {
    await load(fileOf(notice()))
    await say('accept')
    const [{ proposal }] = await drafts()
    const form = new FormData()
    form.set('file', new Blob([fileOf(notice({ endsOn: '31/03/2031' }))]), 'ours.csv')
    const read = await world.app.request('/api/v1/imports', {
      method: 'POST',
      headers: { 'X-Who': 'camden' },
      body: form,
    })
    const { id } = await read.json()
    await world.told('camden', 'POST', `/imports/${id}/accept`, {})
    await load(fileOf(notice({ published: '2026-11-25T00:00:00Z', value: '300000' })))
    expect(await say('accept')).toMatchObject([{ recordId: proposal.recordId }])
    await world.told('camden', 'POST', `/imports/${id}/undo`, {})
    const [{ proposal: back }] = await drafts()
    expect(back).toMatchObject({ recordId: proposal.recordId, found: proposal.found })
    expect(await countsOf()).toMatchObject({ made: 2, accepted: 1, waiting: 1 })
    expect((await found()).suggestions).toMatchObject([{ changes: [{ field: 'wholeLifePounds' }] }])
    await world.told('camden', 'DELETE', `/authorities/${camden}/proposals/${proposal.recordId}`)
    const [whole] = (await found()).suggestions
    expect(whole).toMatchObject({ title: 'Library management system' })
    expect(whole.held).toBeUndefined()
    expect(await countsOf()).toMatchObject({ made: 1, accepted: 0, waiting: 1 })
  })

  test('“later” brings it back after thirty days', async () => {
    await load(fileOf(notice()))
    await say('later')
    expect(await found()).toMatchObject({ total: 0, later: 1, laterDays: 30 })
    today = '2026-12-25'
    expect(await found()).toMatchObject({ total: 0, later: 1 })
    today = '2026-12-26'
    expect(await found()).toMatchObject({ total: 1, later: 0 })
  })

  test('sent again is given once, and a colleague’s is told of', async () => {
    await load(fileOf(notice(), notice({ id: 'N-2', title: 'Planning portal' })))
    const { suggestions } = await found()
    const said = suggestions.map(({ id, revision }: { id: string; revision: number }) => ({
      id,
      revision,
      answer: 'accept',
    }))
    const both = await Promise.all([answer(said), answer(said, 'loti-camden')])
    for (const { body } of both) {
      expect(body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['done', 'done'])
    }
    expect((await answer(said)).body.results).toMatchObject([
      { outcome: 'done', kind: 'contract' },
      { outcome: 'done', kind: 'contract' },
    ])
    expect(await drafts()).toHaveLength(2)
    expect(await countsOf()).toMatchObject({ made: 2, accepted: 2, waiting: 0 })
    const other = said.map((one: object) => ({ ...one, answer: 'not ours' }))
    expect((await answer(other, 'loti-camden')).body.results[0]).toMatchObject({
      outcome: 'answered before',
      answer: 'accept',
    })
  })

  test('by two people at once is one answer, and the other is told whose', async () => {
    await load(fileOf(notice()))
    const [{ id, revision }] = (await found()).suggestions
    const [one, other] = await Promise.all([
      answer([{ id, revision, answer: 'accept' }]),
      answer([{ id, revision, answer: 'not ours' }], 'loti-camden'),
    ])
    const outcomes = [one, other].map(({ body }) => body.results[0].outcome).sort()
    expect(outcomes).toEqual(['answered before', 'done'])
    const counts = await countsOf()
    expect(counts.accepted + counts.notOurs).toBe(1)
    expect(await drafts()).toHaveLength(counts.accepted)
  })

  test('keeps held back what is held back, and shows nobody where it can be read', async () => {
    const heldBack = [{ field: 'wholeLifePounds', ground: 'commercially sensitive', reviewOn: '2030-01-01' }]
    const id = await published({ heldBack })
    await load(fileOf(notice({ value: '234567', endsOn: '31/03/2028' })))
    expect((await found()).suggestions).toMatchObject([
      { changes: [{ field: 'wholeLifePounds', found: 234_567, heldBack: true }] },
    ])
    await say('accept')
    const [{ proposal }] = await drafts()
    expect(proposal.provenance).toMatchObject({ source: 'open data' })
    expect(proposal.provenance.sourceOn).toBeUndefined()
    await world.told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
    await world.told('loti', 'POST', `/review/${proposal.submission}/approve`, {})
    const [record] = await world.store.records.of(camden, 'contract')
    expect(record).toMatchObject({ id, version: 2, wholeLifePounds: 234_567, heldBack })
    await applyRecords(world.store, [{ authority: camden, kind: 'contract', id }], { terms, day: today })
    const seen = JSON.stringify(await world.told('', 'GET', `/views/contract/${id}`))
    expect(seen).toContain('Library management system')
    expect(seen).not.toMatch(/234.?567/)
  })
})

describe('a file', () => {
  test('loaded twice changes nothing', async () => {
    const file = fileOf(
      notice(),
      notice({ id: 'N-2', title: 'A new supplier’s', supplier: '[Brand New Ltd||||Yes|No]' }),
      notice({ id: 'N-3', title: 'Planning portal', buyer: 'Hackney' }),
    )
    const first = await load(file)
    const everything = async () =>
      Promise.all([
        world.store.suggestions.of(camden),
        world.store.suggestions.of(hackney),
        world.store.suggestions.allCounts(),
      ])
    const before = await everything()
    today = '2026-11-28'
    const second = await load(file)
    expect(await everything()).toEqual(before)
    expect({ ...second, revision: 0 }).toEqual({ ...first, revision: 0 })
    expect((await world.told('loti', 'GET', '/open-data')).files).toHaveLength(1)
  })

  test('says which rows could not be placed and why, and which were left out', async () => {
    const file = await load(
      fileOf(
        notice({ buyer: 'Nowhere Parish Council' }),
        notice({ id: 'N-2', cpv: '85000000' }),
        notice({ id: 'N-3', status: 'Open' }),
        notice({ id: 'N-4', published: '2026-11-20T00:00:00Z' }),
        notice({ id: 'N-4', title: 'The same, later' }),
      ),
    )
    expect(file).toMatchObject({
      read: 5,
      leftOut: { subject: 1, notAwarded: 0, repeated: 1 },
      unplaced: {
        rows: 2,
        why: [
          { problem: 'No authority is known by this name', rows: 1 },
          { problem: 'Only awarded contracts are taken', rows: 1 },
        ],
        first: [{ row: 1, authorityName: 'Nowhere Parish Council' }, { row: 3 }],
      },
      about: [{ authority: camden, rows: 1 }],
    })
  })

  test('that is hostile, or no open data, is refused in the importer’s own words', async () => {
    const refused = async (file: string, said: object = notices) => (await send(file, said)).body
    expect(await refused('')).toMatchObject({ status: 415 })
    expect(await refused('one\n1')).toMatchObject({
      status: 415,
      detail: expect.stringContaining('one column'),
    })
    expect(await refused('a,b,c\n1,2,3')).toMatchObject({
      detail: expect.stringContaining('Contracts Finder exports'),
    })
    expect(
      await refused(fileOf(notice()), { publisher: '', licence: 'x', takenOn: '2026-11-25' }),
    ).toMatchObject({
      status: 422,
      fields: { publisher: 'Enter who published it' },
    })
    const tomorrow = await refused(fileOf(notice()), { ...notices, takenOn: '2026-11-27' })
    expect(tomorrow).toMatchObject({ status: 422, fields: { takenOn: 'The date must be today or earlier' } })
    expect((await send(fileOf(notice()), { ...notices, takenOn: today })).status).toBe(201)
    expect((await send(fileOf(notice()), notices, 'camden')).status).toBe(403)
    expect(await refused(`${'x'.repeat(21 * 1024 * 1024)}`)).toMatchObject({ status: 413 })
  })

  test('of systems names its own sources, and what the register has by another name is not asked', async () => {
    await world.told('camden', 'POST', `/authorities/${camden}/proposals`, {
      kind: 'system',
      values: { name: 'Our Public Access', serviceAreas: ['development-management'] },
    })
    const list = [
      'gss_code,borough,function_id,product,supplier,source_value,source,as_of,confidence,evidence_url',
      `${camden},Camden,1,Public Access,Idox Software,,uk_planning_scraper,2021-07-12,inferred,http://planning.camden.example/`,
      `${camden},Camden,27,Modern.Gov,Civica UK,ModernGov,democracyclub-lgsf,2026-05-30,inferred,https://democracy.camden.example/`,
    ].join('\n')
    const said = { publisher: 'A list of systems', licence: 'MIT', takenOn: '2026-11-25' }
    expect((await load(list, said)).about).toMatchObject([{ placed: { asked: 1, 'the same': 1 } }])
    expect((await found()).suggestions).toMatchObject([
      {
        kind: 'system',
        title: 'Modern.Gov',
        stated: false,
        source: {
          publisher: 'A list of systems',
          list: 'democracyclub-lgsf',
          on: '2026-05-30',
          url: 'https://democracy.camden.example/',
        },
      },
    ])
    await say('accept')
    const accepted = (await drafts()).find(
      ({ proposal }: { proposal: { values: { name: string } } }) => proposal.values.name === 'Modern.Gov',
    )
    expect(accepted.proposal.provenance).toMatchObject({
      source: 'open data',
      confidence: 'estimated',
      sourceName: 'A list of systems: democracyclub-lgsf',
      sourceUrl: 'https://democracy.camden.example/',
    })
  })
})

if (withoutPublished) console.log(withoutPublished)
describe.skipIf(withoutPublished !== undefined)('the published files in full', () => {
  const files = [
    { name: 'contracts-finder-london-boroughs.csv', on: '2020-11-30', read: 150, about: 38, unplaced: 0 },
    { name: 'contracts-finder-uk-councils-it.csv', on: '2020-11-30', read: 489, about: 470, unplaced: 19 },
    { name: 'ocds-contracts-finder-2025.json', on: '2025-03-31', read: 97, about: 2, unplaced: 49 },
    { name: 'london-systems.csv', on: '2026-06-30', read: 98, about: 98, unplaced: 0 },
  ]
  const loadAll = async (withEnded: boolean) => {
    const met: Record<string, number>[] = []
    for (const { name, on, read, about, unplaced } of files) {
      const text = await readFile(join(publishedFolder, name), 'utf8')
      const file = await load(text, { ...notices, takenOn: on, withEnded }, name)
      const rows = file.about.reduce((sum: number, one: { rows: number }) => sum + one.rows, 0)
      const { subject, notAwarded, repeated } = file.leftOut
      expect({ name, read: file.read, rows, unplaced: file.unplaced.rows }).toEqual({
        name,
        read,
        rows: about,
        unplaced,
      })
      expect(rows + unplaced + subject + notAwarded + repeated).toBe(read)
      const sum: Record<string, number> = {}
      for (const { placed } of file.about) {
        for (const [placing, of] of Object.entries<number>(placed)) sum[placing] = (sum[placing] ?? 0) + of
      }
      met.push(sum)
    }
    return met
  }

  test('are asked of the authorities they name, of an estate that lacks them', {
    timeout: 120_000,
  }, async () => {
    expect(await loadAll(true)).toEqual([{ asked: 38 }, { asked: 470 }, { asked: 2 }, { asked: 98 }])
    const barnet = await world.told('loti', 'GET', '/authorities/E09000003/found')
    expect(barnet.suggestions.map(({ title }: { title: string }) => title)).toContain('Modern.Gov')
  })

  test('ask nothing of the public facts, which say the same already', { timeout: 120_000 }, async () => {
    const people = cast(authorities())
    await seed({ store: world.store, terms, dataSet: 'public', today, cast: people })
    const [london, uk, ocds, systems] = await loadAll(true)
    expect([london, systems, ocds]).toEqual([{ 'the same': 38 }, { 'the same': 98 }, { asked: 2 }])
    expect(uk).toEqual({ 'the same': 469, 'confirmed since': 1 })
  })
})
