import type { Message } from '../schema/message.ts'
import type { Question } from '../schema/question.ts'
import { dayInWords } from './words.ts'

const counted = (facts: number) => (facts === 1 ? '1 fact' : `${facts} facts`)

/** What someone without an account reads who is asked: by whom, about what, by when, and where to answer. */
export function questionMessage(
  { to, note, facts, askedByName, expiresOn }: Question,
  { id, at, link, authorityName }: { id: string; at: string; link: string; authorityName: string },
): Message {
  return {
    id,
    kind: 'question',
    to,
    subject: `${authorityName}: please check ${counted(facts.length)} about what you run`,
    body: [
      'Hello',
      `${askedByName} (${authorityName}) keeps the council’s entry in City Tools, the shared register of the technology that runs London’s councils, and asks you to check ${counted(facts.length)}. It takes a minute or two and needs no account.`,
      ...(note ? [`They write: ${note}`] : []),
      `Say for each whether it is still correct. The link works until ${dayInWords(expiresOn)}, once, and for nothing else:`,
      link,
      'If this is not yours to answer, leave it: nothing changes.',
    ].join('\n\n'),
    createdAt: at,
  }
}

/** What whoever asked reads once it is answered. */
export function answerMessage(
  { to, facts }: Question,
  {
    id,
    at,
    email,
    by,
    changes,
    link,
  }: { id: string; at: string; email: string; by: string; changes: number; link: string },
): Message {
  return {
    id,
    kind: 'answer',
    to: email,
    subject: `Answered: what you asked ${to}`,
    body: [
      `${to} (${by}) answered what you asked about ${counted(facts.length)}.`,
      changes === 0
        ? 'Nothing needs changing by it. Read the answer, and confirm what is still correct:'
        : `It changes ${changes === 1 ? '1 record' : `${changes} records`}. Each change waits among your drafts until you send it:`,
      link,
    ].join('\n\n'),
    createdAt: at,
  }
}
