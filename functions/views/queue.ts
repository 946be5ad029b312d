import { plain } from '../domain/plain.ts'
import { type RiskFlag, riskFlags } from '../schema/proposal.ts'
import type { Queue, QueueFilter } from '../schema/review.ts'
import type { Submission } from '../schema/submission.ts'

// The queue of submissions that wait for a decision: one page of those asked for, and how many there are of each kind.

const dayMilliseconds = 86_400_000
export const queuePageSize = 50

type Facts = {
  now: Date
  /** There are more than were read. */
  more: boolean
  authorityName: (id: string) => string
}

const flagged = ({ risk = {} }: Submission) => riskFlags.filter((flag) => (risk[flag] ?? 0) > 0)
const risky = ({ risk = {} }: Submission) => Object.values(risk).reduce((sum, count) => sum + count, 0)

const matches = (wanted: string, texts: (string | undefined)[]) => {
  const words = plain(wanted).split(' ')
  const text = plain(texts.filter((one) => one !== undefined).join(' '))
  return words.every((word) => text.includes(word))
}

/** `waiting`, the oldest first. */
export function queueView(
  waiting: readonly Submission[],
  { authority, risk, q, sort, page }: QueueFilter,
  { now, more, authorityName }: Facts,
): Queue {
  const found = waiting.filter((one) =>
    matches(q, [one.reference, one.sentByName, authorityName(one.authority), ...(one.titles ?? [])]),
  )
  const ofAuthority = (one: Submission) => !authority || one.authority === authority
  const ofRisk = (one: Submission) =>
    !risk || (risk === 'none' ? flagged(one).length === 0 : flagged(one).includes(risk))
  const matching = found.filter((one) => ofAuthority(one) && ofRisk(one))
  const ordered = {
    oldest: matching,
    newest: matching.toReversed(),
    largest: matching.toSorted((a, b) => (b.undecidedCount ?? 0) - (a.undecidedCount ?? 0)),
    riskiest: matching.toSorted((a, b) => risky(b) - risky(a)),
  }[sort]
  const pages = Math.max(1, Math.ceil(matching.length / queuePageSize))
  const shown = Math.min(page, pages)
  return {
    submissions: ordered.slice((shown - 1) * queuePageSize, shown * queuePageSize).map((one) => ({
      id: one.id,
      authority: one.authority,
      authorityName: authorityName(one.authority),
      reference: one.reference ?? '',
      sentAt: one.sentAt ?? one.openedAt,
      sentByName: one.sentByName,
      titles: one.titles ?? [],
      ageDays: Math.max(
        0,
        Math.floor((now.getTime() - Date.parse(one.sentAt ?? one.openedAt)) / dayMilliseconds),
      ),
      proposals: one.undecidedCount ?? 0,
      risk: one.risk ?? {},
    })),
    waiting: waiting.length,
    more,
    matching: matching.length,
    page: shown,
    pages,
    // Each count says what choosing it would show, beside what else is chosen.
    authorities: [...Map.groupBy(found.filter(ofRisk), (one) => one.authority)]
      .map(([id, some]) => ({ id, name: authorityName(id), count: some.length }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
    risks: [
      ...riskFlags.map((flag): { flag: RiskFlag | 'none'; count: number } => ({
        flag,
        count: found.filter((one) => ofAuthority(one) && flagged(one).includes(flag)).length,
      })),
      {
        flag: 'none' as const,
        count: found.filter((one) => ofAuthority(one) && flagged(one).length === 0).length,
      },
    ],
  }
}
