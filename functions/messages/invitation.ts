import type { Message } from '../schema/message.ts'
import type { Account } from '../schema/person.ts'
import { listed } from './words.ts'

/** What someone reads who was invited: what for, by whom, and the way in. */
export function invitationMessage(
  invited: Account,
  {
    id,
    at,
    origin,
    by,
    authorityName,
  }: { id: string; at: string; origin: string; by: string; authorityName: (id: string) => string },
): Message {
  const reads = invited.memberOf.filter((one) => !invited.editorOf.includes(one))
  const may = [
    invited.editorOf.length > 0 && `keep the register of ${listed(invited.editorOf.map(authorityName))}`,
    reads.length > 0 && `read what members share, as an officer of ${listed(reads.map(authorityName))}`,
    invited.approver && 'decide on what authorities send to LOTI',
    invited.admin && 'look after who may sign in',
  ].filter((part) => part !== false)
  return {
    id,
    kind: 'invitation',
    to: invited.email,
    subject: 'Your invitation to City Tools',
    body: [
      `Dear ${invited.name}`,
      `${by} has invited you to City Tools, the shared register of the technology that runs London’s councils. You will be able to ${listed(may)}.`,
      'Sign in with this e-mail address:',
      signInLink(origin, invited),
      'The first time, you choose a password and set up a second way to show that it is you.',
      'If you did not expect this, there is nothing you need to do.',
    ].join('\n\n'),
    createdAt: at,
  }
}

/** Where to sign in so as to land on the page one came for. */
const signInLink = (origin: string, { editorOf, approver }: Account) =>
  new URL(`/api/v1/sign-in?to=${editorOf.length > 0 ? '/our' : approver ? '/review' : '/'}`, origin).href
