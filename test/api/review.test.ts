import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asking, createAsking } from '../support/asking.ts'
import { requestsOf } from '../support/world.ts'

// LOTI's side of a change: threads, conflicts, many at once, the same change elsewhere, and the queue.

const camden = 'E09000007'
const hackney = 'E09000012'
const brent = 'E09000005'
const slugs = { [camden]: 'camden', [hackney]: 'hackney', [brent]: 'brent' } as const
type Borough = keyof typeof slugs

let world: Asking
let ask: Asking['ask']
let told: Asking['told']
let clock = Date.parse('2026-11-24T09:00:00Z')

beforeAll(async () => {
  world = await createAsking({ now: () => new Date(clock) })
  ask = world.ask
  told = world.told
})
afterAll(() => world.close())

const contract = {
  title: 'Housing',
  supplier: 'ven_demo-quillmere',
  serviceAreas: ['housing-management'],
  annualPounds: 100_000,
}

const draft = async (authority: Borough, values: object = contract, more: object = {}): Promise<string> =>
  (
    await told(slugs[authority], 'POST', `/authorities/${authority}/proposals`, {
      kind: 'contract',
      values,
      ...more,
    })
  ).recordId
const change = async (authority: Borough, recordId: string, values: object, more: object = {}) => {
  const { proposal, record } = await told(
    slugs[authority],
    'GET',
    `/authorities/${authority}/contracts/${recordId}`,
  )
  return told(slugs[authority], 'PUT', `/authorities/${authority}/proposals/${recordId}`, {
    values: { ...(proposal?.outcome === 'draft' && proposal.values), ...values },
    revision: proposal?.outcome === 'draft' ? proposal.revision : 0,
    baseVersion: proposal?.outcome === 'draft' ? proposal.baseVersion : record.version,
    ...more,
  })
}
const send = async (authority: Borough, message?: string) =>
  told(slugs[authority], 'POST', `/authorities/${authority}/submission/send`, message ? { message } : {})
const published = async (authority: Borough, values: object = contract): Promise<string> => {
  const id = await draft(authority, values)
  const { id: submission } = await send(authority)
  await told('loti', 'POST', `/review/${submission}/approve`, {})
  return id
}

describe('a thread', () => {
  test('is kept through return and resubmission, with who, for whom and when; and shows what changed since', async () => {
    const id = await draft(camden)
    const first = await send(camden)
    clock += 60_000
    await told('loti', 'POST', `/review/${first.id}/return`, {
      recordId: id,
      comments: [{ field: 'annualPounds', text: 'Is that with VAT?' }, { text: 'Which department?' }],
    })
    clock += 60_000
    const reply = { field: 'annualPounds', text: 'It was. Now it is without.' }
    await told('camden', 'POST', `/authorities/${camden}/proposals/${id}/comments`, reply)
    // Sent again, because the answer was not known to have arrived.
    await told('camden', 'POST', `/authorities/${camden}/proposals/${id}/comments`, reply)
    await change(camden, id, { annualPounds: '£83,000' })
    const second = await send(camden)
    const { proposals } = await told('loti', 'GET', `/review/${second.id}`)
    expect(proposals[0].proposal.comments).toEqual([
      {
        by: 'loti',
        byName: 'LOTI officer',
        from: 'LOTI',
        at: '2026-11-24T09:01:00.000Z',
        field: 'annualPounds',
        text: 'Is that with VAT?',
      },
      {
        by: 'loti',
        byName: 'LOTI officer',
        from: 'LOTI',
        at: '2026-11-24T09:01:00.000Z',
        text: 'Which department?',
      },
      {
        by: 'camden',
        byName: 'Camden IT lead',
        from: 'authority',
        at: '2026-11-24T09:02:00.000Z',
        ...reply,
      },
    ])
    expect(proposals[0].sinceReturned).toEqual({
      at: '2026-11-24T09:01:00.000Z',
      byName: 'LOTI officer',
      reference: first.reference,
      changes: [{ field: 'annualPounds', from: 100_000, to: 83_000 }],
    })
  })

  test('takes no answer to what is not being drafted, nor an empty one, nor another authority’s', async () => {
    const id = await published(camden)
    const path = `/authorities/${camden}/proposals/${id}/comments`
    expect((await ask('camden', 'POST', path, { text: 'x' })).status).toBe(404)
    await change(camden, id, { title: 'Other' })
    expect((await ask('camden', 'POST', path, { text: ' ' })).body.fields).toEqual({
      text: 'Enter a comment',
    })
    expect((await ask('hackney', 'POST', path, { text: 'x' })).status).toBe(403)
    await told('camden', 'DELETE', `/authorities/${camden}/proposals/${id}`)
  })

  test('whoever argues for a proposal does not decide on it', async () => {
    const id = await published(camden)
    await change(camden, id, { title: 'Argued for' })
    await told('loti-camden', 'POST', `/authorities/${camden}/proposals/${id}/comments`, {
      text: 'It is right',
    })
    const { id: submission } = await send(camden)
    const { results } = await told('loti-camden', 'POST', `/review/${submission}/approve`, {})
    expect(results).toMatchObject([{ outcome: 'refused', problem: expect.stringContaining('someone else') }])
    await told('loti', 'POST', `/review/${submission}/approve`, {})
  })
})

describe('a record that moved on', () => {
  test('takes what does not overlap, and the approver is told what was published meanwhile', async () => {
    const id = await published(camden)
    await change(camden, id, { annualPounds: 120_000 })
    const first = await send(camden)
    await change(camden, id, { ...contract, noticeMonths: 3 })
    const second = await send(camden)
    await told('loti', 'POST', `/review/${first.id}/approve`, {})
    const { proposals } = await told('loti', 'GET', `/review/${second.id}`)
    expect(proposals[0]).toMatchObject({
      changes: [{ field: 'noticeMonths', to: 3 }],
      since: [{ field: 'annualPounds', from: 100_000, to: 120_000 }],
      conflicts: [],
    })
    const { results } = await told('loti', 'POST', `/review/${second.id}/approve`, {})
    expect(results).toEqual([{ recordId: id, outcome: 'approved', version: 3 }])
    const { record } = await told('camden', 'GET', `/authorities/${camden}/contracts/${id}`)
    expect(record).toMatchObject({ annualPounds: 120_000, noticeMonths: 3 })
  })

  test('goes back where both changed the same, shows both, and is not sent before someone chose', async () => {
    const id = await published(camden)
    await change(camden, id, { annualPounds: 120_000 })
    const first = await send(camden)
    await change(camden, id, { ...contract, annualPounds: 90_000, noticeMonths: 3 })
    const second = await send(camden)
    await told('loti', 'POST', `/review/${first.id}/approve`, {})

    const conflict = { field: 'annualPounds', theirs: 120_000, yours: 90_000 }
    expect((await told('loti', 'GET', `/review/${second.id}`)).proposals[0].conflicts).toEqual([conflict])
    const { results } = await told('loti', 'POST', `/review/${second.id}/approve`, {})
    expect(results).toMatchObject([{ recordId: id, outcome: 'conflict', conflicts: [conflict] }])

    // In review and with the authority alike, both are there as data.
    const after = await told('loti', 'GET', `/review/${second.id}`)
    expect(after.proposals[0]).toMatchObject({ proposal: { outcome: 'returned' }, conflicts: [conflict] })
    const { proposal, conflicts, record } = await told(
      'camden',
      'GET',
      `/authorities/${camden}/contracts/${id}`,
    )
    expect(conflicts).toEqual([conflict])
    expect(proposal.comments).toMatchObject([{ field: 'annualPounds', from: 'LOTI' }])
    const refused = await ask('camden', 'POST', `/authorities/${camden}/submission/send`, {})
    expect(refused.body.fields).toEqual({
      [`${id}.annualPounds`]: expect.stringContaining('Choose what is right'),
    })
    // Saving something else settles nothing.
    const saved = await told('camden', 'PUT', `/authorities/${camden}/proposals/${id}`, {
      values: { ...proposal.values, noticeMonths: 6 },
      revision: proposal.revision,
      baseVersion: proposal.baseVersion,
    })
    expect((await told('camden', 'GET', `/authorities/${camden}/contracts/${id}`)).conflicts).toEqual([
      conflict,
    ])
    // Having seen version 2, its author stands by the value proposed.
    await told('camden', 'PUT', `/authorities/${camden}/proposals/${id}`, {
      values: saved.values,
      revision: saved.revision,
      baseVersion: record.version,
    })
    const third = await send(camden)
    await told('loti', 'POST', `/review/${third.id}/approve`, {})
    expect((await told('camden', 'GET', `/authorities/${camden}/contracts/${id}`)).record).toMatchObject({
      version: 3,
      annualPounds: 90_000,
      noticeMonths: 6,
    })
  })

  test('what is returned while another change was begun is laid under it, and neither is lost', async () => {
    const id = await published(camden)
    await told('camden', 'PATCH', `/authorities/${camden}/proposals/${id}`, {
      edits: { noticeMonths: { to: '3' }, department: { to: 'Housing' } },
    })
    const first = await send(camden)
    await told('camden', 'PATCH', `/authorities/${camden}/proposals/${id}`, {
      edits: { reference: { to: 'R-1' }, department: { to: 'Homes' } },
    })
    await told('loti', 'POST', `/review/${first.id}/return`, {
      recordId: id,
      comments: [{ field: 'noticeMonths', text: 'Three?' }],
    })
    const { proposal } = await told('camden', 'GET', `/authorities/${camden}/contracts/${id}`)
    expect(proposal).toMatchObject({
      values: { noticeMonths: '3', reference: 'R-1', department: 'Homes' },
      comments: [{ field: 'noticeMonths' }],
    })
    const { id: second } = await send(camden)
    await told('loti', 'POST', `/review/${second}/approve`, {})
    expect((await told('camden', 'GET', `/authorities/${camden}/contracts/${id}`)).record).toMatchObject({
      noticeMonths: 3,
      reference: 'R-1',
      department: 'Homes',
    })
  })

  test('a clash that comes back under another change is chosen between before it is sent', async () => {
    const id = await published(camden)
    await change(camden, id, { annualPounds: 120_000 })
    const first = await send(camden)
    await change(camden, id, { ...contract, annualPounds: 90_000 })
    const second = await send(camden)
    await told('loti', 'POST', `/review/${first.id}/approve`, {})
    await told('camden', 'PATCH', `/authorities/${camden}/proposals/${id}`, {
      edits: { reference: { to: 'R-2' } },
    })
    await told('loti', 'POST', `/review/${second.id}/approve`, {})
    const { conflicts, proposal } = await told('camden', 'GET', `/authorities/${camden}/contracts/${id}`)
    expect(conflicts).toEqual([{ field: 'annualPounds', theirs: 120_000, yours: 90_000 }])
    expect(proposal.values.reference).toBe('R-2')
    const refused = await ask('camden', 'POST', `/authorities/${camden}/submission/send`, {})
    expect(refused.status).toBe(422)
    await told('camden', 'DELETE', `/authorities/${camden}/proposals/${id}`)
  })

  test('what is returned brings nothing old along', async () => {
    const id = await published(camden)
    await change(camden, id, { ...contract, noticeMonths: 3 })
    const first = await send(camden)
    await change(camden, id, { annualPounds: 120_000 })
    const second = await send(camden)
    await told('loti', 'POST', `/review/${second.id}/approve`, {})
    await told('loti', 'POST', `/review/${first.id}/return`, { recordId: id, comments: [{ text: 'Three?' }] })
    const { id: third } = await send(camden)
    await told('loti', 'POST', `/review/${third}/approve`, {})
    expect((await told('camden', 'GET', `/authorities/${camden}/contracts/${id}`)).record).toMatchObject({
      annualPounds: 120_000,
      noticeMonths: 3,
    })
  })
})

describe('many at once', () => {
  test('each says what came of it: approved, in conflict, refused; and one’s own are left to someone else', async () => {
    const [clear, disputed, own] = [await published(brent), await published(brent), await published(brent)]
    await change(brent, disputed, { annualPounds: 1 })
    const earlier = await send(brent)
    await change(brent, clear, { title: 'Clear' })
    await change(brent, disputed, { ...contract, annualPounds: 2 })
    const { proposal } = await told('brent', 'GET', `/authorities/${brent}/contracts/${own}`)
    expect(proposal).toBeNull()
    await told('loti', 'PUT', `/authorities/${brent}/proposals/${own}`, { values: { title: 'By LOTI' } })
    const { id } = await send(brent)
    await told('loti', 'POST', `/review/${earlier.id}/approve`, {})
    const { results } = await told('loti', 'POST', `/review/${id}/approve`, {
      records: [clear, disputed, own, 'con_nowhere'],
    })
    expect(results).toMatchObject([
      { recordId: clear, outcome: 'approved', version: 2 },
      { recordId: disputed, outcome: 'conflict' },
      { recordId: own, outcome: 'refused', problem: expect.stringContaining('someone else') },
      { recordId: 'con_nowhere', outcome: 'refused' },
    ])
    expect((await told('loti-2', 'POST', `/review/${id}/approve`, {})).results).toMatchObject([
      { recordId: own, outcome: 'approved' },
    ])
    await told('brent', 'DELETE', `/authorities/${brent}/proposals/${disputed}`)
  })

  test('a hundred proposals with a new vendor each are approved, whatever a transaction holds', async () => {
    for (let n = 0; n < 100; n += 1) {
      const vendor = { id: `ven_many-${n}`, name: `Many ${n}` }
      await draft(hackney, { ...contract, supplier: vendor.id }, { newVendors: [vendor] })
    }
    const { id } = await send(hackney)
    const { results } = await told('loti', 'POST', `/review/${id}/approve`, {})
    expect(new Set(results.map(({ outcome }: { outcome: string }) => outcome))).toEqual(new Set(['approved']))
    expect((await world.store.listed(['ven_many-0', 'ven_many-99', 'ven_nowhere'])).size).toBe(2)
    expect((await world.store.submissions.get(id))?.state).toBe('decided')
  })
})

describe('the same change elsewhere', () => {
  test('is found, told in full, and approved with one decision; what was decided meanwhile is not offered', async () => {
    const ids: Record<string, string> = {}
    const submissions: Record<string, string> = {}
    for (const authority of [camden, hackney, brent] as const) {
      ids[authority] = await published(authority)
      await change(authority, ids[authority], { supplier: 'ven_demo-oakumber' })
      submissions[authority] = (await send(authority)).id
    }
    const here = `/review/${submissions[camden]}/alike`
    const { groups } = await told('loti', 'GET', here)
    expect(groups).toMatchObject([
      {
        sameChange: true,
        records: [ids[camden]],
        others: [
          {
            authorityName: 'Brent',
            title: 'Housing',
            changes: [{ field: 'supplier', to: 'ven_demo-oakumber' }],
          },
          {
            authorityName: 'Hackney',
            submission: submissions[hackney],
            recordId: ids[hackney],
            ownWork: false,
          },
        ],
      },
    ])
    await told('loti-2', 'POST', `/review/${submissions[hackney]}/approve`, {})
    expect((await told('loti', 'GET', here)).groups[0].others).toHaveLength(1)
    const { results } = await told('loti', 'POST', '/review/approvals', {
      proposals: [camden, hackney, brent].map((one) => ({
        submission: submissions[one],
        recordId: ids[one],
      })),
    })
    expect(results).toEqual(
      [camden, hackney, brent].map((one) => ({
        submission: submissions[one],
        recordId: ids[one],
        outcome: 'approved',
        version: 2,
      })),
    )
    expect((await told('loti', 'GET', here)).groups).toEqual([])
  })

  test('a new vendor and a product proposed by several are told as such, not as the same change', async () => {
    const vendor = { id: 'ven_fresh', name: 'Fresh Ltd' }
    const first = await draft(camden, { ...contract, supplier: vendor.id }, { newVendors: [vendor] })
    await draft(hackney, { ...contract, title: 'Other', supplier: vendor.id }, { newVendors: [vendor] })
    const [here] = [await send(camden), await send(hackney)]
    const { groups } = await told('loti', 'GET', `/review/${here?.id}/alike`)
    expect(groups).toMatchObject([
      { sameChange: false, about: 'Fresh Ltd', records: [first], others: [{ title: 'Other' }] },
    ])
  })

  test('nobody but an approver may ask or decide', async () => {
    const proposals = [{ submission: 'sub_x_E09000007', recordId: 'con_x' }]
    for (const [who, status] of [
      ['', 401],
      ['camden', 403],
      ['member', 403],
      ['suspended', 403],
    ] as const) {
      expect((await ask(who, 'POST', '/review/approvals', { proposals })).status).toBe(status)
      expect((await ask(who, 'GET', '/review/sub_x_E09000007/alike')).status).toBe(status)
    }
    expect((await told('loti', 'POST', '/review/approvals', { proposals })).results).toMatchObject([
      { outcome: 'refused', problem: 'There is no such submission.' },
    ])
  })
})

describe('the queue', () => {
  test('tells age, size, what it is about and what to look at twice, as worked out on sending', async () => {
    await draft(brent, { ...contract, title: 'A very large one', annualPounds: '£2m' })
    await draft(brent, { ...contract, title: 'An ordinary one' })
    const { reference } = await send(brent)
    clock += 3 * 86_400_000
    const queue = await told('loti', 'GET', `/review?q=${reference}`)
    expect(queue).toMatchObject({ matching: 1, page: 1, pages: 1 })
    expect(queue.submissions).toMatchObject([
      {
        authorityName: 'Brent',
        ageDays: 3,
        proposals: 2,
        risk: { 'large value': 1 },
        titles: expect.arrayContaining(['A very large one']),
      },
    ])
  })

  test('is asked for by authority, risk and words, and counts what each would show', async () => {
    const all = await told('loti', 'GET', '/review')
    const brents = await told('loti', 'GET', `/review?authority=${brent}`)
    expect(brents.matching).toBe(all.authorities.find(({ id }: { id: string }) => id === brent)?.count)
    const large = await told('loti', 'GET', '/review?risk=large%20value&q=very%20large')
    expect(large.submissions).toHaveLength(1)
    expect((await told('loti', 'GET', '/review?risk=none&q=very%20large')).submissions).toEqual([])
    expect((await ask('loti', 'GET', '/review?risk=nonsense')).status).toBe(422)
  })

  test('counts down what to look at as it is decided', async () => {
    const [submission] = (await told('loti', 'GET', '/review?q=very%20large')).submissions
    const { proposals } = await told('loti', 'GET', `/review/${submission.id}`)
    const large = proposals.find(
      ({ proposal }: { proposal: { flags: string[] } }) => proposal.flags.length > 0,
    )
    await told('loti', 'POST', `/review/${submission.id}/approve`, { records: [large.proposal.recordId] })
    const [after] = (await told('loti', 'GET', `/review?q=${submission.reference}`)).submissions
    expect(after).toMatchObject({ proposals: 1, risk: { 'large value': 0 } })
  })

  test('costs one request however much waits, and shows a page of it', async () => {
    await Promise.all(
      Array.from({ length: 520 }, (_, n) =>
        world.store.write(
          world.store.writes.submission({
            id: `sub_many${n}_${hackney}`,
            authority: hackney,
            state: 'sent',
            reference: `CT-${n}`,
            openedAt: '2026-12-01T00:00:00.000Z',
            openedBy: 'hackney',
            sentAt: `2026-12-01T00:00:${String(n % 60).padStart(2, '0')}.000Z`,
            revision: 1,
            undecidedCount: 1,
          }),
        ),
      ),
    )
    world.engine.resetRequests()
    const queue = await told('loti', 'GET', '/review?page=3')
    expect(queue).toMatchObject({ waiting: 500, more: true, page: 3, pages: 10 })
    expect(queue.submissions).toHaveLength(50)
    // The person who asks, and the queue.
    expect(requestsOf(world)).toBeLessThanOrEqual(3)
  })
})

test('sending again what was sent is sending it once', async () => {
  await draft(camden)
  const { submission } = await told('camden', 'GET', `/authorities/${camden}/submission`)
  const once = await told('camden', 'POST', `/authorities/${camden}/submission/send`, {
    submission: submission.id,
  })
  const twice = await told('camden', 'POST', `/authorities/${camden}/submission/send`, {
    submission: submission.id,
  })
  expect(twice).toEqual(once)
  // Another is told who was quicker, and that there is nothing to do.
  const late = await ask('loti-camden', 'POST', `/authorities/${camden}/submission/send`, {
    submission: submission.id,
  })
  expect([late.status, late.body.detail]).toEqual([
    409,
    expect.stringMatching(
      /^This was sent to LOTI already, by Camden IT lead on \d+ \w+ \d{4}, as CT-\w{6}\. It need not be sent again: /,
    ),
  ])
})

describe('word of what came back', () => {
  const words = async () => (await world.store.messages.all()).filter(({ kind }) => kind === 'returned')
  const sendTwo = async (titles: [string, string]) => {
    const ids = [
      await draft(brent, { ...contract, title: titles[0] }),
      await draft(brent, { ...contract, title: titles[1] }),
    ]
    return { ids, submission: await send(brent) }
  }

  test('goes once to whoever sent it, when all of it is decided on', async () => {
    const before = (await words()).length
    const { ids, submission } = await sendTwo(['Pest control', 'Trees'])
    const back = { recordId: ids[0], comments: [{ text: 'Which year is this?' }] }
    await told('loti', 'POST', `/review/${submission.id}/return`, back)
    expect(await words()).toHaveLength(before)
    await told('loti', 'POST', `/review/${submission.id}/approve`, { records: [ids[1]] })
    // Told again, because the answer was not known to have arrived.
    await ask('loti', 'POST', `/review/${submission.id}/return`, back)
    await told('loti', 'POST', `/review/${submission.id}/approve`, { records: [ids[1]] })
    const [message, ...others] = (await words()).slice(0, (await words()).length - before)
    expect(others).toEqual([])
    expect(message).toMatchObject({
      to: 'brent@cast.example.org',
      subject: `LOTI returned 1 of the 2 changes you sent (${submission.reference})`,
    })
    expect(message?.body).toContain('1 change is approved.')
    expect(message?.body).toContain(`/our/submission?authority=${brent}`)
    // What was said stays where it can be answered.
    expect(message?.body).not.toContain('Which year')
  })

  test('is not sent where all was approved, nor to who has been suspended', async () => {
    const before = (await words()).length
    const all = await sendTwo(['Gritting', 'Lighting'])
    await told('loti', 'POST', `/review/${all.submission.id}/approve`, {})
    const { ids, submission } = await sendTwo(['Markets', 'Moorings'])
    const one = await ask('admin', 'GET', '/people/brent')
    const same = { 'If-Match': one.headers.get('ETag') ?? '' }
    expect((await ask('admin', 'POST', '/people/brent/suspension', {}, same)).status).toBe(200)
    for (const recordId of ids) {
      await told('loti', 'POST', `/review/${submission.id}/return`, { recordId, comments: [{ text: 'No' }] })
    }
    expect(await words()).toHaveLength(before)
  })
})
