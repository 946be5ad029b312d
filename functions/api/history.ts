import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { londonToday } from '../domain/calendar.ts'
import { restoring, versionOn } from '../domain/history.ts'
import { problem } from '../domain/problem.ts'
import { fieldChanges, statedIn } from '../domain/proposal.ts'
import { isoDate, optional, wholeNumber } from '../schema/fields.ts'
import type { AsAt, Versions } from '../schema/history.ts'
import type { Proposal } from '../schema/proposal.ts'
import { type AnyRecord, membersKinds, membersSchemas, type RegisterRecord } from '../schema/record.ts'
import { allowed, bodyOf, queryOf } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { draft, kindOf } from './drafts.ts'
import { latestOf, tellVersions } from './tell.ts'

// What became of records: every version of one, a record as it stood on a day, an earlier version brought back as a
// proposal, and an authority's latest changes. For that authority and LOTI only; what an authority says of vendors and of
// itself, for that authority alone.

const versionsTogether = 20

export const before = z.object({ before: optional(wholeNumber('where to go on', 1, 1_000_000_000)) })
export const asAtAsked = z.object({ on: isoDate.or(z.literal('')).refine((on) => on !== '', 'Enter a date') })
export const restoration = z.object({
  version: wholeNumber('the version to bring back', 1, 1_000_000),
  /** The draft's revision when it was looked at; 0 when there was none. */
  revision: z.number().int().min(0).default(0),
})

export function historyRoutes({ store, now = () => new Date() }: Deps) {
  /** The authority's record as published now. */
  const recordIn = async (c: Context<Env, '/:authority/records/:id'>): Promise<RegisterRecord> => {
    const { authority, id } = c.req.param()
    const record = await store.records.get({ authority, kind: kindOf(id), id })
    if (!record) throw problem.missing('record')
    return record
  }
  /** The same of any kind, for whoever may see what became of it: ratings and skill levels are the authority's own. */
  const seen = async (c: Context<Env, '/:authority/records/:id'>): Promise<AnyRecord> => {
    const { authority, id } = c.req.param()
    const [prefix = ''] = id.split('_')
    const said = membersKinds.find((kind) => membersSchemas[kind].prefix === prefix)
    allowed(c, said ? 'read own' : 'read unpublished', 'see this record’s history', authority)
    if (!said) return recordIn(c)
    const record = await store.records.get({ authority, kind: said, id })
    if (!record) throw problem.missing('record')
    return record
  }
  const versionIn = async (id: string, version: number): Promise<RegisterRecord> => {
    const found = await store.records.version(id, version)
    if (!found) throw problem.missing('version')
    return found
  }

  return new Hono<Env>()
    .get('/:authority/history', async (c) => {
      const { authority } = c.req.param()
      const actor = allowed(c, 'read unpublished', 'see what became of this authority’s records', authority)
      return c.json(await latestOf(store, authority, { actor, ...queryOf(c, before) }))
    })
    .get('/:authority/records/:id/versions', async (c) => {
      const { authority, id } = c.req.param()
      await seen(c)
      const kept = await store.records.history(id, {
        limit: versionsTogether + 1,
        ...queryOf(c, before),
      })
      const shown = kept.slice(0, versionsTogether)
      const earlier = kept[versionsTogether]?.record
      const told: Versions = {
        versions: await tellVersions(store, authority, shown, earlier),
        ...(earlier && { before: shown.at(-1)?.record.version }),
      }
      return c.json(told)
    })
    .get('/:authority/records/:id/as-at', async (c) => {
      const { authority, id } = c.req.param()
      const record = await seen(c)
      const { on } = queryOf(c, asAtAsked)
      const found = await versionOn(
        on,
        record.version,
        async (version) => (await versionIn(id, version)).updatedAt,
      )
      const kept = await store.records.history(id, { limit: 2, before: found + 1 })
      const [version] =
        found === 0 ? [] : await tellVersions(store, authority, kept.slice(0, 1), kept[1]?.record)
      const told: AsAt = {
        on,
        version: version ?? null,
        firstOn: londonToday(new Date((await versionIn(id, 1)).updatedAt)),
        current: record.version,
      }
      return c.json(told)
    })
    .post('/:authority/records/:id/restore', async (c) => {
      const { authority, id } = c.req.param()
      const actor = allowed(c, 'propose', 'change this authority’s records', authority)
      const { version, revision } = await bodyOf(c, restoration)
      const current = await recordIn(c)
      const earlier = await versionIn(id, version)
      if (fieldChanges(statedIn(earlier), statedIn(current)).length === 0) {
        throw problem.invalid({
          version: `Version ${version} says what the record says now, so there is nothing to bring back`,
        })
      }
      const values = restoring(statedIn(earlier), statedIn(current))
      let answer: Proposal | undefined
      await draft(store, { authority, actor, now }, [id], (submission, existing, at) => {
        const draftBefore = existing.get(id)
        answer = draftBefore
        // The same person's request again, because its answer never arrived. A colleague's counts as theirs too.
        if (
          draftBefore?.restores === version &&
          draftBefore.editors.includes(actor.id) &&
          JSON.stringify(draftBefore.values) === JSON.stringify(values)
        ) {
          return []
        }
        if ((draftBefore?.revision ?? 0) !== revision) {
          throw problem.changedSince('draft', { proposal: draftBefore ?? null })
        }
        answer = {
          // Of what was drafted before, what was said of it stays; its values, and where they came from, are gone.
          comments: draftBefore?.comments ?? [],
          newVendors: [],
          createdAt: draftBefore?.createdAt ?? at,
          ...(draftBefore?.returnedFrom && { returnedFrom: draftBefore.returnedFrom }),
          submission: submission.id,
          authority,
          kind: current.kind,
          recordId: id,
          action: 'update',
          baseVersion: current.version,
          values,
          restores: version,
          outcome: 'draft',
          provenance: {},
          editors: [...new Set([...(draftBefore?.editors ?? []), actor.id])],
          revision: revision + 1,
          updatedAt: at,
        }
        return [store.writes.proposal(answer)]
      })
      if (!answer) throw problem.busy()
      c.header('ETag', `"${answer.revision}"`)
      return c.json(answer)
    })
}
