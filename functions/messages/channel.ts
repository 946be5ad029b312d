import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { Channel } from './deliver.ts'
import { notifyChannel } from './notify.ts'
import { signInAccounts } from './signInAccounts.ts'

/** The deployed way to people: GOV.UK Notify, and for who is invited an account to sign in with. */
export function deployedChannel({
  key,
  template,
  userPool,
}: {
  key: string
  template: string
  userPool: string
}): Channel {
  const notify = notifyChannel({ key, template })
  const open = signInAccounts({ client: new CognitoIdentityProviderClient(), userPool })
  return async (message) => {
    if (message.kind === 'invitation') await open(message.to)
    await notify(message)
  }
}
