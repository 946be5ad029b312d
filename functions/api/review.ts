import { Hono } from 'hono'
import * as z from 'zod'
import { may } from '../domain/permission.ts'
import { problem } from '../domain/problem.ts'
import { fieldChanges, isOwnWork, lay } from '../domain/proposal.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { RegisterRecord } from '../schema/record.ts'
import { type ApprovedIn, queueFilter, type Review, type Reviewed } from '../schema/review.ts'
import type { Submission } from '../schema/submission.ts'
import type { Store } from '../store/index.ts'
import { queueView } from '../views/queue.ts'
import type { Added } from './added.ts'
import { alikeTo } from './alike.ts'
import { allowed, bodyOf, queryOf, signedIn } from './answers.ts'
import { approve, systemsFirst } from './approval.ts'
import { said } from './comments.ts'
import type { Deps, Env } from './deps.ts'
import { basesOf, kindOf, recordsBehind } from './drafts.ts'
import { lists } from './lists.ts'
import { answersOf } from './readiness.ts'
import { giveBack } from './returns.ts'

// The queue of what was sent, and LOTI's decisions on it.

/** Submissions read of the queue, the oldest first. Where more wait, the page says so. */
const mostWaiting = 500
/** Proposals decided on in one request. A page with more asks again for the rest. */
const mostDecided = 200

const recordIds = z.array(z.string().max(80))
export const approval = z.object({ records: recordIds.max(mostDecided).optional() })
export const approvals = z.object({
  proposals: z
    .array(z.object({ submission: z.string().max(80), recordId: z.string().max(80) }))
    .min(1, 'Choose what to approve')
    .max(mostDecided, `Approve ${mostDecided} or fewer at a time`),
})
export const returning = z.object({
  recordId: z.string({ error: 'Say which record' }),
  comments: z.array(said).min(1, 'Enter what needs attention').max(50),
})

const nameOf = (authority: string) => lists().authority(authority)?.name ?? authority

export function reviewRoutes({ store, origin, now = () => new Date() }: Deps, added: Added) {
  return new Hono<Env>()
    .get('/', async (c) => {
      const actor = signedIn(c)
      if (!may(actor, 'review')) throw problem.notYours('review submissions')
      const waiting = await store.submissions.waiting(mostWaiting + 1)
      return c.json(
        queueView(waiting.slice(0, mostWaiting), queryOf(c, queueFilter), {
          now: now(),
          more: waiting.length > mostWaiting,
          authorityName: nameOf,
        }),
      )
    })
    .post('/approvals', async (c) => {
      const actor = signedIn(c)
      if (!may(actor, 'review')) throw problem.notYours('approve submissions')
      const { proposals } = await bodyOf(c, approvals)
      const submissions = await store.submissions.many(proposals.map(({ submission }) => submission))
      const results: ApprovedIn[] = []
      // Systems first, in whichever submission, so that a contract elsewhere may be approved with the system it covers.
      const stages = [...Map.groupBy(proposals, ({ recordId }) => kindOf(recordId) === 'system')]
        .sort(([a], [b]) => Number(b) - Number(a))
        .flatMap(([, some]) => [...Map.groupBy(some, ({ submission }) => submission)])
      for (const [id, chosen] of stages) {
        const submission = submissions.get(id)
        const ids = chosen.map(({ recordId }) => recordId)
        const told =
          submission && may(actor, 'approve', submission.authority)
            ? await approve(store, id, ids, { actor, at: now().toISOString(), origin })
            : ids.map((recordId) => ({
                recordId,
                outcome: 'refused' as const,
                problem: problem.missing('submission').message,
              }))
        results.push(...told.map((one) => ({ ...one, submission: id })))
      }
      added.forget()
      return c.json({ results })
    })
    .get('/:submission', async (c) => {
      const actor = signedIn(c)
      if (!may(actor, 'review')) throw problem.notYours('review submissions')
      const submission = await store.submissions.get(c.req.param('submission'))
      if (!submission) throw problem.missing('submission')
      return c.json(await reviewOf(store, submission, actor))
    })
    .get('/:submission/alike', async (c) => {
      const actor = signedIn(c)
      if (!may(actor, 'review')) throw problem.notYours('review submissions')
      const submission = await store.submissions.get(c.req.param('submission'))
      if (!submission) throw problem.missing('submission')
      const proposals = submission.state === 'sent' ? await store.proposals.of(submission.id) : []
      return c.json({ groups: await alikeTo(store, submission, proposals, actor) })
    })
    .post('/:submission/approve', async (c) => {
      const submission = await store.submissions.get(c.req.param('submission'))
      const actor = allowed(c, 'approve', 'approve submissions', submission?.authority ?? 'none')
      if (!submission) throw problem.missing('submission')
      const { records } = await bodyOf(c, approval)
      const chosen =
        records ??
        systemsFirst(
          (await store.proposals.of(submission.id))
            .filter(({ outcome }) => outcome === 'draft')
            .map(({ recordId }) => recordId),
          (recordId) => recordId,
        ).slice(0, mostDecided)
      const results = await approve(store, submission.id, chosen, { actor, at: now().toISOString(), origin })
      added.forget()
      return c.json({ results })
    })
    .post('/:submission/return', async (c) => {
      const submission = await store.submissions.get(c.req.param('submission'))
      const actor = allowed(c, 'approve', 'return submissions', submission?.authority ?? 'none')
      if (!submission) throw problem.missing('submission')
      const { recordId, comments } = await bodyOf(c, returning)
      const proposal = await store.proposals.get(submission.id, recordId)
      if (!proposal) throw problem.missing('proposal')
      if (isOwnWork(actor, proposal, submission)) throw problem.ownWork()
      await giveBack(store, proposal, comments, { actor, at: now().toISOString(), origin })
      return c.json({ recordId, outcome: 'returned' as const })
    })
}

async function reviewOf(store: Store, submission: Submission, actor: Person): Promise<Review> {
  const proposals = await store.proposals.of(submission.id)
  const records = await recordsBehind(store, proposals)
  const [bases, returned] = await Promise.all([
    basesOf(store, proposals, records),
    returnedBefore(store, proposals, records),
  ])
  return {
    submission: { ...submission, authorityName: nameOf(submission.authority) },
    proposals: proposals.map((proposal): Reviewed => {
      const current = records.get(proposal.recordId)
      const base = bases.get(proposal.recordId)
      const ownWork = isOwnWork(actor, proposal, submission)
      const before = returned.get(proposal.recordId)
      const waits = submission.state !== 'open' && proposal.outcome === 'draft'
      return {
        // What was decided on is told as it was proposed: the record has moved on with it.
        ...(waits ? answersOf(proposal, current, base) : asDecided(proposal, current)),
        ownWork,
        mayDecide: waits && !ownWork && may(actor, 'approve', submission.authority),
        ...(before && {
          sinceReturned: {
            ...before.told,
            changes: fieldChanges(before.after, lay(proposal, { current, base }).after),
          },
        }),
      }
    }),
  }
}

const asDecided = (proposal: Proposal, current: RegisterRecord | undefined) => ({
  proposal,
  record: current ?? null,
  problems: {},
  changes: [],
  conflicts: proposal.conflicts ?? [],
  since: [],
})

/** What these proposals said when they were last sent and returned, by record id. */
async function returnedBefore(
  store: Store,
  proposals: Proposal[],
  records: ReadonlyMap<string, RegisterRecord>,
) {
  const refs = proposals.flatMap(({ recordId, returnedFrom }) =>
    returnedFrom ? [{ submission: returnedFrom, recordId }] : [],
  )
  const [before, submissions] = await Promise.all([
    store.proposals.each(refs),
    store.submissions.many(refs.map(({ submission }) => submission)),
  ])
  const bases = await basesOf(store, before, records)
  return new Map(
    before.map((proposal) => [
      proposal.recordId,
      {
        after: lay(proposal, {
          current: records.get(proposal.recordId),
          base: bases.get(proposal.recordId),
        }).after,
        told: {
          at: proposal.decidedAt ?? proposal.updatedAt,
          byName: proposal.comments.findLast(({ from }) => from === 'LOTI')?.byName ?? 'LOTI',
          reference: submissions.get(proposal.submission)?.reference ?? '',
        },
      },
    ]),
  )
}
