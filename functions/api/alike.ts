import { isSameChange } from '../domain/likeness.ts'
import { calledIn, isOwnWork, lay } from '../domain/proposal.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { Alike, AlikeGroup } from '../schema/review.ts'
import type { Submission } from '../schema/submission.ts'
import type { Store } from '../store/index.ts'
import { basesOf, recordsBehind } from './drafts.ts'
import { lists } from './lists.ts'

// Proposals of other submissions that ask for the same as those of one, so that one decision can serve many.

/** Likenesses looked up for one submission, and proposals listed for each: a page shows no more. */
const mostLikenesses = 50
const mostListed = 60

export async function alikeTo(
  store: Store,
  { id }: Submission,
  proposals: Proposal[],
  actor: Person,
): Promise<AlikeGroup[]> {
  const waiting = proposals.filter(
    (one) => one.outcome === 'draft' && one.likeness !== undefined && !leavesByItself(one),
  )
  const byLikeness = [...Map.groupBy(waiting, ({ likeness = '' }) => likeness)].slice(0, mostLikenesses)
  const listed = await Promise.all(
    byLikeness.map(async ([likeness]) => await store.proposals.alike(likeness, mostListed)),
  )
  // The list may be a moment old: what is offered is what still waits.
  const wanted = listed.flat().filter(({ submission }) => submission !== id)
  const [found, submissions] = await Promise.all([
    store.proposals.each(wanted),
    store.submissions.many(wanted.map(({ submission }) => submission)),
  ])
  const others = found.filter(
    (one) =>
      one.outcome === 'draft' && submissions.get(one.submission)?.state === 'sent' && !leavesByItself(one),
  )
  const records = await recordsBehind(store, others)
  const bases = await basesOf(store, others, records)
  const told = new Map<string, Alike[]>()
  for (const other of others) {
    const submission = submissions.get(other.submission)
    if (!submission || other.likeness === undefined) continue
    const { changes, after } = lay(other, {
      current: records.get(other.recordId),
      base: bases.get(other.recordId),
    })
    const alike: Alike = {
      submission: other.submission,
      reference: submission.reference ?? '',
      authority: other.authority,
      authorityName: lists().authority(other.authority)?.name ?? other.authority,
      recordId: other.recordId,
      kind: other.kind,
      title: calledIn(after),
      changes,
      flags: other.flags ?? [],
      ownWork: isOwnWork(actor, other, submission),
    }
    told.set(other.likeness, [...(told.get(other.likeness) ?? []), alike])
  }
  return byLikeness.flatMap(([likeness, here], index) => {
    const there = told.get(likeness) ?? []
    if (there.length === 0) return []
    const [first] = here
    const about = first && sharedName(likeness, first)
    return {
      likeness,
      sameChange: isSameChange(likeness),
      ...(about !== undefined && { about }),
      records: here.map(({ recordId }) => recordId),
      others: there.sort((a, b) => (a.authorityName < b.authorityName ? -1 : 1)),
      more: (listed[index]?.length ?? 0) >= mostListed,
    }
  })
}

/** Told to be the same change when it was sent, though what leaves the register is like nothing else. */
const leavesByItself = ({ likeness, flags = [] }: Proposal) =>
  likeness !== undefined && isSameChange(likeness) && flags.includes('retire')

const sharedName = (likeness: string, { newVendors, newProducts = [] }: Proposal): string | undefined => {
  if (likeness.startsWith('vendor ')) return newVendors[0]?.name
  if (!likeness.startsWith('product ')) return undefined
  return newProducts[0]?.name ?? lists().productName(likeness.slice('product '.length))
}
