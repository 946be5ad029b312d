import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { londonToday } from '../../functions/domain/calendar.ts'
import { statedIn } from '../../functions/domain/proposal.ts'
import { contractFields } from '../../functions/schema/contract.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { systemFields } from '../../functions/schema/system.ts'
import type { RecordRef } from '../../functions/store/index.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { rebuild, recount } from '../../functions/tasks/recount.ts'
import { type Asking, appOn, createAsking } from '../support/asking.ts'
import { publishNext } from '../support/world.ts'

// Two vendors that are one: what LOTI is shown, what moves, what follows, and what comes back.

const london = 'E12000007'
const camden = 'E09000007'
const hackney = 'E09000012'
const barnet = 'E09000003'
const kept = 'ven_demo-quillmere'
const twin = 'ven_quilmere-systems-ltd'
const third = 'ven_quillmere-civic'
const today = londonToday()

let world: Asking
const told: Asking['told'] = (...asked) => world.told(...asked)
const ask: Asking['ask'] = (...asked) => world.ask(...asked)

const confirmedAt = '2026-10-01T10:00:00.000Z'
const envelope = (authority: string) => ({
  authority,
  version: 1,
  createdAt: confirmedAt,
  updatedAt: confirmedAt,
  provenance: {
    source: 'form' as const,
    confidence: 'verified' as const,
    confirmedAt,
    confirmedBy: 'someone',
  },
})
const contract = (id: string, authority: string, supplier: string, more: object = {}): RegisterRecord => ({
  ...envelope(authority),
  ...contractFields.parse({
    title: `Contract ${id}`,
    supplier,
    serviceAreas: ['parking'],
    startsOn: '2024-01-01',
    endsOn: '2099-12-31',
    ...more,
  }),
  kind: 'contract',
  id: `con_${id}`,
})
const system = (id: string, authority: string, maker: string): RegisterRecord => ({
  ...envelope(authority),
  ...systemFields.parse({ name: `System ${id}`, maker, serviceAreas: ['parking'], goesLiveOn: '2020-01-01' }),
  kind: 'system',
  id: `sys_${id}`,
})

const all: RegisterRecord[] = [
  contract('a', camden, twin, { annualPounds: 40_000 }),
  contract('b', camden, twin, {
    annualPounds: 9_000,
    heldBack: [{ field: 'annualPounds', ground: 'commercially sensitive', reviewOn: '2099-01-01' }],
  }),
  contract('c', hackney, kept, { annualPounds: 60_000 }),
  system('d', barnet, twin),
  system('e', camden, third),
]
const refs: RecordRef[] = all.map(({ authority, kind, id }) => ({ authority, kind, id }))
const settled = () => applyRecords(world.store, refs, { terms, day: today })
const record = (id: string) => world.store.records.get(refs.find((one) => one.id === id) as RecordRef)
const names = async () =>
  Object.fromEntries(
    await Promise.all(
      all.map(async ({ id }) => {
        const one = (await record(id)) as RegisterRecord
        return [id, one.kind === 'contract' ? one.supplier : one.kind === 'system' ? one.maker : '']
      }),
    ),
  )
const merge = async (from: string, into: string) => {
  const one = await told('loti', 'POST', '/tidy/merges', { from, into })
  await settled()
  return one
}
const undo = async ({ id }: { id: string }) => {
  const one = await told('loti', 'POST', `/tidy/merges/${id}/undoing`)
  await settled()
  return one
}
/** How often a council is said to have changed its supplier this quarter. */
const supplierChanges = async () =>
  (await told('', 'GET', `/views/changes/${london}`)).kinds.find(
    ({ kind }: { kind: string }) => kind === 'supplier changed',
  ).changes
const agrees = async () => expect((await recount(world.store, { terms, today })).differences).toEqual([])

beforeAll(async () => {
  world = await createAsking({ settling: 0, dataSet: async () => 'demonstration' })
  await world.store.write([
    world.store.writes.vendor({ id: twin, name: 'Quilmere Systems Ltd', companyNumber: '01234567' }),
    world.store.writes.vendor({ id: third, name: 'Quillmere Civic', companyNumber: '01234567' }),
  ])
  for (const [authority, theirs] of Map.groupBy(all, (one) => one.authority)) {
    await publishNext(world.store, authority, theirs)
  }
  await settled()
})
afterAll(() => world.close())

describe('two vendors that are one', () => {
  test('are shown side by side, with what speaks for it', async () => {
    const { likely } = await told('loti', 'GET', '/tidy')
    const pairs = likely.map(
      ({ from, into, why }: { from: { id: string }; into: { id: string }; why: string[] }) => [
        from.id,
        into.id,
        why,
      ],
    )
    expect(pairs).toContainEqual([third, twin, ['The same company number, 01234567']])
    expect(pairs).toContainEqual([kept, twin, ['The names sound alike']])
  })

  test('are merged after a look at exactly what moves', async () => {
    const preview = await told('loti', 'GET', `/tidy/preview?from=${twin}&into=${kept}`)
    expect(preview.moves).toEqual({
      systems: 1,
      contracts: 2,
      annualPounds: 40_000,
      contractsStatingValue: 1,
    })
    expect(preview.authorities).toMatchObject([
      { name: 'Camden', systems: 0, contracts: 2, annualPounds: 40_000, contractsStatingValue: 1 },
      { name: 'Barnet', systems: 1, contracts: 0, annualPounds: 0 },
    ])
    expect(preview.figures).toMatchObject([
      { of: 'from', contracts: 2, systems: 1, authorities: 2 },
      { of: 'into', contracts: 1, systems: 0, authorities: 1 },
      { of: 'together', contracts: 3, systems: 1, authorities: 3, annualPounds: 100_000 },
    ])
    // Nobody but LOTI's approvers may do it.
    for (const who of ['camden', 'member']) {
      expect((await ask(who, 'POST', '/tidy/merges', { from: twin, into: kept })).status).toBe(403)
    }
  })

  test('become one: records, figures, names and links follow, and confirmations stay', async () => {
    const one = await merge(twin, kept)
    expect(one).toMatchObject({ state: 'done', moved: 3 })
    expect(await names()).toEqual({ con_a: kept, con_b: kept, con_c: kept, sys_d: kept, sys_e: third })
    const { provenance, version } = (await record('con_a')) as RegisterRecord
    expect([provenance.confirmedAt, version]).toEqual([confirmedAt, 2])
    await agrees()
    // It is LOTI's tidying, and no council's change.
    expect(await supplierChanges()).toBe(0)
    const view = await told('', 'GET', `/views/vendor/${london}/${twin}`)
    expect(view.vendor).toMatchObject({
      id: kept,
      aliases: ['Quilmere Systems Ltd'],
      companyNumbers: ['01234567'],
    })
    expect(view.figures).toMatchObject({ systems: 1, contracts: 3, annualPounds: 100_000 })
    const listed = await told('', 'GET', `/views/contracts/${london}?vendor=${twin}`)
    expect(listed.contracts).toHaveLength(3)
    const found = await told('', 'GET', '/search?q=Quilmere Systems')
    expect(found.found[0]).toMatchObject({ kind: 'vendor', id: kept })
    const match = await told('', 'GET', '/match/vendors?name=Quilmere Systems Ltd')
    expect(match.match).toMatchObject({ id: kept, name: 'Quillmere Systems', score: 1 })
    const { vendors, merged } = await told('', 'GET', '/reference')
    expect(vendors.some(({ id }: { id: string }) => id === twin)).toBe(false)
    expect(merged).toEqual([{ id: twin, name: 'Quilmere Systems Ltd', into: kept }])
    // An authority reads in its history who did it, and under what name it was.
    const { versions } = await told('camden', 'GET', `/authorities/${camden}/records/con_a/versions`)
    expect(versions[0]).toMatchObject({
      action: 'merged',
      changes: [{ field: 'supplier', from: twin, to: kept }],
    })
    // Merged again is merged once.
    expect(await merge(twin, kept)).toMatchObject({ id: one.id, moved: 3 })
    expect((await ask('loti', 'POST', '/tidy/merges', { from: kept, into: twin })).body.detail).toContain(
      'was merged into Quillmere Systems already: merge into that one',
    )
  })

  test('a draft that names the other is read, sent and approved as naming the one', async () => {
    const path = `/authorities/${camden}/proposals`
    const values = { title: 'Begun before', supplier: twin, serviceAreas: ['parking'] }
    const {
      recordId,
      submission,
      values: read,
    } = await told('camden', 'POST', path, { kind: 'contract', values })
    expect(read.supplier).toBe(twin)
    const { proposal } = await told('camden', 'GET', `/authorities/${camden}/contracts/${recordId}`)
    expect(proposal.values.supplier).toBe(kept)
    await told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
    const { results } = await told('loti', 'POST', `/review/${submission}/approve`, {})
    expect(results).toMatchObject([{ recordId, outcome: 'approved' }])
    refs.push({ authority: camden, kind: 'contract', id: recordId })
    await settled()
    expect(await record(recordId)).toMatchObject({ supplier: kept })
    await agrees()
  })

  test('a chain of merges is undone in either order, and what a person changed since stays', async () => {
    const [first] = (await told('loti', 'GET', '/tidy/merges')).merges
    const second = await merge(kept, third)
    // Of Camden's, Hackney's and Barnet's, with what was approved since.
    expect(second.moved).toBe(5)
    expect(await names()).toEqual({ con_a: third, con_b: third, con_c: third, sys_d: third, sys_e: third })
    // Camden says who supplies it, by its own word.
    const path = `/authorities/${camden}/proposals/con_b`
    const edits = { supplier: { from: third, to: 'ven_demo-oakumber' } }
    const { proposal } = await told('camden', 'PATCH', path, { edits, baseVersion: 3 })
    await told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
    await told('loti', 'POST', `/review/${proposal.submission}/approve`, {})
    await settled()

    expect(await undo(first)).toMatchObject({ state: 'undone', returned: 2, left: 1 })
    expect(await names()).toEqual({
      con_a: twin,
      con_b: 'ven_demo-oakumber',
      con_c: third,
      sys_d: twin,
      sys_e: third,
    })
    await agrees()
    expect(await undo(second)).toMatchObject({ state: 'undone', returned: 2 })
    expect(await names()).toEqual({
      con_a: twin,
      con_b: 'ven_demo-oakumber',
      con_c: kept,
      sys_d: twin,
      sys_e: third,
    })
    expect(((await record('con_a')) as RegisterRecord).provenance.confirmedAt).toBe(confirmedAt)
    await agrees()
    const view = await told('', 'GET', `/views/vendor/${london}/${twin}`)
    expect(view.vendor).toMatchObject({ id: twin, name: 'Quilmere Systems Ltd' })
  })

  test('two officers who merge them both ways at once make one merge', async () => {
    const other = appOn(world.store, { settling: 0, dataSet: async () => 'demonstration' })
    const post = (from: string, into: string) =>
      other.request('/api/v1/tidy/merges', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Who': 'loti-2' },
        body: JSON.stringify({ from, into }),
      })
    const [mine, theirs] = await Promise.all([
      ask('loti', 'POST', '/tidy/merges', { from: twin, into: kept }),
      post(kept, twin),
    ])
    expect([mine.status, theirs.status].sort()).toEqual([201, 409])
    await settled()
    const open = (await told('loti', 'GET', '/tidy/merges')).merges.filter(
      ({ state }: { state: string }) => state === 'done',
    )
    expect(open).toHaveLength(1)
    await undo(open[0])
    await agrees()
  })

  test('what is proposed waits for an approver, and “not the same” is remembered', async () => {
    const pair = { from: twin, into: third }
    const { id, state } = await told('admin', 'POST', '/tidy/proposals', pair)
    expect(state).toBe('proposed')
    expect((await told('loti', 'POST', '/tidy/proposals', pair)).id).toBe(id)
    expect((await told('loti', 'GET', '/tidy')).open).toMatchObject([
      { id, proposedByName: expect.any(String) },
    ])
    await told('loti', 'POST', `/tidy/merges/${id}/declining`)
    expect((await told('loti', 'GET', '/tidy')).open).toEqual([])

    const pairs = async () =>
      (await told('loti', 'GET', '/tidy')).likely.map(({ from, into }: typeof likelyPair) =>
        [from.id, into.id].sort().join(' '),
      )
    const name = [third, twin].sort().join(' ')
    expect(await pairs()).toContain(name)
    await told('loti', 'POST', '/tidy/apart', pair)
    expect(await pairs()).not.toContain(name)
  })

  test('each refusal says what is wrong', async () => {
    const refused = async (body: object) => {
      const { status, body: said } = await ask('loti', 'POST', '/tidy/merges', body)
      return [status, Object.values(said.fields ?? {})[0]]
    }
    expect(await refused({ from: kept, into: kept })).toEqual([
      422,
      'Choose another than the one that is merged into it',
    ])
    expect(await refused({ from: kept, into: 'ven_nobody' })).toEqual([
      422,
      'Choose a vendor or a product from the list',
    ])
    expect(await refused({ from: kept, into: 'prd_demo-oakumber-building-control' })).toEqual([
      422,
      'A vendor can be merged into a vendor alone, and a product into a product',
    ])
    expect((await ask('loti', 'POST', '/tidy/merges/mrg_none/undoing')).status).toBe(404)
  })
})

describe('a draft begun between a merge and its undoing', () => {
  const path = `/authorities/${camden}/proposals/con_a`
  const approved = async () => {
    const sent = await told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
    const { results } = await told('loti', 'POST', `/review/${sent.id}/approve`, {})
    await settled()
    return results
  }
  const looked = () => told('camden', 'GET', `/authorities/${camden}/contracts/con_a`)
  const whole = async () => {
    const { version } = (await record('con_a')) as RegisterRecord
    return { version, values: (await looked()).record }
  }

  test('that changes the very supplier is asked nothing, and keeps what was typed', async () => {
    const one = await merge(twin, kept)
    const { version } = await whole()
    const edits = { supplier: { from: kept, to: 'ven_demo-oakumber' }, department: { to: 'Parking' } }
    await told('camden', 'PATCH', path, { edits, baseVersion: version })
    await undo(one)
    const { entries } = await told('camden', 'GET', `/authorities/${camden}/submission`).then(
      ({ proposals }) => ({ entries: proposals }),
    )
    expect(entries).toMatchObject([{ conflicts: [], since: [] }])
    expect(await approved()).toMatchObject([{ outcome: 'approved' }])
    expect(await record('con_a')).toMatchObject({ supplier: 'ven_demo-oakumber', department: 'Parking' })
    await told('camden', 'PATCH', path, {
      edits: { supplier: { from: 'ven_demo-oakumber', to: twin } },
    })
    await approved()
  })

  test('that holds the whole record goes back with it', async () => {
    const one = await merge(twin, kept)
    const { version } = await whole()
    const { values } = await told('camden', 'PATCH', path, {
      edits: { department: { from: 'Parking', to: 'Streets' } },
      baseVersion: version,
    }).then(({ proposal }) => proposal)
    const { authority: _, ...stated } = statedIn((await record('con_a')) as RegisterRecord)
    await told('camden', 'PUT', path, { values: { ...stated, ...values }, revision: 1, baseVersion: version })
    expect((await looked()).proposal.values.supplier).toBe(kept)
    await undo(one)
    expect(await approved()).toMatchObject([{ outcome: 'approved' }])
    expect(await record('con_a')).toMatchObject({ supplier: twin, department: 'Streets' })
  })

  test('in a form that was open all the while, saves what is typed in it', async () => {
    const one = await merge(twin, kept)
    const { version } = await whole()
    await undo(one)
    const edits = { supplier: { from: kept, to: 'ven_demo-oakumber' } }
    const saved = await told('camden', 'PATCH', path, { edits, baseVersion: version })
    expect(saved.clashes).toEqual([])
    expect(saved.proposal.values).toEqual({ supplier: 'ven_demo-oakumber' })
    // What another says there by their own word is a clash as before.
    const other = { supplier: { from: third, to: kept } }
    expect(
      (await told('camden', 'PATCH', path, { edits: other, baseVersion: version })).clashes,
    ).toHaveLength(1)
    expect((await ask('camden', 'DELETE', path)).status).toBe(204)
    await agrees()
  })
})

test('“not the same” is said of two that are there, differ and are of one kind', async () => {
  const apart = async (from: string, into: string) => {
    const { status, body } = await ask('loti', 'POST', '/tidy/apart', { from, into })
    return [status, body.fields ? Object.entries(body.fields)[0] : body.detail]
  }
  const before = (await world.store.added()).apart
  const choose = 'Choose a vendor or a product from the list'
  expect(await apart('ven_nobody', 'ven_no-other')).toEqual([422, ['from', choose]])
  expect(await apart(kept, 'ven_no-other')).toEqual([422, ['into', choose]])
  expect(await apart(kept, kept)).toEqual([
    422,
    ['into', 'Choose two that differ: this is the same one twice'],
  ])
  expect(await apart(kept, 'prd_demo-oakumber-building-control')).toEqual([
    422,
    ['into', 'A vendor and a product are never the same: choose two vendors, or two products'],
  ])
  const one = await merge(twin, kept)
  expect(await apart(twin, kept)).toEqual([
    409,
    'Quilmere Systems Ltd and Quillmere Systems have been merged. Undo that first if they are not the same.',
  ])
  await undo(one)
  expect((await world.store.added()).apart).toEqual(before)
})

const likelyPair = { from: { id: '' }, into: { id: '' } }

describe('ratings of two vendors that are one', () => {
  const rates = (who: string, vendor: string, overall: number, version = 0) =>
    told(who, 'PUT', `/authorities/${authorityOf[who]}/ratings/${vendor}`, { overall, version })
  const authorityOf: Record<string, string> = { camden, hackney }

  test('are not moved: the newest counts, is gone on with, and both come back', async () => {
    await rates('camden', twin, 2)
    await rates('camden', kept, 4)
    await rates('hackney', twin, 3)
    const one = await merge(twin, kept)
    const own = async (who: string) =>
      (await told(who, 'GET', `/authorities/${authorityOf[who]}/ratings`)).ratings
    expect(await own('camden')).toMatchObject([{ vendor: kept, overall: 4, version: 1 }])
    expect(await own('hackney')).toMatchObject([{ vendor: kept, overall: 3, version: 1 }])
    // What Hackney says next of the one is a version of what it said of the other.
    expect(await rates('hackney', kept, 5, 1)).toMatchObject({ outcome: 'saved', version: 2 })
    expect(await own('hackney')).toHaveLength(1)
    // LOTI cannot tell from any trail that a council had rated one of them.
    const { events } = await told('loti', 'GET', `/audit/${hackney}`)
    const ofRatings = events.filter(({ kind }: { kind: string }) => kind === 'rating')
    expect(ofRatings.map(({ action }: { action: string }) => action)).toEqual(['accepted', 'accepted'])
    await undo(one)
    expect(await own('camden')).toHaveLength(2)
    expect(await own('hackney')).toMatchObject([{ vendor: twin, overall: 5 }])
  })
})

describe('a vendor’s entry', () => {
  const path = `/tidy/entries/${third}`

  test('is renamed, and found by the name it had', async () => {
    const { vendor, revision } = await told('loti', 'GET', path)
    const fields = { ...vendor, name: 'Quillmere Public', parents: [{ id: kept, from: '2024-01-01' }] }
    const after = await told('loti', 'PUT', path, fields)
    expect(after.vendor).toMatchObject({ name: 'Quillmere Public', aliases: ['Quillmere Civic'] })
    const view = await told('', 'GET', `/views/vendor/${london}/${third}`)
    expect(view.vendor).toMatchObject({
      name: 'Quillmere Public',
      parents: [{ id: kept, name: 'Quillmere Systems', from: '2024-01-01' }],
    })
    expect((await told('', 'GET', '/match/vendors?name=Quillmere Civic')).match).toMatchObject({
      id: third,
      name: 'Quillmere Public',
    })
    expect((await told('', 'GET', '/search?q=Quillmere Civic')).found).toContainEqual(
      expect.objectContaining({ id: third, name: 'Quillmere Public', note: 'also Quillmere Civic' }),
    )
    // The same saved again is nothing new; over a colleague's it is a question.
    expect((await told('loti', 'PUT', path, after.vendor)).revision).toBe(revision + 1)
    const late = await ask(
      'loti-2',
      'PUT',
      path,
      { ...vendor, name: 'Other' },
      { 'If-Match': `"${revision}"` },
    )
    expect(late.status).toBe(409)
  })

  test('refuses a group or successor that cannot be', async () => {
    const fields = async (more: object) => {
      const { body } = await ask('loti', 'PUT', path, { name: 'Quillmere Public', ...more })
      return body.fields
    }
    expect(await fields({ parents: [{ id: third }] })).toEqual({
      'parents.0.id': 'A vendor cannot be the group it belongs to',
    })
    expect(await fields({ parents: [{ id: kept, from: '2025-01-01', to: '2024-01-01' }] })).toEqual({
      'parents.0.to': 'The last day in the group must be after the first',
    })
    expect(await fields({ successor: { id: 'ven_nobody' } })).toEqual({
      'successor.id': 'Choose a vendor from the list',
    })
    expect(await fields({ parents: [{ id: kept }, { id: twin }] })).toEqual({
      'parents.1.to': 'A vendor belongs to one group at a time: say when it left the other',
    })
  })
})

describe('what is said of vendors together', () => {
  const [one, two, three] = ['ven_demo-oakumber', 'ven_demo-tessandrel', 'ven_demo-hollowgate'] as const
  const save = async (id: string, more: object, who = 'loti') => {
    const { vendor } = await told('loti', 'GET', `/tidy/entries/${id}`)
    return ask(who, 'PUT', `/tidy/entries/${id}`, { ...vendor, ...more })
  }
  const names = async (id: string) => (await told('loti', 'GET', `/tidy/entries/${id}`)).name
  const clear = async () => {
    for (const id of [one, two, three]) await save(id, { successor: undefined, parents: [] })
  }

  test('groups that make a ring are refused by name, but not groups at different times', async () => {
    const [a, b, c] = [await names(one), await names(two), await names(three)]
    await save(one, { parents: [{ id: two }] })
    expect((await save(two, { parents: [{ id: one }] })).body.fields).toEqual({
      'parents.0.id': `That would be a ring: ${b} belongs to ${a}, which belongs to ${b}. Choose another, or say when one of these left the other`,
    })
    expect((await save(two, { parents: [{ id: three }] })).status).toBe(200)
    expect((await save(three, { parents: [{ id: one }] })).body.fields['parents.0.id']).toContain(
      `${c} belongs to ${a}, which belongs to ${b}, which belongs to ${c}`,
    )
    await save(one, { parents: [{ id: two, to: '2019-12-31' }] })
    expect((await save(three, { parents: [{ id: one, from: '2020-01-01' }] })).status).toBe(200)
    await clear()
  })

  test('so are successors', async () => {
    await save(one, { successor: { id: two } })
    await save(two, { successor: { id: three } })
    const [a, b, c] = [await names(one), await names(two), await names(three)]
    expect((await save(three, { successor: { id: one } })).body.fields['successor.id']).toContain(
      `${c} is followed by ${a}, which is followed by ${b}, which is followed by ${c}`,
    )
    await clear()
  })

  test('and a ring is not made by two who save at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const both = await Promise.all([
        save(one, { parents: [{ id: two }] }, 'loti'),
        save(two, { parents: [{ id: one }] }, 'loti-2'),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual([200, 422])
      await clear()
    }
  })

  test('another’s name is not taken: whose it is, is said, and which two may be one', async () => {
    const [a, b] = [await names(one), await names(two)]
    const taken = await save(one, { aliases: [b.toUpperCase()] })
    expect(taken.status).toBe(422)
    expect(taken.body).toMatchObject({
      fields: {
        aliases: `“${b.toUpperCase()}” is the name of ${b} already. If the two are one, merge them: otherwise leave it out`,
      },
      same: { id: two, name: b },
    })
    expect((await save(one, { aliases: [b] })).body.fields.aliases).toMatch(
      `“${b}” is the name of another vendor already`,
    )
    await save(two, { aliases: ['Tessandrel of old'] })
    expect((await save(one, { aliases: ['Tessandrel, of old'] })).body.fields.aliases).toContain(
      `is another name of ${b} already`,
    )
    expect((await save(one, { aliases: [`${a} of old`] })).status).toBe(200)
    await save(two, { aliases: [] })
  })
})

describe('a merge, or its undoing, that would leave the lists impossible', () => {
  const [one, two, three] = ['ven_demo-oakumber', 'ven_demo-tessandrel', 'ven_demo-hollowgate'] as const
  const save = async (id: string, more: object) => {
    const { vendor, product } = await told('loti', 'GET', `/tidy/entries/${id}`)
    return ask('loti', 'PUT', `/tidy/entries/${id}`, { ...vendor, ...product, ...more })
  }
  const nameOf = async (id: string) => (await told('loti', 'GET', `/tidy/entries/${id}`)).name
  const preview = (from: string, into: string) =>
    told('loti', 'GET', `/tidy/preview?from=${from}&into=${into}`)
  const clear = async () => {
    for (const id of [one, two, three]) await save(id, { successor: undefined, parents: [] })
  }

  test.each([
    ['parents', 'belongs to', (id: string) => ({ parents: [{ id }] })],
    ['successor', 'is followed by', (id: string) => ({ successor: { id } })],
  ])('is refused where it would make a ring: %s', async (_, joins, points) => {
    const [b, c] = [await nameOf(two), await nameOf(three)]
    await save(two, points(three))
    await save(three, points(one))
    const why = `There would then be a ring: ${b} ${joins} ${c}, which ${joins} ${b}.`
    expect((await preview(one, two)).refused).toContain(why)
    for (const path of ['merges', 'proposals']) {
      const { status, body } = await ask('loti', 'POST', `/tidy/${path}`, { from: one, into: two })
      expect([status, body.detail]).toEqual([409, expect.stringContaining(why)])
    }
    await clear()
  })

  test('ends what one says of the other, and says so first', async () => {
    const [a, b] = [await nameOf(one), await nameOf(two)]
    await save(two, { parents: [{ id: one }], successor: { id: one } })
    const { refused, ends } = await preview(one, two)
    expect(refused).toBeUndefined()
    expect(ends).toEqual([
      `That ${b} belongs to ${a} is not said any more.`,
      `That ${b} is followed by ${a} is not said any more.`,
    ])
    const merged = await merge(one, two)
    const { vendor } = await told('', 'GET', `/views/vendor/${london}/${two}`)
    expect(vendor.successor).toBeUndefined()
    expect(vendor.parents).toEqual([])
    await undo(merged)
    expect((await told('', 'GET', `/views/vendor/${london}/${two}`)).vendor.successor).toMatchObject({
      id: one,
    })
    await clear()
  })

  test('is refused where undoing it would make a ring, until one of them is said otherwise', async () => {
    const [a, c] = [await nameOf(one), await nameOf(three)]
    await save(one, { parents: [{ id: three }] })
    const merged = await merge(one, two)
    // By its old id, it leads to the one that is kept for as long as they are one.
    expect((await save(three, { parents: [{ id: one }] })).status).toBe(200)
    const path = `/tidy/merges/${merged.id}/undoing`
    const { status, body } = await ask('loti', 'POST', path)
    expect([status, body.detail]).toEqual([
      409,
      expect.stringContaining(`There would then be a ring: ${a} belongs to ${c}, which belongs to ${a}.`),
    ])
    await save(three, { parents: [] })
    expect((await undo(merged)).state).toBe('undone')
    await clear()
  })

  test('is not undone into two of one name, unless both had it before', async () => {
    const [a, b] = [await nameOf(one), await nameOf(two)]
    await save(two, { aliases: [`${a} by another name`] })
    const merged = await merge(one, two)
    expect((await save(two, { name: a })).status).toBe(200)
    const { status, body } = await ask('loti', 'POST', `/tidy/merges/${merged.id}/undoing`)
    expect([status, body.detail]).toEqual([
      409,
      `“${a}” would then be the name of two vendors. Take it off one of them, and try again.`,
    ])
    await save(two, { name: b })
    await save(two, { aliases: [] })
    expect((await undo(merged)).state).toBe('undone')

    // Two on the lists that have a name in common: that may be why they were merged.
    const same = await merge('ven_capita-business-services-ltd', 'ven_capita')
    expect((await undo(same)).state).toBe('undone')
  })
})

describe('a product’s entry', () => {
  const [one, two] = ['prd_demo-oakumber-building-control', 'prd_demo-oakumber-traffic'] as const

  test('takes no name that another product has: whose it is, is said', async () => {
    const entry = async (id: string) => (await told('loti', 'GET', `/tidy/entries/${id}`)).product
    const [mine, theirs] = [await entry(one), await entry(two)]
    const save = (more: object) => ask('loti', 'PUT', `/tidy/entries/${one}`, { ...mine, ...more })
    const maker = 'Oakumber Software'
    const taken = await save({ aliases: [theirs.name.toUpperCase()] })
    expect(taken.status).toBe(422)
    expect(taken.body.fields.aliases).toMatch(
      new RegExp(
        `^“${theirs.name.toUpperCase()}” is the name of ${theirs.name}, by ${maker}.* already\\. If`,
      ),
    )
    expect(taken.body.same).toEqual({ id: two, name: theirs.name })
    expect((await save({ name: theirs.name })).body.fields.name).toMatch(
      /is the name of another product, by Oakumber Software already. If the two are one, merge them: otherwise choose another/,
    )
    const alias = 'Known by another name'
    expect((await ask('loti', 'PUT', `/tidy/entries/${two}`, { ...theirs, aliases: [alias] })).status).toBe(
      200,
    )
    expect((await save({ aliases: [alias] })).body.fields.aliases).toContain(
      `is another name of ${theirs.name}`,
    )
    // What it was called before stays its own, whoever else is called so.
    expect((await save({ name: 'Something new' })).status).toBe(200)
    expect((await save({ name: mine.name, aliases: [] })).status).toBe(200)
  })

  test('is not parted from what has taken its name', async () => {
    const merged = await told('loti', 'POST', '/tidy/merges', { from: one, into: two })
    const { product } = await told('loti', 'GET', `/tidy/entries/${two}`)
    await told('loti', 'PUT', `/tidy/entries/${two}`, { ...product, name: merged.from.name })
    const { status, body } = await ask('loti', 'POST', `/tidy/merges/${merged.id}/undoing`)
    expect([status, body.detail]).toEqual([
      409,
      expect.stringContaining(`“${merged.from.name}” would then be`),
    ])
  })
})

test('a record that a merge has missed is told by a recount, and a rebuild has it follow', async () => {
  const late = contract('late', camden, twin)
  refs.push({ authority: camden, kind: 'contract', id: late.id })
  await merge(twin, kept)
  // As though it had been approved just before, and the stream had stood still since.
  await publishNext(world.store, camden, [late])
  await settled()
  const { differences } = await recount(world.store, { terms, today })
  expect(differences.filter(({ what }) => what === 'merge')).toEqual([
    { what: 'merge', name: 'con_late', detail: `names ${twin}, which was merged` },
  ])
  await rebuild(world.store, { terms, today })
  expect(await record('con_late')).toMatchObject({ supplier: kept, saidAs: { supplier: twin } })
  // What it moved the summaries have not been told of yet.
  await settled()
  await agrees()
})
