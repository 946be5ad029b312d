import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { required } from '../config.ts'
import { createStore } from '../store/index.ts'
import { createDelivery } from './deliver.ts'
import { notifyChannel } from './notify.ts'
import { signInAccounts } from './signInAccounts.ts'

const notify = notifyChannel({ key: required('NOTIFY_KEY'), template: required('NOTIFY_TEMPLATE') })
const open = signInAccounts({ client: new CognitoIdentityProviderClient(), userPool: required('USER_POOL') })

export const handler = createDelivery({
  store: createStore({ client: new DynamoDBClient(), table: required('TABLE') }),
  async channel(message) {
    if (message.kind === 'invitation') await open(message.to)
    await notify(message)
  },
})
