import { afterAll, beforeAll, expect, test } from 'vitest'
import { goOn, lookAgain } from '../../functions/api/moving.ts'
import { terms } from '../../functions/config.ts'
import { londonToday } from '../../functions/domain/calendar.ts'
import { keptIn, namesOf } from '../../functions/domain/merge.ts'
import { authorities } from '../../functions/reference/index.ts'
import { type Contract, contractFields } from '../../functions/schema/contract.ts'
import type { Merge } from '../../functions/schema/merge.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { type Asking, createAsking, someoneWho } from '../support/asking.ts'
import { publishNext } from '../support/world.ts'

// Boroughs change, send, confirm and rate while two of LOTI's officers approve, merge and undo, all truly at once. In the
// end each record names what is kept of what its people last said, nobody's confirmation was moved, and all adds up.

const today = londonToday()
const held = authorities()
  .filter(({ region }) => region === 'E12000007')
  .slice(0, 3)
  .map(({ id }) => id)
const vendors = ['oakumber', 'tessandrel', 'hollowgate', 'marlowen'].map((name) => `ven_demo-${name}`)
const confirmedAt = '2026-03-01T10:00:00.000Z'
const rounds = Number(process.env.MERGES_AT_ONCE ?? 14)

let world: Asking
const records: Contract[] = held.flatMap((authority, place) =>
  Array.from({ length: 5 }, (_, n) => ({
    ...contractFields.parse({
      title: `Contract ${n}`,
      supplier: vendors[(place + n) % vendors.length],
      serviceAreas: ['parking'],
      annualPounds: 1_000 * (n + 1),
      endsOn: '2099-12-31',
    }),
    kind: 'contract' as const,
    id: `con_${authority}_${n}`,
    authority,
    version: 1,
    provenance: {
      source: 'form' as const,
      confidence: 'verified' as const,
      confirmedAt,
      confirmedBy: 'first',
    },
    createdAt: confirmedAt,
    updatedAt: confirmedAt,
  })),
)
const any = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)] as T

beforeAll(async () => {
  world = await createAsking({ settling: 0, dataSet: async () => 'demonstration' })
  for (const authority of held) {
    await world.store.putPerson(someoneWho(`editor-${authority}`, { editorOf: [authority] }))
    await publishNext(
      world.store,
      authority,
      records.filter((one) => one.authority === authority),
    )
  }
  await applyRecords(world.store, records, { terms, day: today })
})
afterAll(() => world.close())

test('whatever boroughs and LOTI do at once, each record names what is kept of what was said', {
  timeout: 240_000,
}, async () => {
  const { ask, store } = world
  const wrong: string[] = []
  const asks = async (...asked: Parameters<typeof ask>) => {
    const answer = await ask(...asked)
    if (answer.status >= 500 || answer.status === 400) {
      wrong.push(`${asked.slice(0, 3).join(' ')}: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    return answer
  }
  const acts = {
    edits: async () => {
      const { id, authority } = any(records)
      const who = `editor-${authority}`
      const { body } = await asks(who, 'GET', `/authorities/${authority}/contracts/${id}`)
      const seen = body.proposal?.values?.supplier ?? body.record.supplier
      await asks(who, 'PATCH', `/authorities/${authority}/proposals/${id}`, {
        edits: { supplier: { from: seen, to: any(vendors) } },
        baseVersion: body.record.version,
      })
      const sent = await asks(who, 'POST', `/authorities/${authority}/submission/send`, {})
      if (sent.status === 200)
        await asks(any(['loti', 'loti-2']), 'POST', `/review/${sent.body.id}/approve`, {})
    },
    confirms: async () => {
      const { id, authority } = any(records)
      await asks(`editor-${authority}`, 'POST', `/authorities/${authority}/confirmations`, { records: [id] })
    },
    merges: async () => {
      await asks(any(['loti', 'loti-2']), 'POST', '/tidy/merges', { from: any(vendors), into: any(vendors) })
    },
    undoes: async () => {
      const open = (await store.merges.all()).filter(({ state }: Merge) => state !== 'undone')
      const one = any(open)
      if (one) await asks(any(['loti', 'loti-2']), 'POST', `/tidy/merges/${one.id}/undoing`)
    },
    delivers: () =>
      applyRecords(
        store,
        records.filter(() => Math.random() < 0.5),
        { terms, day: today },
      ),
  }
  const often = Object.values(acts)
    .flatMap((act) => [act, act])
    .concat(acts.edits, acts.delivers)
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(Array.from({ length: 6 }, () => any(often)()))
  }
  expect(wrong).toEqual([])

  await applyRecords(store, records, { terms, day: today })
  for (const { id } of await store.merges.all()) {
    await lookAgain(store, id)
    await goOn(store, id, { at: confirmedAt, settling: 0, time: 20_000 })
    await applyRecords(store, records, { terms, day: today })
  }
  const merges = await store.merges.all()
  expect(merges.filter(({ state }) => !['done', 'undone'].includes(state))).toEqual([])
  expect(merges.reduce((sum, { moved }) => sum + moved, 0)).toBeGreaterThan(0)

  // What a merge counts adds up: of all it has moved, what it gave back, what it left, and what it holds still.
  for (const { id, state, moved, returned, left } of merges) {
    const holds = (await store.merges.movedBy(id, 1_000)).length
    expect([id, state, moved]).toEqual([id, state, returned + left + holds])
    if (state === 'undone') expect(holds).toBe(0)
  }

  const kept = keptIn((await store.added()).entries)
  for (const record of (await store.records.many(records)).values()) {
    for (const [field, id] of namesOf(record)) {
      expect([record.id, id]).toEqual([record.id, kept(record.saidAs?.[field] ?? id)])
    }
  }
  // Only people confirm: what a merge wrote says of that what the version before it said.
  for (const { id, authority } of records) {
    const { items } = await store.table.upTo<Contract>({ pk: `RECORD#${id}`, sk: 'VERSION#' }, 1_000)
    const events = await store.audit.many(
      authority,
      items.flatMap(({ event }) => event ?? []),
    )
    for (const [index, { body, event }] of items.entries()) {
      const { action } = events.get(event ?? 0) ?? {}
      if (action !== 'merged' && action !== 'unmerged') continue
      const before = items[index - 1]?.body
      expect(body.provenance).toEqual(before?.provenance)
      expect({ ...body, supplier: 0, saidAs: 0, version: 0, updatedAt: 0 }).toEqual({
        ...before,
        supplier: 0,
        saidAs: 0,
        version: 0,
        updatedAt: 0,
      })
    }
  }
  expect((await recount(store, { terms, today })).differences).toEqual([])
})
