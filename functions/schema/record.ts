import type { z } from 'zod'
import { type Contract, type ContractFields, contract, contractFields, contractHoldable } from './contract.ts'
import { type System, type SystemFields, system, systemFields, systemHoldable } from './system.ts'

// The kinds of record an authority keeps. A new kind joins here, and the compiler names every place it is owed.

export const recordKinds = ['system', 'contract'] as const
export type RecordKind = (typeof recordKinds)[number]

export type RegisterRecord = System | Contract
export type RecordOf<K extends RecordKind> = Extract<RegisterRecord, { kind: K }>
export type FieldsOf<K extends RecordKind> = K extends 'system' ? SystemFields : ContractFields
export type RecordFields = SystemFields | ContractFields

export const schemas = {
  system: { record: system, fields: systemFields, holdable: systemHoldable, prefix: 'sys' },
  contract: { record: contract, fields: contractFields, holdable: contractHoldable, prefix: 'con' },
} as const satisfies Record<
  RecordKind,
  { record: z.ZodType; fields: z.ZodType; holdable: readonly string[]; prefix: string }
>
