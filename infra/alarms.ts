import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

/** What calls someone, and the first thing to do then. */
export class Alarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { functions, deadLetters }: { functions: NodejsFunction[]; deadLetters: Queue },
  ) {
    super(scope, id)
    const common = {
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }
    for (const handler of functions) {
      new Alarm(this, `${handler.node.scope?.node.id}Errors`, {
        ...common,
        metric: handler.metricErrors({ period: Duration.minutes(5) }),
        alarmDescription:
          'A function failed. First: read its log for the request id, then whether it repeats.',
      })
    }
    new Alarm(this, 'PutAside', {
      ...common,
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      alarmDescription:
        'Changes were put aside. First: npm run verify; then npm run rebuild, which needs no redelivery.',
    })
  }
}
