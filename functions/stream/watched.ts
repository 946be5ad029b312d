import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import type { Store } from '../store/index.ts'

type Handler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>

/** How often the note on the health page is renewed at most, in milliseconds: a storm of changes costs nothing more. */
const renewedEvery = 5_000

/**
 * Measures how long after its approval a change is in the summaries: told to `measure` for each batch, and kept for the
 * health page. Neither can make a batch fail.
 */
export function watched(
  handler: Handler,
  {
    store,
    measure = () => undefined,
    now = Date.now,
  }: { store: Store; measure?: (lagMilliseconds: number) => void; now?: () => number },
): Handler {
  let noted = 0
  return async (event) => {
    const answer = await handler(event)
    const last = event.Records.at(-1)
    if (answer.batchItemFailures.length > 0 || !last) return answer
    const lag = Math.max(0, now() - madeAt(last))
    measure(lag)
    if (now() - noted < renewedEvery) return answer
    noted = now()
    try {
      await store.health.applied({ appliedAt: new Date(now()).toISOString(), lagMilliseconds: lag })
    } catch (failure) {
      console.error(
        JSON.stringify({ level: 'error', message: 'No note of health', failure: String(failure) }),
      )
    }
    return answer
  }
}

/** When a change was approved: the record says so itself; the stream knows it to the second. */
function madeAt({ dynamodb }: DynamoDBRecord): number {
  const body = dynamodb?.NewImage?.body?.S
  const updatedAt = body === undefined ? undefined : (JSON.parse(body) as { updatedAt?: string }).updatedAt
  const known = updatedAt === undefined ? Number.NaN : Date.parse(updatedAt)
  return Number.isNaN(known) ? (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000 : known
}
