import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import type { Identity } from './identity.ts'
import { nodeFunction } from './nodeFunction.ts'

/** The router as a function behind an HTTP API. */
export class Api extends Construct {
  readonly handler: NodejsFunction
  readonly http: HttpApi

  constructor(
    scope: Construct,
    id: string,
    { table, identity, origin }: { table: TableV2; identity: Identity; origin: string },
  ) {
    super(scope, id)
    const session = new Secret(this, 'SessionKey', {
      description:
        'Seals session cookies: 43 characters, 32 bytes in base64. Replacing it signs everyone out.',
      generateSecretString: { passwordLength: 43, excludePunctuation: true },
    })
    this.handler = nodeFunction(this, 'Function', {
      entry: 'functions/api/lambda.ts',
      environment: {
        TABLE: table.tableName,
        ISSUER: identity.issuer,
        CLIENT_ID: identity.clientId,
        // Resolved when deployed: the template names the secret and does not hold it.
        SESSION_KEY: session.secretValue.unsafeUnwrap(),
        ORIGIN: origin,
      },
    })
    this.handler.addToRolePolicy(
      new PolicyStatement({
        actions: [
          'dynamodb:BatchGetItem',
          'dynamodb:GetItem',
          'dynamodb:PutItem',
          'dynamodb:DeleteItem',
          'dynamodb:ConditionCheckItem',
          'dynamodb:Query',
        ],
        resources: [table.tableArn, `${table.tableArn}/index/queue`],
      }),
    )
    this.http = new HttpApi(this, 'Http', {
      defaultIntegration: new HttpLambdaIntegration('Handler', this.handler),
    })
  }
}
