import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'

// What functions may do with the table. None may change or delete the table itself, and only the recount may scan it.

const writing = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
]

export const reading = (table: TableV2, ...more: string[]) =>
  new PolicyStatement({
    actions: ['dynamodb:BatchGetItem', 'dynamodb:Query', ...more],
    resources: [table.tableArn],
  })

const within = (table: TableV2, actions: string[], partitions: readonly string[]) =>
  new PolicyStatement({
    actions,
    resources: [table.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
  })

/** Writing into these partitions and no others. */
export const writingInto = (table: TableV2, partitions: readonly string[]) =>
  within(table, writing, partitions)

/** Writing elsewhere only where what is in these partitions is still as it was read. */
export const restingOn = (table: TableV2, partitions: readonly string[]) =>
  within(table, ['dynamodb:ConditionCheckItem'], partitions)

/**
 * What the API needs: everything a person can do, and the queue's index. Not cut by partition, since it writes to all of
 * them: the first reader of a day turns the calendar's page, summaries and all.
 */
export const wholeTable = (table: TableV2) =>
  new PolicyStatement({
    actions: ['dynamodb:BatchGetItem', 'dynamodb:Query', ...writing],
    resources: [table.tableArn, `${table.tableArn}/index/queue`],
  })
