import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  IdempotentParameterMismatchException,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, startEngine } from '../../functions/local/engine/index.ts'
import { createTable } from '../../functions/local/table.ts'
import { clientFor } from '../support/world.ts'

// What the service relies on, said once. Runs against the embedded engine, or whatever is at
// AWS_ENDPOINT_URL_DYNAMODB: a real account answers the same.

const elsewhere = process.env.AWS_ENDPOINT_URL_DYNAMODB
const table = `conformance-${Date.now()}`
let engine: Engine | undefined
let client: DynamoDBClient
let streams: DynamoDBStreamsClient
let streamArn = ''

beforeAll(async () => {
  engine = elsewhere ? undefined : await startEngine()
  const endpoint = elsewhere ?? engine?.endpoint ?? ''
  client = elsewhere ? new DynamoDBClient({ endpoint }) : clientFor(endpoint)
  streams = new DynamoDBStreamsClient({
    endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB_STREAMS ?? endpoint,
    ...(!elsewhere && {
      region: 'eu-west-2',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  })
  await createTable(client, table)
  await waitUntilTableExists({ client, maxWaitTime: 60 }, { TableName: table })
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }))
  streamArn = Table?.LatestStreamArn ?? ''
})
afterAll(async () => {
  await client.send(new DeleteTableCommand({ TableName: table }))
  client.destroy()
  await engine?.close()
})

let made = 0
const fresh = () => {
  made += 1
  return `PK#${Date.now()}-${made}`
}
const item = (pk: string, sk: string, n = 0, more = {}) => ({
  pk: { S: pk },
  sk: { S: sk },
  n: { N: String(n) },
  ...more,
})
const keyOf = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } })
const read = async (pk: string, sk: string) =>
  (await client.send(new GetItemCommand({ TableName: table, Key: keyOf(pk, sk), ConsistentRead: true }))).Item
const put = (pk: string, sk: string, n = 0, more = {}) =>
  client.send(new PutItemCommand({ TableName: table, Item: item(pk, sk, n, more) }))
const refusal = async (doing: Promise<unknown>) => {
  try {
    await doing
  } catch (failure) {
    return failure
  }
  throw new Error('It was not refused')
}

describe('items', () => {
  test('are read as they were written, whatever is in them', async () => {
    const pk = fresh()
    const odd = {
      text: { S: '£ “ü” \u{1F600} \n\t' },
      flag: { BOOL: true },
      nothing: { NULL: true },
      list: { L: [{ N: '1' }] },
      map: { M: { a: { S: 'b' } } },
    }
    await put(pk, 'A', 7, odd)
    expect(await read(pk, 'A')).toEqual(item(pk, 'A', 7, odd))
  })
  test('a condition that fails leaves the item as it was', async () => {
    const pk = fresh()
    await put(pk, 'A', 1)
    const failure = await refusal(
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: item(pk, 'A', 2),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    )
    expect(failure).toBeInstanceOf(ConditionalCheckFailedException)
    expect((await read(pk, 'A'))?.n).toEqual({ N: '1' })
  })
  test('a condition asked again holds of the values that come with it', async () => {
    const pk = fresh()
    await put(pk, 'A', 1)
    const putIf = (n: string, more = {}) =>
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: item(pk, 'A', 1),
          ConditionExpression: '#n = :n',
          ExpressionAttributeNames: { '#n': 'n' },
          ExpressionAttributeValues: { ':n': { N: n }, ...more },
        }),
      )
    await putIf('1')
    expect(await refusal(putIf('2'))).toBeInstanceOf(ConditionalCheckFailedException)
    await putIf('1')
    // Nor does it use, the second time, what it does not name.
    for (const _ of [1, 2]) {
      expect(await refusal(putIf('1', { ':other': { N: '1' } }))).toMatchObject({
        name: 'ValidationException',
      })
    }
    await putIf('1')
  })
  test('numbers are added to, exactly', async () => {
    const pk = fresh()
    const add = () =>
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: keyOf(pk, 'A'),
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      )
    await Promise.all(Array.from({ length: 20 }, add))
    expect((await read(pk, 'A'))?.n).toEqual({ N: '20' })
  })
  test('many are read and written at once', async () => {
    const pk = fresh()
    const keys = Array.from({ length: 25 }, (_, index) => `S${index}`)
    await client.send(
      new BatchWriteItemCommand({
        RequestItems: { [table]: keys.map((sk, index) => ({ PutRequest: { Item: item(pk, sk, index) } })) },
      }),
    )
    const { Responses } = await client.send(
      new BatchGetItemCommand({
        RequestItems: {
          [table]: { Keys: [...keys, 'absent'].map((sk) => keyOf(pk, sk)), ConsistentRead: true },
        },
      }),
    )
    expect(Responses?.[table]).toHaveLength(25)
  })
  test('are gone when deleted', async () => {
    const pk = fresh()
    await put(pk, 'A')
    await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(pk, 'A') }))
    expect(await read(pk, 'A')).toBeUndefined()
  })
})

describe('queries', () => {
  test('answer in the order of the sort key, page by page', async () => {
    const pk = fresh()
    for (const sk of ['B#2', 'A#1', 'B#1', 'B', 'B#10', 'C']) await put(pk, sk)
    const query = (more: object) =>
      client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': { S: pk }, ':sk': { S: 'B' } },
          ...more,
        }),
      )
    const first = await query({ Limit: 2 })
    expect(first.Items?.map(({ sk }) => sk?.S)).toEqual(['B', 'B#1'])
    const rest = await query({ ExclusiveStartKey: first.LastEvaluatedKey })
    expect(rest.Items?.map(({ sk }) => sk?.S)).toEqual(['B#10', 'B#2'])
    expect(rest.LastEvaluatedKey).toBeUndefined()
  })
  test('keep to a range', async () => {
    const pk = fresh()
    for (const sk of ['2026-01-01#a', '2026-02-01#a', '2026-03-01#a']) await put(pk, sk)
    const between = (from: string, to: string) =>
      client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: from }, ':to': { S: to } },
        }),
      )
    expect((await between('0', '2026-02-15')).Items).toHaveLength(2)
    expect((await between('2026-02-01', '2026-02-15')).Items).toHaveLength(1)
    const one = '2026-03-01#a'
    expect((await between(one, one)).Items).toHaveLength(1)
    await expect(between('2026-02-15', '0')).rejects.toThrow(/BETWEEN/)
    expect((await between('2026', '2027')).Items).toHaveLength(3)
  })
  test('an index holds only items with its keys, and forgets them when they lose them', async () => {
    const pk = fresh()
    const queue = `Q-${pk}`
    const waiting = async () =>
      (
        await client.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'queue',
            KeyConditionExpression: 'queue = :queue',
            ExpressionAttributeValues: { ':queue': { S: queue } },
          }),
        )
      ).Items?.map(({ sk }) => sk?.S)
    await put(pk, 'B', 0, { queue: { S: queue }, queuedAt: { S: '2026-02-01' } })
    await put(pk, 'A', 0, { queue: { S: queue }, queuedAt: { S: '2026-01-01' } })
    await put(pk, 'C')
    await expect.poll(waiting).toEqual(['A', 'B'])
    await put(pk, 'A')
    await expect.poll(waiting).toEqual(['B'])
  })
  test('a scan sees everything once', async () => {
    const pk = fresh()
    for (let index = 0; index < 30; index += 1) await put(pk, `S${index}`)
    const seen: string[] = []
    let from: Record<string, { S: string }> | undefined
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: table,
          ConsistentRead: true,
          Limit: 7,
          ...(from && { ExclusiveStartKey: from }),
        }),
      )
      for (const one of page.Items ?? []) if (one.pk?.S === pk) seen.push(one.sk?.S ?? '')
      from = page.LastEvaluatedKey as typeof from
    } while (from)
    expect(new Set(seen).size).toBe(30)
    expect(seen).toHaveLength(30)
  })
})

describe('transactions', () => {
  const transact = (TransactItems: object[], token?: string) =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems,
        ...(token !== undefined && { ClientRequestToken: token }),
      }),
    )
  const putting = (pk: string, sk: string, n: number, more = {}) => ({
    Put: { TableName: table, Item: item(pk, sk, n), ...more },
  })

  test('write all four kinds together', async () => {
    const pk = fresh()
    await put(pk, 'updated', 1)
    await put(pk, 'deleted')
    await put(pk, 'checked', 5)
    await transact([
      putting(pk, 'put', 9),
      {
        Update: {
          TableName: table,
          Key: keyOf(pk, 'updated'),
          UpdateExpression: 'SET n = n + :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
      { Delete: { TableName: table, Key: keyOf(pk, 'deleted') } },
      {
        ConditionCheck: {
          TableName: table,
          Key: keyOf(pk, 'checked'),
          ConditionExpression: 'n = :five',
          ExpressionAttributeValues: { ':five': { N: '5' } },
        },
      },
    ])
    expect((await read(pk, 'put'))?.n).toEqual({ N: '9' })
    expect((await read(pk, 'updated'))?.n).toEqual({ N: '2' })
    expect(await read(pk, 'deleted')).toBeUndefined()
  })

  test('write nothing when one condition fails, and say which, with the old item where it is asked for', async () => {
    const pk = fresh()
    await put(pk, 'there', 3)
    const failure = await refusal(
      transact([
        putting(pk, 'new', 1),
        putting(pk, 'there', 4, {
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ]),
    )
    expect(failure).toBeInstanceOf(TransactionCanceledException)
    const { CancellationReasons } = failure as TransactionCanceledException
    expect(CancellationReasons?.map(({ Code }) => Code)).toEqual(['None', 'ConditionalCheckFailed'])
    expect(CancellationReasons?.[1]?.Item?.n).toEqual({ N: '3' })
    expect(await read(pk, 'new')).toBeUndefined()
    expect((await read(pk, 'there'))?.n).toEqual({ N: '3' })
  })

  test('are done once for a token, and refuse it for anything else', async () => {
    const pk = fresh()
    const add = (by: string) => [
      {
        Update: {
          TableName: table,
          Key: keyOf(pk, 'A'),
          UpdateExpression: 'ADD n :by',
          ExpressionAttributeValues: { ':by': { N: by } },
        },
      },
    ]
    const token = `token-${Date.now()}-${Math.random()}`.slice(0, 36)
    await transact(add('1'), token)
    await transact(add('1'), token)
    expect((await read(pk, 'A'))?.n).toEqual({ N: '1' })
    expect(await refusal(transact(add('2'), token))).toBeInstanceOf(IdempotentParameterMismatchException)
  })

  test('take a hundred items and no more, none of them twice', async () => {
    const pk = fresh()
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => putting(pk, `S${index}`, index))
    await transact(many(100))
    expect((await read(pk, 'S99'))?.n).toEqual({ N: '99' })
    expect(await refusal(transact(many(101)))).toMatchObject({ name: 'ValidationException' })
    expect(await refusal(transact([putting(pk, 'twice', 1), putting(pk, 'twice', 2)]))).toMatchObject({
      name: 'ValidationException',
    })
  })

  test('of many writers at once lose no addition', async () => {
    const pk = fresh()
    await put(pk, 'A', 0)
    const addOne = async () => {
      for (;;) {
        const n = Number((await read(pk, 'A'))?.n?.N)
        try {
          await transact([
            putting(pk, 'A', n + 1, {
              ConditionExpression: 'n = :n',
              ExpressionAttributeValues: { ':n': { N: String(n) } },
            }),
            putting(pk, `log#${n}`, n, { ConditionExpression: 'attribute_not_exists(pk)' }),
          ])
          return
        } catch (failure) {
          if (!(failure instanceof TransactionCanceledException)) throw failure
        }
      }
    }
    await Promise.all(Array.from({ length: 8 }, addOne))
    expect((await read(pk, 'A'))?.n).toEqual({ N: '8' })
  })

  test('read several items as of one moment', async () => {
    const pk = fresh()
    await put(pk, 'A', 1)
    const { Responses } = await client.send(
      new TransactGetItemsCommand({
        TransactItems: ['A', 'absent'].map((sk) => ({ Get: { TableName: table, Key: keyOf(pk, sk) } })),
      }),
    )
    expect(Responses?.map(({ Item }) => Item?.n)).toEqual([{ N: '1' }, undefined])
  })
})

describe('the stream', () => {
  const changesOf = async (pk: string) => {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }))
    const found = []
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      const { ShardIterator } = await streams.send(
        new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
      )
      let iterator = ShardIterator
      for (let idle = 0; iterator && idle < 2; ) {
        const { Records = [], NextShardIterator } = await streams.send(
          new GetRecordsCommand({ ShardIterator: iterator }),
        )
        idle = Records.length === 0 ? idle + 1 : 0
        found.push(...Records.filter(({ dynamodb }) => dynamodb?.Keys?.pk?.S === pk))
        iterator = NextShardIterator
      }
    }
    return found
  }

  test('tells each real change once, in order, with what the item says now', async () => {
    const pk = fresh()
    await put(pk, 'A', 1)
    await put(pk, 'A', 2)
    await put(pk, 'A', 2)
    await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(pk, 'A') }))
    await expect
      .poll(async () => (await changesOf(pk)).map(({ eventName }) => eventName), { timeout: 20_000 })
      .toEqual(['INSERT', 'MODIFY', 'REMOVE'])
    const [inserted, modified, removed] = (await changesOf(pk)).map(({ dynamodb }) => dynamodb)
    expect([inserted, modified, removed].map((one) => one?.NewImage?.n)).toEqual([
      { N: '1' },
      { N: '2' },
      undefined,
    ])
    expect([inserted, modified, removed].map((one) => one?.OldImage)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    const numbers = [inserted, modified, removed].map((record) => BigInt(record?.SequenceNumber ?? 0))
    expect([...numbers].sort((a, b) => (a < b ? -1 : 1))).toEqual(numbers)
  })

  test('tells nothing of a transaction that was cancelled', async () => {
    const pk = fresh()
    await put(pk, 'there')
    await refusal(
      client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName: table, Item: item(pk, 'new', 1) } },
            {
              Put: {
                TableName: table,
                Item: item(pk, 'there', 1),
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            },
          ],
        }),
      ),
    )
    await put(pk, 'last')
    await expect
      .poll(async () => (await changesOf(pk)).map(({ dynamodb }) => dynamodb?.Keys?.sk?.S), {
        timeout: 20_000,
      })
      .toEqual(['there', 'last'])
  })
})

test('items may be given a time to live', async () => {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: table }))
  expect(TimeToLiveDescription?.AttributeName).toBe('expiresAt')
})
