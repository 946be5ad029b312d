import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda'
import { londonToday } from '../domain/calendar.ts'
import { logFailure } from '../log.ts'
import type { RecordRef, Store } from '../store/index.ts'
import type { Terms } from '../tallies/parts.ts'
import { applyRecords } from './applied.ts'

const kinds = {
  'SYSTEM#': 'system',
  'CONTRACT#': 'contract',
  'RATING#': 'rating',
  'SKILLLEVEL#': 'skillLevel',
} as const

/** Which record a change is about; nothing when it is about something else. */
function changed(pk: string, sk: string): RecordRef | undefined {
  for (const [prefix, kind] of Object.entries(kinds)) {
    if (pk.startsWith('AUTHORITY#') && sk.startsWith(prefix)) {
      return { authority: pk.slice('AUTHORITY#'.length), kind, id: sk.slice(prefix.length) }
    }
  }
  return undefined
}

/**
 * Handles a batch of table changes. The stream says which records changed; what they say is read from the table. A
 * batch that fails is retried from its first change, which costs time and never correctness.
 */
export const createHandler =
  ({ store, terms, today = londonToday }: { store: Store; terms: Terms; today?: () => string }) =>
  async (event: DynamoDBStreamEvent, context?: { awsRequestId: string }): Promise<DynamoDBBatchResponse> => {
    const refs = event.Records.flatMap(({ dynamodb }) => {
      const { pk, sk } = dynamodb?.Keys ?? {}
      return changed(pk?.S ?? '', sk?.S ?? '') ?? []
    })
    try {
      await applyRecords(store, refs, { terms, day: today() })
      return { batchItemFailures: [] }
    } catch (failure) {
      logFailure('A batch of changes could not be applied', failure, { request: context?.awsRequestId })
      const first = event.Records[0]?.dynamodb?.SequenceNumber
      return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] }
    }
  }
