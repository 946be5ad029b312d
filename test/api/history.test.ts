import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keys } from '../../functions/store/keys.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { requestsOf } from '../support/world.ts'

// What became of a record: who, when, what and why; as it stood on a day; brought back as a proposal.

const camden = 'E09000007'
const hackney = 'E09000012'
const of = `/authorities/${camden}`
let world: Asking
let ask: Asking['ask']
let told: Asking['told']
let now = new Date('2026-01-10T09:00:00Z')
let id = ''
let reference = ''

beforeAll(async () => {
  world = await createAsking({ now: () => now })
  ask = world.ask
  told = world.told
  const begun = await told('camden', 'POST', `${of}/proposals`, {
    kind: 'system',
    values: { name: 'Planner', serviceAreas: ['library-management'], users: 100 },
  })
  id = begun.recordId
  await sendAndApprove()
  now = new Date('2026-02-10T09:00:00Z')
  await save({ users: 200, notes: 'Grew' }, 1)
  const sent = await told('camden', 'POST', `${of}/submission/send`, { message: 'After the merger' })
  await told('loti', 'POST', `/review/${sent.id}/return`, {
    recordId: id,
    comments: [{ field: 'users', text: 'All of them?' }],
  })
  await told('camden', 'POST', `${of}/proposals/${id}/comments`, { field: 'users', text: 'Yes' })
  now = new Date('2026-03-10T09:00:00Z')
  reference = (await sendAndApprove('Answered')).reference
  now = new Date('2026-04-10T09:00:00Z')
  await told('camden', 'POST', `${of}/confirmations`, { records: [id] })
})
afterAll(() => world.close())

const save = (values: object, baseVersion: number) =>
  told('camden', 'PUT', `${of}/proposals/${id}`, { values, revision: 0, baseVersion })
const sendAndApprove = async (message?: string) => {
  const sent = await told('camden', 'POST', `${of}/submission/send`, message ? { message } : {})
  await told('loti', 'POST', `/review/${sent.id}/approve`, {})
  return sent
}

describe('a record’s history', () => {
  test('says of each version who, when, what changed and why', async () => {
    const { versions, before } = await told('camden', 'GET', `${of}/records/${id}/versions`)
    expect(before).toBeUndefined()
    expect(versions).toMatchObject([
      {
        version: 3,
        at: '2026-04-10T09:00:00.000Z',
        action: 'confirmed',
        who: { id: 'camden', name: 'Camden IT lead', role: 'Camden' },
        changes: [],
      },
      {
        version: 2,
        at: '2026-03-10T09:00:00.000Z',
        action: 'approved',
        who: { id: 'loti', name: 'LOTI officer', role: 'LOTI' },
        changes: [
          { field: 'users', from: 100, to: 200 },
          { field: 'notes', to: 'Grew' },
        ],
        why: {
          reference,
          message: 'Answered',
          sentBy: { name: 'Camden IT lead', role: 'Camden' },
          editors: [{ id: 'camden' }],
          comments: [
            { from: 'LOTI', text: 'All of them?' },
            { from: 'authority', text: 'Yes' },
          ],
        },
      },
      {
        version: 1,
        at: '2026-01-10T09:00:00.000Z',
        changes: expect.arrayContaining([{ field: 'users', to: 100 }]),
      },
    ])
  })

  test.each([
    ['2026-01-09', null],
    ['2026-01-10', 1],
    ['2026-03-09', 1],
    ['2026-03-10', 2],
    ['2027-01-01', 3],
  ])('as at %s', async (on, version) => {
    const asAt = await told('camden', 'GET', `${of}/records/${id}/as-at?on=${on}`)
    expect(asAt).toMatchObject({ on, firstOn: '2026-01-10', current: 3 })
    expect(asAt.version?.version ?? null).toBe(version)
    if (version === 2) expect(asAt.version.record.users).toBe(200)
  })

  test('asks for a real date', async () => {
    for (const on of ['', '2026-02-30', 'yesterday']) {
      expect((await ask('camden', 'GET', `${of}/records/${id}/as-at?on=${on}`)).status).toBe(422)
    }
  })

  test('is read a page at a time, however long it is', async () => {
    const long = 'sys_long'
    for (let version = 1; version <= 45; version += 1) {
      const record = {
        ...(await world.store.records.get({ authority: camden, kind: 'system', id })),
        id: long,
        authority: hackney,
        version,
      }
      await world.store.publish(hackney, [
        { record: record as never, facts: { at: now.toISOString(), by: 'camden', action: 'confirmed' } },
      ])
    }
    const seen: number[] = []
    let before: number | undefined
    do {
      world.engine.resetRequests()
      const page: { versions: { version: number }[]; before?: number } = await told(
        'hackney',
        'GET',
        `/authorities/${hackney}/records/${long}/versions${before ? `?before=${before}` : ''}`,
      )
      expect(requestsOf(world)).toBeLessThanOrEqual(7)
      seen.push(...page.versions.map(({ version }) => version))
      before = page.before
    } while (before)
    expect(seen).toEqual(Array.from({ length: 45 }, (_, n) => 45 - n))
  })
})

describe('bringing an earlier version back', () => {
  test('makes a proposal against the version of now, never a change of the record', async () => {
    const proposal = await told('camden', 'POST', `${of}/records/${id}/restore`, { version: 1 })
    expect(proposal).toMatchObject({
      action: 'update',
      baseVersion: 3,
      restores: 1,
      revision: 1,
      editors: ['camden'],
    })
    expect((await world.store.records.get({ authority: camden, kind: 'system', id }))?.version).toBe(3)
    const { proposals } = await told('camden', 'GET', `${of}/submission`)
    expect(proposals[0].changes).toEqual([
      { field: 'users', from: 200, to: 100 },
      { field: 'notes', from: 'Grew' },
    ])
    // Asked again, because the answer never arrived.
    expect(await told('camden', 'POST', `${of}/records/${id}/restore`, { version: 1 })).toEqual(proposal)
    await sendAndApprove()
    const { versions } = await told('camden', 'GET', `${of}/records/${id}/versions`)
    expect(versions[0]).toMatchObject({ version: 4, why: { restores: 1 } })
    expect(versions[0].record).toMatchObject({ users: 100 })
    expect(versions[0].record.notes).toBeUndefined()
  })

  test('does not write over what a colleague is typing, unless that was seen', async () => {
    const saved = await save({ users: 300 }, 4)
    const refused = await ask('camden', 'POST', `${of}/records/${id}/restore`, { version: 2 })
    expect(refused).toMatchObject({ status: 409, body: { proposal: { values: { users: 300 } } } })
    const restored = await told('camden', 'POST', `${of}/records/${id}/restore`, {
      version: 2,
      revision: saved.revision,
    })
    expect(restored).toMatchObject({ restores: 2, revision: saved.revision + 1 })
    await told('camden', 'DELETE', `${of}/proposals/${id}`)
  })

  test('is refused where there is nothing to bring back, or no such version', async () => {
    expect((await ask('camden', 'POST', `${of}/records/${id}/restore`, { version: 4 })).status).toBe(422)
    expect((await ask('camden', 'POST', `${of}/records/${id}/restore`, { version: 99 })).status).toBe(404)
  })
})

describe('an authority’s latest changes', () => {
  test('name the person, the record and the fields', async () => {
    const { events } = await told('camden', 'GET', `${of}/history`)
    expect(
      events.find(
        ({ version, recordId }: { version: number; recordId: string }) => version === 2 && recordId === id,
      ),
    ).toMatchObject({
      action: 'approved',
      who: { name: 'LOTI officer', role: 'LOTI' },
      kind: 'system',
      title: 'Planner',
      changed: ['users', 'notes'],
      reference,
    })
    expect(events.some(({ action }: { action: string }) => action === 'returned')).toBe(true)
  })
})

describe('the audit page', () => {
  test('reads the trail and checks the chain a stretch at a time', async () => {
    const { events } = await told('loti', 'GET', `/audit/${camden}`)
    expect(events.length).toBeGreaterThan(8)
    const check = await told('loti', 'GET', `/audit/${camden}/check`)
    expect(check).toMatchObject({ done: true, checkedTo: check.length })
    expect(check.fault).toBeUndefined()
    const on = await world.store.audit.many(camden, [5])
    const rest = await told('loti', 'GET', `/audit/${camden}/check?after=5&hash=${on.get(5)?.hash}`)
    expect(rest).toEqual(check)
  })

  test('names what was altered', async () => {
    const key = keys.event(camden, 3)
    const event = await world.store.table.get<{ by: string }>(key)
    if (!event) throw new Error('No event')
    const { text: _, ...item } = event
    await world.store.write([{ put: { ...item, body: { ...event.body, by: 'nobody' } } }])
    expect(await told('loti', 'GET', `/audit/${camden}/check`)).toMatchObject({
      fault: 'event 3 was changed',
      checkedTo: 2,
      done: true,
    })
    await world.store.write([{ put: { ...item, body: event.body } }])
    const version = await world.store.table.get<{ name: string }>(keys.version(id, 2))
    if (!version) throw new Error('No version')
    await world.store.write([
      { put: { ...version, body: { ...version.body, name: 'Altered' } }, event: version.event as number },
    ])
    expect((await told('loti', 'GET', `/audit/${camden}/check`)).fault).toContain(`version 2 of ${id}`)
  })

  test('tells LOTI that something was said of vendors, and not of which; nor what', async () => {
    const rated = await told('camden', 'PUT', `${of}/ratings/ven_demo-quillmere`, { overall: 2, role: 'IT' })
    const about = (events: { kind?: string }[]) => events.filter(({ kind }) => kind === 'rating')
    expect(about((await told('camden', 'GET', `${of}/history`)).events)).toMatchObject([
      { action: 'accepted', recordId: rated.id, title: 'Quillmere Systems' },
    ])
    for (const path of [`${of}/history`, `/audit/${camden}`]) {
      const [event] = about((await told('loti', 'GET', path)).events)
      expect(event).toMatchObject({ action: 'accepted', who: { id: 'camden' } })
      expect(JSON.stringify(event)).not.toMatch(/rat_|Quillmere|overall/)
    }
    const versions = `${of}/records/${rated.id}/versions`
    expect((await told('camden', 'GET', versions)).versions).toMatchObject([{ record: { overall: 2 } }])
    expect((await ask('loti', 'GET', versions)).status).toBe(403)
    expect((await ask('camden', 'POST', `${of}/records/${rated.id}/restore`, { version: 1 })).status).toBe(
      404,
    )
  })

  test('is for LOTI alone; a record’s history for its authority and LOTI', async () => {
    for (const who of ['', 'hackney', 'member', 'suspended']) {
      const status = who === '' ? 401 : 403
      for (const path of [
        `${of}/history`,
        `${of}/records/${id}/versions`,
        `${of}/records/${id}/as-at?on=2026-03-31`,
      ]) {
        expect((await ask(who, 'GET', path)).status, `${who} ${path}`).toBe(status)
      }
      expect((await ask(who, 'POST', `${of}/records/${id}/restore`, { version: 1 })).status).toBe(status)
      expect((await ask(who, 'GET', `/audit/${camden}`)).status).toBe(status)
    }
    expect((await ask('camden', 'GET', `/audit/${camden}`)).status).toBe(403)
    // Another authority's record is not reached through one's own.
    expect((await ask('hackney', 'GET', `/authorities/${hackney}/records/${id}/versions`)).status).toBe(404)
  })
})
