import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { londonToday } from '../domain/calendar.ts'
import { problem } from '../domain/problem.ts'
import { confirmed, lay } from '../domain/proposal.ts'
import type { Proposal } from '../schema/proposal.ts'
import { type AnyRecord, kindOfId, type RecordKind } from '../schema/record.ts'
import { again } from '../store/again.ts'
import { allowed, bodyOf } from './answers.ts'
import { inBrief, putForward } from './brief.ts'
import type { Deps, Env } from './deps.ts'
import { underway } from './drafts.ts'
import { recordAsKept } from './naming.ts'

// An authority's own records, with what is on its way. For that authority and LOTI only.

const mostConfirmed = 1000

export function recordRoutes({ store, now = () => new Date() }: Deps) {
  const list = async (c: Context<Env, '/:authority'>, kind: RecordKind) => {
    const { authority } = c.req.param()
    allowed(c, 'read unpublished', 'see this authority’s records', authority)
    const [records, waiting] = await Promise.all([
      store.records.of(authority, kind),
      underway(store, authority),
    ])
    const proposals = waiting.flatMap(({ proposals }) => proposals).filter((one) => one.kind === kind)
    return c.json({ records, proposals })
  }

  const entry = async (c: Context<Env, '/:authority/:id'>, kind: RecordKind) => {
    const { authority, id } = c.req.param()
    allowed(c, 'read unpublished', 'see this authority’s records', authority)
    const [record, underWay] = await Promise.all([
      store.records.get({ authority, kind, id }),
      store.submissions.underway(authority),
    ])
    const found = await store.proposals.each(
      underWay.map(({ id: submission }) => ({ submission, recordId: id })),
    )
    const submissionOf = (one: Proposal) =>
      underWay.find(({ id: submission }) => submission === one.submission)
    const sentAt = (one: Proposal) => submissionOf(one)?.sentAt ?? ''
    const draft = found.find((one) => submissionOf(one)?.state === 'open')
    // Of several that wait, what was sent last is what was meant last.
    const waiting = found
      .filter((one) => submissionOf(one)?.state === 'sent' && one.outcome === 'draft')
      .reduce<Proposal | undefined>(
        (last, one) => (last && sentAt(last) > sentAt(one) ? last : one),
        undefined,
      )
    const proposal = draft ?? (waiting ? { ...waiting, outcome: 'sent' as const } : undefined)
    if (!record && !proposal) throw problem.missing(kind)
    if (proposal) c.header('ETag', `"${proposal.revision}"`)
    // The record has moved on since the draft was begun: what it said then tells whose change is whose.
    const isBehind = draft && record && draft.baseVersion > 0 && draft.baseVersion < record.version
    const before = isBehind ? await store.records.version(id, draft.baseVersion) : undefined
    const kept = await store.merges.kept()
    const [base, now] = [before, record].map((one) => one && recordAsKept(one, kept))
    return c.json({
      record: now ?? null,
      proposal: proposal ?? null,
      ...(base && { base }),
      // What both have changed since: to be chosen between before it is sent.
      conflicts: draft ? lay(draft, { base, current: now }).conflicts : [],
    })
  }

  return new Hono<Env>()
    .get('/:authority/register', async (c) => {
      const { authority } = c.req.param()
      allowed(c, 'read unpublished', 'see this authority’s records', authority)
      const [systems, contracts, waiting] = await Promise.all([
        store.records.of(authority, 'system'),
        store.records.of(authority, 'contract'),
        underway(store, authority),
      ])
      const proposals = waiting.flatMap((one) => one.proposals)
      return c.json({ records: inBrief([...systems, ...contracts], proposals), ...putForward(proposals) })
    })
    .get('/:authority/systems', (c) => list(c, 'system'))
    .get('/:authority/systems/:id', (c) => entry(c, 'system'))
    .get('/:authority/contracts', (c) => list(c, 'contract'))
    .get('/:authority/contracts/:id', (c) => entry(c, 'contract'))
    .post('/:authority/confirmations', async (c) => {
      const { authority } = c.req.param()
      const actor = allowed(c, 'confirm', 'confirm this authority’s records', authority)
      const { records: asked } = await bodyOf(c, confirmation)
      const at = now().toISOString()
      const today = londonToday(now())
      const seen = new Map(asked.map((one) => [one.id, one.version]))
      const results: Confirmed[] = []
      let left = [...seen.keys()]
      while (left.length > 0) {
        const group = left.slice(0, store.mostPublications(0))
        const already = (record: AnyRecord) =>
          record.provenance.confirmedAt !== undefined &&
          londonToday(new Date(record.provenance.confirmedAt)) === today &&
          record.provenance.confirmedBy === actor.id
        // What is confirmed is what was seen; the same confirmation sent twice is one.
        const asSeen = (record: AnyRecord) => {
          const version = seen.get(record.id)
          return (
            version === undefined ||
            version === record.version ||
            (version === record.version - 1 && isConfirmationBy(record, actor.id))
          )
        }
        const { current, made } = await again(async () => {
          const current = await store.records.many(group.map((id) => ({ authority, kind: kindOfId(id), id })))
          const made = [...current.values()]
            .filter((record) => asSeen(record) && !already(record))
            .map((record) => confirmed(record, actor.id, at))
          if (made.length > 0) {
            await store.publish(
              authority,
              made.map((record) => ({ record, facts: { at, by: actor.id, action: 'confirmed' as const } })),
            )
          }
          return { current, made }
        })
        const versions = new Map(made.map(({ id, version }) => [id, version]))
        for (const recordId of group) {
          const record = current.get(recordId)
          results.push(
            !record
              ? { recordId, outcome: 'missing' }
              : asSeen(record)
                ? { recordId, outcome: 'confirmed', version: versions.get(recordId) ?? record.version }
                : { recordId, outcome: 'moved on', version: record.version },
          )
        }
        left = left.slice(group.length)
      }
      return c.json({ results })
    })
}

/** Its latest version changed nothing: it is this person's confirmation. */
const isConfirmationBy = ({ provenance, updatedAt }: AnyRecord, by: string) =>
  provenance.confirmedBy === by && provenance.confirmedAt === updatedAt

/** What came of confirming one record: `moved on` when it is no longer what was seen, so that it wants looking at. */
type Confirmed =
  | { recordId: string; outcome: 'confirmed' | 'moved on'; version: number }
  | { recordId: string; outcome: 'missing' }

const recordId = z
  .string({ error: 'Name a record by its id' })
  .regex(/^(sys|con|rat|skl)_\w{1,60}$/, 'Name a record by its id')
export const confirmation = z.object({
  records: z
    .array(
      z.union([
        // A script that names no version confirms what the record says now.
        recordId.transform((id) => ({ id, version: undefined })),
        z.object({ id: recordId, version: z.number().int().positive() }),
      ]),
    )
    .max(mostConfirmed, `Confirm no more than ${mostConfirmed} records at once`),
})
