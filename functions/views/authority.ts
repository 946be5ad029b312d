import { figuresOf } from '../domain/figures.ts'
import type { Summary } from '../domain/summary.ts'
import type { Authority } from '../schema/reference.ts'
import type { AuthorityView } from '../schema/view.ts'
import {
  type Asked,
  byName,
  contractRowOf,
  coverageOf,
  type StoredContractRow,
  type StoredSystemRow,
  systemRowOf,
  vendorsIn,
} from './parts.ts'

/** One authority's public page: its document, and the rows of all it holds. */
export function authorityView(
  authority: Authority,
  summary: Summary,
  rows: (StoredSystemRow | StoredContractRow)[],
  asked: Asked,
  cut: boolean,
): AuthorityView {
  const { lists, today } = asked
  const coverage = (kind: 'system' | 'contract') => {
    const { reporting: _, authorities: __, ...own } = coverageOf(summary, kind, asked)
    return own
  }
  const systems = rows.flatMap((row) => (row.kind === 'system' ? [systemRowOf(row, lists)] : [])).sort(byName)
  const contracts = rows
    .flatMap((row) => (row.kind === 'contract' ? [contractRowOf(row, lists)] : []))
    .sort((a, b) => ((a.decision.decideBy ?? '9999') < (b.decision.decideBy ?? '9999') ? -1 : 1))
  return {
    authority: {
      id: authority.id,
      name: authority.name,
      slug: authority.slug,
      officialName: authority.officialName,
      kind: authority.kind,
      region: { id: authority.region, name: lists.scopeName(authority.region) },
      ...(authority.population !== undefined && { population: authority.population }),
    },
    today,
    figures: figuresOf(summary),
    coverage: { systems: coverage('system'), contracts: coverage('contract') },
    vendors: vendorsIn(summary, lists).sort(
      (a, b) => b.contracts + b.systems - (a.contracts + a.systems) || byName(a, b),
    ),
    systems,
    contracts,
    cut,
  }
}
