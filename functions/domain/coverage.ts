import type { RegisterRecord } from '../schema/record.ts'
import { statedIn } from './proposal.ts'

// A contract covers systems that are on the register, or that join it no later than the contract does.

/** Where a system stands that is not on the register. */
export type Pending = { submission: string; state: 'open' | 'sent'; recordId: string; title: string }

const covered = (stated: Record<string, unknown>): string[] =>
  Array.isArray(stated.systems) ? stated.systems.filter((id) => typeof id === 'string') : []

/** The systems a record covers that it did not cover before. */
export function newlyCovered(after: Record<string, unknown>, current: RegisterRecord | undefined): string[] {
  const before = covered(statedIn(current))
  return covered(after).filter((id) => !before.includes(id))
}

const nameOf = (one: Pending | undefined) => one?.title || 'a new system'

/** Why a contract that covers systems which are not on the register cannot be approved by itself. */
export function notYetCovered(ids: readonly string[], pending: ReadonlyMap<string, Pending>): string {
  const [gone] = ids.filter((id) => !pending.has(id))
  if (gone !== undefined) {
    return 'It covers a system that is not on the register and does not wait for approval. Return it, so that the system is taken off.'
  }
  const waiting = ids.map((id) => pending.get(id))
  const drafted = waiting.find((one) => one?.state === 'open')
  if (drafted) {
    return `It covers ${nameOf(drafted)}, which is not on the register and has not been sent. Return it, or wait for that system.`
  }
  const names = waiting.map(nameOf)
  return names.length === 1
    ? `It covers ${names[0]}, which is not approved yet. Approve both, or return this.`
    : `It covers ${names.slice(0, -1).join(', ')} and ${names.at(-1)}, which are not approved yet. Approve them together, or return this.`
}
