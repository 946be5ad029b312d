import { isDeepStrictEqual } from 'node:util'
import { Hono } from 'hono'
import { londonToday } from '../domain/calendar.ts'
import { namedAs, saidOfNames } from '../domain/name.ts'
import { problem } from '../domain/problem.ts'
import { heldIn, statedIn } from '../domain/proposal.ts'
import {
  answeredWith,
  countedWith,
  type Holding,
  heldFor,
  noCounts,
  type Stands,
  standing,
} from '../domain/suggestion.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { RegisterRecord } from '../schema/record.ts'
import { type Answer, type AnswerResult, type Finding, suggestionAnswers } from '../schema/suggestion.ts'
import { again } from '../store/again.ts'
import type { Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { fieldsShown, heldBackIn, suggestionsView } from '../views/suggestion.ts'
import { allowed, bodyOf } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { draft } from './drafts.ts'
import { askedOf, holdingsOf } from './found.ts'
import { newTo } from './onLists.ts'

// “We found this about you”: what open data says of an authority and its register does not, and what it answers.

/** Answers written in one transaction: a draft and a finding that moves are three writes. */
const together = 25

type Asked = { id: string; revision: number; answer: Answer; fields?: string[] | undefined }
type Facts = { authority: string; actor: Person; at: string; now: () => Date }

export function suggestionRoutes({ store, now = () => new Date() }: Deps) {
  return new Hono<Env>()
    .get('/:authority/found', async (c) => {
      const { authority } = c.req.param()
      allowed(c, 'read unpublished', 'see what was found about this authority', authority)
      const [findings, holdings] = await Promise.all([
        askedOf(store, authority),
        holdingsOf(store, authority),
      ])
      return c.json(suggestionsView(findings, holdings, londonToday(now())))
    })
    .post('/:authority/found/answers', async (c) => {
      const { authority } = c.req.param()
      const actor = allowed(c, 'propose', 'answer for this authority', authority)
      const { answers } = await bodyOf(c, suggestionAnswers)
      if (new Set(answers.map(({ id }) => id)).size < answers.length) {
        throw problem.malformed('Answer each suggestion once.')
      }
      const facts = { authority, actor, at: now().toISOString(), now }
      const results: AnswerResult[] = []
      for (let from = 0; from < answers.length; from += together) {
        results.push(...(await answerSome(store, answers.slice(from, from + together), facts)))
      }
      return c.json({ results })
    })
}

/** Writes some answers, each with the draft it asks for, in one transaction. Safe to repeat. */
async function answerSome(store: Store, asked: readonly Asked[], facts: Facts): Promise<AnswerResult[]> {
  const { authority, actor, at } = facts
  const ids = asked.map(({ id }) => id)
  const judged = async () => {
    const [found, said, holdings, counts] = await Promise.all([
      store.suggestions.many(authority, ids),
      store.names.of(authority),
      holdingsOf(store, authority),
      store.suggestions.counts(authority),
    ])
    const names = saidOfNames(said)
    const byId = new Map(found.map((one) => [one.id, namedAs(one, names)]))
    const all = asked.map((one) => judge(one, byId.get(one.id), holdings))
    return { all, counts: counts ?? noCounts(authority) }
  }
  type Round = Awaited<ReturnType<typeof judged>>
  const writesOf = ({ all, counts }: Round): Write[] => {
    const said = all.flatMap(({ says, finding }) => (says && finding ? [{ says, finding }] : []))
    if (said.length === 0) return []
    const kept = countedWith(
      counts,
      said.map(({ says }) => says),
      at,
    )
    return [
      ...said.flatMap(({ says, finding }) => {
        const next = answeredWith(finding, says, { by: actor.id, byName: actor.name, at })
        const revision = next.state === finding.state ? finding.revision + 1 : 1
        return store.suggestions.writes.finding({ ...next, revision }, finding)
      }),
      store.suggestions.writes.counts({ ...kept, revision: counts.revision + 1 }),
    ]
  }

  let last: Round | undefined
  const first = await judged()
  const recordIds = first.all.flatMap(({ recordId }) => recordId ?? [])
  if (recordIds.length === 0) {
    await again(async (attempt) => {
      const now = attempt === 0 ? first : await judged()
      // What came to need a draft meanwhile is answered the next time it is sent.
      const all = now.all.map(
        (one): Judged => (one.recordId ? { result: { id: one.result.id, outcome: 'changed' } } : one),
      )
      last = { ...now, all }
      await store.write(writesOf(last))
    })
  } else {
    await draft(store, facts, recordIds, async (open, existing, begun) => {
      const now = await judged()
      last = now
      const drafts = now.all.flatMap((one) => (one.recordId === undefined ? [] : [one]))
      const records = await store.records.many(
        drafts.flatMap(({ finding, recordId: id = '' }) =>
          finding ? [{ authority, kind: finding.kind, id }] : [],
        ),
      )
      const proposals = new Map<string, Proposal>()
      for (const { finding, recordId = '', standing: stands } of drafts) {
        if (!finding || !stands) continue
        const before = existing.get(recordId)
        const proposal = await proposalFrom(store, finding, stands, {
          authority,
          actor,
          at: begun,
          recordId,
          open: open.id,
          // Two suggestions may be about one record: both go into one draft.
          before: proposals.get(recordId) ?? before,
          record: records.get(recordId),
        })
        proposals.set(recordId, { ...proposal, revision: (before?.revision ?? 0) + 1 })
      }
      return [...[...proposals.values()].map(store.writes.proposal), ...writesOf(now)]
    })
  }
  return last?.all.map(({ result }) => result) ?? []
}

type Judged = {
  result: AnswerResult
  finding?: Finding
  /** What is to be written of it. */
  says?: Answer | 'caught up'
  /** The record that a draft is written of. */
  recordId?: string
  standing?: Stands
}

/** What an answer comes to, given what has happened since it was asked for. */
function judge(
  { id, revision, answer, fields }: Asked,
  finding: Finding | undefined,
  holdings: Holding[],
): Judged {
  if (!finding) return { result: { id, outcome: 'missing' } }
  const last = finding.answers.at(-1)
  const about = { kind: finding.kind, ...(last && { byName: last.byName, answer: last.answer }) }
  if (finding.state === 'answered' || finding.revision !== revision) {
    // The same answer again, because it was not known to have arrived.
    const isRepeated = last?.answer === answer && finding.revision === (answer === 'later' ? revision + 1 : 1)
    if (isRepeated) {
      const drafted = answer === 'accept' || answer === 'correct' ? recordIdOf(finding, holdings) : undefined
      return {
        result: { id, outcome: 'done', answer, kind: finding.kind, ...(drafted && { recordId: drafted }) },
      }
    }
    return { result: { id, outcome: finding.state === 'answered' ? 'answered before' : 'changed', ...about } }
  }
  if (answer === 'not ours' || answer === 'later')
    return { result: { id, outcome: 'done', answer }, finding, says: answer }
  const now = standing(finding, holdings)
  if (!now.stands) return { result: { id, outcome: 'caught up' }, finding, says: 'caught up' }
  // The register moved meanwhile: nothing is taken that was not seen.
  if (fields && !isSame(fields, fieldsShown(finding, now))) {
    return { result: { id, outcome: 'changed', kind: finding.kind } }
  }
  if (now.held?.state === 'with LOTI') return { result: { id, outcome: 'with LOTI', kind: finding.kind } }
  const recordId = now.held?.id ?? finding.recordId
  return {
    result: { id, outcome: 'done', answer, recordId, kind: finding.kind },
    finding,
    says: answer,
    recordId,
    standing: now,
  }
}

const isSame = (a: readonly string[], b: readonly string[]) => isDeepStrictEqual(new Set(a), new Set(b))

/** The record an answered finding is about. */
const recordIdOf = (finding: Finding, holdings: Holding[]): string =>
  heldFor(finding, holdings).held?.id ?? finding.recordId

/** The draft that says what was found, and no more: nobody has confirmed it by accepting it. */
async function proposalFrom(
  store: Store,
  { id, kind, values, newVendor, newProduct, newAlias, source, stated, answers }: Finding,
  { changes, held }: Stands,
  {
    authority,
    actor,
    at,
    recordId,
    open,
    before,
    record,
  }: Omit<Facts, 'now'> & {
    recordId: string
    open: string
    before: Proposal | undefined
    record: RegisterRecord | undefined
  },
): Promise<Proposal> {
  const found = held ? Object.fromEntries(changes.map(({ field, found }) => [field, found])) : values
  const says = { ...statedIn(record), ...before?.values, ...found }
  const named = new Set(Object.values(found).filter((one) => typeof one === 'string'))
  const { put } = await newTo(store, kind, says, {
    newVendors: [
      ...(before?.newVendors ?? []),
      ...(newVendor && (named.has(newVendor.id) || newProduct?.maker === newVendor.id) ? [newVendor] : []),
    ],
    newProducts: [
      ...(before?.newProducts ?? []),
      ...(newProduct && named.has(newProduct.id) ? [newProduct] : []),
    ],
  })
  // A link to the notice would show what is held back.
  const isHeldBack = heldBackIn(says).some((field) => field in found)
  return {
    submission: open,
    authority,
    kind,
    recordId,
    action: record ? 'update' : 'create',
    baseVersion: before?.baseVersion ?? record?.version ?? 0,
    values: says,
    outcome: 'draft',
    provenance: {
      ...before?.provenance,
      source: 'open data',
      confidence: stated ? 'reported' : 'estimated',
      ...(!isHeldBack && {
        sourceName: [source.publisher, source.list].filter(Boolean).join(': ').slice(0, 300),
        sourceOn: source.on,
        ...(source.url && { sourceUrl: source.url }),
      }),
    },
    newVendors: put.newVendors,
    ...(put.newProducts.length > 0 && { newProducts: put.newProducts }),
    ...heldIn(before),
    found: [...(before?.found ?? []), { id, answer: answers.length }],
    ...(newAlias && { newAliases: [...(before?.newAliases ?? []), newAlias] }),
    editors: [...new Set([...(before?.editors ?? []), actor.id])],
    ...(before?.typedBy && { typedBy: before.typedBy }),
    revision: (before?.revision ?? 0) + 1,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  }
}
