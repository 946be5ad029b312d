import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ImportHead, ImportUndone } from '../../functions/schema/import.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { fileOf, type Given } from '../support/contractsFinder.ts'

// A whole import undone, before it is sent and after it is approved; and one that is stopped while it is taken.

const camden = 'E09000007'
let world: Asking
beforeAll(async () => {
  world = await createAsking()
})
afterAll(() => world.close())

const as = async <T>(who: string, method: string, path: string, body?: unknown): Promise<T> => {
  const isForm = body instanceof FormData
  const answer = await world.app.request(`/api/v1${path}`, {
    method,
    headers: { 'X-Who': who, ...(!isForm && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true)
  return text === '' ? (undefined as T) : JSON.parse(text)
}
type Previewed = ImportHead & { rows: { recordId: string }[] }
async function previewed(...given: Given[]) {
  const form = new FormData()
  form.set('file', new Blob([fileOf(...given)]), 'register.csv')
  return as<Previewed>('camden', 'POST', '/imports', form)
}
async function taken(...given: Given[]) {
  const preview = await previewed(...given)
  await as('camden', 'POST', `/imports/${preview.id}/accept`, {})
  return preview
}
const undo = (id: string, who = 'camden') => as<ImportUndone>(who, 'POST', `/imports/${id}/undo`)
const open = async () => {
  const submission = await world.store.submissions.open(camden)
  return submission ? world.store.proposals.of(submission.id) : []
}
const draftOf = async (id = '') => (await open()).find(({ recordId }) => recordId === id)
const recordOf = (id = '') => world.store.records.get({ authority: camden, kind: 'contract', id })
const edit = (id: string, edits: object, baseVersion?: number) =>
  as('camden', 'PATCH', `/authorities/${camden}/proposals/${id}`, {
    edits,
    ...(baseVersion && { baseVersion }),
  })
const send = () => as<{ id: string }>('camden', 'POST', `/authorities/${camden}/submission/send`, {})
const approve = async ({ id }: { id: string }) => {
  for (;;) {
    const { results } = await as<{ results: { outcome: string }[] }>(
      'loti-2',
      'POST',
      `/review/${id}/approve`,
      {},
    )
    if (results.length === 0) break
    expect(results.map(({ outcome }) => outcome)).not.toContain('refused')
  }
}
const published = async () => approve(await send())

let serial = 0
/** Notices no other test has. */
const fresh = (count: number, given: Given = {}): Given[] => {
  serial += 1
  const run = serial
  return Array.from({ length: count }, (_, n) => ({
    ...given,
    id: `U${run}-${n}`,
    title: `Contract ${run} ${n}`,
  }))
}
beforeEach(async () => {
  for (const { recordId } of await open())
    await as('camden', 'DELETE', `/authorities/${camden}/proposals/${recordId}`)
})

describe('before it is sent', () => {
  test('everything it brought is withdrawn, once, and nothing else', async () => {
    const [other] = (await taken(...fresh(1))).rows
    const { id } = await taken(...fresh(120))
    expect(await open()).toHaveLength(121)
    const undone = await undo(id)
    expect(undone).toEqual({ withdrawn: 120, reversed: 0, waiting: 0, left: 0, submissions: [] })
    expect((await open()).map(({ recordId }) => recordId)).toEqual([other?.recordId])
    expect(await undo(id)).toEqual(undone)
    expect(await as('camden', 'GET', `/imports/${id}?limit=0`)).toMatchObject({
      state: 'undone',
      undone: { withdrawn: 120 },
    })
    // It can be taken again.
    expect(await as('camden', 'POST', `/imports/${id}/accept`, {})).toMatchObject({ proposals: 120 })
    expect(await open()).toHaveLength(121)
    expect(await undo(id)).toMatchObject({ withdrawn: 120 })
  })

  test('a draft it was laid over comes back as it was', async () => {
    const [one = {}] = fresh(1)
    const [row] = (await taken(one)).rows
    await published()
    const recordId = row?.recordId ?? ''
    await edit(recordId, { noticeMonths: { to: 6 } }, 1)
    // Somebody without an account answered in it too.
    const question = await as<{ link: string }>('camden', 'POST', `/authorities/${camden}/questions`, {
      to: 'service@council.example',
      days: 7,
      facts: [{ recordId, field: 'department' }],
    })
    await as('', 'POST', '/questions/answering', {
      link: new URL(question.link).searchParams.get('key'),
      by: 'Service manager',
      answers: [{ recordId, field: 'department', says: 'change', to: 'Environment' }],
    })
    const before = await draftOf(row?.recordId)
    expect(before?.answers).toHaveLength(1)
    const { id } = await taken({ ...one, endsOn: '31/03/2031' })
    const laid = await draftOf(row?.recordId)
    expect(laid?.values).toMatchObject({ noticeMonths: 6, endsOn: '2031-03-31' })
    expect(laid?.answers).toEqual(before?.answers)
    await undo(id)
    const after = await draftOf(row?.recordId)
    // All of it: but for how often and when it was saved.
    expect(after).toEqual({ ...before, revision: after?.revision, updatedAt: after?.updatedAt })
  })

  test('what waits for LOTI is counted, and undone when it is decided on', async () => {
    const { id } = await taken(...fresh(2))
    const sent = await send()
    expect(await undo(id)).toEqual({ withdrawn: 0, reversed: 0, waiting: 2, left: 0, submissions: [] })
    await approve(sent)
    expect(await undo(id)).toMatchObject({ waiting: 0, reversed: 2 })
  })

  test('an import nobody took has nothing to undo', async () => {
    const { id } = await previewed(...fresh(1))
    expect(await undo(id)).toEqual({ withdrawn: 0, reversed: 0, waiting: 0, left: 0, submissions: [] })
  })
})

describe('after it is approved', () => {
  test('the reverse is proposed, once, and what a person touched since is left alone', async () => {
    const [old = {}, touched = {}, ...rest] = fresh(2)
    expect(rest).toEqual([])
    const first = await taken(old, touched)
    await published()
    const ids = first.rows.map(({ recordId }) => recordId)
    const second = await taken(
      { ...old, endsOn: '31/03/2031', value: '5' },
      { ...touched, endsOn: '31/03/2031' },
      ...fresh(2),
    )
    const [brought = '', mended = ''] = second.rows.slice(2).map(({ recordId }) => recordId)
    await published()

    // Somebody has changed one of what was there, and one of what it brought.
    for (const id of [ids[1] ?? '', mended])
      await edit(
        id,
        { endsOn: { from: (await recordOf(id))?.endsOn, to: '2035-01-01' } },
        (await recordOf(id))?.version,
      )
    await published()

    const undone = await undo(second.id)
    expect(undone).toMatchObject({
      withdrawn: 0,
      reversed: 2,
      waiting: 0,
      left: 2,
      submissions: [{ authority: camden }],
    })
    expect(await draftOf(ids[0])).toMatchObject({
      action: 'update',
      undoes: second.id,
      values: { endsOn: '2028-03-31', wholeLifePounds: 182_000 },
    })
    expect(await draftOf(brought)).toMatchObject({ action: 'retire', undoes: second.id })
    expect(await draftOf(mended)).toBeUndefined()
    expect(await undo(second.id)).toMatchObject({ reversed: 2, left: 2 })
    expect(await open()).toHaveLength(2)

    await published()
    expect(await recordOf(ids[0])).toMatchObject({ endsOn: '2028-03-31', wholeLifePounds: 182_000 })
    expect(await recordOf(ids[1])).toMatchObject({ endsOn: '2035-01-01' })
    expect((await recordOf(brought))?.retiredOn).toMatch(/^\d{4}-/)
    expect((await recordOf(mended))?.retiredOn).toBeUndefined()
    // Undone and approved, there is nothing more to undo.
    expect(await undo(second.id)).toMatchObject({ reversed: 0, left: 4 })
    expect(await open()).toEqual([])
  })

  test('a draft somebody has begun of it since is left alone', async () => {
    const { id, rows } = await taken(...fresh(1))
    await published()
    const [one] = rows
    await edit(one?.recordId ?? '', { noticeMonths: { to: 3 } }, 1)
    expect(await undo(id)).toMatchObject({ reversed: 0, left: 1 })
    expect((await draftOf(one?.recordId))?.values).toMatchObject({ noticeMonths: 3 })
  })
})

test.each([1, 2, 3])('cut short at its %ith write and begun again, it is undone once', async (nth) => {
  const { id } = await taken(...fresh(100))
  const { write } = world.store
  const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  let writes = 0
  world.store.write = async (...args) => {
    writes += 1
    if (writes >= nth) throw new Error('The service was killed')
    return write(...args)
  }
  const cut = await world.app.request(`/api/v1/imports/${id}/undo`, {
    method: 'POST',
    headers: { 'X-Who': 'camden' },
  })
  world.store.write = write
  logged.mockRestore()
  expect(cut.status).toBe(500)
  await undo(id)
  expect(await open()).toEqual([])
})

test('stopped while it is taken, what was taken stays, and it can be gone on with or undone', async () => {
  const { id } = await previewed(...fresh(400))
  const { write } = world.store
  let writes = 0
  world.store.write = async (...args) => {
    writes += 1
    await write(...args)
    if (writes === 2) await as('camden', 'POST', `/imports/${id}/stop`)
  }
  const stopped = await as<{ rows: number; stopped?: boolean }>('camden', 'POST', `/imports/${id}/accept`, {})
  world.store.write = write
  expect(stopped).toMatchObject({ rows: 160, of: 400, stopped: true })
  expect(await open()).toHaveLength(160)
  expect(await as('camden', 'GET', `/imports/${id}?limit=0`)).toMatchObject({
    state: 'accepting',
    taken: { rows: 160 },
  })

  const whole = await as<{ rows: number; stopped?: boolean }>('camden', 'POST', `/imports/${id}/accept`, {})
  expect(whole).toMatchObject({ rows: 400 })
  expect(whole.stopped).toBeUndefined()
  expect(await open()).toHaveLength(400)
  expect(await undo(id)).toMatchObject({ withdrawn: 400 })
})
