import type {
  ContractView,
  NamedSystems,
  PublicRecord,
  PublicVersion,
  SystemsView,
  SystemView,
} from '../schema/view.ts'
import {
  type Asked,
  type AskedAnywhere,
  byName,
  contractRowOf,
  type Lists,
  type StoredContractRow,
  type StoredSystemRow,
  scopeOf,
  systemRowOf,
} from './parts.ts'
import { saidOf } from './said.ts'

/** One system's public page: its row, and those of the contracts that cover it. */
export const systemView = (
  system: StoredSystemRow,
  contracts: StoredContractRow[],
  { today, lists }: AskedAnywhere,
  cut: boolean,
): SystemView => ({
  today,
  system: systemRowOf(system, lists),
  contracts: byDecision(contracts).map((row) => contractRowOf(row, lists)),
  cut,
})

export const contractView = (contract: StoredContractRow, { today, lists }: AskedAnywhere): ContractView => ({
  today,
  contract: contractRowOf(contract, lists),
})

/** A page of systems, as they were read. */
export const systemsView = (
  systems: StoredSystemRow[],
  asked: Asked,
  next: string | undefined,
): SystemsView => ({
  scope: scopeOf(asked),
  today: asked.today,
  systems: systems.map((row) => systemRowOf(row, asked.lists)),
  ...(next !== undefined && { next }),
})

/** Systems named by their ids: those a contract covers. */
export const namedSystems = (systems: StoredSystemRow[], { lists }: AskedAnywhere): NamedSystems => ({
  systems: systems.map((row) => systemRowOf(row, lists)).sort(byName),
})

const byDecision = (contracts: StoredContractRow[]): StoredContractRow[] =>
  [...contracts].sort((a, b) => ((a.decision.decideBy ?? '9999') < (b.decision.decideBy ?? '9999') ? -1 : 1))

/**
 * What the public could see to change from version to version, newest first. Versions come as they may be shown today:
 * a value held back now is in none of them.
 */
export function versionsOf(
  versions: { version: number; on: string; record: PublicRecord }[],
  lists: Lists,
): PublicVersion[] {
  const inOrder = [...versions].sort((a, b) => a.version - b.version)
  return inOrder
    .map(({ version, on, record }, index) => {
      const before = inOrder[index - 1]?.record
      const changes = before ? differences(saidOf(before, lists), saidOf(record, lists)) : []
      return { version, on, changes }
    })
    .reverse()
}

const differences = (before: [string, string][], after: [string, string][]) =>
  after.flatMap(([field, is], index) => {
    const was = before[index]?.[1] ?? ''
    return was === is ? [] : [{ field, before: was, after: is }]
  })
