import { Duration } from 'aws-cdk-lib'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { reading, writingInto } from './access.ts'
import { messagePartitions, messages } from './definitions.ts'
import { argued } from './exceptions.ts'
import type { Identity } from './identity.ts'
import { nodeFunction } from './nodeFunction.ts'
import { failures } from './queue.ts'

/** Carries what we say to people to GOV.UK Notify, and opens an account for who is invited. */
export class Messages extends Construct {
  readonly handler: NodejsFunction
  readonly putAside: Queue

  constructor(
    scope: Construct,
    id: string,
    { table, identity, template }: { table: TableV2; identity: Identity; template: string },
  ) {
    super(scope, id)
    const key = new Secret(this, 'NotifyKey', {
      description: 'GOV.UK Notify’s API key. Put the real one in its place before inviting anyone.',
      generateSecretString: { passwordLength: 80, excludePunctuation: true },
    })
    argued(key, {
      'AwsSolutions-SMG4':
        'GOV.UK Notify makes its keys on its own pages; none can be made by rotation here.',
    })
    this.handler = nodeFunction(this, 'Function', {
      entry: 'functions/messages/lambda.ts',
      timeout: Duration.seconds(60),
      environment: {
        TABLE: table.tableName,
        USER_POOL: identity.pool.userPoolId,
        NOTIFY_TEMPLATE: template,
        NOTIFY_KEY: key.secretValue.unsafeUnwrap(),
      },
    })
    this.handler.addToRolePolicy(reading(table))
    this.handler.addToRolePolicy(writingInto(table, messagePartitions))
    this.handler.addToRolePolicy(
      new PolicyStatement({
        actions: ['cognito-idp:AdminCreateUser'],
        resources: [identity.pool.userPoolArn],
      }),
    )
    this.putAside = failures(this, 'DeadLetters')
    this.handler.addEventSource(
      new DynamoEventSource(table, {
        batchSize: messages.batchSize,
        bisectBatchOnError: messages.bisectBatchOnError,
        reportBatchItemFailures: messages.reportBatchItemFailures,
        retryAttempts: messages.retryAttempts,
        maxRecordAge: Duration.seconds(messages.maximumRecordAgeSeconds),
        startingPosition: StartingPosition[messages.startingPosition],
        filters: messages.filters.map((filter) => FilterCriteria.filter(filter)),
        onFailure: new SqsDlq(this.putAside),
      }),
    )
  }
}
