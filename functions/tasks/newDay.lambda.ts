import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { required, terms } from '../config.ts'
import { londonToday } from '../domain/calendar.ts'
import { createStore } from '../store/index.ts'
import { turnPage } from '../stream/turnPage.ts'

const store = createStore({ client: new DynamoDBClient(), table: required('TABLE') })

export const handler = async () => ({ turned: await turnPage(store, { terms, today: londonToday() }) })
