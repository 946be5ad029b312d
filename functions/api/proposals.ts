import { Hono } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import { sha256 } from '../domain/audit.ts'
import { problem } from '../domain/problem.ts'
import { actions, newVendor, type Proposal } from '../schema/proposal.ts'
import { recordKinds, schemas } from '../schema/record.ts'
import { allowed, bodyOf } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { draft, kindOf } from './drafts.ts'

// Drafts: saved as they are typed, complete or not. They are judged when they are sent.

/** A draft's values may take this many characters as JSON, far above the longest honest record. */
const mostCharacters = 100_000

const values = z
  .record(z.string().max(60), z.unknown())
  .refine((typed) => JSON.stringify(typed).length <= mostCharacters, 'This is too long to be kept')

const begun = z.object({
  kind: z.enum(recordKinds, { error: 'Say whether this is a system or a contract' }),
  values: values.default({}),
  newVendors: z.array(newVendor).max(20).default([]),
})

const saved = z.object({
  action: z.enum(actions).optional(),
  values,
  newVendors: z.array(newVendor).max(20).optional(),
  /** The draft's revision when it was read; 0 or nothing when there was none. */
  revision: z.number().int().min(0).default(0),
  /** The version of the record that was looked at. */
  baseVersion: z.number().int().min(0).optional(),
  /** Everything else in the record was looked at and is still correct. */
  confirms: z.boolean().optional(),
})

export function proposalRoutes({ store, now = () => new Date() }: Deps) {
  return new Hono<Env>()
    .post('/:authority/proposals', async (c) => {
      const { authority } = c.req.param()
      const actor = allowed(c, 'propose', 'change this authority’s records', authority)
      const { kind, values: typed, newVendors } = await bodyOf(c, begun)
      const at = now().toISOString()
      const key = c.req.header('Idempotency-Key')
      const unique = key ? sha256(`${actor.id}\n${authority}\n${key}`).slice(0, 26) : ulid().toLowerCase()
      const recordId = `${schemas[kind].prefix}_${unique}`
      let answer: Proposal | undefined
      await draft(store, { authority, actor, at }, [recordId], (submission, existing) => {
        answer = existing.get(recordId)
        if (answer) return []
        answer = {
          submission: submission.id,
          authority,
          kind,
          recordId,
          action: 'create',
          baseVersion: 0,
          values: typed,
          outcome: 'draft',
          // Written out by hand, every field was looked at.
          provenance: { source: 'form', confidence: 'verified', confirmedAt: at, confirmedBy: actor.id },
          newVendors,
          editors: [actor.id],
          comments: [],
          revision: 1,
          createdAt: at,
          updatedAt: at,
        }
        return [store.writes.proposal(answer)]
      })
      if (!answer) throw problem.busy()
      c.header('ETag', `"${answer.revision}"`)
      return c.json(answer, answer.createdAt === at ? 201 : 200)
    })
    .put('/:authority/proposals/:recordId', async (c) => {
      const { authority, recordId } = c.req.param()
      const actor = allowed(c, 'propose', 'change this authority’s records', authority)
      const sent = await bodyOf(c, saved)
      const kind = kindOf(recordId)
      const at = now().toISOString()
      const record = await store.records.get({ authority, kind, id: recordId })
      let answer: Proposal | undefined
      await draft(store, { authority, actor, at }, [recordId], (submission, existing) => {
        const before = existing.get(recordId)
        if (!before && !record) throw problem.missing(kind)
        if (before && isRetry(before, sent, actor.id)) {
          answer = before
          return []
        }
        if ((before?.revision ?? 0) !== sent.revision) {
          throw problem.changedSince('draft', { proposal: before ?? null })
        }
        const base = before?.baseVersion ?? record?.version ?? 0
        answer = {
          submission: submission.id,
          authority,
          kind,
          recordId,
          baseVersion: Math.min(sent.baseVersion ?? base, record?.version ?? 0),
          action: sent.action ?? before?.action ?? 'update',
          values: sent.values,
          outcome: 'draft',
          provenance: {
            ...before?.provenance,
            ...((sent.confirms || !record) && {
              source: 'form' as const,
              confidence: 'verified' as const,
              confirmedAt: at,
              confirmedBy: actor.id,
            }),
          },
          newVendors: sent.newVendors ?? before?.newVendors ?? [],
          ...(before?.importId && { importId: before.importId }),
          editors: [...new Set([...(before?.editors ?? []), actor.id])],
          comments: before?.comments ?? [],
          revision: sent.revision + 1,
          createdAt: before?.createdAt ?? at,
          updatedAt: at,
        }
        return [store.writes.proposal(answer)]
      })
      if (!answer) throw problem.busy()
      c.header('ETag', `"${answer.revision}"`)
      return c.json(answer)
    })
    .delete('/:authority/proposals/:recordId', async (c) => {
      const { authority, recordId } = c.req.param()
      const actor = allowed(c, 'propose', 'change this authority’s records', authority)
      const at = now().toISOString()
      if (!(await store.submissions.open(authority))) return c.body(null, 204)
      await draft(store, { authority, actor, at }, [recordId], (_, existing) => {
        const before = existing.get(recordId)
        return before ? [store.writes.discard(before)] : []
      })
      return c.body(null, 204)
    })
}

/** The same save sent again, because its answer never arrived. */
const isRetry = (before: Proposal, sent: z.infer<typeof saved>, by: string) =>
  before.revision === sent.revision + 1 &&
  before.editors.includes(by) &&
  JSON.stringify(before.values) === JSON.stringify(sent.values)
