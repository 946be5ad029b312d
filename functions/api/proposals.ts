import { isDeepStrictEqual } from 'node:util'
import { Hono } from 'hono'
import { ulid } from 'ulid'
import * as z from 'zod'
import { type Clash, coversSystem, edited, stillNamed, withoutSystem } from '../domain/draft.ts'
import { problem } from '../domain/problem.ts'
import { heldIn, lay, statedIn } from '../domain/proposal.ts'
import type { Person } from '../schema/person.ts'
import {
  actions,
  type NewProduct,
  type NewVendor,
  newProduct,
  newVendor,
  type Proposal,
} from '../schema/proposal.ts'
import { type RecordKind, type RegisterRecord, recordKinds, schemas } from '../schema/record.ts'
import { isField, own } from '../schema/typed.ts'
import { allowed, bodyOf, queryOf, revisionAsked } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { basesOf, draft, kindOf } from './drafts.ts'
import { askAgain } from './found.ts'
import { editsAsKept, editsAsSaid, recordAsKept } from './naming.ts'
import { once } from './once.ts'
import { newTo } from './onLists.ts'

// Drafts: saved as they are typed, complete or not. They are judged when they are sent.

/** Contracts that a discarded system is taken off at once: as many as one transaction holds. */
const mostCovering = 90

/** A draft's values may take this many characters as JSON, far above the longest honest record. */
const mostCharacters = 100_000

const values = z
  .record(z.string().max(60), z.unknown())
  .refine((typed) => JSON.stringify(typed).length <= mostCharacters, 'This is too long to be kept')

export const begun = z.object({
  kind: z.enum(recordKinds, { error: 'Say whether this is a system or a contract' }),
  values: values.default({}),
  newVendors: z.array(newVendor).max(20).default([]),
  newProducts: z.array(newProduct).max(20).default([]),
})

/** When the draft was begun that is to be discarded. */
export const discarding = z.object({ begun: z.string().max(40).optional() })

const fieldName = z.string().max(60)
export const patched = z.object({
  action: z.enum(actions).optional(),
  /** By field: what its author last saw there, and what they typed instead. */
  edits: z
    .record(fieldName, z.object({ from: z.unknown().optional(), to: z.unknown().optional() }))
    .default({})
    .refine((edits) => JSON.stringify(edits).length <= 2 * mostCharacters, 'This is too long to be kept'),
  /** Named by what was typed and on no list yet; they join those the draft has. */
  newVendors: z.array(newVendor).max(20).default([]),
  newProducts: z.array(newProduct).max(20).default([]),
  /** The version of the record that was looked at. */
  baseVersion: z.number().int().min(0).optional(),
  /** Everything else in the record was looked at and is still correct; `false` takes that back. */
  confirms: z.boolean().optional(),
})

export const saved = z.object({
  action: z.enum(actions).optional(),
  values,
  newVendors: z.array(newVendor).max(20).optional(),
  newProducts: z.array(newProduct).max(20).optional(),
  /** The draft's revision when it was read; 0 or nothing when there was none. */
  revision: z.number().int().min(0).default(0),
  /** The version of the record that was looked at. */
  baseVersion: z.number().int().min(0).optional(),
  /** Everything else in the record was looked at and is still correct. */
  confirms: z.boolean().optional(),
})

export function proposalRoutes({ store, now = () => new Date() }: Deps) {
  /** Why there is no draft of a record that is not published: it is with LOTI, or it was discarded. */
  const gone = async (authority: string, kind: RecordKind, recordId: string) => {
    const sent = (await store.submissions.underway(authority)).filter(({ state }) => state === 'sent')
    const found = await Promise.all(sent.map(({ id }) => store.proposals.get(id, recordId)))
    return found.some((one) => one?.outcome === 'draft') ? problem.withLoti(kind) : problem.missing(kind)
  }

  /** What a draft itself changes in the version it was written against. */
  const ownIn = async (before: Proposal, record: RegisterRecord | undefined) => {
    const bases = await basesOf(store, [before], new Map(record && [[record.id, record]]))
    const current = record && recordAsKept(record, await store.merges.kept())
    return lay(before, { base: bases.get(before.recordId), current }).values
  }

  /** What joins the lists with a draft; refused where it would take the place of what is on them. */
  const joining = async (
    kind: RecordKind,
    values: Record<string, unknown>,
    put: { newVendors: NewVendor[]; newProducts: NewProduct[] },
  ) => {
    const found = await newTo(store, kind, values, put)
    if (Object.keys(found.problems).length > 0) throw problem.invalid(found.problems)
    return found.put
  }

  return new Hono<Env>()
    .post('/:authority/proposals', async (c) => {
      const { authority } = c.req.param()
      const actor = allowed(c, 'propose', 'change this authority’s records', authority)
      const body = await bodyOf(c, begun)
      const { kind, values: typed } = body
      const key = c.req.header('Idempotency-Key')
      const asked = key ? once(store, { actor, authority, key, body }) : undefined
      const recordId = `${schemas[kind].prefix}_${asked?.unique ?? ulid().toLowerCase()}`
      let answer: Proposal | undefined
      let isNew = false
      await draft(store, { authority, actor, now }, [recordId], async (submission, existing, at) => {
        isNew = false
        answer = (await asked?.before(existing)) ?? existing.get(recordId)
        if (answer) return []
        mustBeFields(kind, Object.keys(typed))
        const named = await joining(kind, typed, body)
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
          ...named,
          editors: [actor.id],
          typedBy: typedIn(Object.keys(typed), actor, at),
          comments: [],
          revision: 1,
          createdAt: at,
          updatedAt: at,
        }
        isNew = true
        return [store.writes.proposal(answer), ...(asked ? [asked.remember(recordId, at)] : [])]
      })
      if (!answer) throw problem.busy()
      c.header('ETag', `"${answer.revision}"`)
      return c.json(answer, isNew ? 201 : 200)
    })
    .put('/:authority/proposals/:recordId', async (c) => {
      const { authority, recordId } = c.req.param()
      const actor = allowed(c, 'propose', 'change this authority’s records', authority)
      const sent = await bodyOf(c, saved)
      const kind = kindOf(recordId)
      mustBeFields(kind, Object.keys(sent.values))
      const record = await store.records.get({ authority, kind, id: recordId })
      let answer: Proposal | undefined
      await draft(store, { authority, actor, now }, [recordId], async (submission, existing, at) => {
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
          ...(await joining(kind, sent.values, {
            newVendors: sent.newVendors ?? before?.newVendors ?? [],
            newProducts: sent.newProducts ?? before?.newProducts ?? [],
          })),
          ...heldIn(before),
          editors: [...new Set([...(before?.editors ?? []), actor.id])],
          typedBy: {
            ...before?.typedBy,
            ...typedIn(changedBetween(before?.values ?? {}, sent.values), actor, at),
          },
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
    .patch('/:authority/proposals/:recordId', async (c) => {
      const { authority, recordId } = c.req.param()
      const actor = allowed(c, 'propose', 'change this authority’s records', authority)
      const sent = await bodyOf(c, patched)
      const kind = kindOf(recordId)
      mustBeFields(kind, Object.keys(sent.edits))
      const record = await store.records.get({ authority, kind, id: recordId })
      const kept = await store.merges.kept()
      const current = record && recordAsKept(record, kept)
      const under = statedIn(current)
      const isOlder =
        record && sent.baseVersion !== undefined && sent.baseVersion > 0 && sent.baseVersion < record.version
      const shown = isOlder ? await store.records.version(recordId, sent.baseVersion ?? 0) : undefined
      const edits = editsAsKept(kind, sent.edits, kept)
      const followed =
        current && shown ? editsAsSaid(edits, { seen: recordAsKept(shown, kept), current }) : edits
      let answer: { proposal: Proposal | undefined; clashes: Clash[] } | undefined
      await draft(store, { authority, actor, now }, [recordId], async (submission, existing, at) => {
        const before = existing.get(recordId)
        if (!before && !record) throw await gone(authority, kind, recordId)
        const moves = before && sent.baseVersion !== undefined && sent.baseVersion > before.baseVersion
        const { values, made, clashes } = edited(kind, {
          // Against a later version, only what was typed counts: the rest of a whole record saved before would
          // pass for a change back.
          values: moves ? await ownIn(before, record) : (before?.values ?? {}),
          under,
          edits: followed,
        })
        const named = await joining(
          kind,
          values,
          stillNamed(values, {
            vendors: [...(before?.newVendors ?? []), ...sent.newVendors],
            products: [...(before?.newProducts ?? []), ...sent.newProducts],
          }),
        )
        const base = before?.baseVersion ?? record?.version ?? 0
        const next: Omit<Proposal, 'editors' | 'typedBy' | 'revision' | 'createdAt' | 'updatedAt'> = {
          submission: submission.id,
          authority,
          kind,
          recordId,
          baseVersion: Math.min(Math.max(base, sent.baseVersion ?? base), record?.version ?? 0),
          action: sent.action ?? before?.action ?? 'update',
          values,
          outcome: 'draft',
          provenance: provenanceAfter(before, sent.confirms, actor.id, at),
          ...named,
          ...heldIn(before),
        }
        const theirs = clashes.map((clash) => ({ ...clash, by: before?.typedBy?.[clash.field] }))
        // A save whose answer was lost, or one that clashes altogether, writes nothing.
        const as = { newProducts: [], ...before }
        if (before ? isDeepStrictEqual({ ...as, ...next }, as) : made.length === 0 && !sent.action) {
          answer = { proposal: before, clashes: theirs }
          return []
        }
        if (JSON.stringify(values).length > 2 * mostCharacters) {
          throw problem.tooLarge('This draft is too long to be kept. Shorten what was typed last.')
        }
        const proposal: Proposal = {
          ...next,
          editors: [...new Set([...(before?.editors ?? []), actor.id])],
          typedBy: { ...before?.typedBy, ...typedIn(made, actor, at) },
          revision: (before?.revision ?? 0) + 1,
          createdAt: before?.createdAt ?? at,
          updatedAt: at,
        }
        answer = { proposal, clashes: theirs }
        return [store.writes.proposal(proposal)]
      })
      if (!answer) throw problem.busy()
      if (answer.proposal) c.header('ETag', `"${answer.proposal.revision}"`)
      return c.json({ proposal: answer.proposal ?? null, record: record ?? null, clashes: answer.clashes })
    })
    .delete('/:authority/proposals/:recordId', async (c) => {
      const { authority, recordId } = c.req.param()
      const actor = allowed(c, 'propose', 'change this authority’s records', authority)
      const seen = revisionAsked(c)
      const { begun: begunAt } = queryOf(c, discarding)
      if (!(await store.submissions.open(authority))) return c.body(null, 204)
      await draft(store, { authority, actor, now }, [recordId], async (submission, existing, at) => {
        const before = existing.get(recordId)
        if (!before) {
          // What a colleague sent meanwhile is not discarded.
          const sent = seen === undefined ? [] : await store.submissions.underway(authority)
          const refs = sent.map(({ id }) => ({ submission: id, recordId }))
          const waits = (await store.proposals.each(refs)).some((one) => one.outcome === 'draft')
          if (waits) throw problem.withLoti(kindOf(recordId))
          return []
        }
        // Another draft of the same record counts its saves from 1 again: it is known by when it was begun.
        const isAnother = begunAt !== undefined && begunAt !== before.createdAt
        if (isAnother || (seen !== undefined && seen !== before.revision)) {
          throw problem.changedSince('draft', { proposal: before })
        }
        await askAgain(store, authority, [before], { by: actor.id, byName: actor.name, at })
        // A system that is not on the register is gone with its draft: nothing goes on covering it.
        const covering = before.baseVersion === 0 ? await store.proposals.of(submission.id) : []
        return [
          store.writes.discard(before),
          ...covering
            .filter(({ values }) => coversSystem(values, recordId))
            .slice(0, mostCovering)
            .map((one) =>
              store.writes.proposal({
                ...one,
                values: withoutSystem(one.values, recordId),
                updatedAt: at,
                revision: one.revision + 1,
              }),
            ),
        ]
      })
      return c.body(null, 204)
    })
}

function mustBeFields(kind: RecordKind, names: string[]) {
  const unknown = names.filter((name) => !isField(kind, name))
  if (unknown.length === 0) return
  throw problem.invalid(
    Object.fromEntries(unknown.map((name) => [name, `A ${kind} has no field named ${name}`])),
  )
}

const typedIn = (fields: string[], { id: by, name: byName }: Person, at: string) =>
  Object.fromEntries(fields.map((field) => [field, { by, byName, at }]))

const changedBetween = (before: Record<string, unknown>, after: Record<string, unknown>) =>
  Object.keys(after).filter((field) => !isDeepStrictEqual(own(before, field), after[field]))

/** A draft counts as confirmed when its author says so. One written out by hand was, when it was begun. */
function provenanceAfter(
  before: Proposal | undefined,
  confirms: boolean | undefined,
  by: string,
  at: string,
): Proposal['provenance'] {
  const kept = before?.provenance ?? {}
  if (confirms === undefined) return kept
  const { confirmedAt, confirmedBy, ...rest } = kept
  if (!confirms) return rest
  return {
    ...rest,
    source: 'form',
    confidence: 'verified',
    confirmedAt: confirmedAt ?? at,
    confirmedBy: confirmedBy ?? by,
  }
}

/** The same save sent again, because its answer never arrived. */
const isRetry = (before: Proposal, sent: z.infer<typeof saved>, by: string) =>
  before.revision === sent.revision + 1 &&
  before.editors.includes(by) &&
  JSON.stringify(before.values) === JSON.stringify(sent.values)
