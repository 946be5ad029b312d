import { isDeepStrictEqual } from 'node:util'
import type * as z from 'zod'
import type { Person } from '../schema/person.ts'
import type { Conflict, Proposal } from '../schema/proposal.ts'
import type { Provenance } from '../schema/provenance.ts'
import {
  type AnyRecord,
  type RecordFields,
  type RecordKind,
  type RegisterRecord,
  schemas,
} from '../schema/record.ts'
import type { FieldChange } from '../schema/review.ts'
import type { Submission } from '../schema/submission.ts'
import { isField, own, saysTheSame, understood } from '../schema/typed.ts'
import { type Kept, keepsAll, pointers, saidAnew, saidIn } from './merge.ts'

/** What is typed, judged: the fields as they would be kept, or a message for each field that needs attention. */
export type Judged =
  | { fields: RecordFields; problems?: never }
  | { problems: Record<string, string>; fields?: never }

export function judge(kind: RecordKind, values: Record<string, unknown>): Judged {
  const judged = schemas[kind].fields.safeParse(values)
  return judged.success ? { fields: judged.data } : { problems: messages(judged.error) }
}

/** What our schemas do not say in words of their own is said in those. */
const plainly = (message: string): string =>
  /received (?:undefined|NaN)$/.test(message)
    ? 'This is missing'
    : /^Too (?:big|small)/.test(message)
      ? 'This is more, or less, than there may be'
      : /^Invalid input/.test(message)
        ? 'This is not what belongs here'
        : message

/** One message for each path, the first that was found: `notices.0.url`. */
export function messages(error: z.ZodError): Record<string, string> {
  const found = new Map<string, string>()
  for (const issue of error.issues) {
    const path = issue.path.join('.')
    if (!found.has(path)) found.set(path, plainly(issue.message))
  }
  return Object.fromEntries(found)
}

const envelopeFields = new Set([
  'kind',
  'id',
  'authority',
  'version',
  'provenance',
  'saidAs',
  'createdAt',
  'updatedAt',
])

/** What an authority states in a record: everything but its envelope. */
export const statedIn = (record: AnyRecord | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record ?? {}).filter(([field]) => !envelopeFields.has(field)))

/** Nothing said, however it is written. */
const said = (value: unknown) =>
  value === '' || value === null || (Array.isArray(value) && value.length === 0) ? undefined : value
/** Whether two values of a field say the same. */
const agree = (a: unknown, b: unknown) =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(said(a) ?? null)), JSON.parse(JSON.stringify(said(b) ?? null)))

export type { FieldChange }

/** Field by field, what would change. Both sides as kept, not as typed. */
export function fieldChanges(before: Record<string, unknown>, after: Record<string, unknown>): FieldChange[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...fields].flatMap((field) => {
    const [from, to] = [own(before, field), own(after, field)]
    return agree(from, to) ? [] : [{ field, from, to }]
  })
}

/** What a draft goes on holding whatever is saved into it: where it came from, what it holds of others, what was said. */
export const heldIn = (before: Proposal | undefined) => ({
  ...(before?.newAliases && { newAliases: before.newAliases }),
  ...(before?.found && { found: before.found }),
  ...(before?.importId && { importId: before.importId }),
  ...(before?.laidOver && { laidOver: before.laidOver }),
  ...(before?.undoes && { undoes: before.undoes }),
  ...(before?.answers && { answers: before.answers }),
  ...(before?.returnedFrom && { returnedFrom: before.returnedFrom }),
  ...(before?.restores && { restores: before.restores }),
  comments: before?.comments ?? [],
})

/** A proposal laid onto what its record says now. */
export type Laid = {
  /** What was typed in the fields that it changes; in every field where the record has not moved on. */
  values: Record<string, unknown>
  /** The fields as they would be kept; absent while something must be mended. */
  fields?: RecordFields
  /** What must be mended, by field. */
  problems: Record<string, string>
  /** The record as it would be: as kept, or as typed while something must be mended. */
  after: Record<string, unknown>
  /** Field by field, what it would change. */
  changes: FieldChange[]
  /** What others changed since the version it was written against. */
  since: FieldChange[]
  /** Fields both have changed, to different values. */
  conflicts: Conflict[]
  /** Its record has left the register. */
  gone: boolean
}

/**
 * Lays a proposal onto its record. Where the record has moved on, only the fields the proposal changed count as its
 * own: everything else stays as it was published meanwhile. `base` is the version it was written against.
 */
export function lay(
  { kind, values: typed, baseVersion }: Pick<Proposal, 'kind' | 'values' | 'baseVersion'>,
  { base, current }: { base: RegisterRecord | undefined; current: RegisterRecord | undefined },
): Laid {
  const stated = statedIn(current)
  // What was kept before unknown names were refused counts for nothing.
  const fields = Object.entries(typed).filter(([field]) => isField(kind, field))
  const laid: Pick<Laid, 'values' | 'since' | 'conflicts'> = {
    values: Object.fromEntries(fields),
    since: [],
    conflicts: [],
  }
  if (current && current.version !== baseVersion) {
    const was = statedIn(base)
    laid.since = fieldChanges(was, stated).filter(({ field }) => !isSaidAsBefore(field, base, current))
    const moved = new Set(laid.since.map(({ field }) => field))
    const theirs = fields.filter(([field, value]) => !saysTheSame(kind, field, was[field], value))
    laid.values = Object.fromEntries(theirs)
    laid.conflicts = theirs.flatMap(([field, value]) =>
      moved.has(field) && !saysTheSame(kind, field, stated[field], value)
        ? [{ field, theirs: stated[field], yours: understood(kind, field, value) }]
        : [],
    )
  }
  const typedOver = { ...stated, ...laid.values }
  const judged = judge(kind, typedOver)
  const after = judged.fields ?? typedOver
  return {
    ...laid,
    ...(judged.fields && { fields: judged.fields }),
    problems: judged.problems ?? {},
    after,
    changes: fieldChanges(stated, after),
    gone: current === undefined && baseVersion > 0,
  }
}

/** Whether a field names another since only because of a merge, or its undoing: nobody changed it, and a draft follows it. */
const isSaidAsBefore = (field: string, base: RegisterRecord | undefined, current: RegisterRecord): boolean =>
  base !== undefined &&
  pointers[current.kind].some((one) => one === field && saidIn(base, one) === saidIn(current, one))

/** What a record calls itself, as typed so far. */
export const calledIn = ({ name, title }: Record<string, unknown>): string => {
  const called = name ?? title
  return typeof called === 'string' ? called.trim().slice(0, 200) : ''
}

/** Nobody decides on what they typed themselves, nor on what they sent. */
export const isOwnWork = (actor: Person, proposal: Proposal, submission: Submission): boolean =>
  proposal.editors.includes(actor.id) || submission.sentBy === actor.id

/** A record confirmed while a proposal waited stays confirmed on that day. */
const latestConfirmation = (...said: (Partial<Provenance> | undefined)[]) => {
  const [latest] = said
    .flatMap((one) =>
      one?.confirmedAt ? [{ confirmedAt: one.confirmedAt, confirmedBy: one.confirmedBy }] : [],
    )
    .sort((a, b) => (a.confirmedAt < b.confirmedAt ? 1 : -1))
  return latest
}

/** The version of a record that a proposal makes. */
export function approvedVersion(
  proposal: Proposal,
  fields: RecordFields,
  current: RegisterRecord | undefined,
  { at, kept = keepsAll }: { at: string; kept?: Kept },
): RegisterRecord {
  const provenance: Provenance = {
    source: 'form',
    confidence: 'verified',
    ...current?.provenance,
    ...proposal.provenance,
    ...latestConfirmation(current?.provenance, proposal.provenance),
  }
  const next = {
    ...fields,
    kind: proposal.kind,
    id: proposal.recordId,
    authority: proposal.authority,
    version: (current?.version ?? 0) + 1,
    provenance,
    createdAt: current?.createdAt ?? at,
    updatedAt: at,
  } as RegisterRecord
  return saidAnew(next, current, kept)
}

/** The same facts, said to be still correct. */
export const confirmed = <R extends AnyRecord>(record: R, by: string, at: string): R => ({
  ...record,
  version: record.version + 1,
  provenance: { ...record.provenance, confidence: 'verified', confirmedAt: at, confirmedBy: by },
  updatedAt: at,
})
