import {
  BatchWriteItemCommand,
  type DeleteTableCommand,
  ListTablesCommand,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTable } from '../../functions/local/table.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { rehearse } from '../../functions/tasks/rehearsal.ts'
import { terms, today } from '../support/records.ts'
import { createWorld, type World } from '../support/world.ts'

// The rehearsal runs against the real engine, whose one missing part, bringing a table back, is made up for here: what
// AWS would do to the copy is done to it item by item.

let world: World
const system = (n: number) =>
  ({
    kind: 'system',
    id: `sys_${n}`,
    authority: 'E09000007',
    name: `System ${n}`,
    serviceAreas: ['housing'],
    hosting: 'SaaS',
    sharedWith: [],
    heldBack: [],
    version: 1,
    provenance: { source: 'form', confidence: 'verified' },
    createdAt: `${today}T00:00:00.000Z`,
    updatedAt: `${today}T00:00:00.000Z`,
  }) as const

async function comeBack(target: string, change: (item: Record<string, { S?: string }>) => boolean) {
  await createTable(world.client, target)
  const { Items = [] } = await world.client.send(new ScanCommand({ TableName: world.table }))
  const kept = Items.filter((item) => change(item as Record<string, { S?: string }>))
  for (let from = 0; from < kept.length; from += 25) {
    const puts = kept.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }))
    await world.client.send(new BatchWriteItemCommand({ RequestItems: { [target]: puts } }))
  }
}

async function rehearsed(change: (item: Record<string, { S?: string }>) => boolean = () => true) {
  const said: string[] = []
  const send = world.client.send.bind(world.client)
  const spy = vi.spyOn(world.client, 'send').mockImplementation(async (command: object) => {
    if (command instanceof RestoreTableToPointInTimeCommand) {
      return comeBack(command.input.TargetTableName ?? '', change)
    }
    if (command instanceof UpdateTableCommand) return {}
    return send(command as DeleteTableCommand)
  })
  try {
    return { ...(await rehearse({ ...world, terms, today, say: (line) => said.push(line) })), said }
  } finally {
    spy.mockRestore()
  }
}

beforeAll(async () => {
  world = await createWorld()
  const records = [1, 2, 3].map(system)
  const facts = { at: `${today}T00:00:00.000Z`, by: 'camden', action: 'approved' as const }
  await world.store.publish(
    'E09000007',
    records.map((record) => ({
      record: { ...record, serviceAreas: [...record.serviceAreas], sharedWith: [], heldBack: [] },
      facts,
    })),
  )
  // The third was approved just before: the summaries do not have it yet.
  await applyRecords(world.store, records.slice(0, 2), { terms, day: today })
})
afterAll(() => world.close())

test('a register that comes back whole is said to be, with what was under way', async () => {
  const { whole, said } = await rehearsed()
  expect(whole).toBe(true)
  expect(said.join('\n')).toMatch(/version 1 is approved, 0 is in the summaries/)
  expect(said.join('\n')).toMatch(/Whole after .* 3 records.*No difference/)
})

test('one whose audit trail lost an event is not', async () => {
  const { whole, said } = await rehearsed((item) => item.sk?.S !== 'EVENT#000000002')
  expect(whole).toBe(false)
  expect(said.join('\n')).toMatch(/Not whole: .*event 2 is missing/s)
})

test('the register is only read, and no copy is left', async () => {
  const { TableNames } = await world.client.send(new ListTablesCommand())
  expect(TableNames).toEqual([world.table])
  expect(await world.store.table.get({ pk: 'APPLIED#sys_3', sk: 'APPLIED' })).toBeUndefined()
})
