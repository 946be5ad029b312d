import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { required, terms } from '../config.ts'
import { createStore } from '../store/index.ts'
import { createHandler } from './apply.ts'
import { watched } from './watched.ts'

const store = createStore({ client: new DynamoDBClient(), table: required('TABLE') })

export const handler = watched(createHandler({ store, terms }), {
  store,
  // CloudWatch reads metrics out of log lines of this form.
  measure: ({ milliseconds, changes }) =>
    console.log(
      JSON.stringify({
        _aws: {
          Timestamp: Date.now(),
          CloudWatchMetrics: [
            {
              Namespace: 'CityTools',
              Dimensions: [[]],
              Metrics: [
                { Name: 'ViewLag', Unit: 'Milliseconds' },
                { Name: 'ChangesApplied', Unit: 'Count' },
              ],
            },
          ],
        },
        ViewLag: milliseconds,
        ChangesApplied: changes,
      }),
    ),
})
