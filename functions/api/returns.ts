import { stillNamed } from '../domain/draft.ts'
import { problem } from '../domain/problem.ts'
import { lay, statedIn } from '../domain/proposal.ts'
import type { Person } from '../schema/person.ts'
import type { Comment, Conflict, Proposal } from '../schema/proposal.ts'
import type { RegisterRecord } from '../schema/record.ts'
import { own, saysTheSame } from '../schema/typed.ts'
import type { Store } from '../store/index.ts'
import { decidedOn } from './decided.ts'
import { basesOf, draft } from './drafts.ts'
import { recordAsKept } from './naming.ts'

// What LOTI sends back: into the authority's open submission, with what was said about it.

type Facts = { actor: Person; at: string; origin: string }
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
 * Where the authority has begun a new draft of the same record, what was returned is laid under it: a field that both
 * change says what was typed last, and nothing else of either is lost.
 */
async function putBack(
  store: Store,
  { submission: submissionId, authority, kind, recordId }: Proposal,
  { comments, conflicts }: { comments: Said[]; conflicts?: Conflict[] },
  { actor, at, origin }: Facts,
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
  await draft(store, { authority, actor, now: () => new Date(at) }, [recordId], async (open, existing) => {
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
    const asItIs = rebased(proposal, base, current)
    const back: Proposal = begun
      ? {
          ...under(begun, { ...proposal, ...asItIs }, { base, current }),
          comments: [...thread, ...begun.comments],
        }
      : { ...proposal, ...asItIs, submission: open.id, comments: thread }
    return [
      ...(await decidedOn(store, submission, [proposal], { at, origin, returned: 1 })),
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

/** A draft begun since, with the changes that came back beneath it, as it says nothing of them itself. */
function under(
  begun: Proposal,
  back: Proposal,
  { base, current }: { base: RegisterRecord | undefined; current: RegisterRecord | undefined },
): Proposal {
  const [was, stated] = [statedIn(base), statedIn(current)]
  const changes = Object.entries(back.values).filter(
    ([field, value]) => !saysTheSame(back.kind, field, own(stated, field), value),
  )
  const values = { ...Object.fromEntries(changes), ...begun.values }
  const named = stillNamed(values, {
    vendors: [...back.newVendors, ...begun.newVendors],
    products: [...(back.newProducts ?? []), ...(begun.newProducts ?? [])],
  })
  const answers = [...(back.answers ?? []), ...(begun.answers ?? [])]
  const newAliases = [...(back.newAliases ?? []), ...(begun.newAliases ?? [])]
  const found = [...(back.found ?? []), ...(begun.found ?? [])]
  return {
    ...begun,
    values,
    // A dispute is told from the version that what came back was written against: told so, unless what was typed since
    // puts back what that version said, which would then pass for no change.
    baseVersion: Object.entries(begun.values).some(([field, value]) =>
      saysTheSame(begun.kind, field, own(was, field), value),
    )
      ? begun.baseVersion
      : Math.min(begun.baseVersion, back.baseVersion),
    newVendors: named.newVendors,
    ...(named.newProducts.length > 0 && { newProducts: named.newProducts }),
    ...(answers.length > 0 && { answers }),
    ...(newAliases.length > 0 && { newAliases }),
    ...(found.length > 0 && { found }),
    ...(back.importId && !begun.importId && { importId: back.importId }),
    ...(back.undoes && !begun.undoes && { undoes: back.undoes }),
    editors: [...new Set([...back.editors, ...begun.editors])],
    typedBy: { ...back.typedBy, ...begun.typedBy },
  }
}
