import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { required } from '../config.ts'
import { londonToday } from '../domain/calendar.ts'
import { createStore } from '../store/index.ts'
import { remind } from './remind.ts'

const store = createStore({ client: new DynamoDBClient(), table: required('TABLE') })
const origin = required('ORIGIN')

/** Writes to whoever has something left in a round. */
export const handler = async () => {
  const now = new Date()
  return { reminded: await remind(store, { today: londonToday(now), at: now.toISOString(), origin }) }
}
