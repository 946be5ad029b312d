import { Hono } from 'hono'
import * as z from 'zod'
import { needsApproval } from '../domain/policy.ts'
import { problem } from '../domain/problem.ts'
import { calledIn } from '../domain/proposal.ts'
import { marked, sent } from '../domain/submission.ts'
import { riskSettings, policies as usual } from '../reference/settings.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { OpenSubmission } from '../schema/review.ts'
import type { Submission } from '../schema/submission.ts'
import { again } from '../store/again.ts'
import { MovedOn, type Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { allowed, bodyOf, queryOf } from './answers.ts'
import { approve } from './approval.ts'
import type { Deps, Env } from './deps.ts'
import { draft } from './drafts.ts'
import { askAgain } from './found.ts'
import {
  isUnchanged,
  type Prepared,
  prepare,
  problemsIn,
  readyIn,
  waitingOf,
  wantingIn,
} from './readiness.ts'
import { mostCharacters, mostNamed, sending, sendSome, writtenTogether } from './sendSome.ts'

// Check your answers, and send.

export const answersAfter = z.object({ after: z.string().max(80).optional() })
/** Proposals shown together: an import can bring 20,000, which no page and no answer holds. */
const answersTogether = 100
const mostWanting = 100

/** Where to go on with what was decided: the submission told of last. */
export const submissionsBefore = z.object({ before: z.string().max(80).optional() })
const decidedTogether = 20

/** How many there are of each kind of change. */
const madeOf = (prepared: Prepared[]): OpenSubmission['made'] =>
  [...Map.groupBy(prepared, ({ proposal: { action, kind } }) => `${action} ${kind}`).values()].flatMap(
    (some) => {
      const [first] = some
      return first ? [{ action: first.proposal.action, kind: first.proposal.kind, count: some.length }] : []
    },
  )

/** Puts what is about to be sent on its lists. Nothing comes of it if it is not sent after all. */
async function list(store: Store, proposals: Proposal[], at: string) {
  let group: Write[] = []
  let size = 0
  for (const proposal of proposals) {
    const length = JSON.stringify(proposal).length
    if (group.length >= writtenTogether || size + length > mostCharacters) {
      await store.write(group)
      group = []
      size = 0
    }
    group.push(store.writes.listed(proposal, at))
    size += length
  }
  await store.write(group)
}

export function submissionRoutes({ store, origin, policies = usual, now = () => new Date() }: Deps) {
  /** What needs no approval counts as soon as it is sent. Cut short, it is taken up when it is sent again. */
  const takeAtOnce = async (submission: Submission, facts: { actor: Person; at: string }) => {
    const waiting = (await store.proposals.of(submission.id)).filter(
      ({ kind, outcome }) => outcome === 'draft' && !needsApproval(policies, kind),
    )
    if (waiting.length === 0) return submission
    await approve(
      store,
      submission.id,
      waiting.map(({ recordId }) => recordId),
      { ...facts, origin, byPolicy: true },
    )
    return (await store.submissions.get(submission.id)) ?? submission
  }

  return new Hono<Env>()
    .get('/:authority/submission', async (c) => {
      const { authority } = c.req.param()
      allowed(c, 'read unpublished', 'see what this authority is about to send', authority)
      const submission = await store.submissions.open(authority)
      const { after = '' } = queryOf(c, answersAfter)
      const prepared = submission
        ? await prepare(store, authority, await store.proposals.of(submission.id))
        : []
      const wanting = prepared.flatMap(wantingIn)
      const ready = readyIn(prepared)
      const wants = new Set(wanting.map(({ recordId }) => recordId))
      // Those that want something come first: whoever looks at the beginning alone has them in sight.
      const placeOf = ({ proposal: { recordId } }: Prepared) => `${wants.has(recordId) ? 0 : 1}${recordId}`
      const left = prepared
        .filter((one) => placeOf(one) > after)
        .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
      const page = left.slice(0, answersTogether)
      const last = page.at(-1)
      const open: OpenSubmission = {
        submission: submission ?? null,
        total: prepared.length,
        made: madeOf(prepared),
        wanting: wanting.slice(0, mostWanting),
        wantingInAll: wanting.length,
        ready: [...ready].slice(0, mostNamed),
        proposals: page.map((one) => waitingOf(one, ready)),
        ...(last && left.length > page.length && { next: placeOf(last) }),
      }
      return c.json(open)
    })
    .get('/:authority/submissions', async (c) => {
      const { authority } = c.req.param()
      allowed(c, 'read unpublished', 'see what this authority has sent', authority)
      const { before } = queryOf(c, submissionsBefore)
      const [underway, decided] = await Promise.all([
        before === undefined ? store.submissions.underway(authority) : [],
        store.submissions.decided(authority, decidedTogether, before),
      ])
      return c.json({
        submissions: [...underway.sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1)), ...decided.submissions],
        ...(decided.more && { before: decided.submissions.at(-1)?.id }),
      })
    })
    .post('/:authority/submission/send', async (c) => {
      const { authority } = c.req.param()
      const actor = allowed(c, 'send', 'send for this authority', authority)
      const { message, submission: wanted, importId, ...named } = await bodyOf(c, sending)
      const at = now().toISOString()
      const open = importId === undefined ? undefined : await store.submissions.open(authority)
      const inIt = open && open.id === wanted ? await store.proposals.of(open.id) : []
      const brought = inIt.filter((one) => one.importId === importId)
      // Where the import is all there is, the submission is sent as it stands; otherwise its part alone.
      const part = brought.length < inIt.length ? brought.map(({ recordId }) => recordId) : undefined
      if (part && part.length === 0) throw problem.nothingToSend()
      if (part && part.length > mostNamed) {
        throw problem.tooLarge(
          `More than ${mostNamed.toLocaleString('en-GB')} rows wait beside other changes here. Open the submission and send it as a whole.`,
        )
      }
      const records = named.records ?? part
      if (records) {
        const key = c.req.header('Idempotency-Key')
        const some = await sendSome(store, records, { authority, actor, at, message, key })
        return c.json(await takeAtOnce(some, { actor, at }))
      }
      const freeze = async (): Promise<Submission> => {
        const submission = await store.submissions.open(authority)
        if (wanted !== undefined && wanted !== submission?.id) {
          const before = await store.submissions.get(wanted)
          if (before?.authority === authority && before.sentBy === actor.id) {
            return before
          }
          throw before?.authority === authority
            ? problem.alreadySent(bySomebody(before))
            : problem.changedSince('submission')
        }
        if (!submission) throw problem.nothingToSend()
        const proposals = await store.proposals.of(submission.id)
        // A colleague began something in it since: that is theirs to send.
        if (importId !== undefined && proposals.some((one) => one.importId !== importId)) {
          throw problem.changedSince('submission')
        }
        const prepared = await prepare(store, authority, proposals)

        const unchanged = prepared.filter(isUnchanged)
        if (unchanged.length > 0) {
          const looked = new Map(
            unchanged.slice(0, writtenTogether).map(({ proposal }) => [proposal.recordId, proposal.revision]),
          )
          let discarded = 0
          await draft(store, { authority, actor, now }, [...looked.keys()], async (_, existing) => {
            // A colleague may have typed in it since: then it is looked at again.
            const still = [...existing.values()].filter(
              ({ recordId, revision }) => looked.get(recordId) === revision,
            )
            discarded = still.length
            await askAgain(store, authority, still, { by: actor.id, byName: actor.name, at })
            return still.map((one) => store.writes.discard(one))
          })
          if (discarded === 0) throw new MovedOn([keys.submission(submission.id)])
          return freeze()
        }
        const problems = problemsIn(prepared)
        if (Object.keys(problems).length > 0) throw problem.invalid(problems)

        const marks = prepared.map(({ proposal, laid }) => marked(proposal, laid, riskSettings))
        const frozen = sent(submission, {
          actor,
          at,
          message,
          proposals: prepared.map(({ laid }, index) => ({
            flags: marks[index]?.flags ?? [],
            title: calledIn(laid.after),
          })),
        })
        await list(store, marks, at)
        await store.write([
          ...store.writes.submission(frozen),
          store.writes.closed(authority),
          ...store.writes.events(authority, await store.audit.head(authority), [
            { at, by: actor.id, action: 'sent', submission: submission.id },
          ]),
        ])
        return frozen
      }
      return c.json(await takeAtOnce(await again(freeze), { actor, at }))
    })
}

/** Who sent a submission, when, and what it is called since. */
function bySomebody({ sentByName, sentAt, reference }: Submission): string {
  const on =
    sentAt && new Date(sentAt).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' })
  return `${sentByName ? `, by ${sentByName}` : ''}${on ? ` on ${on}` : ''}${reference ? `, as ${reference}` : ''}`
}
