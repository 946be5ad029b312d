import { Duration } from 'aws-cdk-lib'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { argued } from './exceptions.ts'

/** Where what failed for good waits for a person. */
export function failures(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, { retentionPeriod: Duration.days(14), enforceSSL: true })
  argued(queue, {
    'AwsSolutions-SQS3': 'It is itself where failures end; an alarm calls a person when anything is in it.',
  })
  return queue
}
