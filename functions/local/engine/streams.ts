import { randomUUID } from 'node:crypto'
import { type Caught, type Item, invalid, keyIn, Refusal, type Store, type Table } from './core.ts'
import { type Bounds, entries, type Operation } from './level.ts'

// A table's changes in order, kept beside the items for a day, as DynamoDB Streams serves them. One shard.

const shard = 'shardId-00000001000000000000-00000001'
const dayMilliseconds = 86_400_000
const mostRecords = 1000
const region = 'eu-west-2'

export type StreamRecord = {
  eventID: string
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  eventVersion: '1.1'
  eventSource: 'aws:dynamodb'
  awsRegion: string
  userIdentity?: { Type: 'Service'; PrincipalId: 'dynamodb.amazonaws.com' }
  dynamodb: {
    ApproximateCreationDateTime: number
    Keys: Item
    NewImage?: Item
    OldImage?: Item
    SequenceNumber: string
    SizeBytes: number
    StreamViewType: string
  }
}

/** What dynalite does not keep of a table. */
export type About = {
  stream?: { view: string; label: string } | undefined
  timeToLive?: string | undefined
}

const aboutKey = (table: string) => `about~${table}`
const recordKey = (table: string, sequence: string) => `stream~${table}~${sequence}`
/** Sorts after every sequence number. */
const past = 'x'

export const streamArn = (table: string, label: string) =>
  `arn:aws:dynamodb:${region}:000000000000:table/${table}/stream/${label}`

const tableOfArn = (arn: string) => /table\/([^/]+)\/stream\//.exec(arn)?.[1] ?? ''

const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => same((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]))
  )
}

export function createStreams(store: Store) {
  let sequence = 0n
  const abouts = new Map<string, About>()

  const about = async (table: string): Promise<About> => {
    const known = abouts.get(table)
    if (known) return known
    const kept = ((await store.db.get(aboutKey(table)).catch(() => undefined)) ?? {}) as About
    abouts.set(table, kept)
    return kept
  }

  const firstOf = async (bounds: Bounds) => (await store.db.iterator({ ...bounds, limit: 1 }).all())[0]
  /** The next table, by name, of whose stream there is anything. */
  const tableAfter = async (name: string): Promise<string | undefined> => {
    const [key] =
      (await firstOf({ gt: name === '' ? 'stream~' : recordKey(name, past), lt: 'stream~~' })) ?? []
    return key?.slice('stream~'.length, key.lastIndexOf('~'))
  }

  return {
    about,
    async setAbout(table: string, facts: About | undefined) {
      abouts.delete(table)
      await store.db.batch([
        facts ? { type: 'put', key: aboutKey(table), value: facts } : { type: 'del', key: aboutKey(table) },
      ])
    },

    /** Takes up where the last run ended, and forgets what is older than a day. */
    async open() {
      for (let table = await tableAfter(''); table !== undefined; table = await tableAfter(table)) {
        const all = { gt: recordKey(table, ''), lt: recordKey(table, past) }
        const [last = ''] = (await firstOf({ ...all, reverse: true })) ?? []
        const at = BigInt(last.slice(last.lastIndexOf('~') + 1))
        if (at > sequence) sequence = at
        // They lie in the order they were made in. The last says how far the numbers have got, so it stays.
        const old: Operation[] = []
        for await (const [key, value] of entries(store.db, { ...all, lt: last })) {
          const { dynamodb } = value as StreamRecord
          if (dynamodb.ApproximateCreationDateTime * 1000 >= Date.now() - dayMilliseconds) break
          old.push({ type: 'del', key })
          if (old.length === mostRecords) await store.db.batch(old.splice(0))
        }
        await store.db.batch(old)
      }
    },

    /** The stream's part in a commit: one record for a real change, none for a write that changes nothing. */
    async recordsOf(
      { table, before, after }: Pick<Caught, 'table' | 'before' | 'after'>,
      expired = false,
    ): Promise<Operation[]> {
      const { stream } = await about(table.TableName)
      const item = after ?? before
      if (!stream || !item || same(before, after)) return []
      sequence += 1n
      const number = String(sequence).padStart(21, '0')
      const wantsNew = stream.view.startsWith('NEW')
      const wantsOld = stream.view === 'NEW_AND_OLD_IMAGES' || stream.view === 'OLD_IMAGE'
      const record: StreamRecord = {
        eventID: randomUUID().replaceAll('-', ''),
        eventName: !before ? 'INSERT' : after ? 'MODIFY' : 'REMOVE',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: region,
        ...(expired && { userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } }),
        dynamodb: {
          ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
          Keys: keyIn(item, table),
          ...(wantsNew && after && { NewImage: after }),
          ...(wantsOld && before && { OldImage: before }),
          SequenceNumber: number,
          SizeBytes: JSON.stringify(item).length,
          StreamViewType: stream.view,
        },
      }
      return [{ type: 'put', key: recordKey(table.TableName, number), value: record }]
    },

    describe(table: Table, facts: About) {
      if (!facts.stream) return {}
      return {
        StreamSpecification: { StreamEnabled: true, StreamViewType: facts.stream.view },
        LatestStreamLabel: facts.stream.label,
        LatestStreamArn: streamArn(table.TableName, facts.stream.label),
      }
    },

    async listStreams({ TableName }: { TableName?: string }) {
      const streams = []
      for await (const [key, value] of entries(store.db, { gte: 'about~', lt: 'about~~' })) {
        const table = key.slice('about~'.length)
        const { stream } = value as About
        if (!stream || (TableName && TableName !== table)) continue
        streams.push({
          StreamArn: streamArn(table, stream.label),
          StreamLabel: stream.label,
          TableName: table,
        })
      }
      return { Streams: streams }
    },

    async describeStream({ StreamArn }: { StreamArn: string }) {
      const table = tableOfArn(StreamArn)
      const { stream } = await about(table)
      if (!stream || streamArn(table, stream.label) !== StreamArn) throw noStream(StreamArn)
      return {
        StreamDescription: {
          StreamArn,
          StreamLabel: stream.label,
          StreamStatus: 'ENABLED',
          StreamViewType: stream.view,
          TableName: table,
          Shards: [{ ShardId: shard, SequenceNumberRange: { StartingSequenceNumber: '0'.repeat(21) } }],
        },
      }
    },

    async getShardIterator({
      StreamArn,
      ShardId,
      ShardIteratorType,
      SequenceNumber,
    }: {
      StreamArn: string
      ShardId: string
      ShardIteratorType: string
      SequenceNumber?: string
    }) {
      const table = tableOfArn(StreamArn)
      if (!(await about(table)).stream || ShardId !== shard) throw noStream(StreamArn)
      const at = SequenceNumber ?? ''
      const starts: Record<string, string> = {
        TRIM_HORIZON: '',
        LATEST: String(sequence).padStart(21, '0'),
        AFTER_SEQUENCE_NUMBER: at,
        AT_SEQUENCE_NUMBER: at && String(BigInt(at) - 1n).padStart(21, '0'),
      }
      const after = starts[ShardIteratorType]
      if (after === undefined) throw invalid(`Unknown ShardIteratorType: ${ShardIteratorType}`)
      return { ShardIterator: iteratorAfter(table, after) }
    },

    async getRecords({ ShardIterator, Limit = mostRecords }: { ShardIterator: string; Limit?: number }) {
      const [table = '', after = ''] = readIterator(ShardIterator)
      const Records: StreamRecord[] = []
      for await (const [, value] of entries(store.db, {
        gt: recordKey(table, after),
        lt: recordKey(table, past),
        limit: Math.min(Limit, mostRecords),
      })) {
        Records.push(value as StreamRecord)
      }
      const last = Records.at(-1)?.dynamodb.SequenceNumber ?? after
      return { Records, NextShardIterator: iteratorAfter(table, last) }
    },
  }
}

const noStream = (arn: string) =>
  new Refusal('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`)

const iteratorAfter = (table: string, sequence: string) =>
  Buffer.from(JSON.stringify([table, sequence])).toString('base64')

function readIterator(iterator: string): string[] {
  try {
    return JSON.parse(Buffer.from(iterator, 'base64').toString()) as string[]
  } catch {
    throw invalid('Invalid ShardIterator')
  }
}

export type Streams = ReturnType<typeof createStreams>
