import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { required } from '../config.ts'
import { londonToday } from '../domain/calendar.ts'
import { createStore } from '../store/index.ts'
import { alert } from './alert.ts'
import { remind } from './remind.ts'

const store = createStore({ client: new DynamoDBClient(), table: required('TABLE') })
const origin = required('ORIGIN')

/** Writes to whoever has something left in a round, or a contract to decide on. */
export const handler = async () => {
  const now = new Date()
  const asked = { today: londonToday(now), at: now.toISOString(), origin }
  return { reminded: await remind(store, asked), alerted: await alert(store, asked) }
}
