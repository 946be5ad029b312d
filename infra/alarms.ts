import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

const namespace = 'CityTools'
const fiveMinutes = Duration.minutes(5)
const aDay = Duration.days(1)

type Watched = {
  functions: Record<
    'api' | 'calendars' | 'stream' | 'messages' | 'newDay' | 'recount' | 'remind' | 'finishMerges',
    NodejsFunction
  >
  queues: Record<'changes' | 'messages' | 'schedule', Queue>
  table: TableV2
  http: HttpApi
  alerts: Topic
}

/** What calls someone, each with the first thing to do then; and the figures they look at, on one page. */
export class Alarms extends Construct {
  readonly #action: SnsAction

  constructor(scope: Construct, id: string, { functions, queues, table, http, alerts }: Watched) {
    super(scope, id)
    this.#action = new SnsAction(alerts)
    const own = (metricName: string, statistic: string, period = fiveMinutes) =>
      new Metric({ namespace, metricName, statistic, period })

    /** Lines of a log that match. Each is JSON and nothing else, as `functions/log.ts` writes them. */
    const counted = (logGroup: ILogGroup, metricName: string, pattern: string) =>
      new MetricFilter(this, metricName, {
        logGroup,
        metricNamespace: namespace,
        metricName,
        filterPattern: FilterPattern.literal(pattern),
        metricValue: '1',
        defaultValue: 0,
      }).metric({ statistic: 'Sum', period: fiveMinutes })

    const firstActions = {
      api: 'The API’s function itself failed: it ran out of time or memory, or did not start. First: read the end of its log; if it repeats, deploy the version before.',
      calendars:
        'The function of calendar feeds failed: it ran out of time or memory, or did not start. First: read the end of its log; calendars ask again by themselves.',
      stream:
        'The stream function itself failed: it ran out of time or memory, or did not start. First: read the end of its log; the summaries are only late.',
      messages:
        'The messages function itself failed: it ran out of time or memory, or did not start. First: read the end of its log; messages wait.',
      newDay:
        'The calendar’s page was not turned. First: invoke the function again; the first reader of the day does the same.',
      remind:
        'Reminders of a round were not all written. First: invoke the function again; nobody is written to twice.',
      finishMerges:
        'A merge could not go on by itself. First: read the end of the function’s log; the merge goes on in five minutes, and when an approver opens its page.',
      recount:
        'The nightly recount failed. First: invoke it again; if it ran out of time or memory, give it more.',
    }
    for (const [name, handler] of Object.entries(functions)) {
      this.#alarm(
        `${name}Errors`,
        handler.metricErrors({ period: fiveMinutes }),
        1,
        firstActions[name as keyof typeof functions],
      )
      this.#alarm(
        `${name}Throttles`,
        handler.metricThrottles({ period: fiveMinutes }),
        1,
        `The ${name} function was held back. First: look at the account’s concurrency in the Lambda console, and ask for more.`,
      )
    }
    // These two answer which of a batch failed, which Lambda does not count as an error: they are known by what they log.
    const failuresOf = {
      stream:
        'A batch of changes could not be applied, and is tried again. First: read the "level":"error" lines of the stream function’s log; the summaries are only late.',
      messages:
        'A message was not sent, and is tried again, or was refused for its address. First: read the "level":"error" lines of the messages function’s log; then GOV.UK Notify’s status page, and whether its key is right.',
    }
    for (const [name, text] of Object.entries(failuresOf)) {
      const { logGroup } = functions[name as keyof typeof failuresOf]
      this.#alarm(`${name}Failing`, counted(logGroup, `${name}Failures`, '{ $.level = "error" }'), 1, text)
    }
    const afterwards = {
      changes:
        'Changes were put aside. First: npm run verify; then npm run rebuild, which needs no redelivery.',
      messages:
        'Messages were not sent in a day. First: mend the cause in the function’s log; then npm run send-messages sends all that were not sent, and the queue, which holds places in the stream and no messages, is purged.',
      schedule: 'A scheduled run was given up. First: invoke the function it names by hand.',
    }
    for (const [name, queue] of Object.entries(queues)) {
      this.#alarm(
        `${name}PutAside`,
        queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes }),
        1,
        afterwards[name as keyof typeof queues],
      )
    }

    const lag = own('ViewLag', 'p95')
    const behind = functions.stream.metric('IteratorAge', { statistic: 'Maximum', period: fiveMinutes })
    const slow = http.metricLatency({ statistic: 'p95', period: fiveMinutes })
    const failed = http.metricServerError({ period: fiveMinutes })
    this.#alarm(
      'Lag',
      lag,
      10_000,
      'Approved changes show late. First: /api/health; then the stream function’s log for retries.',
    )
    this.#alarm(
      'Behind',
      behind,
      60_000,
      'The stream is a minute behind. First: the stream function’s log; a poisoned batch shows there.',
    )
    const waiting = functions.messages.metric('IteratorAge', { statistic: 'Maximum', period: fiveMinutes })
    this.#alarm(
      'MessagesBehind',
      waiting,
      600_000,
      'A message has waited ten minutes. First: the messages function’s log; what waits is tried for a day, and after that npm run send-messages sends it.',
    )
    this.#alarm(
      'Slow',
      slow,
      2_000,
      'Answers are slow. First: the dashboard’s table widget for throttling, then the API’s log for slow paths.',
    )
    this.#alarm(
      'Failing',
      failed,
      5,
      'The API answers 5xx. First: is a deployment under way? Otherwise the API’s log, by request id.',
    )
    for (const [name, metricName] of [
      ['ReadsHeldBack', 'ReadThrottleEvents'],
      ['WritesHeldBack', 'WriteThrottleEvents'],
    ] as const) {
      this.#alarm(
        name,
        new Metric({
          namespace: 'AWS/DynamoDB',
          metricName,
          dimensionsMap: { TableName: table.tableName },
          statistic: 'Sum',
          period: fiveMinutes,
        }),
        10,
        'The table held requests back. First: CloudWatch Contributor Insights for the busiest key; everything is retried.',
      )
    }
    const differences = own('RecountDifferences', 'Maximum', aDay)
    this.#alarm(
      'Differs',
      differences,
      1,
      'A recount differs from the summaries. First: npm run verify to see what; then npm run rebuild. A broken audit chain is never mended: restore a copy beside it and compare.',
      // No recount in a day is as bad as one that differs.
      TreatMissingData.BREACHING,
    )

    const refusals = counted(functions.api.logGroup, 'Refusals', '{ $.status >= 400 && $.status < 500 }')
    const failures = counted(functions.api.logGroup, 'Failures', '{ $.status >= 500 }')

    const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
      new GraphWidget({ title, left, right, width: 12 })
    new Dashboard(this, 'Dashboard', {
      dashboardName: 'CityTools',
      widgets: [
        [graph('Requests and how long they take', [http.metricCount({ period: fiveMinutes })], [slow])],
        [graph('Refused and failed', [refusals], [failures, failed])],
        [graph('From approval to summaries', [lag], [behind])],
        [graph('How long a message waits', [waiting])],
        [
          graph('The table', [
            table.metricConsumedReadCapacityUnits(),
            table.metricConsumedWriteCapacityUnits(),
          ]),
        ],
        [
          graph(
            'Put aside',
            Object.values(queues).map((queue) => queue.metricApproximateNumberOfMessagesVisible()),
          ),
        ],
        [graph('Recount', [differences])],
      ],
    })
  }

  #alarm(
    name: string,
    metric: IMetric,
    threshold: number,
    alarmDescription: string,
    treatMissingData = TreatMissingData.NOT_BREACHING,
  ) {
    const alarm = new Alarm(this, name, {
      metric,
      threshold,
      alarmDescription,
      treatMissingData,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    })
    alarm.addAlarmAction(this.#action)
    alarm.addOkAction(this.#action)
  }
}
