import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { begin, undo } from '../../functions/api/merging.ts'
import { readTogether } from '../../functions/store/together.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { createHandler } from '../../functions/stream/apply.ts'
import { turnPage } from '../../functions/stream/turnPage.ts'
import { watched } from '../../functions/stream/watched.ts'
import { finishMerges } from '../../functions/tasks/finishMerges.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { mergeGrounds, mergePartitions, summaryPartitions } from '../../infra/definitions.ts'
import { anyOpinion, anyRecord, terms, today } from '../support/records.ts'
import { createWorld, type World } from '../support/world.ts'

// The roles of the functions that keep the summaries are cut to what they do. Here they do it, and each request to the
// table is held against that cut: a new partition or kind of request that the roles do not know shows up at once.

let world: World
const actions = new Set<string>()
const written = new Set<string>()
const checked = new Set<string>()

const inOneTransaction = (item: TransactWriteItem) => {
  const [kind, what] = Object.entries(item).find(([, value]) => value) ?? []
  const { Put, Update, Delete, ConditionCheck } = item
  const key = Put?.Item?.pk?.S ?? (Update ?? Delete ?? ConditionCheck)?.Key?.pk?.S ?? ''
  actions.add(
    {
      Put: 'PutItem',
      Update: 'UpdateItem',
      Delete: 'DeleteItem',
      ConditionCheck: 'ConditionCheckItem',
    }[kind ?? ''] ?? `${what}`,
  )
  ;(kind === 'ConditionCheck' ? checked : written).add(key)
}
const isIn = (pk: string) => (pattern: string) =>
  pattern.endsWith('*') ? pk.startsWith(pattern.slice(0, -1)) : pk === pattern

beforeAll(async () => {
  world = await createWorld()
  world.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const input = args.input as { TransactItems?: TransactWriteItem[] }
        if (commandName === 'TransactWriteItemsCommand') input.TransactItems?.forEach(inOneTransaction)
        else actions.add(commandName?.replace('Command', '') ?? '')
        return next(args)
      },
    { step: 'initialize' },
  )
})
afterAll(() => world.close())

test('what keeps the summaries asks for what its role allows, and for nothing else', {
  timeout: 60_000,
}, async () => {
  const { store } = world
  const records = [
    ...fc.sample(anyRecord, { seed: 7, numRuns: 40 }),
    ...fc.sample(anyOpinion, { seed: 7, numRuns: 60 }),
  ]
  const handler = watched(createHandler({ store, terms, today: () => today }), { store })
  const facts = { at: `${today}T00:00:00.000Z`, by: 'someone', action: 'approved' as const }
  const met = new Set<string>()
  for (const record of records) {
    if (met.has(record.id)) continue
    met.add(record.id)
    await store.publish(record.authority, [{ record, facts }])
  }
  actions.clear()
  written.clear()
  const Records = records.map((record, n) => ({
    dynamodb: {
      SequenceNumber: String(n),
      Keys: {
        pk: { S: `AUTHORITY#${record.authority}` },
        sk: { S: `${record.kind.toUpperCase()}#${record.id}` },
      },
      NewImage: { body: { S: JSON.stringify(record) } },
    },
  }))
  expect(await handler({ Records })).toEqual({ batchItemFailures: [] })
  await turnPage(store, { terms, today })
  // Who could buy together is renewed where somebody has read it. What reading writes is the reader's.
  for (const { authority, serviceAreas } of records.filter((one) => one.kind === 'contract')) {
    const [scope = ''] = terms.scopesOf(authority)
    for (const area of serviceAreas) await readTogether(store.table, { scope, area }, today)
  }
  for (const pk of written) if (pk.startsWith('TOGETHER#')) written.delete(pk)
  await turnPage(store, { terms, today: '2028-01-01' })
  expect([...actions].filter((action) => !allowed.includes(action))).toEqual([])

  const mayWrite = (pk: string) => summaryPartitions.some(isIn(pk))
  expect([...written].filter((pk) => !mayWrite(pk))).toEqual([])
  // And each partition is there because something is written to it.
  const isUsed = (pattern: string) => [...written].some((pk) => isIn(pk)(pattern))
  expect(summaryPartitions.filter((pattern) => !isUsed(pattern))).toEqual([])

  await recount(store, { terms, today: '2028-01-01' })
  expect([...actions].filter((action) => !allowed.includes(action))).toEqual(['Scan'])
  expect([...written].filter((pk) => !mayWrite(pk))).toEqual([])
})

const allowed = ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem']

test('what ends merges writes where its role lets it, and rests on no more than that', {
  timeout: 60_000,
}, async () => {
  const { store } = world
  const [record] = fc.sample(
    anyRecord.filter(({ kind }) => kind === 'contract'),
    { seed: 3, numRuns: 1 },
  )
  if (record?.kind !== 'contract') throw new Error('There is no contract')
  const at = `${today}T00:00:00.000Z`
  const contract = { ...record, id: 'con_merged', supplier: 'ven_demo-oakumber', retiredOn: undefined }
  await store.publish(contract.authority, [
    { record: contract, facts: { at, by: 'someone', action: 'approved' } },
  ])
  await applyRecords(store, [contract], { terms, day: today })
  const known = {
    vendor: () => ({}),
    product: () => undefined,
    vendorName: (id: string) => id,
    productName: (id: string) => id,
  }
  const pair = { from: 'ven_demo-oakumber', into: 'ven_demo-tessandrel' }
  const { id } = await begin(store, pair, known, { by: 'loti', at })
  const finish = async () => {
    for (const set of [actions, written, checked]) set.clear()
    await finishMerges(store, { at, time: 5_000, settling: 0 })
    expect([...actions].filter((action) => !allowed.includes(action))).toEqual([])
    expect([...written].filter((pk) => !mergePartitions.some(isIn(pk)))).toEqual([])
    expect(mergePartitions.filter((pattern) => ![...written].some((pk) => isIn(pk)(pattern)))).toEqual([])
    expect([...checked].filter((pk) => ![...mergePartitions, ...mergeGrounds].some(isIn(pk)))).toEqual([])
    expect(checked).toContain('REFERENCE')
    await applyRecords(store, [contract], { terms, day: today })
  }
  await finish()
  await undo(store, id, { by: 'loti', at })
  await finish()
})
