import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type Engine, startEngine } from '../../functions/local/engine/index.ts'
import { localAws, plainly } from '../../functions/local/engineProcess.ts'
import { createTable } from '../../functions/local/table.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { createStore, type Store } from '../../functions/store/index.ts'

export const clientFor = (endpoint: string, maxAttempts = 8) =>
  plainly(new DynamoDBClient({ ...localAws, endpoint, maxAttempts }))

const decoder = new TextDecoder()
class Dropped extends Error {
  readonly code = 'ECONNRESET'
}

/**
 * A client of an engine in this process: it says what it would over the network, and is told the same. That the network
 * changes nothing is held by the conformance suite, by `test/local` and by every journey.
 */
export const clientOf = ({ answer }: Pick<Engine, 'answer'>) =>
  plainly(
    new DynamoDBClient({
      ...localAws,
      endpoint: 'http://engine.invalid',
      maxAttempts: 8,
      requestHandler: {
        handle: async ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
          const answered = await answer(headers, decoder.decode(body))
          if (!answered) throw new Dropped('The connection was dropped')
          const { status: statusCode, text } = answered
          return { response: { statusCode, headers: {}, body: Buffer.from(text) } }
        },
      },
    }),
  )

/** A fresh table on an engine in memory, and a store upon it. */
export async function createWorld({ directory, sweeps }: { directory?: string; sweeps?: boolean } = {}) {
  const engine: Engine = await startEngine({
    ...(directory !== undefined && { directory }),
    ...(sweeps !== undefined && { sweeps }),
  })
  const client = clientOf(engine)
  const table = 'city-tools-test'
  const streamArn = await createTable(client, table)
  return {
    engine,
    client,
    table,
    streamArn,
    store: createStore({ client, table }),
    async close() {
      client.destroy()
      await engine.close()
    },
  }
}
export type World = Awaited<ReturnType<typeof createWorld>>

/** How many requests the engine has had since its counts were last reset. */
export const requestsOf = ({ engine }: World): number =>
  Object.values(engine.requests()).reduce((sum, count) => sum + count, 0)

/** Publishes the next version of each of an authority's records, whatever it says now. */
export async function publishNext(store: Store, authority: string, records: RegisterRecord[]) {
  const there = await store.records.many(records)
  for (let from = 0; from < records.length; from += 30) {
    const part = records.slice(from, from + 30)
    await store.publish(
      authority,
      part.map((record) => ({
        record: { ...record, version: (there.get(record.id)?.version ?? 0) + 1 },
        facts: { at: record.updatedAt, by: 'someone', action: 'approved' as const },
      })),
    )
  }
}
