import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { reading, wholeTable, writingInto } from './access.ts'
import { summaryPartitions } from './definitions.ts'
import { argued } from './exceptions.ts'
import type { Identity } from './identity.ts'
import { nodeFunction } from './nodeFunction.ts'

/** The router as a function, and one for calendars, behind an HTTP API that answers the edge and nobody else. */
export class Api extends Construct {
  readonly handler: NodejsFunction
  /** Days to decide by, for calendars. */
  readonly calendars: NodejsFunction
  readonly http: HttpApi
  /** What the edge shows to be let in. */
  readonly edgeKey: Secret

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
    this.edgeKey = new Secret(this, 'EdgeKey', {
      description: 'Shows the API that a request came through the edge. Deploy again after replacing it.',
      generateSecretString: { passwordLength: 40, excludePunctuation: true },
    })
    for (const secret of [session, this.edgeKey]) {
      argued(secret, {
        'AwsSolutions-SMG4':
          'Rotating by itself would sign everyone out, or shut the edge out, at a time nobody chose. It is replaced by hand, as its description says.',
      })
    }
    this.handler = nodeFunction(this, 'Function', {
      entry: 'functions/api/lambda.ts',
      environment: {
        TABLE: table.tableName,
        ISSUER: identity.issuer,
        CLIENT_ID: identity.clientId,
        // Resolved when deployed: the template names the secrets and does not hold them.
        SESSION_KEY: session.secretValue.unsafeUnwrap(),
        EDGE_KEY: this.edgeKey.secretValue.unsafeUnwrap(),
        ORIGIN: origin,
      },
    })
    this.handler.addToRolePolicy(wholeTable(table))
    this.calendars = nodeFunction(this, 'Calendars', {
      entry: 'functions/api/calendars.lambda.ts',
      environment: {
        TABLE: table.tableName,
        EDGE_KEY: this.edgeKey.secretValue.unsafeUnwrap(),
        ORIGIN: origin,
      },
    })
    this.calendars.addToRolePolicy(reading(table))
    // The first reader of a day turns the calendar's page.
    this.calendars.addToRolePolicy(writingInto(table, summaryPartitions))
    this.http = new HttpApi(this, 'Http', {
      createDefaultStage: false,
      defaultIntegration: new HttpLambdaIntegration('Handler', this.handler),
    })
    this.http.addRoutes({
      path: '/api/v1/calendars/{proxy+}',
      methods: [HttpMethod.GET, HttpMethod.HEAD],
      integration: new HttpLambdaIntegration('Calendars', this.calendars),
    })
    new HttpStage(this, 'Stage', {
      httpApi: this.http,
      stageName: '$default',
      autoDeploy: true,
      // Behind the firewall's limits: what the whole service answers at once, whoever asks.
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', { retention: RetentionDays.THREE_MONTHS }),
        ),
        format: AccessLogFormat.custom(
          JSON.stringify({
            at: '$context.requestTime',
            request: '$context.requestId',
            method: '$context.httpMethod',
            path: '$context.path',
            status: '$context.status',
            milliseconds: '$context.responseLatency',
          }),
        ),
      },
    })
    argued(this.http, {
      'AwsSolutions-APIG4':
        'Most of the API is for anyone to read. The router decides on every route who may, which a test walks as every role.',
    })
  }
}
