import { isDeepStrictEqual } from 'node:util'
import type * as z from 'zod'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { Provenance } from '../schema/provenance.ts'
import {
  type AnyRecord,
  type RecordFields,
  type RecordKind,
  type RegisterRecord,
  schemas,
} from '../schema/record.ts'
import type { Submission } from '../schema/submission.ts'

/** What is typed, judged: the fields as they would be kept, or a message for each field that needs attention. */
export type Judged =
  | { fields: RecordFields; problems?: never }
  | { problems: Record<string, string>; fields?: never }

export function judge(kind: RecordKind, values: Record<string, unknown>): Judged {
  const judged = schemas[kind].fields.safeParse(values)
  return judged.success ? { fields: judged.data } : { problems: messages(judged.error) }
}

/** One message for each path, the first that was found: `notices.0.url`. */
export function messages(error: z.ZodError): Record<string, string> {
  const found: Record<string, string> = {}
  for (const issue of error.issues) {
    const path = issue.path.join('.')
    found[path] ??= issue.message
  }
  return found
}

const envelopeFields = new Set(['kind', 'id', 'authority', 'version', 'provenance', 'createdAt', 'updatedAt'])

/** What an authority states in a record: everything but its envelope. */
export const statedIn = (record: AnyRecord | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record ?? {}).filter(([field]) => !envelopeFields.has(field)))

/** Nothing said, however it is written. */
const said = (value: unknown) =>
  value === '' || value === null || (Array.isArray(value) && value.length === 0) ? undefined : value
/** Whether two values of a field say the same. */
const agree = (a: unknown, b: unknown) =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(said(a) ?? null)), JSON.parse(JSON.stringify(said(b) ?? null)))

export type FieldChange = { field: string; from: unknown; to: unknown }

/** Field by field, what would change. Both sides as kept, not as typed. */
export function fieldChanges(before: Record<string, unknown>, after: Record<string, unknown>): FieldChange[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...fields].flatMap((field) =>
    agree(before[field], after[field]) ? [] : [{ field, from: before[field], to: after[field] }],
  )
}

/** A proposal laid onto a record that has moved on since it was written. */
export type Merged = {
  values: Record<string, unknown>
  conflicts: { field: string; theirs: unknown; yours: unknown }[]
}

/**
 * Takes the fields the proposal changed onto what the record says now. A field both have changed, to different
 * values, is a conflict.
 */
export function merge(
  base: Record<string, unknown>,
  now: Record<string, unknown>,
  proposed: Record<string, unknown>,
): Merged {
  const values = { ...now }
  const conflicts: Merged['conflicts'] = []
  const since = new Map(fieldChanges(base, now).map((change) => [change.field, change.to]))
  for (const { field, to } of fieldChanges(base, proposed)) {
    if (since.has(field) && !agree(since.get(field), to)) {
      conflicts.push({ field, theirs: since.get(field), yours: to })
    }
    values[field] = to
  }
  return { values, conflicts }
}

/** Nobody decides on what they typed themselves, nor on what they sent. */
export const isOwnWork = (actor: Person, proposal: Proposal, submission: Submission): boolean =>
  proposal.editors.includes(actor.id) || submission.sentBy === actor.id

/** The version of a record that a proposal makes. */
export function approvedVersion(
  proposal: Proposal,
  fields: RecordFields,
  current: RegisterRecord | undefined,
  at: string,
): RegisterRecord {
  const provenance: Provenance = {
    source: 'form',
    confidence: 'verified',
    ...current?.provenance,
    ...proposal.provenance,
  }
  return {
    ...fields,
    kind: proposal.kind,
    id: proposal.recordId,
    authority: proposal.authority,
    version: (current?.version ?? 0) + 1,
    provenance,
    createdAt: current?.createdAt ?? at,
    updatedAt: at,
  } as RegisterRecord
}

/** The same facts, said to be still correct. */
export const confirmed = <R extends AnyRecord>(record: R, by: string, at: string): R => ({
  ...record,
  version: record.version + 1,
  provenance: { ...record.provenance, confidence: 'verified', confirmedAt: at, confirmedBy: by },
  updatedAt: at,
})
