import type { Message } from '../schema/message.ts'
import type { Account } from '../schema/person.ts'
import type { Submission } from '../schema/submission.ts'
import { dayInWords } from './words.ts'

/** What whoever sent a submission reads once LOTI has decided on all of it, and some came back. */
export function returnedMessage(
  { reference, sentAt, sentCount = 0, returnedCount = 0, authority }: Submission,
  to: Pick<Account, 'name' | 'email'>,
  { id, at, origin, authorityName }: { id: string; at: string; origin: string; authorityName: string },
): Message {
  const taken = sentCount - returnedCount
  const all = returnedCount === sentCount
  return {
    id,
    kind: 'returned',
    to: to.email,
    subject: `LOTI returned ${all ? 'what' : `${returnedCount} of the ${sentCount} changes`} you sent (${reference})`,
    body: [
      `Dear ${to.name}`,
      `LOTI has decided on everything you sent for ${authorityName}${
        sentAt ? ` on ${dayInWords(sentAt.slice(0, 10))}` : ''
      } (${reference}).${taken > 0 ? ` ${taken === 1 ? '1 change is' : `${taken} changes are`} approved.` : ''}`,
      `${returnedCount === 1 ? '1 came back, with what is to be put right. It waits' : `${returnedCount} came back, with what is to be put right. They wait`} among your changes until you send ${returnedCount === 1 ? 'it' : 'them'} again:`,
      new URL(`/our/submission?authority=${authority}`, origin).href,
    ].join('\n\n'),
    createdAt: at,
  }
}
