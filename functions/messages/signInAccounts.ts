import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  type CognitoIdentityProviderClient,
  UnsupportedUserStateException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider'

/**
 * Makes sure that someone invited can sign in at Cognito: the first time it gives them an account and sends them its
 * first password; later it sends the password again, for as long as they have not chosen their own.
 */
export const signInAccounts =
  ({ client, userPool }: { client: Pick<CognitoIdentityProviderClient, 'send'>; userPool: string }) =>
  async (email: string): Promise<void> => {
    const asked: AdminCreateUserCommandInput = {
      UserPoolId: userPool,
      Username: email,
      UserAttributes: [
        { Name: 'email', Value: email },
        // Only who reads the mailbox gets the password, so whoever signs in with it has shown the address is theirs.
        { Name: 'email_verified', Value: 'true' },
      ],
      DesiredDeliveryMediums: ['EMAIL'],
    }
    try {
      await client.send(new AdminCreateUserCommand(asked))
    } catch (failure) {
      if (!(failure instanceof UsernameExistsException)) throw failure
      try {
        await client.send(new AdminCreateUserCommand({ ...asked, MessageAction: 'RESEND' }))
      } catch (again) {
        if (!(again instanceof UnsupportedUserStateException)) throw again
      }
    }
  }
