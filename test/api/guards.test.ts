import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Asking, createAsking } from '../support/asking.ts'
import { fileOf } from '../support/contractsFinder.ts'

// What a draft may say and point at: real fields, what is on a list, and one company under one id.

const camden = '/authorities/E09000007'
const hackney = '/authorities/E09000012'
const contract = { title: 'Housing', supplier: 'ven_demo-quillmere', serviceAreas: ['parking'] }

let world: Asking
beforeAll(async () => {
  world = await createAsking()
})
/** What a test leaves open meets no other. */
afterEach(async () => {
  for (const authority of ['E09000007', 'E09000012']) {
    const open = await world.store.submissions.open(authority)
    if (!open) continue
    const left = await world.store.proposals.of(open.id)
    await world.store.write(left.map((one) => world.store.writes.discard(one)))
    await world.store.write([world.store.writes.closed(authority)])
  }
})
afterAll(() => world.close())

type Put = { newVendors?: object[]; newProducts?: object[] }
const drafted = (who: string, at: string, kind: string, values: object, put: Put = {}) =>
  world.told(who, 'POST', `${at}/proposals`, { kind, values, ...put })
const send = (who: string, at: string) => world.ask(who, 'POST', `${at}/submission/send`, {})
const sent = (who: string, at: string) => world.told(who, 'POST', `${at}/submission/send`, {})
const approve = (submission: { id: string }) =>
  world.told('loti', 'POST', `/review/${submission.id}/approve`, {})
const discard = (who: string, at: string, { recordId }: { recordId: string }) =>
  world.told(who, 'DELETE', `${at}/proposals/${recordId}`)
const nameOnList = async (id: string) => {
  const { vendors } = await world.told('', 'GET', '/reference')
  return vendors.flatMap((one: { id: string; name: string }) => (one.id === id ? [one.name] : []))
}

describe('one id, one company', () => {
  test('what is on the list keeps its name, whoever proposes another', async () => {
    const rival = { id: 'ven_capita', name: 'Brandnew Rival Ltd' }
    const asked = { kind: 'contract', values: { ...contract, supplier: rival.id }, newVendors: [rival] }
    const refused = await world.ask('camden', 'POST', `${camden}/proposals`, asked)
    expect(refused).toMatchObject({
      status: 422,
      body: { fields: { supplier: expect.stringContaining('Brandnew Rival Ltd cannot be added') } },
    })
    const one = await drafted('camden', camden, 'contract', contract)
    for (const [method, body] of [
      ['PUT', { values: asked.values, revision: 1, newVendors: [rival] }],
      ['PATCH', { edits: { supplier: { from: contract.supplier, to: rival.id } }, newVendors: [rival] }],
    ] as const) {
      const answer = await world.ask('camden', method, `${camden}/proposals/${one.recordId}`, body)
      expect([method, answer.status]).toEqual([method, 422])
    }
    const product = { id: 'prd_6635', name: 'Not Spydus', serviceAreas: [] }
    const system = { kind: 'system', values: { name: 'x', product: product.id }, newProducts: [product] }
    expect((await world.ask('camden', 'POST', `${camden}/proposals`, system)).status).toBe(422)
    await discard('camden', camden, one)
    expect(await nameOnList('ven_capita')).toEqual(['Capita'])
  })

  test('a draft that slipped in before is stopped when it is sent, and when it is approved', async () => {
    const one = await drafted('camden', camden, 'contract', contract)
    const submission = await world.store.submissions.open('E09000007')
    const kept = await world.store.proposals.get(submission?.id ?? '', one.recordId)
    if (!kept || !submission) throw new Error('The draft is gone')
    const poisoned = {
      ...kept,
      values: { ...contract, supplier: 'ven_capita' },
      newVendors: [{ id: 'ven_capita', name: 'Brandnew Rival Ltd' }],
      revision: 2,
    }
    await world.store.write([world.store.writes.proposal(poisoned)])
    const refused = await send('camden', camden)
    expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, [`${one.recordId}.supplier`]])

    await world.store.write([world.store.writes.proposal({ ...kept, revision: 3 })])
    const gone = await sent('camden', camden)
    await world.store.write([world.store.writes.proposal({ ...poisoned, revision: 4 })])
    expect(await approve(gone)).toMatchObject({
      results: [
        { outcome: 'refused', problem: expect.stringContaining('Brandnew Rival Ltd cannot be added') },
      ],
    })
    expect(await nameOnList('ven_capita')).toEqual(['Capita'])
  })

  test('an id two authorities propose for two companies goes to the first approved; the second is refused', async () => {
    const id = 'ven_evil-twin'
    const values = { ...contract, supplier: id }
    await drafted('camden', camden, 'contract', values, { newVendors: [{ id, name: 'First Name Ltd' }] })
    await drafted('hackney', hackney, 'contract', values, {
      newVendors: [{ id, name: 'Totally Different plc' }],
    })
    const [first, second] = [await sent('camden', camden), await sent('hackney', hackney)]
    const [one, other] = await Promise.all([approve(first), approve(second)])
    const outcomes = [one, other].map(({ results }) => results[0].outcome).sort()
    expect(outcomes).toEqual(['approved', 'refused'])
    const refused = [one, other].find(({ results }) => results[0].outcome === 'refused')
    expect(refused.results[0].problem).toMatch(/cannot be added as it is: .* stands in its place/)
    expect(await nameOnList(id)).toHaveLength(1)
  })

  test('two names for one id are not sent together', async () => {
    const id = 'ven_two-faced'
    const values = { ...contract, supplier: id }
    const a = await drafted('camden', camden, 'contract', values, { newVendors: [{ id, name: 'One' }] })
    const b = await drafted('camden', camden, 'contract', values, { newVendors: [{ id, name: 'Other' }] })
    const refused = await send('camden', camden)
    expect([refused.status, Object.keys(refused.body.fields).length]).toEqual([422, 1])
    for (const one of [a, b]) await discard('camden', camden, one)
  })

  test('one company proposed by two authorities is one on the list, and both contracts are approved', async () => {
    const id = 'ven_honest-works'
    const values = { ...contract, supplier: id }
    await drafted('camden', camden, 'contract', values, { newVendors: [{ id, name: 'Honest Works Ltd' }] })
    await drafted('hackney', hackney, 'contract', values, {
      newVendors: [{ id, name: 'HONEST WORKS LIMITED' }],
    })
    const [first, second] = [await sent('camden', camden), await sent('hackney', hackney)]
    const answers = await Promise.all([approve(first), approve(second)])
    expect(answers.map(({ results }) => results[0].outcome)).toEqual(['approved', 'approved'])
    expect(await nameOnList(id)).toHaveLength(1)
  })

  test('nothing joins the list that no record points at', async () => {
    await drafted('camden', camden, 'contract', contract, {
      newVendors: [{ id: 'ven_stowaway', name: 'Stowaway' }],
    })
    await approve(await sent('camden', camden))
    expect(await nameOnList('ven_stowaway')).toEqual([])
  })
})

describe('what is on no list', () => {
  test('is refused on sending, every problem at once, each at its field', async () => {
    const one = await drafted('camden', camden, 'contract', {
      ...contract,
      supplier: 'ven_does-not-exist',
      serviceAreas: ['parking', 'zzz-unknown'],
      sharedWith: ['E99999999'],
      leadAuthority: 'W99999999',
    })
    const two = await drafted('camden', camden, 'system', {
      name: 'Unlisted',
      product: 'prd_nothing',
      maker: 'ven_nothing',
      serviceAreas: ['all-housing'],
    })
    const { status, body } = await send('camden', camden)
    expect(status).toBe(422)
    expect(Object.keys(body.fields).sort()).toEqual(
      [
        ...['supplier', 'serviceAreas', 'sharedWith', 'leadAuthority'].map(
          (field) => `${one.recordId}.${field}`,
        ),
        ...['product', 'maker', 'serviceAreas'].map((field) => `${two.recordId}.${field}`),
      ].sort(),
    )
    // The page before it says the same.
    const { proposals } = await world.told('camden', 'GET', `${camden}/submission`)
    const problems = proposals.map((each: { problems: object }) => Object.keys(each.problems).length).sort()
    expect(problems).toEqual([3, 4])
    for (const each of [one, two]) await discard('camden', camden, each)
  })

  test('a link is followed to a page, and to nothing that runs', async () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'ftp://x.org/']) {
      const one = await drafted('camden', camden, 'contract', { ...contract, notices: [{ url }] })
      const { status, body } = await send('camden', camden)
      expect([url, status]).toEqual([url, 422])
      expect(body.fields).toEqual({ [`${one.recordId}.notices.0.url`]: expect.stringContaining('https://') })
      await discard('camden', camden, one)
    }
  })

  test('a title nobody can see is no title', async () => {
    const one = await drafted('camden', camden, 'contract', { ...contract, title: '\u200b\u2060 \ufeff' })
    const { status, body } = await send('camden', camden)
    expect([status, body.fields]).toEqual([
      422,
      { [`${one.recordId}.title`]: 'Enter the title of the contract' },
    ])
    await discard('camden', camden, one)
  })
})

describe('names that are no field', () => {
  const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'nonsenseField']
  const text = (name: string, value: string) => `{${JSON.stringify(name)}:${value}}`
  const raw = async (method: string, path: string, body: string) => {
    const answer = await world.app.request(`/api/v1${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Who': 'camden' },
      body,
    })
    return { status: answer.status, body: await answer.json() }
  }

  test.each([...names, '__proto__'])('%s is refused in a draft, however it is saved', async (name) => {
    const posted = await raw('POST', `${camden}/proposals`, `{"kind":"contract","values":${text(name, '1')}}`)
    expect(posted).toMatchObject({ status: 422, body: { title: 'Some answers need attention' } })
    expect(JSON.stringify(posted.body.fields)).toContain(`named ${name}`)
    const one = await drafted('camden', camden, 'contract', contract)
    const at = `${camden}/proposals/${one.recordId}`
    expect((await raw('PUT', at, `{"revision":1,"values":${text(name, '1')}}`)).status).toBe(422)
    expect((await raw('PATCH', at, `{"edits":${text(name, '{"to":1}')}}`)).status).toBe(422)
    await discard('camden', camden, one)
  })

  test('kept from before, they break no page and keep nobody from sending', async () => {
    const one = await drafted('camden', camden, 'contract', contract)
    const submission = await world.store.submissions.open('E09000007')
    const kept = await world.store.proposals.get(submission?.id ?? '', one.recordId)
    if (!kept) throw new Error('The draft is gone')
    const values = { ...kept.values, ...Object.fromEntries(names.map((name) => [name, { prototype: 1 }])) }
    await world.store.write([world.store.writes.proposal({ ...kept, values, revision: 2 })])
    for (const page of ['/home', '/register', '/submission', '/contracts', `/contracts/${one.recordId}`]) {
      expect([page, (await world.ask('camden', 'GET', `${camden}${page}`)).status]).toEqual([page, 200])
    }
    const edited = await world.ask('camden', 'PATCH', `${camden}/proposals/${one.recordId}`, {
      edits: { title: { from: contract.title, to: 'Better' } },
    })
    expect(edited.status).toBe(200)
    const gone = await sent('camden', camden)
    expect((await world.ask('loti', 'GET', `/review/${gone.id}`)).status).toBe(200)
    expect(await approve(gone)).toMatchObject({ results: [{ outcome: 'approved' }] })
  })

  test('what is nested beyond reason is refused, and so is what is larger than 1 MB', async () => {
    const deep = `${'['.repeat(6000)}${']'.repeat(6000)}`
    const nested = await raw('POST', `${camden}/proposals`, `{"kind":"contract","values":{"title":${deep}}}`)
    expect(nested).toMatchObject({ status: 400, body: { detail: expect.stringContaining('deep') } })
    const large = await raw('POST', `${camden}/proposals`, JSON.stringify({ kind: 'x'.repeat(1_100_000) }))
    expect(large).toMatchObject({
      status: 413,
      body: { detail: expect.stringContaining('larger than 1 MB') },
    })
    expect(large.body.title).not.toContain('file')
  })
})

describe('a draft begun under a key', () => {
  const begin = (key: string, values: object) =>
    world.ask(
      'camden',
      'POST',
      `${camden}/proposals`,
      { kind: 'contract', values },
      { 'Idempotency-Key': key },
    )

  test('is begun once, while it is typed in, with LOTI, and published', async () => {
    const first = await begin('k1', contract)
    expect(first.status).toBe(201)
    const { recordId } = first.body
    const again = async () => {
      const answer = await begin('k1', contract)
      return [answer.status, answer.body.recordId, answer.body.outcome]
    }
    expect(await again()).toEqual([200, recordId, 'draft'])
    const gone = await sent('camden', camden)
    expect(await again()).toEqual([200, recordId, 'sent'])
    await approve(gone)
    expect(await again()).toEqual([200, recordId, 'approved'])
    expect(await world.store.submissions.open('E09000007')).toBeUndefined()
  })

  test('is not begun with something else; the one that was begun is told', async () => {
    const { body } = await begin('k2', contract)
    const other = await begin('k2', { ...contract, title: 'Something else' })
    expect(other).toMatchObject({
      status: 422,
      body: {
        detail: expect.stringContaining('used for something else'),
        proposal: { recordId: body.recordId, values: { title: contract.title } },
      },
    })
    await discard('camden', camden, body)
    expect(await begin('k2', contract)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('discarded') },
    })
  })

  test('sent many times at once is begun once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => begin('k3', contract)))
    expect(new Set(answers.map(({ body }) => body.recordId)).size).toBe(1)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    await discard('camden', camden, answers[0]?.body)
  })
})

describe('a value that is held back', () => {
  test('is said to be held back in the public history, also when it no longer is', async () => {
    const hold = [{ field: 'annualPounds', ground: 'commercially sensitive', reviewOn: '2027-01-01' }]
    const { recordId } = await drafted('camden', camden, 'contract', { ...contract, annualPounds: 4242 })
    await approve(await sent('camden', camden))
    const change = async (edits: object) => {
      await world.told('camden', 'PATCH', `${camden}/proposals/${recordId}`, { edits })
      await approve(await sent('camden', camden))
      const answer = await world.told('', 'GET', `/views/history/${recordId}`)
      expect(JSON.stringify(answer)).not.toMatch(/9,?999/)
      return answer.versions
    }
    // While it is held back nothing is said of what was public before.
    const held = { heldBack: { from: [], to: hold }, annualPounds: { from: 4242, to: 9999 } }
    expect((await change(held))[0].changes).toEqual([])
    const lifted = await change({
      heldBack: { from: hold, to: [] },
      annualPounds: { from: 9999, to: 5000 },
      wholeLifePounds: { to: 20_000 },
    })
    const about = (version: number) =>
      lifted.find((one: { version: number }) => one.version === version).changes
    expect(about(2)).toContainEqual({ field: 'Pounds a year', before: '£4,242', after: 'held back' })
    expect(about(3)).toContainEqual({ field: 'Pounds a year', before: 'held back', after: '£5,000' })
    // Each amount lets the others be worked out, so whether there was one is not told either.
    expect(about(3)).toContainEqual({ field: 'Whole-life value', before: 'held back', after: '£20,000' })
  })
})

describe('vendors of the demonstration', () => {
  const ask = async (asking: Asking) =>
    (await asking.told('', 'GET', '/match/vendors?name=Oakumber%20Software')).match?.id
  const row = async (asking: Asking) => {
    const form = new FormData()
    const text = fileOf({ supplier: '[Oakumber Software|1 High Street|NONE||No|No]' })
    form.set('file', new File([text], 'John Smith redundancy.csv', { type: 'text/csv' }))
    const answer = await asking.app.request('/api/v1/imports', {
      method: 'POST',
      headers: { 'X-Who': 'camden' },
      body: form,
    })
    return (await answer.json()).rows[0]
  }

  test('are matched in it and nowhere else, by name and in an import', async () => {
    expect(await ask(world)).toBeUndefined()
    expect(await row(world)).toMatchObject({
      values: { supplier: 'ven_oakumber-software' },
      newVendor: { id: 'ven_oakumber-software', name: 'Oakumber Software' },
    })
    const shown = await createAsking({ dataSet: async () => 'demonstration' })
    expect(await ask(shown)).toBe('ven_demo-oakumber')
    expect((await row(shown)).values.supplier).toBe('ven_demo-oakumber')
    await shown.close()
  })
})

describe('what an address asks for', () => {
  test('is refused in plain words where it makes no sense', async () => {
    const form = new FormData()
    form.set('authority', '__proto__')
    form.set('file', new File([fileOf({})], 'a.csv', { type: 'text/csv' }))
    const made = await world.app.request('/api/v1/imports', {
      method: 'POST',
      headers: { 'X-Who': 'loti' },
      body: form,
    })
    expect([made.status, (await made.json()).fields]).toEqual([
      422,
      { authority: 'Choose an authority from the list' },
    ])
    form.delete('authority')
    const real = await world.app.request('/api/v1/imports', {
      method: 'POST',
      headers: { 'X-Who': 'loti' },
      body: form,
    })
    const { id } = await real.json()
    for (const asked of ['after=abc', 'limit=0', 'limit=1.5', 'after=-1']) {
      const { status, body } = await world.ask('loti', 'GET', `/imports/${id}/rows?${asked}`)
      expect([asked, status]).toEqual([asked, 400])
      expect(body.detail).toMatch(/^The (row to go on after|number of rows) must be a whole number between/)
    }
    expect((await world.ask('loti', 'GET', `/imports/${id}/rows?after=0&limit=5`)).status).toBe(200)
    for (const after of ['!!!', 'abc', 'e30']) {
      expect([after, (await world.ask('admin', 'GET', `/people?after=${after}`)).status]).toEqual([
        after,
        400,
      ])
    }
    for (const scope of ['__proto__', 'constructor']) {
      expect((await world.ask('', 'GET', `/views/renewals/${scope}`)).status).toBe(404)
    }
  })
})
