import { Hono } from 'hono'
import * as z from 'zod'
import { may } from '../domain/permission.ts'
import { problem } from '../domain/problem.ts'
import { isOwnWork } from '../domain/proposal.ts'
import { line, prose } from '../schema/fields.ts'
import { allowed, bodyOf, signedIn } from './answers.ts'
import { approve, giveBack } from './approval.ts'
import type { Deps, Env } from './deps.ts'
import { recordsBehind } from './drafts.ts'
import { lists } from './lists.ts'
import { answersOf } from './submissions.ts'
import type { Vendors } from './vendors.ts'

// The queue of what was sent, and LOTI's decisions on it.

const dayMilliseconds = 86_400_000
/** Proposals decided on in one request. A page with more asks again for the rest. */
const mostDecided = 200

export const approval = z.object({ records: z.array(z.string()).max(mostDecided).optional() })
export const returning = z.object({
  recordId: z.string({ error: 'Say which record' }),
  comments: z
    .array(
      z.object({
        field: line('the field', 60).optional(),
        text: prose('the comment').pipe(z.string().min(1, 'Enter what needs attention')),
      }),
    )
    .min(1, 'Enter what needs attention')
    .max(50),
})

export function reviewRoutes({ store, now = () => new Date() }: Deps, vendors: Vendors) {
  return new Hono<Env>()
    .get('/', async (c) => {
      const actor = signedIn(c)
      if (!actor.approver) throw problem.notYours('review submissions')
      const waiting = await store.submissions.waiting()
      return c.json({
        submissions: waiting.map((submission) => ({
          ...submission,
          authorityName: lists().authority(submission.authority)?.name ?? submission.authority,
          ageDays: Math.floor(
            (now().getTime() - Date.parse(submission.sentAt ?? submission.openedAt)) / dayMilliseconds,
          ),
          proposals: submission.undecidedCount ?? 0,
        })),
      })
    })
    .get('/:submission', async (c) => {
      const actor = signedIn(c)
      if (!actor.approver) throw problem.notYours('review submissions')
      const submission = await store.submissions.get(c.req.param('submission'))
      if (!submission) throw problem.missing('submission')
      const proposals = await store.proposals.of(submission.id)
      const records = await recordsBehind(store, proposals)
      return c.json({
        submission: {
          ...submission,
          authorityName: lists().authority(submission.authority)?.name ?? submission.authority,
        },
        proposals: proposals.map((proposal) => ({
          ...answersOf(proposal, records.get(proposal.recordId)),
          ownWork: isOwnWork(actor, proposal, submission),
          mayDecide:
            submission.state !== 'open' &&
            proposal.outcome === 'draft' &&
            may(actor, 'approve', submission.authority) &&
            !isOwnWork(actor, proposal, submission),
        })),
      })
    })
    .post('/:submission/approve', async (c) => {
      const submission = await store.submissions.get(c.req.param('submission'))
      const actor = allowed(c, 'approve', 'approve submissions', submission?.authority ?? 'none')
      if (!submission) throw problem.missing('submission')
      const { records } = await bodyOf(c, approval)
      const chosen =
        records ??
        (await store.proposals.of(submission.id))
          .filter(({ outcome }) => outcome === 'draft')
          .map(({ recordId }) => recordId)
          .slice(0, mostDecided)
      const results = await approve(store, submission.id, chosen, { actor, at: now().toISOString() })
      vendors.forget()
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
      const at = now().toISOString()
      await giveBack(
        store,
        submission.id,
        proposal,
        comments.map((comment) => ({ ...comment, by: actor.id, byName: actor.name, at })),
        { actor, at },
      )
      return c.json({ recordId, outcome: 'returned' as const })
    })
}
