import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AccountRecovery, FeaturePlan, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'

/** Who may sign in: a Cognito user pool, spoken to as any OpenID provider. Authorities' own directories federate to it. */
export class Identity extends Construct {
  readonly issuer: string
  readonly clientId: string

  constructor(scope: Construct, id: string, { origin }: { origin: string }) {
    super(scope, id)
    const pool = new UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
      },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    pool.addDomain('SignIn', { cognitoDomain: { domainPrefix: `city-tools-${Stack.of(this).account}` } })
    const client = pool.addClient('Web', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        callbackUrls: [`${origin}/api/v1/signed-in`],
      },
    })
    this.issuer = pool.userPoolProviderUrl
    this.clientId = client.userPoolClientId
  }
}
