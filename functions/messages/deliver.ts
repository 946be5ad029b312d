import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda'
import { logFailure } from '../log.ts'
import type { Message } from '../schema/message.ts'
import type { Store } from '../store/index.ts'

/** What carries a message to its person; done when it has taken it over. */
export type Channel = (message: Message) => Promise<void>

/** A channel's answer that it will not carry a message to this address, however often it is asked. */
export class Refused extends Error {}

type Settings = { store: Store; channel: Channel; now?: () => Date }

/** Hands a message to its channel and keeps what became of it. Throws when it may go better another time. */
async function handOver(message: Message, { store, channel, now = () => new Date() }: Settings) {
  // An earlier refusal is over with this attempt.
  const { refused: _, ...fresh } = message
  try {
    await channel(message)
  } catch (failure) {
    if (!(failure instanceof Refused)) throw failure
    await store.messages.settle({ ...fresh, refused: { at: now().toISOString(), why: failure.message } })
    return 'refused'
  }
  await store.messages.settle({ ...fresh, sentAt: now().toISOString() })
  return 'sent'
}

/**
 * Hands each new message to its channel and marks it as sent. One that its channel refuses is marked so and holds up no
 * other. One that fails is tried again, and what comes after it waits as streams do: that happens when all would fail.
 * One that was sent is not sent again, unless the service stopped between the two.
 */
export const createDelivery =
  (settings: Settings) =>
  async (event: DynamoDBStreamEvent, context?: { awsRequestId: string }): Promise<DynamoDBBatchResponse> => {
    const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = []
    const request = context?.awsRequestId
    for (const { dynamodb } of event.Records) {
      const id = dynamodb?.Keys?.sk?.S?.slice('MESSAGE#'.length) ?? ''
      // Logged without the address or the words: a log is no place for either.
      try {
        const message = await settings.store.messages.get(id)
        if (!message || message.sentAt || message.refused) continue
        const became = await handOver(message, settings)
        if (became === 'refused') logFailure('A message was refused', undefined, { request, id })
      } catch (failure) {
        logFailure('A message was not sent', failure, { request, id })
        batchItemFailures.push({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })
      }
    }
    return { batchItemFailures }
  }

export type Sent = { sent: string[]; refused: string[]; failed: { id: string; why: string }[] }

/**
 * Hands every message that was not sent to its channel, the oldest first, those refused before included: what made
 * their channel refuse them may have been mended.
 */
export async function sendUnsent(settings: Settings): Promise<Sent> {
  const left = (await settings.store.messages.all()).reverse().filter(({ sentAt }) => !sentAt)
  const done: Sent = { sent: [], refused: [], failed: [] }
  for (const { id } of left) {
    try {
      // Read again: the stream may have been quicker.
      const message = await settings.store.messages.get(id)
      if (!message || message.sentAt) continue
      done[await handOver(message, settings)].push(id)
    } catch (failure) {
      done.failed.push({ id, why: String(failure) })
    }
  }
  return done
}
