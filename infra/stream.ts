import { Duration } from 'aws-cdk-lib'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { changes } from './definitions.ts'
import { nodeFunction } from './nodeFunction.ts'

/** Keeps the summaries up to date with the table's changes, in order; what fails for good is put aside. */
export class StreamFunction extends Construct {
  readonly handler: NodejsFunction
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, { table }: { table: TableV2 }) {
    super(scope, id)
    this.handler = nodeFunction(this, 'Function', {
      entry: 'functions/stream/lambda.ts',
      timeout: Duration.seconds(60),
      environment: { TABLE: table.tableName },
    })
    this.handler.addToRolePolicy(summaryAccess(table))
    this.deadLetters = new Queue(this, 'DeadLetters', {
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
    })
    this.handler.addEventSource(
      new DynamoEventSource(table, {
        batchSize: changes.batchSize,
        maxBatchingWindow: Duration.seconds(changes.maximumBatchingWindowSeconds),
        parallelizationFactor: changes.parallelizationFactor,
        bisectBatchOnError: changes.bisectBatchOnError,
        reportBatchItemFailures: changes.reportBatchItemFailures,
        retryAttempts: changes.retryAttempts,
        maxRecordAge: Duration.seconds(changes.maximumRecordAgeSeconds),
        startingPosition: StartingPosition[changes.startingPosition],
        filters: changes.filters.map((filter) => FilterCriteria.filter(filter)),
        onFailure: new SqsDlq(this.deadLetters),
      }),
    )
  }
}

/** What applying a change needs: read records and totals, write totals and rows. */
export const summaryAccess = (table: TableV2) =>
  new PolicyStatement({
    actions: [
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:DeleteItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:Query',
    ],
    resources: [table.tableArn],
  })
