import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { terms } from '../../functions/config.ts'
import { authorities } from '../../functions/reference/index.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { type Asking, appOn, createAsking } from '../support/asking.ts'
import { csv, fileOf, type Given, header, rowOf } from '../support/contractsFinder.ts'

// Importing through the API, on the real engine.

const camden = 'E09000007'
const hackney = 'E09000012'
let world: Asking
let app: Asking['app']

beforeAll(async () => {
  world = await createAsking()
})
beforeEach(() => {
  app = appOn(world.store)
})
afterAll(() => world.close())

const call = async (who: string, method: string, path: string, body?: BodyInit, headers = {}) => {
  const answer = await app.request(`/api/v1${path}`, {
    method,
    headers: { 'X-Who': who, ...headers },
    ...(body !== undefined && { body }),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.includes('json')
  return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers }
}
const post = (who: string, path: string, body: unknown = {}) =>
  call(who, 'POST', path, JSON.stringify(body), { 'Content-Type': 'application/json' })
const upload = (
  who: string,
  file: string | Blob,
  { authority, name = 'register.csv' }: { authority?: string; name?: string } = {},
) => {
  const form = new FormData()
  form.set('file', typeof file === 'string' ? new Blob([file], { type: 'text/csv' }) : file, name)
  if (authority) form.set('authority', authority)
  return call(who, 'POST', '/imports', form)
}

let serial = 0
/** Rows of notices no other test has. */
const fresh = (count: number, given: Given = {}) => {
  serial += 1
  const run = serial
  return Array.from({ length: count }, (_, n) => ({ ...given, id: `T${run}-${n}` }))
}
const openOf = async (authority: string) => {
  const submission = await world.store.submissions.open(authority)
  return submission ? await world.store.proposals.of(submission.id) : []
}

/** Sends what an authority has open and approves it, as two others would. */
async function published(authority: string, approver = 'loti-2') {
  const sent = await post('loti', `/authorities/${authority}/submission/send`)
  expect(sent.status).toBe(200)
  for (;;) {
    const { body } = await post(approver, `/review/${sent.body.id}/approve`)
    if (body.results.length === 0) break
    expect(body.results.map(({ outcome }: { outcome: string }) => outcome)).not.toContain('refused')
  }
  return sent.body.id as string
}

describe('a file is previewed and accepted', () => {
  test('by an editor: their own rows are taken, others are named, and nothing is written before', async () => {
    const file = fileOf(...fresh(2), ...fresh(1, { buyer: 'Hackney Council' }))
    const { status, body } = await upload('camden', file)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      state: 'previewed',
      read: 3,
      counts: { create: 2, update: 0, same: 0, refuse: 1 },
    })
    expect(body.rows).toHaveLength(3)
    expect(await openOf(camden)).toEqual([])

    const accepted = await post('camden', `/imports/${body.id}/accept`)
    expect(accepted.body).toMatchObject({ proposals: 2, submissions: [{ authority: camden, proposals: 2 }] })
    const proposals = await openOf(camden)
    expect(proposals).toHaveLength(2)
    expect(proposals[0]).toMatchObject({
      action: 'create',
      importId: body.id,
      // A file's own name may say what is nobody's business: it is not published.
      provenance: { source: 'import', sourceName: 'Contracts Finder CSV' },
      editors: ['camden'],
    })
    expect(await openOf(hackney)).toEqual([])

    const again = await upload('camden', file)
    expect(again.body.counts).toEqual({ create: 0, update: 0, same: 2, refuse: 1 })
    await published(camden)
    expect((await upload('camden', file)).body.counts).toEqual({ create: 0, update: 0, same: 2, refuse: 1 })
  })

  test('what a file says is confirmed by nobody who changes something in it', async () => {
    const { body } = await upload('camden', fileOf(...fresh(1)))
    await post('camden', `/imports/${body.id}/accept`)
    const [{ recordId = '', revision = 0 } = {}] = await openOf(camden)
    const patch = (edits: object) =>
      app.request(`/api/v1/authorities/${camden}/proposals/${recordId}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json', 'X-Who': 'loti' },
        body: JSON.stringify({ edits }),
      })
    // Somebody who only looked at it in a form.
    expect((await patch({})).status).toBe(200)
    expect((await openOf(camden))[0]).toMatchObject({ revision, editors: ['camden'] })
    await patch({ serviceAreas: { from: [], to: ['parking'] } })
    const [proposal] = await openOf(camden)
    expect(proposal).toMatchObject({
      values: { serviceAreas: ['parking'] },
      provenance: { source: 'import' },
    })
    expect(proposal?.provenance).not.toHaveProperty('confirmedAt')
    await published(camden)
  })

  test('on a summer evening, what it says is dated by the day in London', async () => {
    app = appOn(world.store, { now: () => new Date('2026-07-14T23:30:00Z') })
    const { body } = await upload('camden', fileOf(...fresh(1)))
    await post('camden', `/imports/${body.id}/accept`)
    expect((await openOf(camden)).map(({ provenance }) => provenance.sourceOn)).toEqual(['2026-07-15'])
    await published(camden)
  })

  test('by an approver: a submission for each authority', async () => {
    const file = fileOf(...fresh(2), ...fresh(3, { buyer: 'LB Hackney' }))
    const { body } = await upload('loti', file)
    const accepted = await post('loti', `/imports/${body.id}/accept`)
    expect(accepted.body.submissions).toMatchObject([
      { authority: camden, proposals: 2 },
      { authority: hackney, proposals: 3 },
    ])
    await published(camden)
    await published(hackney)
  })

  test('is sent by itself: what an officer is at besides stays a draft, and holds it up no more', async () => {
    const begun = await post('hackney', `/authorities/${hackney}/proposals`, {
      kind: 'contract',
      values: { title: 'Half written' },
    })
    const { body } = await upload('loti', fileOf(...fresh(2, { buyer: 'LB Hackney' })))
    await post('loti', `/imports/${body.id}/accept`)
    const open = await world.store.submissions.open(hackney)
    const sent = await post('loti', `/authorities/${hackney}/submission/send`, {
      importId: body.id,
      submission: open?.id,
    })
    expect([sent.status, sent.body.sentCount]).toEqual([200, 2])
    expect(
      (await post('loti', `/authorities/${hackney}/submission/send`, { importId: body.id })).status,
    ).toBe(422)
    expect((await openOf(hackney)).map(({ recordId }) => recordId)).toEqual([begun.body.recordId])
    for (const id of [sent.body.id]) await post('loti-2', `/review/${id}/approve`)
    await app.request(`/api/v1/authorities/${hackney}/proposals/${begun.body.recordId}`, {
      method: 'DELETE',
      headers: { 'X-Who': 'hackney' },
    })
  })

  test('rows set aside are taken when they are ticked in, some or all', async () => {
    const { body } = await upload('camden', fileOf(...fresh(3, { cpv: '45000000' })))
    expect(body).toMatchObject({ setAside: 3, counts: { create: 0, refuse: 3 } })
    expect(
      (await post('camden', `/imports/${body.id}/accept`, { include: 'all', except: [1, 3] })).body.proposals,
    ).toBe(1)
    expect((await post('camden', `/imports/${body.id}/accept`, { include: [2] })).body.proposals).toBe(1)
    expect((await post('camden', `/imports/${body.id}/accept`, { include: 'all' })).body.proposals).toBe(3)
    expect(await openOf(camden)).toHaveLength(3)
    await published(camden)
  })

  test('rows that are not there are refused by their numbers, and those that need no tick count once', async () => {
    const { body } = await upload('camden', fileOf(...fresh(2), ...fresh(1, { cpv: '45000000' })))
    const accept = (include: number[]) => post('camden', `/imports/${body.id}/accept`, { include })
    const refused = await accept([3, 4, 9, 4])
    expect([refused.status, refused.body.fields]).toEqual([
      422,
      { include: 'The file has 3 rows, so there is no row 4, 9' },
    ])
    expect((await accept([11, 12, 13, 14, 15, 16, 17])).body.fields.include).toContain(
      'no row 11, 12, 13, 14, 15 and 2 more',
    )
    expect(await openOf(camden)).toHaveLength(0)
    expect((await accept([1, 3])).body).toMatchObject({ proposals: 3, of: 3, included: [3] })
    await published(camden)
  })

  test('an update lays what the file says over what people wrote, which stays', async () => {
    const [one = {}] = fresh(1)
    const { body } = await upload('camden', fileOf(one))
    await post('camden', `/imports/${body.id}/accept`)
    const [{ recordId = '', values } = { recordId: '', values: {} }] = await openOf(camden)
    await call(
      'camden',
      'PUT',
      `/authorities/${camden}/proposals/${recordId}`,
      JSON.stringify({ values: { ...values, noticeMonths: 6 }, revision: 1 }),
    )
    await published(camden)

    const later = await upload('camden', fileOf({ ...one, endsOn: '31/03/2030' }))
    expect(later.body.rows[0]).toMatchObject({
      result: 'update',
      baseVersion: 1,
      changes: [{ field: 'endsOn', from: '2028-03-31', to: '2030-03-31' }],
    })
    await post('camden', `/imports/${later.body.id}/accept`)
    expect(await openOf(camden)).toMatchObject([
      { action: 'update', baseVersion: 1, values: { noticeMonths: 6, endsOn: '2030-03-31' } },
    ])
    await published(camden)
    expect(
      await world.store.records.get({ authority: camden, kind: 'contract', id: recordId }),
    ).toMatchObject({
      version: 2,
      noticeMonths: 6,
      endsOn: '2030-03-31',
    })
  })

  test('a vendor it brought is known to the next file and to whoever asks, once approved', async () => {
    const [one = {}, two = {}] = fresh(2)
    const supplier = '[Quite Unheard Of Ltd|x|Companies House|9876543|Yes|No]'
    const { body } = await upload('camden', fileOf({ ...one, supplier }))
    expect(body.rows[0].newVendor).toMatchObject({ id: 'ven_quite-unheard-of' })
    await post('camden', `/imports/${body.id}/accept`)
    const ask = async (query: string) => (await call('', 'GET', `/match/vendors?${query}`)).body
    expect((await ask('name=Quite Unheard Of')).match).toBeNull()
    await published(camden)

    expect((await ask('name=QUITE UNHEARD OF LIMITED')).match).toEqual({
      id: 'ven_quite-unheard-of',
      name: 'Quite Unheard Of Ltd',
      score: 1,
    })
    expect((await ask('companyNumber=09876543')).match?.id).toBe('ven_quite-unheard-of')
    expect((await ask('name=Quiet Unheard Of')).match).toMatchObject({ id: 'ven_quite-unheard-of' })
    const next = await upload('camden', fileOf({ ...two, supplier: '[quite unheard of|x|NONE||Yes|No]' }))
    expect(next.body.rows[0]).toMatchObject({ values: { supplier: 'ven_quite-unheard-of' }, notes: [] })
    expect(next.body.rows[0].newVendor).toBeUndefined()
  })
})

describe('accepting is safe to repeat', () => {
  test('twice is once, and what was mended in between stays mended', async () => {
    const { body } = await upload('camden', fileOf(...fresh(2)))
    const once = await post('camden', `/imports/${body.id}/accept`)
    const [first] = await openOf(camden)
    await call(
      'camden',
      'PUT',
      `/authorities/${camden}/proposals/${first?.recordId}`,
      JSON.stringify({ values: { ...first?.values, title: 'Mended by hand' }, revision: 1 }),
    )
    const twice = await post('camden', `/imports/${body.id}/accept`)
    expect(twice.body).toEqual(once.body)
    expect((await openOf(camden)).map(({ values, revision }) => [values.title, revision])).toContainEqual([
      'Mended by hand',
      2,
    ])
    await published(camden)
  })

  test.each([1, 2, 3, 5])(
    'cut short at its %ith write and begun again, everything is there once',
    async (nth) => {
      const file = fileOf(...fresh(200), ...fresh(150, { buyer: 'LB Hackney' }))
      const { body } = await upload('loti', file)
      // The service dies at that write: neither it nor anything after it happens.
      const { write } = world.store
      const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
      let writes = 0
      world.store.write = async (...args) => {
        writes += 1
        if (writes >= nth) throw new Error('The service was killed')
        return write(...args)
      }
      const cut = await post('loti', `/imports/${body.id}/accept`)
      world.store.write = write
      logged.mockRestore()
      expect(cut.status).toBe(500)
      expect((await openOf(camden)).length + (await openOf(hackney)).length).toBeLessThan(350)

      // What had come so far is mended, sent and decided on before it is begun again.
      if (nth > 1) await published(camden)
      const again = await post('loti', `/imports/${body.id}/accept`)
      expect(again.body.proposals).toBe(350)
      const { body: head } = await call('loti', 'GET', `/imports/${body.id}?limit=0`)
      expect(head).toMatchObject({ state: 'accepted', taken: { rows: 350, of: 350 }, rows: [] })
      for (const authority of [camden, hackney])
        if ((await openOf(authority)).length > 0) await published(authority)
      const events = [...(await world.store.audit.of(camden)), ...(await world.store.audit.of(hackney))]
      const ids = new Set(body.rows.map(({ recordId }: { recordId: string }) => recordId))
      const approvals = events.filter(
        ({ action, recordId = '' }) => action === 'approved' && ids.has(recordId),
      )
      expect(approvals).toHaveLength(350)
      expect(approvals.every(({ version }) => version === 1)).toBe(true)
      expect((await upload('loti', file)).body.counts).toMatchObject({ create: 0, update: 0, same: 350 })
    },
  )

  test('pressed twice at once it is still once', async () => {
    const { body } = await upload('loti', fileOf(...fresh(100)))
    const [one, two] = await Promise.all([
      post('loti', `/imports/${body.id}/accept`),
      post('loti', `/imports/${body.id}/accept`),
    ])
    expect([one.status, two.status]).toEqual([200, 200])
    const proposals = await openOf(camden)
    expect(proposals).toHaveLength(100)
    expect(proposals.every(({ revision }) => revision === 1)).toBe(true)
    await published(camden)
  })
})

describe('a large import', () => {
  const counts = { create: 10_000, update: 0, same: 0, refuse: 0 }
  test('of 10,000 rows over many authorities is answered in part, read on, taken whole, and the same again', {
    timeout: 180_000,
  }, async () => {
    const buyers = authorities().filter(({ kind }) => kind === 'London borough')
    const file = csv([
      header,
      ...Array.from({ length: 10_000 }, (_, n) =>
        rowOf({
          id: `L-${n}`,
          buyer: `London Borough of ${buyers[n % buyers.length]?.name}`,
          supplier: `[Supplier ${n % 700} Ltd|x|NONE||No|No]`,
        }),
      ),
    ])
    const { body } = await upload('loti', file)
    expect(body.counts).toEqual(counts)
    expect(body.rows).toHaveLength(1000)
    expect(body.next).toBe(1000)
    const later = await call('loti', 'GET', `/imports/${body.id}/rows?after=9990&show=create`)
    expect(later.body.rows.map(({ row }: { row: number }) => row)).toEqual([
      9991, 9992, 9993, 9994, 9995, 9996, 9997, 9998, 9999, 10_000,
    ])
    expect(later.body.next).toBeUndefined()

    const accepted = await post('loti', `/imports/${body.id}/accept`)
    expect(accepted.body.proposals).toBe(10_000)
    expect(accepted.body.submissions).toHaveLength(33)
    expect((await upload('loti', file)).body.counts).toEqual({ ...counts, create: 0, same: 10_000 })
  })
})

describe('rows are read on, narrowed and never lost', () => {
  test('every kind, page by page, adds up to the whole', async () => {
    const file = fileOf(
      ...fresh(30),
      ...fresh(30, { cpv: '45000000' }),
      ...fresh(30, { endsOn: 'soon' }),
      ...fresh(30),
    )
    const { body } = await upload('camden', file)
    const read = async (show: string, limit: number) => {
      const rows: number[] = []
      let after: number | undefined = 0
      while (after !== undefined) {
        const page: { body: { rows: { row: number }[]; next?: number } } = await call(
          'camden',
          'GET',
          `/imports/${body.id}/rows?show=${show}&after=${after}&limit=${limit}`,
        )
        expect(page.body.rows.length).toBeLessThanOrEqual(limit)
        rows.push(...page.body.rows.map(({ row }) => row))
        after = page.body.next
      }
      return rows
    }
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)
    expect(await read('all', 7)).toEqual(range(1, 120))
    expect(await read('create', 500)).toEqual([...range(1, 30), ...range(91, 120)])
    expect(await read('set aside', 10)).toEqual(range(31, 60))
    expect(await read('refuse', 29)).toEqual(range(61, 90))
    expect(await read('update', 10)).toEqual([])
  })

  test('other authorities’ rows are told apart from one’s own, and are in no file to be mended', async () => {
    const rows = [...fresh(2), ...fresh(3, { buyer: 'LB Hackney' }), ...fresh(1, { endsOn: 'soon' })]
    const { body } = await upload('camden', fileOf(...rows))
    expect(body).toMatchObject({ read: 6, elsewhere: 3, counts: { create: 2, refuse: 4 } })
    const shown = async (show: string) =>
      (await call('camden', 'GET', `/imports/${body.id}/rows?show=${show}`)).body.rows.map(
        ({ row }: { row: number }) => row,
      )
    expect(await shown('own')).toEqual([1, 2, 6])
    expect(await shown('elsewhere')).toEqual([3, 4, 5])
    expect(await shown('refuse')).toEqual([6])
    const { body: file } = await call('camden', 'GET', `/imports/${body.id}/refused.csv`)
    expect(file.trim().split('\n')).toHaveLength(2)
  })

  test('what is asked for amiss is refused with what can be asked for', async () => {
    const { body } = await upload('camden', fileOf({}))
    const wrong = await call('camden', 'GET', `/imports/${body.id}/rows?show=everything`)
    expect(wrong).toMatchObject({
      status: 400,
      body: { detail: 'Show all, own, create, update, same, refuse, set aside, elsewhere' },
    })
    expect((await call('camden', 'GET', `/imports/${body.id}/rows?limit=100000`)).status).toBe(400)
  })

  test('the rows not taken come back as a file', async () => {
    const { body } = await upload('camden', fileOf(...fresh(1, { title: '=cmd', endsOn: 'soon' })))
    const { status, body: file, headers } = await call('camden', 'GET', `/imports/${body.id}/refused.csv`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(file).toContain(",'=cmd,")
    expect((await upload('camden', file.replace('soon', '31/03/2029'))).body.counts.create).toBe(1)
  })
})

describe('who may', () => {
  test('import for an authority is its editors and LOTI alone', async () => {
    const file = fileOf({})
    for (const [who, status] of [
      ['', 401],
      ['member', 403],
      ['suspended', 403],
    ] as const) {
      expect([who, (await upload(who, file)).status]).toEqual([who, status])
    }
    expect((await upload('camden', file, { authority: hackney })).status).toBe(403)
    expect((await upload('loti', file, { authority: hackney })).body.counts).toMatchObject({
      create: 0,
      refuse: 1,
    })
  })
  test('see or accept an import is whoever made it and LOTI alone', async () => {
    const { body } = await upload('camden', fileOf(...fresh(1)))
    for (const path of ['', '/rows', '/refused.csv']) {
      expect((await call('hackney', 'GET', `/imports/${body.id}${path}`)).status).toBe(404)
      expect((await call('loti', 'GET', `/imports/${body.id}${path}`)).status).toBe(200)
      expect((await call('', 'GET', `/imports/${body.id}${path}`)).status).toBe(401)
    }
    expect((await post('hackney', `/imports/${body.id}/accept`)).status).toBe(404)
    expect((await post('hackney', '/imports/imp_none/accept')).status).toBe(404)
  })
})

describe('what is sent amiss is refused with what was amiss, and nothing is half-done', () => {
  const form = { 'Content-Type': 'multipart/form-data; boundary=b' }
  test.each<[string, BodyInit, Record<string, string>, number, string]>([
    ['no form at all', 'x', { 'Content-Type': 'text/csv' }, 400, 'multipart/form-data'],
    [
      'a form without its boundary',
      'x',
      { 'Content-Type': 'multipart/form-data' },
      400,
      'multipart/form-data',
    ],
    [
      'a form cut short',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nA,B',
      form,
      400,
      'cut short',
    ],
    ['a form of something else', 'nothing like a form', form, 400, 'cut short'],
    [
      'a form without a file',
      '--b\r\nContent-Disposition: form-data; name="other"\r\n\r\nA,B\r\n--b--\r\n',
      form,
      422,
      'Mend',
    ],
    [
      'a file as plain text',
      '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nA,B\r\n--b--\r\n',
      form,
      422,
      'Mend',
    ],
  ])('%s', async (_, body, headers, status, detail) => {
    const answer = await call('camden', 'POST', '/imports', body, headers)
    expect(answer.status).toBe(status)
    expect(answer.body.detail).toContain(detail)
  })
  test('a file of no use says why', async () => {
    for (const [file, detail] of [
      ['', 'The file is empty.'],
      [csv([header]), 'a header and no rows'],
      ['Name\n1\n', 'The file has one column'],
    ] as const) {
      expect((await upload('camden', file)).body).toMatchObject({
        status: 415,
        detail: expect.stringContaining(detail),
      })
    }
  })
  test('any other body has a limit of its own, whether its length is told or not', async () => {
    const body = JSON.stringify({ kind: 'system', values: { notes: 'x'.repeat(2_000_000) } })
    const path = `/api/v1/authorities/${camden}/proposals`
    const headers = { 'X-Who': 'camden', 'Content-Type': 'application/json' }
    const told = await app.request(path, {
      method: 'POST',
      body,
      headers: { ...headers, 'Content-Length': String(body.length) },
    })
    const untold = await app.request(
      new Request(`http://localhost${path}`, {
        method: 'POST',
        body: new Blob([body]).stream(),
        headers,
        duplex: 'half',
      } as RequestInit),
    )
    for (const answer of [told, untold]) {
      expect(answer.status).toBe(413)
      expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('larger than 1 MB') })
    }
  })
  test('a file’s name is told without what could be run', async () => {
    const { body } = await upload('camden', fileOf({}), { name: 'a"<img src=x>\u0007.csv' })
    expect(body.fileName).toBe('a"img src=x.csv')
  })
})

test('after all of it the summaries equal a recount, and the audit chains are whole', async () => {
  for (const authority of [camden, hackney]) {
    const records = await world.store.records.of(authority, 'contract')
    for (let from = 0; from < records.length; from += 50) {
      await applyRecords(world.store, records.slice(from, from + 50), { terms, day: '2026-11-24' })
    }
  }
  const { differences } = await recount(world.store, { terms, today: '2026-11-24' })
  expect(differences).toEqual([])
})
