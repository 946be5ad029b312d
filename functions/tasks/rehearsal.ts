import {
  DeleteTableCommand,
  type DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  UpdateTableCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb'
import type { IsoDate } from '../domain/calendar.ts'
import { createStore } from '../store/index.ts'
import type { Terms } from '../tallies/parts.ts'
import { rebuild, recount, report } from './recount.ts'

type Rehearsal = {
  client: DynamoDBClient
  table: string
  /** The latest there is, when left out. */
  at?: Date | undefined
  terms: Terms
  today: IsoDate
  say: (line: string) => void
}

const longestWaitSeconds = 4 * 60 * 60

/**
 * Brings a table back as it was into a copy beside it, and holds the copy to a recount: the records whole, every audit
 * chain unbroken, and the summaries the same once changes that were under way at that instant are applied. The copy is
 * deleted whatever comes of it.
 */
export async function rehearse({
  client,
  table,
  at,
  terms,
  today,
  say,
}: Rehearsal): Promise<{ whole: boolean }> {
  const copy = `${table}-rehearsal-${new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)}`
  const began = performance.now()
  const minutes = () => ((performance.now() - began) / 60_000).toFixed(1)
  await client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: table,
      TargetTableName: copy,
      ...(at ? { RestoreDateTime: at } : { UseLatestRestorableTime: true }),
    }),
  )
  say(`Bringing ${table} back as ${copy}.`)
  try {
    await waitUntilTableExists({ client, maxWaitTime: longestWaitSeconds }, { TableName: copy })
    say(`It is there after ${minutes()} minutes. Counting everything again.`)
    const store = createStore({ client, table: copy })
    // Changes approved just before that instant had not reached the summaries yet: nothing applies them to a copy.
    const before = await rebuild(store, { terms, today })
    say(`As it came back: ${report(before)}`)
    const after = await recount(store, { terms, today })
    const whole = after.differences.length === 0 && after.records > 0
    say(whole ? `Whole after ${minutes()} minutes: ${report(after)}` : `Not whole: ${report(after)}`)
    return { whole }
  } finally {
    // A copy may have been given the original's protection.
    await client
      .send(new UpdateTableCommand({ TableName: copy, DeletionProtectionEnabled: false }))
      .catch(() => undefined)
    await client.send(new DeleteTableCommand({ TableName: copy }))
    await waitUntilTableNotExists({ client, maxWaitTime: longestWaitSeconds }, { TableName: copy })
    say(`${copy} is deleted.`)
  }
}
