import type { Person } from '../schema/person.ts'
import type { Proposal, RiskFlag } from '../schema/proposal.ts'
import type { Submission } from '../schema/submission.ts'
import { sha256 } from './audit.ts'
import { likenessOf } from './likeness.ts'
import { problem } from './problem.ts'
import type { Laid } from './proposal.ts'
import { type RiskSettings, risksOf } from './risk.ts'

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

const mostTitles = 3

/** A proposal as it is sent, with what an approver should look at twice and what it has in common with others. */
export function marked(proposal: Proposal, { changes, after }: Laid, settings: RiskSettings): Proposal {
  const facts = { ...proposal, changes, after }
  return { ...proposal, flags: risksOf(facts, settings), likeness: likenessOf(facts) }
}

/** The submission as sent: frozen, with a reference, waiting for LOTI. */
export function sent(
  submission: Submission,
  {
    actor,
    at,
    message,
    proposals,
  }: {
    actor: Person
    at: string
    message?: string | undefined
    /** What is in it, with what each is called. */
    proposals: { flags: readonly RiskFlag[]; title: string }[]
  },
): Submission {
  if (submission.state !== 'open') throw problem.alreadySent()
  if (proposals.length === 0) throw problem.nothingToSend()
  return {
    ...submission,
    state: 'sent',
    reference: referenceFor(submission.id),
    sentAt: at,
    sentBy: actor.id,
    sentByName: actor.name,
    ...(message && { message }),
    sentCount: proposals.length,
    undecidedCount: proposals.length,
    risk: counted(proposals.map(({ flags }) => flags)),
    titles: proposals.slice(0, mostTitles).map(({ title }) => title),
    revision: submission.revision + 1,
  }
}

/** The submission with more in it: what was sent in one go takes several writes where it is much. */
export const withMore = (
  submission: Submission,
  proposals: readonly { flags: readonly RiskFlag[]; title: string }[],
): Submission => ({
  ...submission,
  sentCount: (submission.sentCount ?? 0) + proposals.length,
  undecidedCount: (submission.undecidedCount ?? 0) + proposals.length,
  risk: counted(
    proposals.map(({ flags }) => flags),
    submission.risk,
  ),
  titles: [...(submission.titles ?? []), ...proposals.map(({ title }) => title)].slice(0, mostTitles),
  revision: submission.revision + 1,
})

const counted = (flags: (readonly RiskFlag[])[], before: Submission['risk'] = {}, by = 1) => {
  const counts = { ...before }
  for (const flag of flags.flat()) counts[flag] = Math.max(0, (counts[flag] ?? 0) + by)
  return counts
}

/** The submission after some of its proposals were decided on. It leaves the queue with the last of them. */
export function withDecided(
  submission: Submission,
  decided: readonly { flags?: RiskFlag[] | undefined }[],
  { at, returned = 0 }: { at: string; returned?: number | undefined },
): Submission {
  const undecidedCount = Math.max(0, (submission.undecidedCount ?? 0) - decided.length)
  return {
    ...submission,
    undecidedCount,
    risk: counted(
      decided.map(({ flags }) => flags ?? []),
      submission.risk,
      -1,
    ),
    ...(returned > 0 && { returnedCount: (submission.returnedCount ?? 0) + returned }),
    ...(undecidedCount === 0 && { state: 'decided' as const, decidedAt: at }),
    revision: submission.revision + 1,
  }
}
