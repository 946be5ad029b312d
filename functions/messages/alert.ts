import type { Alert } from '../domain/alert.ts'
import { decisionWords } from '../domain/decisionWords.ts'
import type { Message } from '../schema/message.ts'
import type { Account } from '../schema/person.ts'
import { dayInWords } from './words.ts'

export type AlertOf = {
  authority: { id: string; name: string }
  supplier: string
  leadMonths: number
  alert: Alert
}

/** What someone reads whose contracts must be decided on: which, by when, what can be done, and how to hear no more. */
export function alertMessage(
  to: Pick<Account, 'name' | 'email'>,
  alerts: AlertOf[],
  { id, at, origin, stop }: { id: string; at: string; origin: string; stop: string },
): Message {
  const soonest = alerts.toSorted((a, b) => (a.alert.decideBy < b.alert.decideBy ? -1 : 1))
  const [first] = soonest
  const subject =
    soonest.length === 1 && first
      ? `Decide by ${dayInWords(first.alert.decideBy)}: ${first.alert.contract.title}`
      : `${soonest.length} contracts to decide on, the first by ${dayInWords(first?.alert.decideBy ?? '')}`
  return {
    id,
    kind: 'alert',
    to: to.email,
    subject,
    body: [
      `Dear ${to.name}`,
      soonest.length === 1
        ? 'A contract on City Tools must be decided on:'
        : 'These contracts on City Tools must be decided on, the soonest first:',
      ...soonest.flatMap(({ authority, supplier, leadMonths, alert: { contract, decision, decideBy } }) => [
        `${contract.title}, with ${supplier} (${authority.name}). Decide by ${dayInWords(decideBy)}. ${decisionWords(decision, { ...contract, leadMonths }).sentences.join(' ')}`,
        new URL(`/our/contracts/${contract.id}?authority=${authority.id}`, origin).href,
      ]),
      'Once you renew it, take it off the register or say what replaces its systems, you hear no more of it. To be written to otherwise, or never:',
      new URL(`/unsubscribe?key=${stop}&from=alerts`, origin).href,
    ].join('\n\n'),
    createdAt: at,
  }
}
