import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { logFailure } from '../log.ts'
import type { Store } from '../store/index.ts'

type Handler = (
  event: DynamoDBStreamEvent,
  context?: { awsRequestId: string },
) => Promise<DynamoDBBatchResponse>

/** How often the note on the health page is renewed at most, in milliseconds: a storm of changes costs nothing more. */
const renewedEvery = 5_000

/**
 * Measures how long after its approval a change is in the summaries: of each batch the change that waited longest, told
 * to `measure` and kept for the health page. Neither can make a batch fail.
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
  return async (event, context) => {
    const answer = await handler(event, context)
    if (answer.batchItemFailures.length > 0) return answer
    try {
      const lag = lagOf(event.Records, now())
      if (lag !== undefined) measure(lag)
      const ofRegister = lagOf(event.Records.filter(isOfRegister), now())
      if (ofRegister === undefined || now() - noted < renewedEvery) return answer
      noted = now()
      await store.health.applied({ appliedAt: new Date(now()).toISOString(), lagMilliseconds: ofRegister })
    } catch (failure) {
      logFailure('No note of health', failure, { request: context?.awsRequestId })
    }
    return answer
  }
}

/** Anyone may read the health page, and when a council rates or assesses is not theirs to know. */
const isOfRegister = ({ dynamodb }: DynamoDBRecord) =>
  !/^(RATING|SKILLLEVEL)#/.test(dynamodb?.Keys?.sk?.S ?? '')

/** How long the change that waited longest did; nothing where no change says when it was made. */
function lagOf(changes: DynamoDBRecord[], now: number): number | undefined {
  const made = changes.flatMap((change) => madeAt(change) ?? [])
  return made.length === 0 ? undefined : Math.max(0, now - Math.min(...made))
}

/**
 * When a change was approved: the record says so itself, and the stream to the second. The later counts, since a data set
 * is loaded with the dates its records have always had.
 */
function madeAt({ dynamodb }: DynamoDBRecord): number | undefined {
  const said = Date.parse(updatedAt(dynamodb?.NewImage?.body?.S) ?? '')
  const second = dynamodb?.ApproximateCreationDateTime
  const known = [said, ...(second === undefined ? [] : [second * 1000])].filter((at) => !Number.isNaN(at))
  return known.length === 0 ? undefined : Math.max(...known)
}

/** What a record's text says; nothing where it is damaged, which is for the recount to report. */
function updatedAt(body: string | undefined): string | undefined {
  if (body === undefined) return undefined
  try {
    const said: unknown = JSON.parse(body)
    return typeof said === 'object' && said !== null && 'updatedAt' in said
      ? String(said.updatedAt)
      : undefined
  } catch {
    return undefined
  }
}
