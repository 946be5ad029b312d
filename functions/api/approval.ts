import { newlyCovered, notYetCovered } from '../domain/coverage.ts'
import { joiningWith } from '../domain/joining.ts'
import { type Kept, keepsAll } from '../domain/merge.ts'
import { aliasesWith, nameKey } from '../domain/name.ts'
import { Problem, problem } from '../domain/problem.ts'
import { approvedVersion, isOwnWork, lay, statedIn } from '../domain/proposal.ts'
import type { Person } from '../schema/person.ts'
import type { NewProduct, Proposal } from '../schema/proposal.ts'
import type { RegisterRecord } from '../schema/record.ts'
import type { Approved } from '../schema/review.ts'
import type { Submission } from '../schema/submission.ts'
import { again } from '../store/again.ts'
import { MovedOn, mostWrites, type Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { offRegister } from './coverage.ts'
import { decidedOn } from './decided.ts'
import { basesOf, kindOf, recordsKept } from './drafts.ts'
import { namingChecks, proposalAsKept, recordAsKept, waysOf } from './naming.ts'
import { offListsIn } from './onLists.ts'
import { giveBackConflict } from './returns.ts'

type Facts = {
  actor: Person
  at: string
  /** Where the service is reached. */
  origin: string
  /** Their kinds need no approval: what was sent is taken as it is, by whoever sent it. */
  byPolicy?: boolean
}

/** What a proposal would publish, or what came of it instead. */
type Prepared =
  | { proposal: Proposal; record: RegisterRecord; result?: never }
  | { proposal: Proposal; record?: never; result: Approved }

type Publishing = { proposal: Proposal; record: RegisterRecord }

/** Proposals approved in one transaction: each writes a record, its version, its event and itself. */
const together = 20
const writesEach = 4
/** The submission, in two places where it is decided with these, word of it, and the head of the audit chain. */
const writesOnce = 4

/**
 * Approves proposals of a sent submission and says for each what came of it. Each is published in one transaction
 * with its version, audit event and outcome; several share one. What was approved before stays approved.
 */
export async function approve(
  store: Store,
  submissionId: string,
  recordIds: string[],
  facts: Facts,
): Promise<Approved[]> {
  const results = new Map<string, Approved>()
  const chosen = [...new Set(recordIds)]
  // A contract is approved with the systems it covers, or after them.
  let left = systemsFirst(chosen, (id) => id)
  while (left.length > 0) {
    // After a clash the records go one by one, so that one in dispute holds up no other.
    const told = await again((attempt) =>
      approveGroup(store, submissionId, left.slice(0, attempt === 0 ? together : 1), facts),
    ).catch((failure: unknown) => {
      if (failure instanceof Problem && failure.kind === 'busy') {
        return left.slice(0, 1).map((recordId) => refusal(recordId, failure))
      }
      throw failure
    })
    for (const result of told) results.set(result.recordId, result)
    left = left.filter((id) => !results.has(id))
  }
  return chosen.flatMap((id) => results.get(id) ?? [])
}

/** Systems before contracts, each in the order given. */
export const systemsFirst = <T>(all: readonly T[], idOf: (one: T) => string): T[] => {
  const isSystem = (one: T) => kindOf(idOf(one)) === 'system'
  return [...all.filter(isSystem), ...all.filter((one) => !isSystem(one))]
}

const refusal = (recordId: string, why: Problem | string): Approved => ({
  recordId,
  outcome: 'refused',
  problem: typeof why === 'string' ? why : why.message,
})

/** Approves as many as fit one transaction; what had moved on is told of only where nothing else came of it. */
async function approveGroup(
  store: Store,
  submissionId: string,
  recordIds: string[],
  { actor, at, origin, byPolicy = false }: Facts,
): Promise<Approved[]> {
  const submission = await store.submissions.get(submissionId)
  if (!submission) throw problem.missing('submission')
  const proposals = await store.proposals.many(submissionId, recordIds)
  const current = await recordsKept(store, proposals)
  const bases = await basesOf(store, proposals, current, keepsAll)
  // What they name may have been merged since, or be merged while they are approved.
  const ways = await waysOf(store, proposals, [...current.values(), ...bases.values()])
  const results = recordIds
    .filter((id) => !proposals.some(({ recordId }) => recordId === id))
    .map((recordId) => refusal(recordId, problem.missing('proposal')))

  const prepared: Publishing[] = []
  for (const proposal of proposals) {
    const facts = {
      actor,
      at,
      byPolicy,
      current: current.get(proposal.recordId),
      base: bases.get(proposal.recordId),
      kept: ways.kept,
    }
    const { record, result } = prepare(proposal, submission, facts)
    if (record) prepared.push({ proposal, record })
    else if (result.conflicts)
      results.push(...(await returned(store, proposal, result, { actor, at, origin })))
    else results.push(result)
  }
  const off = await offListsIn(
    store,
    prepared.map(({ proposal, record }) => ({
      proposal,
      after: statedIn(recordAsKept(record, ways.kept)),
      current: current.get(record.id),
    })),
  )
  const wrongIn = ({ record }: Publishing) => Object.values(off.get(record.id) ?? {})[0]
  results.push(
    ...prepared.flatMap((one) => {
      const wrong = wrongIn(one)
      return wrong === undefined
        ? []
        : [refusal(one.record.id, `${wrong}. Return it, so that the authority can.`)]
    }),
  )
  const listed = prepared.filter((one) => wrongIn(one) === undefined)
  const { publishing, refused } = await covering(store, submission.authority, listed, current)
  results.push(...refused)
  if (publishing.length === 0) return results

  const joining = await newToLists(store, publishing)
  let room = mostWrites - writesOnce
  const naming = ({ record }: Publishing) => namingChecks([{ record, current: current.get(record.id) }], ways)
  const fitting = publishing.filter((one) => {
    const { recordId } = one.proposal
    room -= writesEach + joining.filter(({ for: first }) => first === recordId).length + naming(one).length
    return room >= 0
  })
  // Giving back has counted the submission on.
  const latest = results.some(({ conflicts }) => conflicts)
    ? ((await store.submissions.get(submissionId)) ?? submission)
    : submission
  try {
    await store.publish(
      submission.authority,
      fitting.map(({ record }) => ({
        record,
        facts: {
          at,
          by: actor.id,
          action: byPolicy ? ('accepted' as const) : ('approved' as const),
          submission: submissionId,
        },
      })),
      [
        ...(await decidedOn(
          store,
          latest,
          fitting.map(({ proposal }) => proposal),
          { at, origin },
        )),
        ...fitting.map(({ proposal, record }) =>
          store.writes.proposal({
            ...proposal,
            outcome: 'approved',
            version: record.version,
            decidedAt: at,
            decidedBy: actor.id,
            updatedAt: at,
            revision: proposal.revision + 1,
          }),
        ),
        ...joining
          .filter(({ for: first }) => fitting.some(({ proposal }) => proposal.recordId === first))
          .map(({ write }) => write),
        ...namingChecks(
          fitting.map(({ record }) => ({ record, current: current.get(record.id) })),
          ways,
        ),
      ],
    )
  } catch (failure) {
    if (failure instanceof MovedOn && results.length > 0) return results
    throw failure
  }
  return [
    ...results,
    ...fitting.map(({ record }) => ({
      recordId: record.id,
      outcome: 'approved' as const,
      version: record.version,
    })),
  ]
}

/** Leaves out contracts that would cover a system nobody can read: one that is not published before them or with them. */
async function covering(
  store: Store,
  authority: string,
  prepared: Publishing[],
  current: ReadonlyMap<string, RegisterRecord>,
): Promise<{ publishing: Publishing[]; refused: Approved[] }> {
  const joining = new Set(prepared.map(({ record }) => record.id))
  const covers = new Map(
    prepared.map(({ record }) => [
      record.id,
      newlyCovered(statedIn(record), current.get(record.id)).filter((id) => !joining.has(id)),
    ]),
  )
  const missing = await offRegister(store, authority, [...covers.values()].flat())
  const pending = new Map([...missing].flatMap(([id, one]) => (one ? [[id, one] as const] : [])))
  const lacks = ({ id }: RegisterRecord) => (covers.get(id) ?? []).filter((system) => missing.has(system))
  return {
    publishing: systemsFirst(
      prepared.filter(({ record }) => lacks(record).length === 0),
      ({ record }) => record.id,
    ),
    refused: prepared.flatMap(({ record }) => {
      const lacking = lacks(record)
      if (lacking.length === 0) return []
      const waiting = lacking.flatMap((id) => pending.get(id) ?? [])
      const needs = waiting.filter(({ state }) => state === 'sent')
      return [
        {
          ...refusal(record.id, notYetCovered(lacking, pending)),
          ...(needs.length === lacking.length && {
            needs: needs.map(({ submission, recordId, title }) => ({ submission, recordId, title })),
          }),
        },
      ]
    }),
  }
}

/** Gives back what conflicts; nothing is told where someone else decided on it meanwhile. */
async function returned(
  store: Store,
  proposal: Proposal,
  result: Approved,
  facts: Facts,
): Promise<Approved[]> {
  try {
    await giveBackConflict(store, proposal, result.conflicts ?? [], facts)
    return [result]
  } catch (failure) {
    if (failure instanceof Problem && failure.kind === 'conflict') return []
    throw failure
  }
}

/** What joins the lists with these, each counted to the first that names it. What is on a list stays as it is. */
async function newToLists(store: Store, publishing: Publishing[]) {
  const named = new Map<string, { for: string; write: Write }>()
  for (const { proposal, record } of publishing.toReversed()) {
    const { recordId, kind } = proposal
    const { newVendors, newProducts } = joiningWith(kind, statedIn(record), proposal)
    for (const vendor of newVendors)
      named.set(vendor.id, { for: recordId, write: store.writes.vendor(vendor) })
    for (const product of newProducts) {
      named.set(product.id, { for: recordId, write: store.writes.product(described(product, record)) })
    }
  }
  const known = await store.listed([...named.keys()])
  const aliases = publishing.flatMap(({ proposal, record }) =>
    aliasesWith(statedIn(record), proposal).map((alias) => ({
      for: record.id,
      write: store.names.alias(alias),
      key: nameKey(alias.name),
    })),
  )
  // A transaction may touch each item only once; a name that stands for a vendor already goes on doing so.
  const once = new Map(aliases.map((one) => [one.key, one]))
  for (const { name } of await store.names.aliased([...once.keys()])) once.delete(nameKey(name))
  return [...[...named].flatMap(([id, one]) => (known.has(id) ? [] : [one])), ...once.values()]
}

/** A product new to the list is described by the system that brings it, where nothing else was said of it. */
function described(product: NewProduct, record: RegisterRecord): NewProduct {
  if (record.kind !== 'system') return product
  const maker = product.maker ?? record.maker
  const serviceAreas = product.serviceAreas.length > 0 ? product.serviceAreas : record.serviceAreas
  return { ...product, ...(maker && { maker }), serviceAreas }
}

function prepare(
  proposal: Proposal,
  submission: Submission,
  {
    actor,
    at,
    byPolicy = false,
    current,
    base,
    kept,
  }: Omit<Facts, 'origin'> & {
    current: RegisterRecord | undefined
    base: RegisterRecord | undefined
    kept: Kept
  },
): Prepared {
  const { recordId } = proposal
  const refused = (why: Problem | string): Prepared => ({ proposal, result: refusal(recordId, why) })
  if (proposal.outcome === 'approved') {
    const version = proposal.version ?? current?.version
    return {
      proposal,
      result: { recordId, outcome: 'approved', ...(version !== undefined && { version }) },
    }
  }
  if (submission.state === 'open') return refused('This submission has not been sent.')
  if (proposal.outcome !== 'draft') return refused(problem.alreadyDecided())
  if (!byPolicy && isOwnWork(actor, proposal, submission)) return refused(problem.ownWork())

  const { conflicts, fields, problems, gone } = lay(proposalAsKept(proposal, kept), {
    base: base && recordAsKept(base, kept),
    current: current && recordAsKept(current, kept),
  })
  if (gone) return refused('This record has left the register since. Return it, so that the authority knows.')
  if (conflicts.length > 0) {
    return {
      proposal,
      result: {
        recordId,
        outcome: 'conflict',
        conflicts,
        problem: `The record has changed since this was proposed, in the same ${conflicts.length === 1 ? 'field' : 'fields'}. It is back with the authority, showing both.`,
      },
    }
  }
  if (!fields) return refused(Object.values(problems)[0] ?? 'Some answers need attention.')
  return { proposal, record: approvedVersion(proposal, fields, current, { at, kept }) }
}
