import { type AttributeValue, DeleteItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyChain, headFault, nextEvent, readEvent } from '../../functions/domain/audit.ts'
import type { System } from '../../functions/schema/system.ts'
import { keys } from '../../functions/store/keys.ts'
import { auditTrail } from '../../functions/tasks/auditTrail.ts'
import { createWorld, type World } from '../support/world.ts'

// One altered byte, anywhere in the audit trail or in any version of any record, is found and named.

type Stored = Record<string, AttributeValue>
const camden = 'E09000007'
const hackney = 'E09000012'
let world: World
let items: Stored[]

const system = (id: string, authority: string, version: number): System => ({
  kind: 'system',
  id,
  authority,
  version,
  name: `Journey planner “${version}”`,
  serviceAreas: ['libraries'],
  hosting: 'SaaS',
  sharedWith: [],
  heldBack: [],
  provenance: { source: 'form', confidence: 'verified' },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: `2026-01-0${version}T00:00:00.000Z`,
})

const raw = async (): Promise<Stored[]> =>
  (await world.client.send(new ScanCommand({ TableName: world.table, ConsistentRead: true }))).Items ?? []

async function verify() {
  const trail = auditTrail()
  for await (const item of world.store.table.scan()) trail.take(item)
  return trail.faults(world.store)
}

beforeAll(async () => {
  world = await createWorld()
  const { store } = world
  const at = '2026-01-01T00:00:00.000Z'
  const publish = (record: System, action: 'loaded' | 'approved' | 'confirmed') =>
    store.publish(record.authority, [{ record, facts: { at, by: 'someone', action } }])
  await publish(system('sys_a', camden, 1), 'loaded')
  await publish(system('sys_b', hackney, 1), 'loaded')
  await publish(system('sys_a', camden, 2), 'approved')
  await publish(system('sys_a', camden, 3), 'confirmed')
  await publish(system('sys_gone', camden, 1), 'loaded')
  // One that left the register, with what it was.
  await store.write([
    { remove: keys.record(camden, 'system', 'sys_gone') },
    { remove: keys.version('sys_gone', 1) },
    ...store.writes.events(camden, await store.audit.head(camden), [
      { at, by: 'someone', action: 'removed', recordId: 'sys_gone', version: 1 },
      { at, by: 'someone', action: 'sent', submission: 'sub_x' },
    ]),
  ])
  items = await raw()
})
afterAll(() => world.close())

/** The same text with one bit of one of its bytes turned. */
function turned(text: string, place: number, bit: number): string {
  const bytes = Buffer.from(text, 'utf8')
  const at = place % bytes.length
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
  return bytes.toString('utf8')
}

/** Puts one item in another's place for as long as something is tried. */
async function instead<T>(before: Stored, after: Stored, tried: () => Promise<T>): Promise<T> {
  const TableName = world.table
  const key = ({ pk, sk }: Stored) => ({ pk: pk as AttributeValue, sk: sk as AttributeValue })
  const moved = before.pk?.S !== after.pk?.S || before.sk?.S !== after.sk?.S
  const overwritten = items.find((one) => one.pk?.S === after.pk?.S && one.sk?.S === after.sk?.S)
  if (moved) await world.client.send(new DeleteItemCommand({ TableName, Key: key(before) }))
  await world.client.send(new PutItemCommand({ TableName, Item: after }))
  try {
    return await tried()
  } finally {
    if (moved) await world.client.send(new DeleteItemCommand({ TableName, Key: key(after) }))
    await world.client.send(new PutItemCommand({ TableName, Item: before }))
    if (overwritten) await world.client.send(new PutItemCommand({ TableName, Item: overwritten }))
  }
}

const isTrail = ({ pk }: Stored) => /^(AUDIT|RECORD)#/.test(pk?.S ?? '')
/** What a fault may be named after: the chain or the record that an item belongs to. */
const owners = (item: Stored) => [
  item.pk?.S?.replace(/^(AUDIT|RECORD|AUTHORITY)#/, '') ?? '',
  item.sk?.S?.split('#')[1] ?? '',
]

describe('the audit trail', { timeout: 120_000 }, () => {
  test('is whole as it was written, with what left the register', async () => {
    expect(await verify()).toEqual([])
  })

  test('has every altered byte found and named, in whatever item and attribute', async () => {
    const places = items
      .filter(isTrail)
      .flatMap((item) => Object.keys(item).map((attribute) => ({ item, attribute })))
    await fc.assert(
      fc.asyncProperty(fc.nat(100_000), fc.integer({ min: 0, max: 6 }), async (place, bit) => {
        for (const { item, attribute } of places) {
          const { S, N } = item[attribute] ?? {}
          const altered = S === undefined ? String((Number(N) + 1 + (place % 7)) % 10) : turned(S, place, bit)
          const after = { ...item, [attribute]: S === undefined ? { N: altered } : { S: altered } }
          const faults = await instead(item, after, verify)
          const named = faults.some(({ name }) => owners(item).includes(name))
          expect(named, `${item.pk?.S} ${item.sk?.S} ${attribute}: ${altered}`).toBe(true)
        }
      }),
      { numRuns: 8 },
    )
    expect(await verify()).toEqual([])
  })

  test('holds each record to its latest version', async () => {
    const [record] = items.filter(({ sk }) => sk?.S === 'SYSTEM#sys_a')
    if (!record) throw new Error('No record')
    const body = record.body?.S ?? ''
    const altered = { ...record, body: { S: body.replace('planner', 'planned') } }
    expect(await instead(record, altered, verify)).toEqual([
      { name: 'sys_a', detail: 'the record is not what its version 3 says' },
    ])
  })

  test.each([
    ['an event', 'AUDIT#E09000007', 'EVENT#000000002', 'E09000007', 'event 2 is missing'],
    ['the last event', 'AUDIT#E09000007', 'EVENT#000000006', 'E09000007', 'the chain ends at event 5, not 6'],
    ['the head', 'AUDIT#E09000007', 'HEAD', 'E09000007', 'the head of the chain is missing'],
    ['a version', 'RECORD#sys_a', 'VERSION#000002', 'sys_a', 'version 2 is missing, which event 2 published'],
    ['a record', 'AUTHORITY#E09000007', 'SYSTEM#sys_a', 'sys_a', 'the record is missing'],
  ])('misses %s that was taken away', async (_, pk, sk, name, detail) => {
    const item = items.find((one) => one.pk?.S === pk && one.sk?.S === sk)
    if (!item) throw new Error('No item')
    const Key = { pk: { S: pk }, sk: { S: sk } }
    await world.client.send(new DeleteItemCommand({ TableName: world.table, Key }))
    try {
      expect(await verify()).toContainEqual({ name, detail })
    } finally {
      await world.client.send(new PutItemCommand({ TableName: world.table, Item: item }))
    }
  })

  test('has every byte of every event and head under its seal', () => {
    const first = nextEvent(emptyChain, { at: '2026-01-01T00:00:00.000Z', by: 'someone', action: 'sent' })
    const text = JSON.stringify(first)
    const head = JSON.stringify({ n: 1, hash: first.hash })
    expect(readEvent(emptyChain, { n: 1, revision: 1, text }).fault).toBeUndefined()
    expect(headFault(first, { revision: 1, text: head })).toBeUndefined()
    for (let place = 0; place < Math.max(text.length, head.length); place += 1) {
      for (let bit = 0; bit < 7; bit += 1) {
        const event = { n: 1, revision: 1, text: turned(text, place, bit) }
        expect(readEvent(emptyChain, event).fault, event.text).toBeDefined()
        const changed = { revision: 1, text: turned(head, place, bit) }
        expect(headFault(first, changed), changed.text).toBeDefined()
      }
    }
  })

  test('is not misled by what is written while it is read', async () => {
    const trail = auditTrail()
    let read = 0
    for await (const item of world.store.table.scan()) {
      trail.take(item)
      read += 1
      if (read > 3) continue
      // The record, its versions and its chain each move on at another moment than the others are read.
      const current = await world.store.records.get({ authority: camden, kind: 'system', id: 'sys_a' })
      const record = { ...(current as System), version: (current?.version ?? 0) + 1 }
      await world.store.publish(camden, [
        { record, facts: { at: record.updatedAt, by: 'someone', action: 'approved' } },
      ])
    }
    expect(await trail.faults(world.store)).toEqual([])
  })
})
