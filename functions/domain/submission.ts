import type { Person } from '../schema/person.ts'
import type { Submission } from '../schema/submission.ts'
import { sha256 } from './audit.ts'
import { problem } from './problem.ts'

/** A new submission, open for an authority's colleagues to work in. */
export const opened = (id: string, authority: string, by: string, at: string): Submission => ({
  id,
  authority,
  state: 'open',
  openedAt: at,
  openedBy: by,
  revision: 1,
})

/** Letters and figures that are not mistaken for one another (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What people quote: `CT-7K2M9Q`, the same for a submission whenever it is asked for. */
export const referenceFor = (id: string): string => {
  const digest = sha256(id)
  const letters = [0, 1, 2, 3, 4, 5].map(
    (place) => alphabet[Number.parseInt(digest.slice(place * 2, place * 2 + 2), 16) % 32],
  )
  return `CT-${letters.join('')}`
}

/** The submission as sent: frozen, with a reference, waiting for LOTI. */
export function sent(
  submission: Submission,
  { actor, at, message, count }: { actor: Person; at: string; message?: string | undefined; count: number },
): Submission {
  if (submission.state !== 'open') throw problem.alreadySent()
  if (count === 0) throw problem.nothingToSend()
  return {
    ...submission,
    state: 'sent',
    reference: referenceFor(submission.id),
    sentAt: at,
    sentBy: actor.id,
    sentByName: actor.name,
    ...(message && { message }),
    sentCount: count,
    undecidedCount: count,
    revision: submission.revision + 1,
  }
}

/** The submission after some of its proposals were decided on. It leaves the queue with the last of them. */
export function withDecided(submission: Submission, decided: number, at: string): Submission {
  const undecidedCount = Math.max(0, (submission.undecidedCount ?? 0) - decided)
  return {
    ...submission,
    undecidedCount,
    ...(undecidedCount === 0 && { state: 'decided' as const, decidedAt: at }),
    revision: submission.revision + 1,
  }
}
