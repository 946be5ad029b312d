import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { required, terms } from '../config.ts'
import { londonToday } from '../domain/calendar.ts'
import { logFailure } from '../log.ts'
import { metric } from '../metric.ts'
import { createStore } from '../store/index.ts'
import { noteOf, recount } from './recount.ts'

const store = createStore({ client: new DynamoDBClient(), table: required('TABLE') })

/** Counts everything again, says what differs, and leaves putting it right to a person. */
export const handler = async () => {
  const found = await recount(store, { terms, today: londonToday() })
  const note = noteOf(found)
  await store.health.recounted(note)
  for (const difference of found.differences.slice(0, 50)) {
    logFailure('A recount differs', undefined, difference)
  }
  metric('RecountDifferences', note.differences, 'Count')
  return note
}
