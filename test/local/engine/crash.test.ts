import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type DynamoDBClient, ScanCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTable } from '../../../functions/local/table.ts'
import { clientFor } from '../../support/world.ts'

// Killed without warning in a storm of transfers, again and again. Each transfer moves one from an account to another
// and writes a receipt, in one transaction. After every restart the sum is whole, each receipt that was acknowledged
// is there, the stream tells exactly what the items say, and a token that was taken is not taken twice.

const kills = 50
const accounts = 8
const opening = 1000
const table = 'storm'
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'engine-crash-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function startProcess(): Promise<{ engine: ChildProcess; endpoint: string }> {
  const main = new URL('../../../functions/local/engine/main.ts', import.meta.url).pathname
  const engine = spawn(process.execPath, [main, '--directory', directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: engine.stdout })) return { engine, endpoint: line }
  throw new Error('The engine did not start')
}

const account = (n: number) => ({ pk: { S: 'ACCOUNT' }, sk: { S: String(n) } })

const transfer = (id: string, from: number, to: number) => {
  const move = (n: number, by: number) => ({
    Update: {
      TableName: table,
      Key: account(n),
      UpdateExpression: 'ADD held :by',
      ExpressionAttributeValues: { ':by': { N: String(by) } },
    },
  })
  return new TransactWriteItemsCommand({
    ClientRequestToken: id,
    TransactItems: [
      move(from, -1),
      move(to, 1),
      {
        Put: {
          TableName: table,
          Item: { pk: { S: 'RECEIPT' }, sk: { S: id }, from: { N: String(from) }, to: { N: String(to) } },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ],
  })
}

async function everything(client: DynamoDBClient) {
  const held = new Map<number, number>()
  const receipts = new Map<string, { from: number; to: number }>()
  let from: Record<string, never> | undefined
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }),
    )
    for (const item of page.Items ?? []) {
      if (item.pk?.S === 'ACCOUNT') held.set(Number(item.sk?.S), Number(item.held?.N))
      else receipts.set(item.sk?.S ?? '', { from: Number(item.from?.N), to: Number(item.to?.N) })
    }
    from = page.LastEvaluatedKey as typeof from
  } while (from)
  return { held, receipts }
}

/** What the stream says happened since a place in it. */
async function toldSince(endpoint: string, arn: string, after: string | undefined) {
  const streams = new DynamoDBStreamsClient({
    endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: arn }))
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({
      StreamArn: arn,
      ShardId: StreamDescription?.Shards?.[0]?.ShardId,
      ...(after === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }),
    }),
  )
  const told = []
  for (let iterator = ShardIterator; iterator; ) {
    const { Records = [], NextShardIterator } = await streams.send(
      new GetRecordsCommand({ ShardIterator: iterator }),
    )
    told.push(...Records)
    iterator = Records.length > 0 ? NextShardIterator : undefined
  }
  streams.destroy()
  return told
}

test(`killed ${kills} times in a storm of transactions, items, stream and tokens agree`, {
  timeout: 240_000,
}, async () => {
  const acknowledged = new Set<string>()
  const heldByStream = new Map<number, number>()
  const receiptsByStream = new Set<string>()
  let sequence: string | undefined
  let serial = 0

  for (let kill = 0; kill <= kills; kill += 1) {
    const { engine, endpoint } = await startProcess()
    const client = clientFor(endpoint)
    const arn = await createTable(client, table)
    if (kill === 0) {
      for (let n = 0; n < accounts; n += 1) {
        await client.send(
          new TransactWriteItemsCommand({
            TransactItems: [
              { Put: { TableName: table, Item: { ...account(n), held: { N: String(opening) } } } },
            ],
          }),
        )
      }
    }

    const { held, receipts } = await everything(client)
    expect([...held.values()].reduce((sum, n) => sum + n, 0)).toBe(accounts * opening)
    for (const id of acknowledged) expect(receipts.has(id), `receipt ${id}`).toBe(true)
    const owed = new Map(Array.from({ length: accounts }, (_, n) => [n, opening]))
    for (const { from, to } of receipts.values()) {
      owed.set(from, (owed.get(from) ?? 0) - 1)
      owed.set(to, (owed.get(to) ?? 0) + 1)
    }
    expect(held).toEqual(owed)

    const told = await toldSince(endpoint, arn, sequence)
    for (const { dynamodb } of told) {
      const { pk, sk } = dynamodb?.Keys ?? {}
      if (pk?.S === 'RECEIPT') receiptsByStream.add(sk?.S ?? '')
      else heldByStream.set(Number(sk?.S), Number(dynamodb?.NewImage?.held?.N))
    }
    sequence = told.at(-1)?.dynamodb?.SequenceNumber ?? sequence
    expect(heldByStream).toEqual(held)
    expect(receiptsByStream).toEqual(new Set(receipts.keys()))

    // A transfer whose receipt is there was taken; asked again with its token it moves nothing.
    const [last] = [...receipts].slice(-1)
    if (last) {
      const [id, { from, to }] = last
      await client.send(transfer(id, from, to))
      expect((await everything(client)).held).toEqual(held)
    }

    if (kill === kills) {
      engine.kill('SIGKILL')
      client.destroy()
      break
    }
    let alive = true
    const storm = Array.from({ length: 6 }, async () => {
      const impatient = clientFor(endpoint, 1)
      while (alive) {
        serial += 1
        const id = `transfer-${kill}-${serial}`
        try {
          await impatient.send(
            transfer(
              id,
              serial % accounts,
              (serial * 3 + 1) % accounts === serial % accounts
                ? (serial + 1) % accounts
                : (serial * 3 + 1) % accounts,
            ),
            {
              abortSignal: AbortSignal.timeout(2000),
            },
          )
          acknowledged.add(id)
        } catch {
          break
        }
      }
      impatient.destroy()
    })
    await new Promise((done) => setTimeout(done, 40 + ((kill * 37) % 120)))
    alive = false
    engine.kill('SIGKILL')
    await new Promise((done) => engine.once('exit', done))
    await Promise.all(storm)
    client.destroy()
  }
  expect(acknowledged.size).toBeGreaterThan(kills)
})
