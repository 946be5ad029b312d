import { leftIn } from '../domain/round.ts'
import type { Message } from '../schema/message.ts'
import type { Account } from '../schema/person.ts'
import type { AnyKind } from '../schema/record.ts'
import type { Round, SectionProgress } from '../schema/round.ts'
import { dayInWords, listed } from './words.ts'

const nouns: Record<AnyKind, [one: string, many: string]> = {
  system: ['system', 'systems'],
  contract: ['contract', 'contracts'],
  rating: ['rating of a vendor', 'ratings of vendors'],
  skillLevel: ['skill level', 'skill levels'],
}

/** What is left of one section, in words: `12 contracts to confirm`. */
const leftInWords = ({ kind, records, left }: SectionProgress) => {
  const [one, many] = nouns[kind]
  return records === 0 ? `your first ${one} to add` : `${left} ${left === 1 ? one : many} to confirm`
}

export type LeftOf = { authority: { id: string; name: string }; sections: SectionProgress[] }

/** What someone reads who has something left in a round: what, for which authority, by when, and how to hear no more. */
export function reminderMessage(
  round: Pick<Round, 'name' | 'deadline'>,
  to: Pick<Account, 'name' | 'email'>,
  left: LeftOf[],
  { id, at, origin, stop }: { id: string; at: string; origin: string; stop: string },
): Message {
  const inAll = left.reduce((sum, { sections }) => sum + leftIn(sections), 0)
  return {
    id,
    kind: 'reminder',
    to: to.email,
    subject: `${round.name}: ${inAll} left by ${dayInWords(round.deadline)}`,
    body: [
      `Dear ${to.name}`,
      `LOTI has asked councils to confirm what is on City Tools by ${dayInWords(round.deadline)} (${round.name}). What is still correct is confirmed with one press.`,
      ...left.flatMap(({ authority, sections }) => [
        `${authority.name} has ${listed(sections.filter((one) => one.left > 0).map(leftInWords))}:`,
        new URL(`/our/confirm?authority=${authority.id}`, origin).href,
      ]),
      'To stop these reminders:',
      new URL(`/unsubscribe?key=${stop}&from=reminders`, origin).href,
    ].join('\n\n'),
    createdAt: at,
  }
}
