import { type Problem, problem } from '../domain/problem.ts'
import { approvedVersion, isOwnWork, judge, merge, statedIn } from '../domain/proposal.ts'
import { withDecided } from '../domain/submission.ts'
import type { Person } from '../schema/person.ts'
import type { Comment, Proposal } from '../schema/proposal.ts'
import type { RecordFields, RegisterRecord } from '../schema/record.ts'
import type { Submission } from '../schema/submission.ts'
import { MovedOn, type Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { draft, recordsBehind } from './drafts.ts'

export type ApprovalResult = {
  recordId: string
  outcome: 'approved' | 'conflict' | 'refused'
  version?: number
  /** Why it was refused, or what it conflicts with. */
  problem?: string
}

type Facts = { actor: Person; at: string }

/** What a proposal would publish, or why it cannot be. */
type Prepared =
  | { proposal: Proposal; record: RegisterRecord }
  | {
      proposal: Proposal
      result: ApprovalResult
      conflicts?: { field: string; theirs: unknown; yours: unknown }[]
    }

const tries = 12

/**
 * Approves proposals of a sent submission and says for each what came of it. Each is published in one transaction
 * with its version, audit event and outcome; several share one. What was approved before stays approved.
 */
export async function approve(
  store: Store,
  submissionId: string,
  recordIds: string[],
  facts: Facts,
): Promise<ApprovalResult[]> {
  const results = new Map<string, ApprovalResult>()
  let left = recordIds
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt > tries) throw problem.busy()
    // After a clash the records go one by one, so that one in dispute holds up no other. Each takes up to 7 of the
    // 100 writes of a transaction: 3 for the record, the proposal, and vendors and a product new to the lists.
    const most = attempt === 0 ? 13 : 1
    const group = left.slice(0, most)
    for (const result of await approveGroup(store, submissionId, group, facts)) {
      results.set(result.recordId, result)
    }
    const before = left.length
    left = left.filter((id) => !results.has(id))
    if (left.length < before) attempt = left.length > 0 && most === 1 ? 0 : -1
  }
  return recordIds.flatMap((id) => results.get(id) ?? [])
}

/** Approves a few in one transaction; answers nothing for those that had moved on. */
async function approveGroup(
  store: Store,
  submissionId: string,
  recordIds: string[],
  { actor, at }: Facts,
): Promise<ApprovalResult[]> {
  const submission = await store.submissions.get(submissionId)
  if (!submission) throw problem.missing('submission')
  const proposals = await store.proposals.many(submissionId, recordIds)
  const current = await recordsBehind(store, proposals)
  const missing = recordIds.filter((id) => !proposals.some(({ recordId }) => recordId === id))
  const prepared = await Promise.all(
    proposals.map((proposal) =>
      prepare(store, proposal, submission, current.get(proposal.recordId), { actor, at }),
    ),
  )
  const results: ApprovalResult[] = missing.map((recordId) => ({
    recordId,
    outcome: 'refused',
    problem: problem.missing('proposal').message,
  }))
  const publishing = prepared.flatMap((one) => ('record' in one ? [one] : []))
  for (const one of prepared) {
    if ('record' in one) continue
    if (one.conflicts)
      await giveBack(store, submissionId, one.proposal, conflictComments(one.conflicts, { actor, at }), {
        actor,
        at,
      })
    results.push(one.result)
  }
  if (publishing.length === 0) return results

  const latest = (await store.submissions.get(submissionId)) ?? submission
  try {
    await store.publish(
      submission.authority,
      publishing.map(({ record }) => ({
        record,
        facts: { at, by: actor.id, action: 'approved' as const, submission: submissionId },
      })),
      [
        store.writes.submission(withDecided(latest, publishing.length, at)),
        ...publishing.map(({ proposal }) =>
          store.writes.proposal({
            ...proposal,
            outcome: 'approved',
            decidedAt: at,
            decidedBy: actor.id,
            updatedAt: at,
            revision: proposal.revision + 1,
          }),
        ),
        ...newVendorsOf(publishing.map(({ proposal }) => proposal)).map(store.writes.vendor),
        ...newProductsOf(publishing).map(store.writes.product),
      ],
    )
  } catch (failure) {
    if (failure instanceof MovedOn) return results
    throw failure
  }
  return [
    ...results,
    ...publishing.map(({ record }) => ({
      recordId: record.id,
      outcome: 'approved' as const,
      version: record.version,
    })),
  ]
}

const newVendorsOf = (proposals: Proposal[]) => [
  ...new Map(proposals.flatMap(({ newVendors }) => newVendors).map((vendor) => [vendor.id, vendor])).values(),
]

/** A product new to the list is described by the system that brings it, where nothing else was said of it. */
const newProductsOf = (publishing: { proposal: Proposal; record: RegisterRecord }[]) => [
  ...new Map(
    publishing.flatMap(({ proposal: { newProducts = [] }, record }) =>
      newProducts.map((product) => {
        const maker = product.maker ?? (record.kind === 'system' ? record.maker : undefined)
        const serviceAreas =
          product.serviceAreas.length > 0 || record.kind !== 'system'
            ? product.serviceAreas
            : record.serviceAreas
        return [product.id, { ...product, ...(maker && { maker }), serviceAreas }] as const
      }),
    ),
  ).values(),
]

async function prepare(
  store: Store,
  proposal: Proposal,
  submission: Submission,
  current: RegisterRecord | undefined,
  { actor, at }: Facts,
): Promise<Prepared> {
  const refused = (why: Problem | string): Prepared => ({
    proposal,
    result: {
      recordId: proposal.recordId,
      outcome: 'refused',
      problem: typeof why === 'string' ? why : why.message,
    },
  })
  if (proposal.outcome === 'approved') {
    const version = current?.version
    return {
      proposal,
      result: { recordId: proposal.recordId, outcome: 'approved', ...(version !== undefined && { version }) },
    }
  }
  if (submission.state === 'open') return refused('This submission has not been sent.')
  if (proposal.outcome !== 'draft') return refused(problem.alreadyDecided())
  if (isOwnWork(actor, proposal, submission)) return refused(problem.ownWork())

  const version = current?.version ?? 0
  if (version === proposal.baseVersion) {
    const judged = judge(proposal.kind, { ...statedIn(current), ...proposal.values })
    if (judged.problems) return refused(Object.values(judged.problems)[0] ?? 'Some answers need attention.')
    return { proposal, record: approvedVersion(proposal, judged.fields, current, at) }
  }

  const base =
    proposal.baseVersion > 0
      ? await store.records.version(proposal.recordId, proposal.baseVersion)
      : undefined
  const proposed = judge(proposal.kind, { ...statedIn(base), ...proposal.values })
  if (proposed.problems) return refused(Object.values(proposed.problems)[0] ?? 'Some answers need attention.')
  const merged = merge(statedIn(base), statedIn(current), proposed.fields)
  if (merged.conflicts.length > 0) {
    return {
      proposal,
      conflicts: merged.conflicts,
      result: {
        recordId: proposal.recordId,
        outcome: 'conflict',
        problem: `The record has changed since this was proposed, in the same ${merged.conflicts.length === 1 ? 'field' : 'fields'}. It is back with the authority, showing both.`,
      },
    }
  }
  const judged = judge(proposal.kind, merged.values)
  if (judged.problems) return refused(Object.values(judged.problems)[0] ?? 'Some answers need attention.')
  return { proposal, record: approvedVersion(proposal, judged.fields as RecordFields, current, at) }
}

const conflictComments = (
  conflicts: { field: string; theirs: unknown; yours: unknown }[],
  { actor, at }: Facts,
): Comment[] =>
  conflicts.map(({ field, theirs, yours }) => ({
    by: actor.id,
    byName: actor.name,
    at,
    field,
    text: `The published record has changed here since this was proposed. It now says ${inWords(theirs)}; you proposed ${inWords(yours)}.`,
  }))

const inWords = (value: unknown) =>
  value === undefined || value === null || value === ''
    ? 'nothing'
    : typeof value === 'string'
      ? `“${value.slice(0, 300)}”`
      : JSON.stringify(value).slice(0, 300)

/**
 * Puts a proposal back into its authority's open submission with comments. Where the authority has begun a new draft
 * of the same record, that draft stays and takes the comments.
 */
export async function giveBack(
  store: Store,
  submissionId: string,
  { recordId, authority }: { recordId: string; authority: string },
  comments: Comment[],
  { actor, at }: Facts,
): Promise<void> {
  await draft(store, { authority, actor, at }, [recordId], async (open, existing) => {
    const [submission, proposal] = await Promise.all([
      store.submissions.get(submissionId),
      store.proposals.get(submissionId, recordId),
    ])
    if (!submission || !proposal) throw problem.missing('proposal')
    if (proposal.outcome === 'returned') return []
    if (proposal.outcome !== 'draft' || submission.state === 'open') throw problem.alreadyDecided()
    const current = await store.records.get({ authority, kind: proposal.kind, id: recordId })
    const begun = existing.get(recordId)
    const thread = [...proposal.comments, ...comments]
    const back: Proposal = begun
      ? { ...begun, comments: [...thread, ...begun.comments], revision: begun.revision + 1, updatedAt: at }
      : {
          ...proposal,
          submission: open.id,
          // A conflict is settled against what the record says now; its author sees both and chooses.
          baseVersion: current?.version ?? 0,
          action: current && proposal.action === 'create' ? 'update' : proposal.action,
          comments: thread,
          revision: 1,
          updatedAt: at,
        }
    const writes: Write[] = [
      store.writes.submission(withDecided(submission, 1, at)),
      store.writes.proposal({
        ...proposal,
        outcome: 'returned',
        comments: thread,
        decidedAt: at,
        decidedBy: actor.id,
        updatedAt: at,
        revision: proposal.revision + 1,
      }),
      store.writes.proposal(back),
      ...store.writes.events(authority, await store.audit.head(authority), [
        { at, by: actor.id, action: 'returned', recordId, submission: submissionId },
      ]),
    ]
    return writes
  })
}
