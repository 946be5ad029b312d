import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda'
import type { Message } from '../schema/message.ts'
import type { Store } from '../store/index.ts'

/** What carries a message to its person; done when it has taken it over. */
export type Channel = (message: Message) => Promise<void>

/**
 * Hands each new message to its channel and marks it as sent. One that fails holds up no other, and is tried again; one
 * that was sent is not sent again, unless the service stopped between the two.
 */
export const createDelivery =
  ({ store, channel, now = () => new Date() }: { store: Store; channel: Channel; now?: () => Date }) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = []
    for (const { dynamodb } of event.Records) {
      const id = dynamodb?.Keys?.sk?.S?.slice('MESSAGE#'.length) ?? ''
      try {
        const message = await store.messages.get(id)
        if (!message || message.sentAt) continue
        await channel(message)
        await store.messages.sent(message, now().toISOString())
      } catch (failure) {
        // Without the address or the words: a log is no place for either.
        console.error(
          JSON.stringify({ level: 'error', message: 'A message was not sent', id, failure: String(failure) }),
        )
        batchItemFailures.push({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })
      }
    }
    return { batchItemFailures }
  }
