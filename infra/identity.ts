import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'

/** Who may sign in: a Cognito user pool, spoken to as any OpenID provider. Authorities' own directories federate to it. */
export class Identity extends Construct {
  readonly pool: UserPool
  readonly issuer: string
  readonly clientId: string

  constructor(scope: Construct, id: string, { origin }: { origin: string }) {
    super(scope, id)
    this.pool = new UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
        tempPasswordValidity: Duration.days(14),
      },
      userInvitation: {
        emailSubject: 'Your first password for City Tools',
        emailBody:
          'You have been invited to City Tools. Sign in as {username} with the password {####}, which holds for 14 days, and choose your own. The invitation with the address to sign in at comes in a message of its own.',
      },
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.pool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: `city-tools-${Stack.of(this).account}` },
    })
    const client = this.pool.addClient('Web', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [`${origin}/api/v1/signed-in`],
        logoutUrls: [`${origin}/`],
      },
    })
    this.issuer = this.pool.userPoolProviderUrl
    this.clientId = client.userPoolClientId
  }
}
