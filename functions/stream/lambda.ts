import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { required, terms } from '../config.ts'
import { metric } from '../metric.ts'
import { createStore } from '../store/index.ts'
import { createHandler } from './apply.ts'
import { watched } from './watched.ts'

const store = createStore({ client: new DynamoDBClient(), table: required('TABLE') })

export const handler = watched(createHandler({ store, terms }), {
  store,
  measure: (milliseconds) => metric('ViewLag', milliseconds, 'Milliseconds'),
})
