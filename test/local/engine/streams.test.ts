import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import {
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { afterEach, expect, test, vi } from 'vitest'
import { localAws } from '../../../functions/local/engineProcess.ts'
import { createWorld } from '../../support/world.ts'

// What an engine that is opened again makes of the streams it finds.

const directories: string[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true })
})

const shard = 'shardId-00000001000000000000-00000001'
const hour = 3_600_000

test('changes older than a day are forgotten, and the numbers go on where they were', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'streams-'))
  directories.push(directory)
  /** Opens it with the clock put back, writes, and answers what the stream tells. */
  const opened = async (hoursAgo: number, names: string[]) => {
    const now = Date.now()
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now - hoursAgo * hour)
    const world = await createWorld({ directory, sweeps: false })
    for (const name of names) {
      const Item = { pk: { S: 'A' }, sk: { S: name } }
      await world.client.send(new PutItemCommand({ TableName: world.table, Item }))
    }
    const streams = new DynamoDBStreamsClient({ ...localAws, endpoint: world.engine.endpoint })
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({
        StreamArn: world.streamArn,
        ShardId: shard,
        ShardIteratorType: 'TRIM_HORIZON',
      }),
    )
    const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }))
    streams.destroy()
    await world.close()
    clock.mockRestore()
    return Records.map(({ dynamodb }) => [dynamodb?.Keys?.sk?.S, Number(dynamodb?.SequenceNumber)])
  }
  expect(await opened(48, ['a', 'b', 'c'])).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ])
  // The last stays: it says how far the numbers had got.
  expect(await opened(23, ['d'])).toEqual([
    ['c', 3],
    ['d', 4],
  ])
  expect(await opened(0, [])).toEqual([['d', 4]])
  expect(await opened(0, ['e'])).toEqual([
    ['d', 4],
    ['e', 5],
  ])
})
