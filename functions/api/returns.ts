import { problem } from '../domain/problem.ts'
import { lay } from '../domain/proposal.ts'
import { withDecided } from '../domain/submission.ts'
import type { Person } from '../schema/person.ts'
import type { Comment, Conflict, Proposal } from '../schema/proposal.ts'
import type { RegisterRecord } from '../schema/record.ts'
import type { Store } from '../store/index.ts'
import { basesOf, draft } from './drafts.ts'
import { recordAsKept } from './naming.ts'

// What LOTI sends back: into the authority's open submission, with what was said about it.

type Facts = { actor: Person; at: string }
export type Said = Pick<Comment, 'field' | 'text'>

/** Returns a proposal of a sent submission. Returning it twice is returning it once. */
export const giveBack = (store: Store, proposal: Proposal, comments: Said[], facts: Facts) =>
  putBack(store, proposal, { comments }, facts)

/** Returns a proposal that disputes what was published meanwhile, with both sides for its author to choose from. */
export const giveBackConflict = (store: Store, proposal: Proposal, conflicts: Conflict[], facts: Facts) =>
  putBack(
    store,
    proposal,
    {
      comments: conflicts.map(({ field }) => ({
        field,
        text: 'The published record was changed here while this waited. Choose which of the two is right.',
      })),
      conflicts,
    },
    facts,
  )

/**
 * Where the authority has begun a new draft of the same record, that draft stays and takes the comments; what was
 * returned can still be read in the submission it was sent in.
 */
async function putBack(
  store: Store,
  { submission: submissionId, authority, kind, recordId }: Proposal,
  { comments, conflicts }: { comments: Said[]; conflicts?: Conflict[] },
  { actor, at }: Facts,
): Promise<void> {
  const said = comments.map(
    (comment): Comment => ({
      ...comment,
      by: actor.id,
      byName: actor.name,
      from: 'LOTI',
      at,
    }),
  )
  await draft(store, { authority, actor, at }, [recordId], async (open, existing) => {
    const [submission, proposal, record, kept] = await Promise.all([
      store.submissions.get(submissionId),
      store.proposals.get(submissionId, recordId),
      store.records.get({ authority, kind, id: recordId }),
      store.merges.kept(),
    ])
    const current = record && recordAsKept(record, kept)
    if (!submission || !proposal) throw problem.missing('proposal')
    if (proposal.outcome === 'returned') return []
    if (proposal.outcome !== 'draft' || submission.state === 'open') throw problem.alreadyDecided()
    const base = (await basesOf(store, [proposal], new Map(current ? [[recordId, current]] : []))).get(
      recordId,
    )
    const thread = [...proposal.comments, ...said]
    const begun = existing.get(recordId)
    const back: Proposal = begun
      ? { ...begun, comments: [...thread, ...begun.comments] }
      : { ...proposal, ...rebased(proposal, base, current), submission: open.id, comments: thread }
    return [
      ...store.writes.submission(withDecided(submission, [proposal], at)),
      store.writes.proposal({
        ...proposal,
        outcome: 'returned',
        comments: thread,
        ...(conflicts && { conflicts }),
        decidedAt: at,
        decidedBy: actor.id,
        updatedAt: at,
        revision: proposal.revision + 1,
      }),
      store.writes.proposal({
        ...back,
        returnedFrom: submissionId,
        flags: undefined,
        likeness: undefined,
        revision: (begun?.revision ?? 0) + 1,
        updatedAt: at,
      }),
      ...store.writes.events(authority, await store.audit.head(authority), [
        { at, by: actor.id, action: 'returned', recordId, submission: submissionId },
      ]),
    ]
  })
}

/**
 * A proposal over what the record says now, with nothing in it but its own changes. It keeps the version it was
 * written against until what is in dispute is settled, so that the dispute is not forgotten.
 */
export function rebased(
  proposal: Proposal,
  base: RegisterRecord | undefined,
  current: RegisterRecord | undefined,
): Pick<Proposal, 'values' | 'baseVersion' | 'action'> {
  const { values, conflicts } = lay(proposal, { base, current })
  return {
    values,
    baseVersion: conflicts.length > 0 ? proposal.baseVersion : (current?.version ?? proposal.baseVersion),
    action: current && proposal.action === 'create' ? 'update' : proposal.action,
  }
}
