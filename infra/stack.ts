import { Stack, type StackProps } from 'aws-cdk-lib'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { Alarms } from './alarms.ts'
import { Api } from './api.ts'
import { Backups } from './backups.ts'
import { Budget } from './budget.ts'
import { argued } from './exceptions.ts'
import { Identity } from './identity.ts'
import { Messages } from './messages.ts'
import { Schedule } from './schedule.ts'
import { Site } from './site.ts'
import { StreamFunction } from './stream.ts'
import { RegisterTable } from './table.ts'

export type Settings = {
  /** Where people reach it, such as `https://citytools.example`. */
  origin: string
  /** The ARN of that address's certificate, in us-east-1. */
  certificate?: string | undefined
  /** The firewall's ARN. */
  firewall: string
  /** Who is told of alarms and of what it costs. */
  alerts?: string | undefined
  /** GOV.UK Notify's template. */
  notifyTemplate: string
  /** The folder of the built pages. */
  pages: string
  /** What a month may cost, in US dollars. */
  monthlyDollars: number
}

/** The whole service. One construct a concern, in the order a change passes them. */
export class CityToolsStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: StackProps & { settings: Settings }) {
    super(scope, id, props)
    const { origin, certificate, firewall, alerts: email, notifyTemplate, pages, monthlyDollars } = settings
    const alerts = new Topic(this, 'Alerts', { enforceSSL: true })
    if (email) alerts.addSubscription(new EmailSubscription(email))
    const { table } = new RegisterTable(this, 'Register')
    const identity = new Identity(this, 'Identity', { origin })
    const api = new Api(this, 'Api', { table, identity, origin })
    const stream = new StreamFunction(this, 'Stream', { table })
    const messages = new Messages(this, 'Messages', { table, identity, template: notifyTemplate })
    const schedule = new Schedule(this, 'NewDay', { table, origin })
    new Site(this, 'Site', { api, firewall, origin, certificate, pages })
    new Backups(this, 'Backups', { table, alerts })
    new Budget(this, 'Budget', { dollars: monthlyDollars, email })
    new Alarms(this, 'Alarms', {
      functions: {
        api: api.handler,
        calendars: api.calendars,
        stream: stream.handler,
        messages: messages.handler,
        newDay: schedule.newDay,
        recount: schedule.recount,
        remind: schedule.remind,
        finishMerges: schedule.finishMerges,
      },
      queues: { changes: stream.putAside, messages: messages.putAside, schedule: schedule.putAside },
      table,
      http: api.http,
      alerts,
    })
    argueForBucketDeployment(this)
  }
}

/** The CDK's own way of putting up the pages: a function of its, which runs only while deploying. */
function argueForBucketDeployment(stack: Stack) {
  const own = stack.node.children.find(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'))
  if (!own) return
  const reason =
    'Made by the CDK to put up the pages, with the rights it gives itself; it runs while deploying and at no other time.'
  const assets = 'arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-eu-west-2/*'
  const findings = [
    'AwsSolutions-L1',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    ...['GetBucket*', 'GetObject*', 'List*', 'Abort*', 'DeleteObject*'].map(
      (action) => `AwsSolutions-IAM5[Action::s3:${action}]`,
    ),
    ...['*', assets, '<SitePages600CC8A7.Arn>/*'].map((one) => `AwsSolutions-IAM5[Resource::${one}]`),
  ]
  argued(own, Object.fromEntries(findings.map((id) => [id, reason])))
}
