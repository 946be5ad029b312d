import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { table as definition } from '../../infra/definitions.ts'

/** Creates the table as it is deployed, where there is none yet. Answers the ARN of its stream. */
export async function createTable(client: DynamoDBClient, name: string): Promise<string> {
  const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType })
  const { partitionKey, sortKey, indexes } = definition
  const attributes = new Set([
    partitionKey,
    sortKey,
    ...indexes.flatMap((index) => [index.partitionKey, index.sortKey]),
  ])
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: [key(partitionKey, 'HASH'), key(sortKey, 'RANGE')],
        GlobalSecondaryIndexes: indexes.map((index) => ({
          IndexName: index.name,
          KeySchema: [key(index.partitionKey, 'HASH'), key(index.sortKey, 'RANGE')],
          Projection: { ProjectionType: 'ALL' },
        })),
        StreamSpecification: { StreamEnabled: true, StreamViewType: definition.streamView },
      }),
    )
    await waitUntilTableExists({ client, minDelay: 1, maxDelay: 5, maxWaitTime: 120 }, { TableName: name })
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: name,
        TimeToLiveSpecification: { Enabled: true, AttributeName: definition.timeToLive },
      }),
    )
  } catch (failure) {
    if (!(failure instanceof ResourceInUseException)) throw failure
  }
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
  return Table?.LatestStreamArn ?? ''
}
