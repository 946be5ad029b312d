import { Duration } from 'aws-cdk-lib'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { reading, writingInto } from './access.ts'
import { changes, summaryPartitions } from './definitions.ts'
import { nodeFunction } from './nodeFunction.ts'
import { failures } from './queue.ts'

/** Keeps the summaries up to date with the table's changes, in order; what fails for good is put aside. */
export class StreamFunction extends Construct {
  readonly handler: NodejsFunction
  readonly putAside: Queue

  constructor(scope: Construct, id: string, { table }: { table: TableV2 }) {
    super(scope, id)
    this.handler = nodeFunction(this, 'Function', {
      entry: 'functions/stream/lambda.ts',
      timeout: Duration.seconds(60),
      environment: { TABLE: table.tableName },
    })
    this.handler.addToRolePolicy(reading(table))
    this.handler.addToRolePolicy(writingInto(table, summaryPartitions))
    this.putAside = failures(this, 'DeadLetters')
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
        onFailure: new SqsDlq(this.putAside),
      }),
    )
  }
}
