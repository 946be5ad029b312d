import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBRecord } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import { localAws } from '../../functions/local/engineProcess.ts'
import { deliver, endOf, startStreamPump } from '../../functions/local/streamPump.ts'
import { failuresSaid } from '../support/failuresSaid.ts'
import { createWorld } from '../support/world.ts'

// A batch as Lambda's event source mapping hands it on.

const batch = (...numbers: string[]): DynamoDBRecord[] =>
  numbers.map((SequenceNumber) => ({ dynamodb: { SequenceNumber } }))
const numbersOf = (records: DynamoDBRecord[]) => records.map(({ dynamodb }) => dynamodb?.SequenceNumber)

describe('a handler that fails', () => {
  test('is told of, and called again', async () => {
    const said = failuresSaid()
    let calls = 0
    const handler = async () => {
      calls += 1
      if (calls === 1) throw new Error('The table went away')
      return { batchItemFailures: [] }
    }
    await deliver(handler, batch('1', '2'), async () => expect.unreachable())
    expect(calls).toBe(2)
    expect(said()).toEqual([
      {
        level: 'error',
        message: 'The stream function failed',
        attempt: 0,
        changes: 2,
        failure: expect.stringContaining('Error: The table went away\n    at '),
      },
    ])
  })

  test('over and over puts aside what it cannot handle, and nothing else', async () => {
    const said = failuresSaid()
    const handled: unknown[] = []
    const aside: unknown[] = []
    await deliver(
      async ({ Records }) => {
        if (numbersOf(Records).includes('2')) throw new Error('Poisoned')
        handled.push(...numbersOf(Records))
        return { batchItemFailures: [] }
      },
      batch('1', '2', '3'),
      async (records) => void aside.push(...numbersOf(records)),
      5,
    )
    expect({ handled, aside }).toEqual({ handled: ['1', '3'], aside: ['2'] })
    expect(said().length).toBeGreaterThan(5)
  })
})

describe('where it begins', () => {
  test('is where it is told at first, and where it had got to after that', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'pump-'))
    const { engine, store, streamArn, close } = await createWorld({ sweeps: false })
    const client = new DynamoDBStreamsClient({ ...localAws, endpoint: engine.endpoint })
    const put = (id: string) =>
      store.write([{ put: { pk: 'AUTHORITY#a', sk: `SYSTEM#${id}`, revision: 1, body: {} } }])
    /** What is handed on from there, up to a change that is waited for. */
    const handed = async (from: string | undefined, last: string) => {
      const seen: string[] = []
      const pump = startStreamPump({
        client,
        streamArn,
        from,
        handler: async ({ Records }) => {
          for (const { dynamodb } of Records) seen.push(dynamodb?.Keys?.sk?.S ?? '')
          return { batchItemFailures: [] }
        },
        checkpointFile: join(directory, 'checkpoint.json'),
        deadLetterFile: join(directory, 'dead-letters.jsonl'),
      })
      await expect.poll(() => seen, { timeout: 20_000 }).toContain(`SYSTEM#${last}`)
      await pump.close()
      return seen
    }
    try {
      await put('loaded')
      const end = await endOf(client, streamArn)
      await put('first')
      expect(await handed(end, 'first')).toEqual(['SYSTEM#first'])
      await put('second')
      const later = await endOf(client, streamArn)
      await put('third')
      expect(await handed(later, 'third')).toEqual(['SYSTEM#second', 'SYSTEM#third'])
      await rm(join(directory, 'checkpoint.json'))
      const all = ['SYSTEM#loaded', 'SYSTEM#first', 'SYSTEM#second', 'SYSTEM#third']
      expect(await handed(undefined, 'third')).toEqual(all)
    } finally {
      client.destroy()
      await close()
      await rm(directory, { recursive: true, force: true })
    }
  })
})
