import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { required } from '../config.ts'
import { createStore } from '../store/index.ts'
import { finishMerges } from './finishMerges.ts'

const store = createStore({ client: new DynamoDBClient(), table: required('TABLE') })

/** In milliseconds: well within what the function is given, and before the next run. */
const time = 240_000

/** Ends the merges whose pages were closed before they had come to their end. */
export const handler = () => finishMerges(store, { at: new Date().toISOString(), time })
