import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asking, createAsking } from '../support/asking.ts'

// Drafts through the API on the real engine: saved field by field, joined, and published with what is new to the lists.

const camden = 'E09000007'
let world: Asking
/** Where the clock stands still, until it is moved; as it is when left out. */
let clock: Date | undefined
beforeAll(async () => {
  world = await createAsking({ now: () => clock ?? new Date() })
})
afterAll(() => world.close())

const begin = async (kind: 'system' | 'contract', values: Record<string, unknown>, more = {}) =>
  (await world.ask('camden', 'POST', `/authorities/${camden}/proposals`, { kind, values, ...more })).body
const save = (
  id: string,
  edits: Record<string, { from?: unknown; to?: unknown }>,
  more = {},
  who = 'camden',
) => world.ask(who, 'PATCH', `/authorities/${camden}/proposals/${id}`, { edits, ...more })
const publish = async () => {
  const sent = await world.ask('camden', 'POST', `/authorities/${camden}/submission/send`, {})
  expect(sent.status, JSON.stringify(sent.body)).toBe(200)
  const approved = await world.ask('loti', 'POST', `/review/${sent.body.id}/approve`, {})
  expect(approved.body.results.every((one: { outcome: string }) => one.outcome === 'approved')).toBe(true)
}
const entry = async (kind: 'systems' | 'contracts', id: string) =>
  (await world.ask('camden', 'GET', `/authorities/${camden}/${kind}/${id}`)).body

describe('a draft that is discarded', () => {
  test('is discarded as it was seen: what a colleague typed since is not thrown away', async () => {
    const { recordId, revision } = await begin('system', { name: 'Repairs' })
    const discard = (seen: number) =>
      world.ask('camden', 'DELETE', `/authorities/${camden}/proposals/${recordId}`, undefined, {
        'If-Match': `"${seen}"`,
      })
    await save(recordId, { users: { to: '200' } }, {}, 'loti-camden')
    const refused = await discard(revision)
    expect([refused.status, refused.body.proposal.values.users]).toEqual([409, '200'])
    expect((await entry('systems', recordId)).proposal.values.users).toBe('200')
    expect((await discard(revision + 1)).status).toBe(204)
    // Asked again, because the answer was lost.
    expect((await discard(revision + 1)).status).toBe(204)
  })
})

describe('a draft is known by when it was begun', () => {
  test.each(['PATCH', 'PUT', 'restore'])(
    'also where two begin one in the same instant, and the first is thrown away before the other is kept: %s',
    async (how) => {
      const { recordId } = await begin('system', { name: 'Repairs', serviceAreas: ['parking'] })
      await publish()
      await save(recordId, { users: { to: '7' } })
      await publish()
      const { record } = await entry('systems', recordId)
      const path = `/authorities/${camden}`
      const draftPath = `${path}/proposals/${recordId}`
      const values = { name: 'Repairs', serviceAreas: ['parking'], users: '9' }
      const begins = () =>
        how === 'PATCH'
          ? save(recordId, { users: { from: 7, to: '9' } })
          : how === 'PUT'
            ? world.ask('camden', 'PUT', draftPath, { values, baseVersion: record.version })
            : world.ask('camden', 'POST', `${path}/records/${recordId}/restore`, { version: 1 })
      const instant = new Date('2026-11-30T12:00:00.000Z')
      clock = instant
      let first: { createdAt: string } | undefined
      // Just before it would be kept, a colleague begins one and discards it.
      const send = world.client.send.bind(world.client) as (command: unknown) => Promise<unknown>
      world.client.send = (async (command: unknown) => {
        if (command instanceof TransactWriteItemsCommand && !first) {
          world.client.send = send as typeof world.client.send
          const begun = await save(recordId, { notes: { to: 'Mine' } }, {}, 'loti-camden')
          first = begun.body.proposal
          await world.ask('loti-camden', 'DELETE', draftPath)
          clock = new Date(instant.getTime() + 40)
        }
        return send(command)
      }) as typeof world.client.send
      const answer = await begins()
      clock = undefined
      const second = answer.body.proposal ?? answer.body
      expect([answer.status, first?.createdAt]).toEqual([200, instant.toISOString()])
      expect(second.createdAt > instant.toISOString()).toBe(true)
      expect(second.editors).toEqual(['camden'])
      await world.ask('camden', 'DELETE', draftPath)
    },
  )
})

test('a draft that grows beyond what can be kept is refused in words, and stays as it was', async () => {
  const { recordId } = await begin('contract', { title: 'Long' })
  const long = (field: string) => save(recordId, { [field]: { to: 'x'.repeat(90_000) } })
  expect((await long('description')).status).toBe(200)
  expect((await long('department')).status).toBe(200)
  const refused = await long('reference')
  expect([refused.status, refused.body.detail]).toEqual([413, expect.stringContaining('too long to be kept')])
  expect((await entry('contracts', recordId)).proposal.values).not.toHaveProperty('reference')
  await world.ask('camden', 'DELETE', `/authorities/${camden}/proposals/${recordId}`)
})

describe('a draft is saved field by field', () => {
  test('two editors of one record at once both keep what they typed', async () => {
    const { recordId } = await begin('system', { name: 'Repairs' })
    const mine = await save(recordId, { users: { from: '', to: '200' } })
    const theirs = await save(recordId, { hosting: { from: 'unknown', to: 'SaaS' } }, {}, 'loti-camden')
    expect([mine.status, theirs.status]).toEqual([200, 200])
    expect(theirs.body).toMatchObject({
      clashes: [],
      proposal: { values: { users: '200', hosting: 'SaaS' } },
    })
    expect(theirs.body.proposal.editors).toEqual(['camden', 'loti-camden'])
  })

  test('the same field asks: the first stays, the second is told whose it is and keeps the rest', async () => {
    const { recordId } = await begin('system', { name: 'Repairs' })
    await save(recordId, { name: { from: 'Repairs', to: 'Housing repairs' } }, {}, 'loti-camden')
    const { status, body } = await save(recordId, {
      name: { from: 'Repairs', to: 'Repairs and voids' },
      users: { from: '', to: '12' },
    })
    expect(status).toBe(200)
    expect(body.clashes).toMatchObject([
      { field: 'name', theirs: 'Housing repairs', by: { byName: 'LOTI officer seconded from Camden' } },
    ])
    expect(body.proposal.values).toMatchObject({ name: 'Housing repairs', users: '12' })
    const settled = await save(recordId, { name: { from: 'Housing repairs', to: 'Repairs and voids' } })
    expect(settled.body).toMatchObject({ clashes: [], proposal: { values: { name: 'Repairs and voids' } } })
  })

  test('a save repeated because its answer was lost writes nothing more', async () => {
    const { recordId } = await begin('system', { name: 'Parking' })
    const once = await save(recordId, { users: { from: '', to: '5' } })
    const twice = await save(recordId, { users: { from: '', to: '5' } })
    expect(twice.body.proposal.revision).toBe(once.body.proposal.revision)
  })

  test('many saves at once all arrive', async () => {
    const { recordId } = await begin('contract', { title: 'Many' })
    const fields = ['reference', 'department', 'framework', 'noticeMonths', 'annualPounds', 'wholeLifePounds']
    const answers = await Promise.all(fields.map((field) => save(recordId, { [field]: { to: '7' } })))
    expect(answers.map(({ status }) => status)).toEqual(fields.map(() => 200))
    const { proposal } = await entry('contracts', recordId)
    expect(proposal.values).toMatchObject(Object.fromEntries(fields.map((field) => [field, '7'])))
  })

  test('what was sent is with LOTI, and says so; what was discarded is gone', async () => {
    const { recordId } = await begin('system', { name: 'Waiting', serviceAreas: ['library-management'] })
    const other = await begin('system', { name: 'Dropped' })
    await world.ask('camden', 'DELETE', `/authorities/${camden}/proposals/${other.recordId}`)
    const dropped = await save(other.recordId, { users: { to: '1' } })
    expect(dropped.status).toBe(404)
    // The drafts of the tests before are not complete: they stay behind.
    const { body } = await world.ask('camden', 'GET', `/authorities/${camden}/submission`)
    for (const { proposal } of body.proposals) {
      if (proposal.recordId !== recordId)
        await world.ask('camden', 'DELETE', `/authorities/${camden}/proposals/${proposal.recordId}`)
    }
    await world.ask('camden', 'POST', `/authorities/${camden}/submission/send`, {})
    const late = await save(recordId, { users: { to: '1' } })
    expect(late.status).toBe(409)
    expect(late.body).toMatchObject({ withLoti: true })
  })

  test('a change of a published record keeps only what it changes, and knows what it was begun from', async () => {
    const { recordId } = await begin('system', { name: 'Libraries', serviceAreas: ['library-management'] })
    await publish()
    const first = await save(recordId, { users: { from: '', to: '300' } })
    expect(first.body.proposal).toMatchObject({ action: 'update', baseVersion: 1, values: { users: '300' } })
    const back = await save(recordId, { users: { from: '300', to: '' } })
    expect(back.body.proposal.values).toEqual({})

    await save(recordId, { users: { from: '', to: '400' } })
    await world.ask('loti-camden', 'POST', `/authorities/${camden}/confirmations`, {
      records: [{ id: recordId, version: 1 }],
    })
    const moved = await entry('systems', recordId)
    expect(moved).toMatchObject({
      record: { version: 2 },
      base: { version: 1 },
      proposal: { baseVersion: 1 },
    })
    const later = await save(recordId, { criticality: { from: '', to: '2' } }, { baseVersion: 2 })
    expect(later.body.proposal).toMatchObject({ baseVersion: 2, values: { users: '400', criticality: '2' } })
    await publish()
    expect((await entry('systems', recordId)).record).toMatchObject({
      users: 400,
      criticality: 2,
      version: 3,
    })
  })

  test('of several changes of one record that wait, the one sent last is shown', async () => {
    const { recordId } = await begin('system', { name: 'Trees', serviceAreas: ['housing-management'] })
    await publish()
    for (let users = 1; users <= 6; users += 1) {
      await save(recordId, { users: { to: String(users) } }, { baseVersion: 1 })
      const sent = await world.ask('camden', 'POST', `/authorities/${camden}/submission/send`, {})
      expect(sent.status).toBe(200)
      const shown = await entry('systems', recordId)
      expect(shown.proposal).toMatchObject({ submission: sent.body.id, outcome: 'sent' })
    }
  })

  test('what is saved while a colleague sends is not slipped into what was sent', async () => {
    const { recordId, submission } = await begin('system', {
      name: 'Cameras',
      serviceAreas: ['housing-management'],
    })
    let sent: { id: string; sentCount: number } | undefined
    // The colleague's press comes when the save has found out which submission is open, and has not read it yet.
    world.client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args)
        if (JSON.stringify(args.input).includes('"OPEN"') && !sent) {
          sent = { id: '', sentCount: 0 }
          sent = await world.told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
        }
        return answer
      },
      { step: 'initialize', name: 'meanwhile' },
    )
    const other = await begin('system', { name: 'Gates', serviceAreas: ['housing-management'] })
    world.client.middlewareStack.remove('meanwhile')
    expect(sent).toMatchObject({ id: submission, sentCount: 1 })
    expect(other.submission).not.toBe(submission)
    const { body } = await world.ask('loti', 'GET', `/review/${submission}`)
    expect(body.proposals.map((one: { proposal: { recordId: string } }) => one.proposal.recordId)).toEqual([
      recordId,
    ])
    await world.ask('camden', 'DELETE', `/authorities/${camden}/proposals/${other.recordId}`)
  })

  test('a retirement is a save like any other', async () => {
    const { recordId } = await begin('system', { name: 'Old', serviceAreas: ['library-management'] })
    await publish()
    const { body } = await save(recordId, { retiredOn: { to: '2026-01-31' } }, { action: 'retire' })
    expect(body.proposal).toMatchObject({ action: 'retire', values: { retiredOn: '2026-01-31' } })
  })

  test('“the rest is correct” can be said and taken back', async () => {
    const { recordId } = await begin('system', { name: 'Said', serviceAreas: ['library-management'] })
    await publish()
    const said = await save(recordId, { users: { to: '3' } }, { confirms: true })
    expect(said.body.proposal.provenance).toMatchObject({ confirmedBy: 'camden', source: 'form' })
    const taken = await save(recordId, {}, { confirms: false })
    expect(taken.body.proposal.provenance.confirmedAt).toBeUndefined()
  })

  test('an editor of another authority and a draft too long are refused', async () => {
    const { recordId } = await begin('system', { name: 'Mine' })
    expect((await save(recordId, { users: { to: '1' } }, {}, 'hackney')).status).toBe(403)
    const long = await save(recordId, { notes: { to: 'x'.repeat(300_000) } })
    expect(long.status).toBe(422)
    await world.ask('camden', 'DELETE', `/authorities/${camden}/proposals/${recordId}`)
  })
})

describe('vendors and products that are on no list', () => {
  test('join the lists when the record that needs them is approved, and not before', async () => {
    const newVendors = [{ id: 'ven_brand-new', name: 'Brand New' }]
    const newProducts = [
      {
        id: 'prd_brand-new',
        name: 'Brand New Product',
        serviceAreas: [],
      },
    ]
    const { recordId, ...begun } = await begin(
      'system',
      { name: 'New', serviceAreas: ['library-management'], product: 'prd_brand-new', maker: 'ven_brand-new' },
      { newVendors, newProducts },
    )
    expect(begun).toMatchObject({ newVendors, newProducts })
    const before = await world.ask('', 'GET', '/reference')
    expect(JSON.stringify(before.body)).not.toContain('brand-new')
    await publish()
    const { body, headers } = await world.ask('', 'GET', '/reference')
    // Who makes it and what it is for are taken from the system that brought it.
    expect(body.products).toContainEqual({
      ...newProducts[0],
      maker: 'ven_brand-new',
      serviceAreas: ['library-management'],
    })
    expect(body.vendors).toContainEqual(newVendors[0])
    const tag = headers.get('ETag') ?? ''
    expect((await world.ask('', 'GET', '/reference', undefined, { 'If-None-Match': tag })).status).toBe(304)
    expect((await entry('systems', recordId)).record.product).toBe('prd_brand-new')
  })

  test('are told with the register in brief, so that another draft may name them', async () => {
    const maker = { id: 'ven_kingfisher', name: 'Kingfisher Softwares Ltd' }
    const product = { id: 'prd_kingfisher', name: 'Kingfisher', maker: maker.id, serviceAreas: [] }
    const values = { name: 'Kingfisher', maker: maker.id, product: product.id }
    const { recordId } = await begin('system', values, { newVendors: [maker], newProducts: [product] })
    const { body } = await world.ask('camden', 'GET', `/authorities/${camden}/register`)
    expect(body.newVendors).toContainEqual(maker)
    expect(body.newProducts).toContainEqual(product)
    await world.ask('camden', 'DELETE', `/authorities/${camden}/proposals/${recordId}`)
  })

  test('leave the draft when nothing names them any more', async () => {
    const { recordId } = await begin('contract', { title: 'Changed my mind' })
    const named = await save(
      recordId,
      { supplier: { to: 'ven_typo' } },
      { newVendors: [{ id: 'ven_typo', name: 'Typo' }] },
    )
    expect(named.body.proposal.newVendors).toHaveLength(1)
    const unnamed = await save(recordId, { supplier: { from: 'ven_typo', to: 'ven_demo-quillmere' } })
    expect(unnamed.body.proposal.newVendors).toEqual([])
    await world.ask('camden', 'DELETE', `/authorities/${camden}/proposals/${recordId}`)
  })

  test('twenty changes that each bring a vendor are approved together', async () => {
    for (let n = 0; n < 20; n += 1) {
      await begin(
        'contract',
        { title: `Contract ${n}`, supplier: `ven_fresh-${n}` },
        { newVendors: [{ id: `ven_fresh-${n}`, name: `Fresh ${n}` }] },
      )
    }
    await publish()
  })
})

describe('confirming', () => {
  test('confirms what was seen and reports what has moved on since', async () => {
    const seen = await begin('system', { name: 'Seen', serviceAreas: ['library-management'] })
    const moved = await begin('system', { name: 'Moved', serviceAreas: ['library-management'] })
    await publish()
    await save(moved.recordId, { users: { to: '9' } })
    await publish()
    const records = [
      { id: seen.recordId, version: 1 },
      { id: moved.recordId, version: 1 },
      { id: 'sys_unknown', version: 1 },
    ]
    const confirm = () =>
      world.ask('loti-camden', 'POST', `/authorities/${camden}/confirmations`, { records })
    const once = await confirm()
    expect(once.status).toBe(200)
    expect(once.body.results).toEqual([
      { recordId: seen.recordId, outcome: 'confirmed', version: 2 },
      { recordId: moved.recordId, outcome: 'moved on', version: 2 },
      { recordId: 'sys_unknown', outcome: 'missing' },
    ])
    expect((await confirm()).body.results).toEqual(once.body.results)
    expect((await entry('systems', moved.recordId)).record.version).toBe(2)
  })
})

test('the register in brief lists records and drafts alike', async () => {
  await begin('contract', {
    title: 'A draft',
    supplier: 'ven_demo-quillmere',
    endsOn: { day: '1', month: '2', year: '2028' },
  })
  const { body } = await world.ask('camden', 'GET', `/authorities/${camden}/register`)
  expect(body.records).toContainEqual(
    expect.objectContaining({
      title: 'A draft',
      state: 'draft',
      endsOn: '2028-02-01',
      supplier: 'ven_demo-quillmere',
    }),
  )
  expect(body.records).toContainEqual(expect.objectContaining({ title: 'Libraries', state: 'published' }))
  expect((await world.ask('hackney', 'GET', `/authorities/${camden}/register`)).status).toBe(403)
})
