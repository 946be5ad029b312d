import { Duration } from 'aws-cdk-lib'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Rule, Schedule as Times } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { Construct } from 'constructs'
import { newDay } from './definitions.ts'
import { nodeFunction } from './nodeFunction.ts'
import { summaryAccess } from './stream.ts'

/** Turns the calendar's page for totals that depend on the date. */
export class Schedule extends Construct {
  readonly handler: NodejsFunction

  constructor(scope: Construct, id: string, { table }: { table: TableV2 }) {
    super(scope, id)
    this.handler = nodeFunction(this, 'Function', {
      entry: 'functions/tasks/newDay.lambda.ts',
      timeout: Duration.minutes(10),
      environment: { TABLE: table.tableName },
    })
    this.handler.addToRolePolicy(summaryAccess(table))
    new Rule(this, 'Midnight', {
      schedule: Times.cron({ minute: newDay.minute, hour: newDay.hour }),
      targets: [new LambdaFunction(this.handler, { retryAttempts: 2 })],
    })
  }
}
