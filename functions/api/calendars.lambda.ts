import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { handle } from 'hono/aws-lambda'
import { required, terms } from '../config.ts'
import { log } from '../log.ts'
import { createStore } from '../store/index.ts'
import { createDaily } from '../stream/daily.ts'
import { createCalendars } from './calendars.ts'
import { behindEdge } from './edge.ts'

const store = createStore({ client: new DynamoDBClient(), table: required('TABLE') })

const app = createCalendars({
  store,
  origin: required('ORIGIN'),
  dataSet: () => Promise.resolve('none'),
  turnPage: createDaily({ store, terms }),
  log,
})

export const handler = handle(behindEdge(app, required('EDGE_KEY')))
