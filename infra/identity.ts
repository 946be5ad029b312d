import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import {
  AccountRecovery,
  CfnUserPoolClient,
  FeaturePlan,
  Mfa,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import { Construct } from 'constructs'

/** Who may sign in: a Cognito user pool, spoken to as any OpenID provider. Authorities' own directories federate to it. */
export class Identity extends Construct {
  readonly issuer: string
  readonly clientId: string
  /** Where the service is reached, told once the site has an address. */
  readonly originParameter: StringParameter
  private readonly client: UserPoolClient

  constructor(scope: Construct, id: string) {
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
    this.client = pool.addClient('Web', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        callbackUrls: ['https://citytools.invalid/api/v1/signed-in'],
      },
    })
    this.issuer = pool.userPoolProviderUrl
    this.clientId = this.client.userPoolClientId
    this.originParameter = new StringParameter(this, 'Origin', {
      description: 'Where City Tools is reached. Set to the site’s address after the first deployment.',
      stringValue: 'https://citytools.invalid',
    })
  }

  /** Lets people come back to the site after signing in. */
  allow(origin: string) {
    const client = this.client.node.defaultChild
    if (client instanceof CfnUserPoolClient) client.callbackUrLs = [`${origin}/api/v1/signed-in`]
    const parameter = this.originParameter.node.defaultChild
    if (parameter && 'value' in parameter) Object.assign(parameter, { value: origin })
  }
}
