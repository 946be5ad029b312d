import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { required, terms } from '../config.ts'
import { createStore } from '../store/index.ts'
import { createHandler } from './apply.ts'

const store = createStore({ client: new DynamoDBClient(), table: required('TABLE') })

export const handler = createHandler({ store, terms })
