import type { DynamoDBRecord } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import { deliver } from '../../functions/local/streamPump.ts'
import { failuresSaid } from '../support/failuresSaid.ts'

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
