import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { londonToday } from '../domain/calendar.ts'
import { problem } from '../domain/problem.ts'
import { confirmed } from '../domain/proposal.ts'
import { type AnyRecord, kindNames, kindOfId, type RecordKind } from '../schema/record.ts'
import { MovedOn } from '../store/dynamo.ts'
import { allowed, bodyOf } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { underway } from './drafts.ts'

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
    const [record, submissions] = await Promise.all([
      store.records.get({ authority, kind, id }),
      store.submissions.of(authority),
    ])
    const found = await Promise.all(
      submissions
        .filter(({ state }) => state !== 'decided')
        .map(async (submission) => ({ submission, proposal: await store.proposals.get(submission.id, id) })),
    )
    const draft = found.find(({ submission, proposal }) => submission.state === 'open' && proposal)?.proposal
    const waiting = found.find(
      ({ submission, proposal }) => submission.state === 'sent' && proposal?.outcome === 'draft',
    )
    const proposal =
      draft ?? (waiting?.proposal ? { ...waiting.proposal, outcome: 'sent' as const } : undefined)
    if (!record && !proposal) throw problem.missing(kind)
    if (proposal) c.header('ETag', `"${proposal.revision}"`)
    return c.json({ record: record ?? null, proposal: proposal ?? null })
  }

  return new Hono<Env>()
    .get('/:authority/systems', (c) => list(c, 'system'))
    .get('/:authority/systems/:id', (c) => entry(c, 'system'))
    .get('/:authority/contracts', (c) => list(c, 'contract'))
    .get('/:authority/contracts/:id', (c) => entry(c, 'contract'))
    .post('/:authority/confirmations', async (c) => {
      const { authority } = c.req.param()
      const actor = allowed(c, 'confirm', 'confirm this authority’s records', authority)
      const { records: ids } = await bodyOf(c, confirmation)
      const at = now().toISOString()
      const today = londonToday(now())
      const results: { recordId: string; version: number }[] = []
      let left = [...new Set(ids)]
      for (let attempt = 0; left.length > 0; attempt += 1) {
        if (attempt > left.length + 20) throw problem.busy()
        const group = left.slice(0, store.mostPublications(0))
        const current = await store.records.many(group.map((id) => ({ authority, kind: kindOfId(id), id })))
        const missing = group.find((id) => !current.has(id))
        if (missing !== undefined) throw problem.missing(kindNames[kindOfId(missing)])
        const already = (record: AnyRecord) =>
          record.provenance.confirmedAt !== undefined &&
          londonToday(new Date(record.provenance.confirmedAt)) === today &&
          record.provenance.confirmedBy === actor.id
        const due = [...current.values()].filter((record) => !already(record))
        const made = due.map((record) => confirmed(record, actor.id, at))
        try {
          if (made.length > 0) {
            await store.publish(
              authority,
              made.map((record) => ({ record, facts: { at, by: actor.id, action: 'confirmed' as const } })),
            )
          }
          const versions = new Map([...current.values(), ...made].map(({ id, version }) => [id, version]))
          for (const id of group) results.push({ recordId: id, version: versions.get(id) ?? 0 })
          left = left.slice(group.length)
        } catch (failure) {
          if (!(failure instanceof MovedOn)) throw failure
        }
      }
      return c.json({ results })
    })
}

const confirmation = z.object({
  records: z
    .array(z.string().regex(/^(sys|con|rat|skl)_\w{1,60}$/, 'Name a record by its id'))
    .max(mostConfirmed),
})
