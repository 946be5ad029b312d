import { ulid } from 'ulid'
import * as z from 'zod'
import { sha256 } from '../domain/audit.ts'
import { problem } from '../domain/problem.ts'
import { calledIn } from '../domain/proposal.ts'
import { marked, opened, sent, withMore } from '../domain/submission.ts'
import { riskSettings } from '../reference/settings.ts'
import { prose } from '../schema/fields.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { Submission } from '../schema/submission.ts'
import { again } from '../store/again.ts'
import type { Store } from '../store/index.ts'
import { submissionId } from '../store/keys.ts'
import { systemsFirst } from './approval.ts'
import { isUnchanged, type Prepared, prepare, problemsIn } from './readiness.ts'

// Sending what is ready and leaving the rest: what is sent moves to a submission of its own, and the open one stays.

/** As many as one request names. */
export const mostNamed = 2000

export const sending = z
  .object({
    message: prose('the message').optional(),
    /** The submission that was looked at, so that sending it again is sending it once. */
    submission: z.string().max(80).optional(),
    /** Only these are sent; the rest stays in the open submission. */
    records: z
      .array(z.string().max(80))
      .min(1, 'Name what is to be sent')
      .max(mostNamed, `Send ${mostNamed.toLocaleString('en-GB')} or fewer at once`)
      .optional(),
    /** Only what came of this import is sent; the rest stays in the open submission. */
    importId: z.string().max(80).optional(),
  })
  .refine(({ importId, submission }) => importId === undefined || submission !== undefined, {
    path: ['submission'],
    error: 'Name the submission the import went into, so that sending it again is sending it once',
  })

/** Writes in one transaction, and their size, within DynamoDB's 100 items and 4 MB. */
export const writtenTogether = 90
export const mostCharacters = 2_500_000
/** Each leaves one submission and joins another. */
const movedTogether = writtenTogether / 2

type Facts = {
  authority: string
  actor: Person
  at: string
  message?: string | undefined
  /** Names this sending, so that sending it again is sending it once. */
  key?: string | undefined
}

/**
 * Sends the records named. Many go in several transactions, each of which leaves a submission that is whole; cut short,
 * the same sending asked for again goes on where it ended.
 */
export async function sendSome(
  store: Store,
  records: readonly string[],
  { authority, actor, at, message, key = ulid() }: Facts,
): Promise<Submission> {
  const unique = sha256(`${actor.id}\n${authority}\nsend ${key}`).slice(0, 26)
  const target = submissionId(unique, authority)
  const wanted = [...new Set(records)]
  const once = async (): Promise<{ submission: Submission; left: string[] }> => {
    const [open, before] = await Promise.all([
      store.submissions.open(authority),
      store.submissions.get(target),
    ])
    const gone = new Set((await store.proposals.many(target, wanted)).map(({ recordId }) => recordId))
    const left = wanted.filter((id) => !gone.has(id))
    // What went first may all have been decided on by now: that is closed, and the rest goes by itself.
    if (before && (left.length === 0 || before.state === 'decided')) return { submission: before, left }
    const prepared = open ? await prepare(store, authority, await withCovered(store, open.id, left)) : []
    const chosen = prepared.filter(({ proposal }) => left.includes(proposal.recordId))
    // A colleague discarded or sent one of them.
    if (!open || chosen.length < left.length) throw problem.changedSince('submission')
    const problems = { ...problemsIn(chosen), ...leftBehind(chosen, prepared) }
    if (Object.keys(problems).length > 0) throw problem.invalid(problems)

    const some = fitting(systemsFirst(chosen, ({ proposal }) => proposal.recordId))
    const moved = some.map(({ proposal, laid }) => ({
      ...marked(proposal, laid, riskSettings),
      submission: target,
      revision: 1,
    }))
    const proposals = some.map(({ laid }, index) => ({
      flags: moved[index]?.flags ?? [],
      title: calledIn(laid.after),
    }))
    const next = before
      ? withMore(before, proposals)
      : {
          ...sent(opened(target, authority, open.openedBy, open.openedAt), { actor, at, message, proposals }),
          revision: 1,
        }
    await store.write([
      ...store.writes.submission({ ...open, revision: open.revision + 1 }),
      ...store.writes.submission(next),
      ...some.map(({ proposal }) => store.writes.discard(proposal)),
      ...moved.map((proposal) => store.writes.listed(proposal, at, 0)),
      ...(before
        ? []
        : store.writes.events(authority, await store.audit.head(authority), [
            { at, by: actor.id, action: 'sent', submission: target },
          ])),
    ])
    const now = new Set(some.map(({ proposal }) => proposal.recordId))
    return { submission: next, left: left.filter((id) => !now.has(id)) }
  }
  for (;;) {
    const { submission, left } = await again(once)
    if (left.length === 0) return submission
    if (submission.state === 'decided') {
      return sendSome(store, left, { authority, actor, at, message, key: `${key} after ${target}` })
    }
  }
}

/** These proposals of a submission, and those of the systems they cover: however much else is in it is not read. */
async function withCovered(store: Store, submission: string, records: string[]): Promise<Proposal[]> {
  const named = await store.proposals.many(submission, records)
  const here = new Set(records)
  const covered = new Set(
    named.flatMap(({ values: { systems } }) =>
      (Array.isArray(systems) ? systems : []).filter((id) => typeof id === 'string' && !here.has(id)),
    ),
  )
  return [...named, ...(await store.proposals.many(submission, [...covered]))]
}

/** What cannot go while something else stays, and what there is nothing to say of. */
const leftBehind = (chosen: readonly Prepared[], all: readonly Prepared[]): Record<string, string> => {
  const goes = new Set(chosen.map(({ proposal }) => proposal.recordId))
  const nameOf = (id: string) =>
    calledIn(all.find(({ proposal }) => proposal.recordId === id)?.laid.after ?? {}) || 'a new system'
  return Object.fromEntries(
    chosen.flatMap((one) => {
      const { recordId } = one.proposal
      const stays = one.waitsFor.find((id) => !goes.has(id))
      return [
        ...(isUnchanged(one) ? [[recordId, 'This changes nothing: leave it out']] : []),
        ...(stays === undefined
          ? []
          : [[`${recordId}.systems`, `It covers ${nameOf(stays)}, which would not be sent with it`]]),
      ]
    }),
  )
}

/** As many from the front as one transaction holds. */
function fitting(all: readonly Prepared[]): Prepared[] {
  let size = 0
  const some = all.slice(0, movedTogether).filter(({ proposal }) => {
    size += JSON.stringify(proposal).length
    return size <= mostCharacters
  })
  return some.length > 0 ? some : all.slice(0, 1)
}
