import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { problem } from '../domain/problem.ts'
import type { Key, Range } from './keys.ts'
import { pause } from './pause.ts'

// The table, spoken to in one shape: an item is its key, a revision that counts its writes, its body as JSON, and
// what indexes need. All reads are strongly consistent.

export type Item<T = unknown> = Key & { revision: number; body: T }
/** An item as it is kept: its body's very text, and the place in the audit trail where it has one. */
export type Kept<T = unknown> = Item<T> & { text: string; event?: number | undefined }

/** One write of a transaction. `ifRevision`: the revision it must still have, 0 for none yet; any when left out. */
export type Put = {
  put: Item
  ifRevision?: number
  index?: Record<string, string | number>
  event?: number
}
/** `empty`: whatever it says, it says nothing from then on, and its revision is one higher; it may not be there yet. */
export type Write =
  | Put
  | { remove: Key; ifRevision?: number }
  | { check: Key; ifRevision: number }
  | { empty: Key }
/** The item it is about. */
export const keyWritten = (write: Write): Key =>
  'put' in write ? write.put : 'remove' in write ? write.remove : 'check' in write ? write.check : write.empty

/** A transaction that did not happen because an item had moved on. */
export class MovedOn extends Error {
  readonly keys: Key[]
  constructor(keys: Key[]) {
    super(`Moved on: ${keys.map(({ pk, sk }) => `${pk} ${sk}`).join(', ')}`)
    this.name = 'MovedOn'
    this.keys = keys
  }
}

/** Items in one transaction, and keys in one batch read: DynamoDB's own limits. */
export const mostWrites = 100
/** Bytes of what is written in one transaction: DynamoDB takes 4 MB, names and the rest included. */
export const mostBytes = 3_000_000
const mostKeys = 100
const conflictTries = 12

export type Page<T> = { items: Kept<T>[]; next?: string | undefined }

export type Table = ReturnType<typeof createTable>

/** DynamoDB's own limits on a key, in bytes. Ids come from addresses, so anything may be asked for. */
const mostKeyBytes = { pk: 2048, sk: 1024 }

function keyOf({ pk, sk }: Key) {
  if (Buffer.byteLength(pk) > mostKeyBytes.pk || Buffer.byteLength(sk) > mostKeyBytes.sk) {
    throw problem.malformed('That is too long to be the id of anything here.')
  }
  return { pk: { S: pk }, sk: { S: sk } }
}
/** Two keys are the same when these are. */
export const keyText = ({ pk, sk }: Key) => `${pk}\n${sk}`

/** The body is read when it is asked for, so that an item whose text was damaged can still be named. */
function itemFrom<T>(stored: Record<string, AttributeValue>): Kept<T> {
  const text = stored.body?.S ?? 'null'
  let read: { body: T } | undefined
  return {
    pk: stored.pk?.S ?? '',
    sk: stored.sk?.S ?? '',
    revision: Number(stored.revision?.N ?? 0),
    text,
    ...(stored.event?.N !== undefined && { event: Number(stored.event.N) }),
    get body() {
      read ??= { body: parsed<T>(text, `${stored.pk?.S} ${stored.sk?.S}`) }
      return read.body
    },
  }
}

function parsed<T>(text: string, name: string): T {
  try {
    return JSON.parse(text) as T
  } catch (cause) {
    throw new Error(`The text kept at ${name} was damaged`, { cause })
  }
}

const attribute = (value: string | number): AttributeValue =>
  typeof value === 'number' ? { N: String(value) } : { S: value }

/** An item as the table keeps it. */
export function storedItem({ put, index, event }: Put): Record<string, AttributeValue> {
  const indexed = Object.entries(index ?? {}).map(([name, value]) => [name, attribute(value)] as const)
  return {
    ...keyOf(put),
    revision: { N: String(put.revision) },
    body: { S: JSON.stringify(put.body) },
    ...Object.fromEntries(indexed),
    ...(event !== undefined && { event: { N: String(event) } }),
  }
}

/** The order of a query's answer and how far to read. `after` and `below` are sort keys. */
export type Reading = {
  limit?: number
  /** Continue after this sort key. */
  after?: string | undefined
  /** Leave out sort keys from this one on. */
  below?: string
  /** From the end of the range backwards. */
  last?: boolean
}

export function createTable({ client, table }: { client: DynamoDBClient; table: string }) {
  const condition = (ifRevision: number | undefined) => {
    if (ifRevision === undefined) return {}
    if (ifRevision === 0) return { ConditionExpression: 'attribute_not_exists(pk)' }
    return {
      ConditionExpression: '#revision = :revision',
      ExpressionAttributeNames: { '#revision': 'revision' },
      ExpressionAttributeValues: { ':revision': { N: String(ifRevision) } },
    }
  }

  const asTransactItem = (write: Write): TransactWriteItem => {
    if ('check' in write) {
      const { ConditionExpression = '', ...rest } = condition(write.ifRevision)
      return { ConditionCheck: { TableName: table, Key: keyOf(write.check), ConditionExpression, ...rest } }
    }
    if ('remove' in write) {
      return { Delete: { TableName: table, Key: keyOf(write.remove), ...condition(write.ifRevision) } }
    }
    if ('empty' in write) {
      return {
        Update: {
          TableName: table,
          Key: keyOf(write.empty),
          UpdateExpression: 'SET #body = :nothing ADD #revision :one',
          ExpressionAttributeNames: { '#body': 'body', '#revision': 'revision' },
          ExpressionAttributeValues: { ':nothing': { S: 'null' }, ':one': { N: '1' } },
        },
      }
    }
    return { Put: { TableName: table, Item: storedItem(write), ...condition(write.ifRevision) } }
  }

  async function queryPage<T>(range: Range, reading: Reading): Promise<Page<T>> {
    const { limit, after, below, last } = reading
    const values: Record<string, AttributeValue> = { ':pk': { S: range.pk } }
    let ExpressionKey = 'pk = :pk'
    if (below !== undefined) {
      ExpressionKey += ' AND sk BETWEEN :from AND :to'
      values[':from'] = { S: range.sk }
      values[':to'] = { S: below }
    } else if (range.sk !== '') {
      ExpressionKey += ' AND begins_with(sk, :sk)'
      values[':sk'] = { S: range.sk }
    }
    const input: QueryCommandInput = {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: ExpressionKey,
      ExpressionAttributeValues: values,
      ...(limit !== undefined && { Limit: limit }),
      ...(last && { ScanIndexForward: false }),
      ...(after !== undefined && { ExclusiveStartKey: keyOf({ pk: range.pk, sk: after }) }),
    }
    const answer = await client.send(new QueryCommand(input))
    return {
      items: (answer.Items ?? []).map((stored) => itemFrom<T>(stored)),
      next: answer.LastEvaluatedKey?.sk?.S,
    }
  }

  return {
    async get<T>(key: Key): Promise<Kept<T> | undefined> {
      return (await this.many<T>([key]))[0]
    },

    /** The items there are among those asked for, in no order. */
    async many<T>(wanted: Key[]): Promise<Kept<T>[]> {
      const found: Kept<T>[] = []
      const distinct = [...new Map(wanted.map((key) => [keyText(key), key])).values()]
      for (let from = 0; from < distinct.length; from += mostKeys) {
        let left: Record<string, AttributeValue>[] = distinct.slice(from, from + mostKeys).map(keyOf)
        for (let tries = 0; left.length > 0; tries += 1) {
          if (tries > 0) await pause(tries, 20)
          if (tries > conflictTries) throw problem.busy()
          const answer = await client.send(
            new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
          )
          for (const stored of answer.Responses?.[table] ?? []) found.push(itemFrom<T>(stored))
          left = answer.UnprocessedKeys?.[table]?.Keys ?? []
        }
      }
      return found
    },

    /** One page of a range, in the order of the sort key. */
    page: <T>(range: Range, reading: Reading = {}): Promise<Page<T>> => queryPage<T>(range, reading),

    /** A whole range. For ranges that are bounded by one authority's or one submission's size. */
    async all<T>(range: Range, { below }: Pick<Reading, 'below'> = {}): Promise<Item<T>[]> {
      const found: Item<T>[] = []
      let after: string | undefined
      do {
        const page: Page<T> = await queryPage<T>(range, { after, ...(below !== undefined && { below }) })
        found.push(...page.items)
        after = page.next
      } while (after !== undefined)
      return found
    },

    /** A range as far as a bound that ordinary ones do not come near: one query for those. Says whether there is more. */
    async upTo<T>(
      range: Range,
      most: number,
      { after: from, ...how }: Pick<Reading, 'after' | 'last'> = {},
    ): Promise<{ items: Kept<T>[]; cut: boolean }> {
      const items: Kept<T>[] = []
      let after = from
      do {
        // One more than is wanted tells whether there are more.
        const limit = Number.isFinite(most) ? { limit: most + 1 - items.length } : {}
        const page: Page<T> = await queryPage<T>(range, { ...how, after, ...limit })
        items.push(...page.items)
        after = page.next
      } while (after !== undefined && items.length <= most)
      return { items: items.slice(0, most), cut: items.length > most }
    },

    /** What waits on the queue index under a name, oldest first, as far as `limit`. Its answer may be a moment old. */
    async queue<T>(queue: string, limit: number): Promise<Item<T>[]> {
      const found: Item<T>[] = []
      let from: Record<string, AttributeValue> | undefined
      do {
        const answer = await client.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'queue',
            KeyConditionExpression: 'queue = :queue',
            ExpressionAttributeValues: { ':queue': { S: queue } },
            Limit: limit - found.length,
            ...(from && { ExclusiveStartKey: from }),
          }),
        )
        for (const stored of answer.Items ?? []) found.push(itemFrom<T>(stored))
        from = answer.LastEvaluatedKey
      } while (from && found.length < limit)
      return found
    },

    /** Every item, in no order. For recounts only. */
    async *scan(): AsyncGenerator<Kept> {
      let from: Record<string, AttributeValue> | undefined
      do {
        const answer = await client.send(
          new ScanCommand({
            TableName: table,
            ConsistentRead: true,
            ...(from && { ExclusiveStartKey: from }),
          }),
        )
        for (const stored of answer.Items ?? []) yield itemFrom(stored)
        from = answer.LastEvaluatedKey
      } while (from)
    },

    /**
     * Writes all or nothing. Waits its turn when another transaction holds an item; throws `MovedOn`, naming the
     * items, when a revision is no longer the one expected.
     */
    async write(writes: Write[]): Promise<void> {
      if (writes.length === 0) return
      const input = { TransactItems: writes.map(asTransactItem) }
      for (let tries = 0; ; tries += 1) {
        try {
          await client.send(new TransactWriteItemsCommand(input))
          return
        } catch (failure) {
          if (!(failure instanceof TransactionCanceledException)) throw failure
          const reasons = failure.CancellationReasons ?? []
          const moved = writes
            .filter((_, index) => reasons[index]?.Code === 'ConditionalCheckFailed')
            .map(keyWritten)
          if (moved.length > 0) throw new MovedOn(moved)
          const held = reasons.some(({ Code }) => Code === 'TransactionConflict' || Code?.includes('Throttl'))
          if (!held) throw failure
          if (tries >= conflictTries) throw problem.busy()
          await pause(tries, 10)
        }
      }
    },
  }
}
