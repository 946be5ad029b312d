import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  act,
  caught,
  type Item,
  invalid,
  openStore,
  placeOf,
  Refusal,
  type Table,
  tableNamed,
  validated,
} from './core.ts'
import { entries, type Operation } from './level.ts'
import { type About, createStreams } from './streams.ts'
import {
  cancelled,
  type TransactGet,
  type TransactWrite,
  transactGet,
  transactWrite,
} from './transactions.ts'

// A development engine that speaks the DynamoDB and DynamoDB Streams protocols: dynalite's tables and expressions,
// with transactions, streams, time to live and restarts. Nothing deployed imports it.

/** Failures to come, each counted down as it happens. They concern writes only. */
export type Faults = {
  /** Writes refused as throttled. */
  throttles: number
  /** Transactions cancelled because another holds an item. */
  conflicts: number
  /** Writes carried out whose answer never arrives. */
  drops: number
}

export type Engine = {
  endpoint: string
  faults: Faults
  /** Requests served since the last reset, by operation. */
  requests: () => Record<string, number>
  resetRequests: () => void
  /**
   * Puts items straight to where they are kept: nothing is checked, and no stream or index hears of it. For a table
   * that is filled to be measured.
   */
  load: (table: string, items: Record<string, object>[]) => Promise<void>
  /**
   * Answers a request of a client in the same process, without a network in between: what is said is the same. The answer
   * is undefined where the connection would have been dropped.
   */
  answer: (headers: Record<string, string>, body: string) => Promise<Answer | undefined>
  close: () => Promise<void>
}

type Answer = { status: number; text: string }

const sweepMilliseconds = 60_000
const mostBodyBytes = 16 * 1024 * 1024
/**
 * Bytes gathered in memory before the storage writes them in order. With the 4 MB it has by itself, more than half of its
 * work was to put in order again what had just been written.
 */
const writeBufferSize = 32 * 1024 * 1024

type Data = Record<string, unknown>

export async function startEngine({
  directory,
  port = 0,
  host = '127.0.0.1',
  sweeps = true,
}: {
  /** Where data is kept; in memory when left out. */
  directory?: string
  port?: number
  host?: string
  /** Whether what has expired is looked for now and then, which reads every item there is. */
  sweeps?: boolean
} = {}): Promise<Engine> {
  if (directory !== undefined) await mkdir(directory, { recursive: true })
  const store = openStore(directory)
  await store.db.open({ writeBufferSize })
  const streams = createStreams(store)
  await streams.open()

  const faults: Faults = { throttles: 0, conflicts: 0, drops: 0 }
  let counts = new Map<string, number>()

  // Writes take turns: each sees what the one before committed.
  let turn: Promise<unknown> = Promise.resolve()
  const alone = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = turn.then(run, run)
    turn = mine.catch(() => undefined)
    return mine
  }
  const commit = (operations: Operation[]) => (operations.length > 0 ? store.db.batch(operations) : undefined)

  const write = (operation: 'PutItem' | 'UpdateItem' | 'DeleteItem', data: object) =>
    alone(async () => {
      const change = await caught(store, operation, validated(store, operation, data))
      await commit([...change.operations, ...(await streams.recordsOf(change))])
      return change.answer
    })

  /** Resolves when a new table can be used: here that is a matter of turns of the event loop. */
  const active = async (name: string) => {
    for (;;) {
      const found = await tableNamed(store, name).catch(() => undefined)
      if (found) return
      await new Promise((done) => setTimeout(done, 1))
    }
  }

  const described = async (answer: unknown) => {
    const { Table, TableDescription } = answer as { Table?: Table; TableDescription?: Table }
    const table = Table ?? TableDescription
    if (!table) return answer
    const more = streams.describe(table, await streams.about(table.TableName))
    return Table ? { Table: { ...table, ...more } } : { TableDescription: { ...table, ...more } }
  }

  const streamAsked = (data: Data): About['stream'] => {
    const asked = data.StreamSpecification as { StreamEnabled?: boolean; StreamViewType?: string } | undefined
    if (!asked?.StreamEnabled) return undefined
    return {
      view: asked.StreamViewType ?? 'NEW_AND_OLD_IMAGES',
      label: new Date().toISOString().slice(0, 23),
    }
  }

  const operations: Record<string, (data: Data) => Promise<unknown>> = {
    PutItem: (data) => write('PutItem', data),
    UpdateItem: (data) => write('UpdateItem', data),
    DeleteItem: (data) => write('DeleteItem', data),
    async BatchWriteItem(data) {
      type Requests = Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>
      const { RequestItems } = validated<{ RequestItems: Requests }>(store, 'BatchWriteItem', data)
      for (const [TableName, requests] of Object.entries(RequestItems)) {
        for (const { PutRequest, DeleteRequest } of requests) {
          if (PutRequest) await write('PutItem', { TableName, Item: PutRequest.Item })
          if (DeleteRequest) await write('DeleteItem', { TableName, Key: DeleteRequest.Key })
        }
      }
      return { UnprocessedItems: {} }
    },
    TransactWriteItems: (data) =>
      alone(async () => {
        await commit(await transactWrite(store, streams, data as TransactWrite))
        return {}
      }),
    TransactGetItems: (data) => alone(() => transactGet(store, data as TransactGet)),
    async CreateTable(data) {
      const { StreamSpecification, SSESpecification, DeletionProtectionEnabled, TableClass, ...rest } = data
      const answer = await act(store, 'CreateTable', validated(store, 'CreateTable', rest))
      await streams.setAbout(String(data.TableName), { stream: streamAsked({ StreamSpecification }) })
      await active(String(data.TableName))
      return described(answer)
    },
    async UpdateTable(data) {
      const { StreamSpecification, DeletionProtectionEnabled, ...rest } = data
      const name = String(data.TableName)
      if (StreamSpecification) {
        await streams.setAbout(name, { ...(await streams.about(name)), stream: streamAsked(data) })
        if (Object.keys(rest).length === 1) {
          return described({ TableDescription: await tableNamed(store, name) })
        }
      }
      return described(await act(store, 'UpdateTable', validated(store, 'UpdateTable', rest)))
    },
    async DescribeTable(data) {
      return described(await act(store, 'DescribeTable', validated(store, 'DescribeTable', data)))
    },
    async DeleteTable(data) {
      const answer = await act(store, 'DeleteTable', validated(store, 'DeleteTable', data))
      await streams.setAbout(String(data.TableName), undefined)
      return answer
    },
    async UpdateTimeToLive({ TableName, TimeToLiveSpecification }) {
      const name = String(TableName)
      await tableNamed(store, name)
      const asked = TimeToLiveSpecification as { Enabled: boolean; AttributeName: string }
      await streams.setAbout(name, {
        ...(await streams.about(name)),
        timeToLive: asked.Enabled ? asked.AttributeName : undefined,
      })
      return { TimeToLiveSpecification }
    },
    async DescribeTimeToLive({ TableName }) {
      const { timeToLive } = await streams.about(String(TableName))
      return {
        TimeToLiveDescription: timeToLive
          ? { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive }
          : { TimeToLiveStatus: 'DISABLED' },
      }
    },
    ListStreams: (data) => streams.listStreams(data),
    DescribeStream: (data) => streams.describeStream(data as { StreamArn: string }),
    GetShardIterator: (data) =>
      streams.getShardIterator(data as { StreamArn: string; ShardId: string; ShardIteratorType: string }),
    GetRecords: (data) => streams.getRecords(data as { ShardIterator: string }),
  }
  for (const name of ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'ListTables']) {
    operations[name] = (data) => act(store, name, validated(store, name, data))
  }

  const writing = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'])

  /** Removes what has expired, as the service does in its own time. */
  async function sweep() {
    const { TableNames = [] } = (await act(store, 'ListTables', {})) as { TableNames?: string[] }
    for (const name of TableNames) {
      const { timeToLive } = await streams.about(name)
      if (!timeToLive) continue
      const table = await tableNamed(store, name)
      const now = Math.floor(Date.now() / 1000)
      for await (const [, value] of entries(store.db, { gte: `item-${name}~`, lt: `item-${name}~\u00ff` })) {
        const item = value as Item
        const until = Number(item[timeToLive]?.N)
        if (!(until > 0 && until < now)) continue
        await alone(async () => {
          const Key = Object.fromEntries(
            table.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName] ?? {}]),
          )
          const change = await caught(
            store,
            'DeleteItem',
            validated(store, 'DeleteItem', { TableName: name, Key }),
          )
          await commit([...change.operations, ...(await streams.recordsOf(change, true))])
        })
      }
    }
  }
  const sweeping = sweeps
    ? setInterval(() => void sweep().catch(() => undefined), sweepMilliseconds)
    : undefined
  sweeping?.unref()

  /** What a request is answered with; nothing when its answer is not to arrive. */
  async function answerTo(operation: string, read: () => Data | Promise<Data>): Promise<Answer | undefined> {
    counts.set(operation, (counts.get(operation) ?? 0) + 1)
    try {
      const data = await read()
      const run = operations[operation]
      if (!run) throw new Refusal('UnknownOperationException', `The engine does not offer ${operation}`)
      if (writing.has(operation) && faults.throttles > 0) {
        faults.throttles -= 1
        throw new Refusal('ProvisionedThroughputExceededException', 'Too many requests')
      }
      if (operation === 'TransactWriteItems' && faults.conflicts > 0) {
        faults.conflicts -= 1
        const { TransactItems = [] } = data as TransactWrite
        throw cancelled(
          TransactItems.map((_, index) =>
            index === 0
              ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
              : { Code: 'None' },
          ),
        )
      }
      const result = await run(data)
      if (writing.has(operation) && faults.drops > 0) {
        faults.drops -= 1
        return undefined
      }
      return { status: 200, text: JSON.stringify(result) }
    } catch (failure) {
      const refused = failure as { statusCode?: number; body?: unknown; message?: string }
      if (refused.statusCode) return { status: refused.statusCode, text: JSON.stringify(refused.body) }
      const body = {
        __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
        message: String(failure),
      }
      return { status: 500, text: JSON.stringify(body) }
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const answer = await answerTo(operationOf(request.headers), () => bodyOf(request))
    if (!answer) {
      request.socket.destroy()
      return
    }
    response.writeHead(answer.status, {
      'Content-Type': contentType,
      'Content-Length': Buffer.byteLength(answer.text),
      'x-amzn-RequestId': randomUUID(),
    })
    response.end(answer.text)
  }

  const server = createServer((request, response) => void serve(request, response))
  server.keepAliveTimeout = 60_000
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, done)
  })
  const { port: listening } = server.address() as AddressInfo

  return {
    endpoint: `http://${host}:${listening}`,
    faults,
    requests: () => Object.fromEntries(counts),
    resetRequests: () => {
      counts = new Map()
    },
    answer: (headers, body) => answerTo(operationOf(headers), () => read(body)),
    async load(name, items) {
      const table = await tableNamed(store, name)
      await alone(() =>
        store.db.batch(
          items.map((item) => ({ type: 'put', key: `item-${placeOf(item as Item, table)}`, value: item })),
        ),
      )
    },
    async close() {
      clearInterval(sweeping)
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await turn
      await store.db.close()
    },
  }
}

const contentType = 'application/x-amz-json-1.0'

const operationOf = (headers: { [name: string]: string | string[] | undefined }) =>
  String(headers['x-amz-target'] ?? '').split('.')[1] ?? ''

async function bodyOf(request: IncomingMessage): Promise<Data> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request) {
    size += (piece as Buffer).length
    if (size > mostBodyBytes) throw invalid('Request too large')
    pieces.push(piece as Buffer)
  }
  return read(Buffer.concat(pieces).toString())
}

function read(text: string): Data {
  try {
    return JSON.parse(text || '{}') as Data
  } catch {
    throw new Refusal('SerializationException', 'The body is not JSON')
  }
}
