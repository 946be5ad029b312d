import { Hono } from 'hono'
import * as z from 'zod'
import { needsApproval } from '../domain/policy.ts'
import { problem } from '../domain/problem.ts'
import { calledIn, type Laid, lay } from '../domain/proposal.ts'
import { marked, sent } from '../domain/submission.ts'
import { riskSettings, policies as usual } from '../reference/settings.ts'
import { prose } from '../schema/fields.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { RegisterRecord } from '../schema/record.ts'
import type { OpenSubmission, Wanting } from '../schema/review.ts'
import type { Submission } from '../schema/submission.ts'
import { again } from '../store/again.ts'
import { MovedOn, type Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { allowed, bodyOf, queryOf } from './answers.ts'
import { approve } from './approval.ts'
import type { Deps, Env } from './deps.ts'
import { basesOf, draft, recordsBehind } from './drafts.ts'
import { offListsIn } from './onLists.ts'
import { rebased } from './returns.ts'

// Check your answers, and send.

export const sending = z.object({
  message: prose('the message').optional(),
  /** The submission that was looked at, so that sending it again is sending it once. */
  submission: z.string().max(80).optional(),
})

export const answersAfter = z.object({ after: z.string().max(80).optional() })
/** Proposals shown together: an import can bring 20,000, which no page and no answer holds. */
const answersTogether = 100
const mostWanting = 100

/** Where to go on with what was decided: the submission told of last. */
export const submissionsBefore = z.object({ before: z.string().max(80).optional() })
const decidedTogether = 20

/** Writes in one transaction, and their size, within DynamoDB's 100 items and 4 MB. */
const writtenTogether = 90
const mostCharacters = 2_500_000

/** A proposal with the record it is about, what it would change, and what must be mended before it is sent. */
export function answersOf(
  proposal: Proposal,
  current: RegisterRecord | undefined,
  base: RegisterRecord | undefined,
) {
  const { problems, changes, conflicts, since } = lay(proposal, { base, current })
  return {
    proposal: { ...proposal, ...rebased(proposal, base, current) },
    record: current ?? null,
    problems,
    changes,
    conflicts,
    /** What was published meanwhile in other fields, and stays. */
    since: since.filter(({ field }) => !conflicts.some((one) => one.field === field)),
  }
}

type Prepared = { proposal: Proposal; laid: Laid }

async function laidOut(store: Store, proposals: Proposal[]) {
  const records = await recordsBehind(store, proposals)
  const bases = await basesOf(store, proposals, records)
  const laid = proposals.map((proposal) => {
    const current = records.get(proposal.recordId)
    const base = bases.get(proposal.recordId)
    return { proposal, current, base, laid: lay(proposal, { current, base }) }
  })
  const off = await offListsIn(
    store,
    laid.map(({ laid: { after }, ...one }) => ({ ...one, after })),
  )
  return laid.map((one) => {
    const problems = { ...off.get(one.proposal.recordId), ...one.laid.problems }
    return { ...one, laid: { ...one.laid, problems } }
  })
}

/** What keeps a proposal from being sent. */
function wantingIn({
  proposal: { recordId, kind },
  laid: { after, problems, conflicts, gone },
}: Prepared): Wanting[] {
  const wants = (field: string, text: string, conflict = false): Wanting => ({
    recordId,
    kind,
    title: calledIn(after),
    field,
    text,
    conflict,
  })
  return [
    ...conflicts.map(({ field }) =>
      wants(field, 'Choose what is right here: it was changed on the register while you had it open', true),
    ),
    ...Object.entries(problems).map(([field, text]) => wants(field, text)),
    ...(gone ? [wants('name', 'This record has left the register: discard the change')] : []),
  ]
}

/** The same of them all: a message by `record.field`. */
const problemsIn = (prepared: Prepared[]): Record<string, string> =>
  Object.fromEntries(
    prepared.flatMap(wantingIn).map(({ recordId, field, text }) => [`${recordId}.${field}`, text]),
  )

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

export function submissionRoutes({ store, policies = usual, now = () => new Date() }: Deps) {
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
      { ...facts, byPolicy: true },
    )
    return (await store.submissions.get(submission.id)) ?? submission
  }

  return new Hono<Env>()
    .get('/:authority/submission', async (c) => {
      const { authority } = c.req.param()
      allowed(c, 'read unpublished', 'see what this authority is about to send', authority)
      const submission = await store.submissions.open(authority)
      const { after = '' } = queryOf(c, answersAfter)
      const prepared = submission ? await laidOut(store, await store.proposals.of(submission.id)) : []
      const wanting = prepared.flatMap(wantingIn)
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
        proposals: page.map(({ proposal, current, base, laid: { problems } }) => ({
          ...answersOf(proposal, current, base),
          problems,
        })),
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
      const { message, submission: wanted } = await bodyOf(c, sending)
      const at = now().toISOString()
      const freeze = async (): Promise<Submission> => {
        const submission = await store.submissions.open(authority)
        if (wanted !== undefined && wanted !== submission?.id) {
          const before = await store.submissions.get(wanted)
          if (before?.authority === authority && before.sentBy === actor.id) {
            return before
          }
          throw problem.changedSince('submission')
        }
        if (!submission) throw problem.nothingToSend()
        const prepared = await laidOut(store, await store.proposals.of(submission.id))

        const unchanged = prepared.filter(
          ({ current, laid: { changes, conflicts } }) =>
            current && changes.length === 0 && conflicts.length === 0,
        )
        if (unchanged.length > 0) {
          const looked = new Map(
            unchanged.slice(0, writtenTogether).map(({ proposal }) => [proposal.recordId, proposal.revision]),
          )
          let discarded = 0
          await draft(store, { authority, actor, at }, [...looked.keys()], (_, existing) => {
            // A colleague may have typed in it since: then it is looked at again.
            const still = [...existing.values()].filter(
              ({ recordId, revision }) => looked.get(recordId) === revision,
            )
            discarded = still.length
            return still.map((one) => store.writes.discard(one))
          })
          if (discarded === 0) throw new MovedOn([keys.submission(submission.id)])
          return freeze()
        }
        const problems = problemsIn(prepared)
        if (Object.keys(problems).length > 0) throw problem.invalid(problems)

        const proposals = prepared.map(({ proposal, laid }) => marked(proposal, laid, riskSettings))
        const frozen = sent(submission, {
          actor,
          at,
          message,
          proposals: prepared.map(({ laid }, index) => ({
            flags: proposals[index]?.flags ?? [],
            title: calledIn(laid.after),
          })),
        })
        await list(store, proposals, at)
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
