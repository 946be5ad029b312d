import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHandler } from '../../functions/stream/apply.ts'
import { turnPage } from '../../functions/stream/turnPage.ts'
import { watched } from '../../functions/stream/watched.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { summaryPartitions } from '../../infra/definitions.ts'
import { anyOpinion, anyRecord, terms, today } from '../support/records.ts'
import { createWorld, type World } from '../support/world.ts'

// The roles of the functions that keep the summaries are cut to what they do. Here they do it, and each request to the
// table is held against that cut: a new partition or kind of request that the roles do not know shows up at once.

let world: World
const actions = new Set<string>()
const written = new Set<string>()

const inOneTransaction = (item: TransactWriteItem) => {
  const [kind, what] = Object.entries(item).find(([, value]) => value) ?? []
  const key = item.Put?.Item?.pk?.S ?? item.Delete?.Key?.pk?.S ?? item.ConditionCheck?.Key?.pk?.S ?? ''
  actions.add(
    { Put: 'PutItem', Delete: 'DeleteItem', ConditionCheck: 'ConditionCheckItem' }[kind ?? ''] ?? `${what}`,
  )
  written.add(key)
}

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
  await turnPage(store, { terms, today: '2028-01-01' })
  expect([...actions].filter((action) => !allowed.includes(action))).toEqual([])

  const mayWrite = (pk: string) =>
    summaryPartitions.some((pattern) =>
      pattern.endsWith('*') ? pk.startsWith(pattern.slice(0, -1)) : pk === pattern,
    )
  expect([...written].filter((pk) => !mayWrite(pk))).toEqual([])
  // And each partition is there because something is written to it.
  const isUsed = (pattern: string) =>
    [...written].some((pk) => (pattern.endsWith('*') ? pk.startsWith(pattern.slice(0, -1)) : pk === pattern))
  expect(summaryPartitions.filter((pattern) => !isUsed(pattern))).toEqual([])

  await recount(store, { terms, today: '2028-01-01' })
  expect([...actions].filter((action) => !allowed.includes(action))).toEqual(['Scan'])
  expect([...written].filter((pk) => !mayWrite(pk))).toEqual([])
})

const allowed = ['BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem']
