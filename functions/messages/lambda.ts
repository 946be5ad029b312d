import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { required } from '../config.ts'
import { createStore } from '../store/index.ts'
import { deployedChannel } from './channel.ts'
import { createDelivery } from './deliver.ts'

export const handler = createDelivery({
  store: createStore({ client: new DynamoDBClient(), table: required('TABLE') }),
  channel: deployedChannel({
    key: required('NOTIFY_KEY'),
    template: required('NOTIFY_TEMPLATE'),
    userPool: required('USER_POOL'),
  }),
})
