import type * as z from 'zod'
import { type Contract, type ContractFields, contract, contractFields, contractHoldable } from './contract.ts'
import { type Rating, rating, ratingFields } from './rating.ts'
import { type SkillLevel, skillLevel, skillLevelFields } from './skillLevel.ts'
import { type System, type SystemFields, system, systemFields, systemHoldable } from './system.ts'

// The kinds of record an authority keeps, in two families that never mix. A new kind joins one of them, and the
// compiler names every place it is owed.

/** The register: facts, most of them public. */
export const recordKinds = ['system', 'contract'] as const
export type RecordKind = (typeof recordKinds)[number]

export type RegisterRecord = System | Contract
export type RecordFields = SystemFields | ContractFields

export const schemas = {
  system: { record: system, fields: systemFields, holdable: systemHoldable, prefix: 'sys' },
  contract: { record: contract, fields: contractFields, holdable: contractHoldable, prefix: 'con' },
} as const satisfies Record<
  RecordKind,
  { record: z.ZodType; fields: z.ZodType; holdable: readonly string[]; prefix: string }
>

/** What an authority says to other members: opinions of vendors and of itself. No public thing is made of them. */
export const membersKinds = ['rating', 'skillLevel'] as const
export type MembersKind = (typeof membersKinds)[number]

export type MembersRecord = Rating | SkillLevel
export const membersSchemas = {
  rating: { record: rating, fields: ratingFields, prefix: 'rat' },
  skillLevel: { record: skillLevel, fields: skillLevelFields, prefix: 'skl' },
} as const satisfies Record<MembersKind, { record: z.ZodType; fields: z.ZodType; prefix: string }>

/** Whether an id is that of a record of the register. The other ids can be worked out from what they are about. */
export const isRegisterId = (id: string): boolean =>
  recordKinds.some((kind) => id.startsWith(`${schemas[kind].prefix}_`))

/** Both families: what is kept, confirmed, versioned and audited alike. */
export const anyKinds = [...recordKinds, ...membersKinds] as const
export type AnyKind = RecordKind | MembersKind
export type AnyRecord = RegisterRecord | MembersRecord
export type AnyRecordOf<K extends AnyKind> = Extract<AnyRecord, { kind: K }>

export const isMembersKind = (kind: AnyKind): kind is MembersKind =>
  kind === 'rating' || kind === 'skillLevel'
export const isMembersRecord = (record: AnyRecord): record is MembersRecord => isMembersKind(record.kind)

const prefixes = new Map<string, AnyKind>(
  anyKinds.map((kind) => [isMembersKind(kind) ? membersSchemas[kind].prefix : schemas[kind].prefix, kind]),
)

/** The kind a record's id names. Ids from outside are read first, so another id is a bug. */
export function kindOfId(id: string): AnyKind {
  const kind = prefixes.get(id.slice(0, id.indexOf('_')))
  if (!kind) throw new Error(`No kind of record has ids like ${id}`)
  return kind
}
