import type { RegisterRecord } from '../schema/record.ts'
import { fieldChanges, statedIn } from './proposal.ts'

// What an import changed, proposed back as it was. Whatever somebody touched since stays.

export type Undone =
  /** The record it brought leaves the register. */
  | { leaves: true; values?: never }
  /** Fields it changed, as they were before. */
  | { values: Record<string, unknown>; leaves?: never }
  /** Somebody changed it since, or it says no more what the import made it say. */
  | undefined

/**
 * `made` is the version that an import's proposal became, `before` the one before it; `typed` are the fields that
 * somebody typed in on its way.
 */
export function undoing({
  before,
  made,
  current,
  typed = [],
}: {
  before: RegisterRecord | undefined
  made: RegisterRecord
  current: RegisterRecord
  typed?: readonly string[]
}): Undone {
  const since = new Set(fieldChanges(statedIn(made), statedIn(current)).map(({ field }) => field))
  if (!before) return since.size === 0 ? { leaves: true } : undefined
  const own = fieldChanges(statedIn(before), statedIn(made)).filter(
    ({ field }) => !since.has(field) && !typed.includes(field),
  )
  if (own.length === 0) return undefined
  return { values: Object.fromEntries(own.map(({ field, from }) => [field, from ?? null])) }
}
