import type { Contract } from '../schema/contract.ts'
import type { System } from '../schema/system.ts'
import { addMonths, type IsoDate } from './calendar.ts'
import { type Decision, decideBy } from './decideBy.ts'
import { isLive } from './system.ts'

// Whom to tell, well before, that a contract must be decided on.

/** How many months before the day to decide somebody is told. */
export const alertMonths = [12, 6, 3] as const

export type Alert = { contract: Contract; decision: Decision; decideBy: IsoDate; months: number }

/**
 * The alert a contract calls for today: the latest whose day has come, until the day to decide has passed. None for
 * what is decided already: it leaves the register, the systems it covers are all being replaced or gone, or somebody is
 * changing it.
 */
export function alertFor(
  contract: Contract,
  {
    today,
    leadMonths,
    systems,
    changing,
  }: {
    today: IsoDate
    leadMonths: number
    systems: ReadonlyMap<string, System>
    changing: ReadonlySet<string>
  },
): Alert | undefined {
  if (contract.retiredOn || changing.has(contract.id)) return undefined
  if (contract.startsOn && contract.startsOn > today) return undefined
  const covered = contract.systems.flatMap((id) => systems.get(id) ?? [])
  const isLeft = (system: System) => Boolean(system.replacedOn || system.retiredOn) || !isLive(system, today)
  if (covered.length > 0 && covered.length === contract.systems.length && covered.every(isLeft))
    return undefined
  const decision = decideBy({ ...contract, leadMonths }, today)
  const { decideBy: by } = decision
  if (!by || by < today) return undefined
  const come = alertMonths.filter((months) => addMonths(by, -months) <= today)
  return come.length > 0 ? { contract, decision, decideBy: by, months: Math.min(...come) } : undefined
}
