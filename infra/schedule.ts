import { Duration } from 'aws-cdk-lib'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Rule, Schedule as Times } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { reading, restingOn, writingInto } from './access.ts'
import {
  finishingMerges,
  mergeGrounds,
  mergePartitions,
  newDay,
  nightlyRecount,
  reminderPartitions,
  reminders,
  summaryPartitions,
} from './definitions.ts'
import { nodeFunction } from './nodeFunction.ts'
import { failures } from './queue.ts'

/** What happens by the clock: the calendar's page is turned, everything is counted again, people are reminded, and merges end. */
export class Schedule extends Construct {
  readonly newDay: NodejsFunction
  readonly recount: NodejsFunction
  readonly remind: NodejsFunction
  readonly finishMerges: NodejsFunction
  readonly putAside: Queue

  constructor(scope: Construct, id: string, { table, origin }: { table: TableV2; origin: string }) {
    super(scope, id)
    const environment = { TABLE: table.tableName }
    this.newDay = nodeFunction(this, 'Function', {
      entry: 'functions/tasks/newDay.lambda.ts',
      timeout: Duration.minutes(10),
      environment,
    })
    this.newDay.addToRolePolicy(reading(table))
    this.recount = nodeFunction(this, 'Recount', {
      entry: 'functions/tasks/recount.lambda.ts',
      timeout: Duration.minutes(15),
      memorySize: 3008,
      environment,
    })
    this.recount.addToRolePolicy(reading(table, 'dynamodb:Scan'))
    this.remind = nodeFunction(this, 'Remind', {
      entry: 'functions/tasks/remind.lambda.ts',
      timeout: Duration.minutes(5),
      environment: { ...environment, ORIGIN: origin },
    })
    this.remind.addToRolePolicy(reading(table))
    this.finishMerges = nodeFunction(this, 'FinishMerges', {
      entry: 'functions/tasks/finishMerges.lambda.ts',
      timeout: Duration.minutes(5),
      environment,
    })
    this.finishMerges.addToRolePolicy(reading(table))
    this.finishMerges.addToRolePolicy(restingOn(table, mergeGrounds))
    this.putAside = failures(this, 'DeadLetters')
    const at = (
      name: string,
      handler: NodejsFunction,
      times: { minute: string; hour: string },
      partitions: readonly string[] = summaryPartitions,
    ) => {
      handler.addToRolePolicy(writingInto(table, partitions))
      new Rule(this, name, {
        schedule: Times.cron(times),
        targets: [new LambdaFunction(handler, { retryAttempts: 2, deadLetterQueue: this.putAside })],
      })
    }
    at('Midnight', this.newDay, newDay)
    at('Nightly', this.recount, nightlyRecount)
    at('Morning', this.remind, reminders, reminderPartitions)
    at('EveryFiveMinutes', this.finishMerges, finishingMerges, mergePartitions)
  }
}
