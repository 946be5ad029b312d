import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { argued } from './exceptions.ts'

/**
 * Copies of the table beside its own 35 days of recovery to any second: daily ones for 35 days and monthly ones for a
 * year, in a vault that lets nobody delete them early. `npm run rehearse-restore` tries them.
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, { table, alerts }: { table: TableV2; alerts: Topic }) {
    super(scope, id)
    const backupVault = new BackupVault(this, 'Vault', {
      blockRecoveryPointDeletion: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const plan = new BackupPlan(this, 'Plan', {
      backupVault,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: 'Daily',
          scheduleExpression: Schedule.cron({ minute: '0', hour: '2' }),
          deleteAfter: Duration.days(35),
        }),
        new BackupPlanRule({
          ruleName: 'Monthly',
          scheduleExpression: Schedule.cron({ minute: '0', hour: '2', day: '1' }),
          deleteAfter: Duration.days(365),
        }),
      ],
    })
    const selection = plan.addSelection('Register', { resources: [BackupResource.fromDynamoDbTable(table)] })
    argued(selection, {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]':
        'AWS’s own policy for its backup service, which follows what the service needs; it is assumed by that service alone.',
    })
    new Rule(this, 'Failed', {
      description: 'A backup failed. First: start it by hand in AWS Backup; then read why in the job.',
      eventPattern: {
        source: ['aws.backup'],
        detailType: ['Backup Job State Change'],
        detail: { state: ['FAILED', 'ABORTED', 'EXPIRED'] },
      },
      targets: [new SnsTopic(alerts)],
    })
  }
}
