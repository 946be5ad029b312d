import { Hono } from 'hono'
import * as z from 'zod'
import { problem } from '../domain/problem.ts'
import { fieldChanges, judge, statedIn } from '../domain/proposal.ts'
import { sent } from '../domain/submission.ts'
import { prose } from '../schema/fields.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { RegisterRecord } from '../schema/record.ts'
import { MovedOn } from '../store/dynamo.ts'
import { allowed, bodyOf } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { draft, recordsBehind } from './drafts.ts'

// Check your answers, and send.

export const sending = z.object({ message: prose('the message').optional() })

/** Discards in one transaction. */
const discardedTogether = 90
const tries = 10

/** A proposal with the record it is about, what it would change, and what must be mended before it is sent. */
export function answersOf(proposal: Proposal, record: RegisterRecord | undefined) {
  const stated = statedIn(record)
  const judged = judge(proposal.kind, { ...stated, ...proposal.values })
  return {
    proposal,
    record: record ?? null,
    problems: judged.problems ?? {},
    changes: fieldChanges(stated, judged.fields ?? { ...stated, ...proposal.values }),
  }
}

export function submissionRoutes({ store, now = () => new Date() }: Deps) {
  return new Hono<Env>()
    .get('/:authority/submission', async (c) => {
      const { authority } = c.req.param()
      allowed(c, 'read unpublished', 'see what this authority is about to send', authority)
      const submission = await store.submissions.open(authority)
      if (!submission) return c.json({ submission: null, proposals: [] })
      const proposals = await store.proposals.of(submission.id)
      const records = await recordsBehind(store, proposals)
      return c.json({
        submission,
        proposals: proposals.map((proposal) => answersOf(proposal, records.get(proposal.recordId))),
      })
    })
    .get('/:authority/submissions', async (c) => {
      const { authority } = c.req.param()
      allowed(c, 'read unpublished', 'see what this authority has sent', authority)
      const submissions = await store.submissions.of(authority)
      return c.json({ submissions: submissions.sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1)) })
    })
    .post('/:authority/submission/send', async (c) => {
      const { authority } = c.req.param()
      const actor = allowed(c, 'send', 'send for this authority', authority)
      const { message } = await bodyOf(c, sending)
      const at = now().toISOString()
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const submission = await store.submissions.open(authority)
        if (!submission) throw problem.nothingToSend()
        const proposals = await store.proposals.of(submission.id)
        const records = await recordsBehind(store, proposals)
        const answers = proposals.map((proposal) => answersOf(proposal, records.get(proposal.recordId)))

        const unchanged = answers.filter(({ record, changes }) => record && changes.length === 0)
        if (unchanged.length > 0) {
          const ids = unchanged.slice(0, discardedTogether).map(({ proposal }) => proposal.recordId)
          await draft(store, { authority, actor, at }, ids, (_, existing) =>
            [...existing.values()].map((one) => store.writes.discard(one)),
          )
          attempt -= 1
          continue
        }
        const problems = Object.fromEntries(
          answers.flatMap(({ proposal, problems }) =>
            Object.entries(problems).map(([field, text]) => [`${proposal.recordId}.${field}`, text]),
          ),
        )
        if (Object.keys(problems).length > 0) throw problem.invalid(problems)

        const frozen = sent(submission, { actor, at, message, count: answers.length })
        try {
          await store.write([
            store.writes.submission(frozen),
            store.writes.closed(authority),
            ...store.writes.events(authority, await store.audit.head(authority), [
              { at, by: actor.id, action: 'sent', submission: submission.id },
            ]),
          ])
          return c.json(frozen)
        } catch (failure) {
          if (!(failure instanceof MovedOn)) throw failure
        }
      }
      throw problem.busy()
    })
}
