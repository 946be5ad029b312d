import { afterAll, beforeAll, expect, test } from 'vitest'
import { opened } from '../../functions/domain/submission.ts'
import type { Proposal } from '../../functions/schema/proposal.ts'
import type { OpenSubmission } from '../../functions/schema/review.ts'
import { type Asking, createAsking } from '../support/asking.ts'

// A submission with more in it than one page or one answer holds, as an import of thousands of rows brings it.

const camden = 'E09000007'
const of = `/authorities/${camden}/submission`
const many = 430
/** Every fortieth lacks what it must state. */
const lacks = (n: number) => n % 40 === 7
const at = '2026-11-24T09:00:00.000Z'
let world: Asking

const proposal = (submission: string, n: number): Proposal => ({
  submission,
  authority: camden,
  kind: n % 10 === 0 ? 'system' : 'contract',
  recordId: `${n % 10 === 0 ? 'sys' : 'con'}_row${String(n).padStart(4, '0')}`,
  action: 'create',
  baseVersion: 0,
  values:
    n % 10 === 0
      ? { name: `System ${n}`, serviceAreas: ['repairs'] }
      : {
          title: `Contract ${n}`,
          serviceAreas: ['repairs'],
          ...(!lacks(n) && { supplier: 'ven_demo-quillmere' }),
        },
  outcome: 'draft',
  provenance: { source: 'import' },
  newVendors: [],
  editors: ['camden'],
  comments: [],
  revision: 1,
  createdAt: at,
  updatedAt: at,
})

beforeAll(async () => {
  world = await createAsking({ now: () => new Date(at) })
  const open = opened(`sub_large_${camden}`, camden, 'camden', at)
  const { writes, write } = world.store
  await write([...writes.submission(open), writes.open(camden, open.id)])
  for (let from = 0; from < many; from += 90) {
    const some = Array.from({ length: Math.min(90, many - from) }, (_, n) => proposal(open.id, from + n))
    await write(some.map(writes.proposal))
  }
})
afterAll(() => world.close())

async function pages(): Promise<OpenSubmission[]> {
  const told: OpenSubmission[] = []
  let after: string | undefined
  do {
    const page: OpenSubmission = await world.told('camden', 'GET', `${of}${after ? `?after=${after}` : ''}`)
    told.push(page)
    after = page.next
  } while (after)
  return told
}
const wanted = Array.from({ length: many }, (_, n) => n).filter((n) => lacks(n) && n % 10 !== 0)

test('is read a page at a time, each change once, those that want something first', async () => {
  const told = await pages()
  expect(told.map(({ proposals }) => proposals.length)).toEqual([100, 100, 100, 100, 30])
  const ids = told.flatMap(({ proposals }) => proposals.map(({ proposal: { recordId } }) => recordId))
  expect(new Set(ids).size).toBe(many)
  const troubled = told.flatMap(({ proposals }) =>
    proposals.map(({ problems }) => Object.keys(problems).length > 0),
  )
  expect(troubled.lastIndexOf(true)).toBe(wanted.length - 1)
})

test('each page says what the whole comes to, and everything that is wanting', async () => {
  for (const { total, made, wanting, wantingInAll } of await pages()) {
    expect(total).toBe(many)
    expect(made).toEqual(
      expect.arrayContaining([
        { action: 'create', kind: 'contract', count: 387 },
        { action: 'create', kind: 'system', count: 43 },
      ]),
    )
    expect(wantingInAll).toBe(wanted.length)
    expect(wanting.map(({ title, field, conflict }) => [title, field, conflict])).toEqual(
      wanted.map((n) => [`Contract ${n}`, 'supplier', false]),
    )
  }
})

test('sending says every problem at once, also of what is on later pages; mended, all of it is sent', async () => {
  const refused = await world.ask('camden', 'POST', `${of}/send`, {})
  expect(refused.status).toBe(422)
  expect(Object.keys(refused.body.fields)).toHaveLength(wanted.length)
  for (const n of wanted) {
    const id = proposal('', n).recordId
    await world.told('camden', 'PATCH', `/authorities/${camden}/proposals/${id}`, {
      edits: { supplier: { to: 'ven_demo-quillmere' } },
    })
  }
  const sent = await world.told('camden', 'POST', `${of}/send`, {})
  expect(sent).toMatchObject({ state: 'sent', sentCount: many })
  expect(await world.told('camden', 'GET', of)).toMatchObject({
    submission: null,
    total: 0,
    made: [],
    wanting: [],
    proposals: [],
  })
})
