import { appendFile, readFile, rename, writeFile } from 'node:fs/promises'
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { changes } from '../../infra/definitions.ts'
import { logFailure } from '../log.ts'

// Feeds a stream to a handler as Lambda's event source mapping does: filtered, in order, in batches, at least once.
// A batch that fails is tried again from its first failure, halved, and in the end put aside, as the deployed event
// source is told to. Where it has got to is kept on disk only after the handler is done.

type Handler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>

const busyMilliseconds = 20
const idleMilliseconds = 100
/** How long after the last change the stream is watched closely. */
const watchfulMilliseconds = 30_000
const mostBackoffMilliseconds = 5_000

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/** Whether a change passes the event source's filter. */
export function passes(record: DynamoDBRecord): boolean {
  return changes.filters.some(({ dynamodb }) =>
    Object.entries(dynamodb.Keys).every(([name, { S }]) => {
      const value = record.dynamodb?.Keys?.[name]?.S ?? ''
      return S.some(({ prefix }) => value.startsWith(prefix))
    }),
  )
}

/** Hands a batch to the handler until all of it is done or put aside. */
export async function deliver(
  handler: Handler,
  records: DynamoDBRecord[],
  putAside: (records: DynamoDBRecord[]) => Promise<void>,
  attempts: number = changes.retryAttempts,
): Promise<void> {
  let left = records
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt > 0) await wait(Math.min(mostBackoffMilliseconds, 20 * 2 ** attempt))
    if (attempt > attempts) return putAside(left)
    const first = left[0]?.dynamodb?.SequenceNumber ?? ''
    const answer = await handler({ Records: left }).catch((failure: unknown): DynamoDBBatchResponse => {
      logFailure('The stream function failed', failure, { attempt, changes: left.length })
      return { batchItemFailures: [{ itemIdentifier: first }] }
    })
    const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
    if (failed.size === 0) return
    const firstFailed = left.findIndex((record) => failed.has(record.dynamodb?.SequenceNumber ?? ''))
    left = left.slice(Math.max(0, firstFailed))
    if (changes.bisectBatchOnError && left.length > 1 && attempt > 1) {
      const half = Math.ceil(left.length / 2)
      await deliver(handler, left.slice(0, half), putAside, attempts - attempt)
      return deliver(handler, left.slice(half), putAside, attempts - attempt)
    }
  }
}

/** How to ask for a place in a stream: of its one shard, where it says. */
async function iteratorAt(
  client: DynamoDBStreamsClient,
  streamArn: string,
  place: Pick<GetShardIteratorCommandInput, 'ShardIteratorType' | 'SequenceNumber'>,
): Promise<string | undefined> {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }))
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ...place }),
  )
  return ShardIterator
}

/** The place after all that is in a stream by now. */
export const endOf = (client: DynamoDBStreamsClient, streamArn: string) =>
  iteratorAt(client, streamArn, { ShardIteratorType: 'LATEST' })

export function startStreamPump({
  client,
  streamArn,
  handler,
  from,
  checkpointFile,
  deadLetterFile,
}: {
  client: DynamoDBStreamsClient
  streamArn: string
  handler: Handler
  /** Where to begin if it has got nowhere yet: where the deployed event source does when left out. */
  from?: string | undefined
  /** Where it has got to. */
  checkpointFile: string
  /** What could not be handled, a record a line. */
  deadLetterFile: string
}): { close: () => Promise<void> } {
  let closing = false
  const putAside = async (records: DynamoDBRecord[]) => {
    logFailure('Changes put aside after many tries', undefined, { changes: records.length })
    await appendFile(deadLetterFile, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
  }
  const kept = async () => {
    try {
      return (JSON.parse(await readFile(checkpointFile, 'utf8')) as { sequence: string }).sequence
    } catch {
      return undefined
    }
  }
  const keep = async (sequence: string) => {
    await writeFile(`${checkpointFile}.new`, JSON.stringify({ sequence }))
    await rename(`${checkpointFile}.new`, checkpointFile)
  }
  const iteratorAfter = (sequence: string | undefined) =>
    iteratorAt(
      client,
      streamArn,
      sequence === undefined
        ? { ShardIteratorType: changes.startingPosition }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequence },
    )

  async function pump() {
    let sequence = await kept()
    let iterator = sequence === undefined ? from : undefined
    let lastChange = Date.now()
    let failures = 0
    while (!closing) {
      try {
        iterator ??= await iteratorAfter(sequence)
        const { Records = [], NextShardIterator } = await client.send(
          new GetRecordsCommand({ ShardIterator: iterator, Limit: changes.batchSize * 10 }),
        )
        const wanted = (Records as DynamoDBRecord[]).filter(passes)
        for (let from = 0; from < wanted.length; from += changes.batchSize) {
          await deliver(handler, wanted.slice(from, from + changes.batchSize), putAside)
        }
        const last = Records.at(-1)?.dynamodb?.SequenceNumber
        if (last !== undefined) {
          sequence = last
          lastChange = Date.now()
          await keep(last)
        }
        iterator = NextShardIterator
        failures = 0
        if (Records.length === 0) {
          await wait(Date.now() - lastChange < watchfulMilliseconds ? busyMilliseconds : idleMilliseconds)
        }
      } catch (failure) {
        if (closing) return
        iterator = undefined
        if (failure instanceof TrimmedDataAccessException) sequence = undefined
        logFailure('The stream could not be read, and is read again', failure)
        await wait(Math.min(mostBackoffMilliseconds, 500 * 2 ** failures))
        failures += 1
      }
    }
  }

  const running = pump()
  return {
    async close() {
      closing = true
      await running
    },
  }
}
