import type { Totals } from '../domain/totals.ts'
import type { Authority } from '../schema/reference.ts'
import type { AuthorityView, ContractRow, MarketVendor, SystemRow } from '../schema/view.ts'
import {
  type Asked,
  byName,
  contractRowOf,
  coverageOf,
  figuresOf,
  type StoredContractRow,
  type StoredSystemRow,
  systemRowOf,
} from './parts.ts'

/** One authority's public page: its document, and the rows of all it holds. */
export function authorityView(
  authority: Authority,
  totals: Totals,
  rows: (StoredSystemRow | StoredContractRow)[],
  asked: Asked,
): AuthorityView {
  const { lists, today } = asked
  const coverage = (kind: 'system' | 'contract') => {
    const { reporting: _, authorities: __, ...own } = coverageOf(totals, kind, asked)
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
    figures: figuresOf(totals),
    coverage: { systems: coverage('system'), contracts: coverage('contract') },
    vendors: vendorsOf(systems, contracts),
    systems,
    contracts,
  }
}

/** Who makes its live systems and supplies its running contracts, those with most of both first. */
function vendorsOf(systems: SystemRow[], contracts: ContractRow[]): MarketVendor[] {
  const vendors = new Map<string, MarketVendor>()
  const of = (id: string, name: string) => {
    const known = vendors.get(id) ?? {
      id,
      name,
      contracts: 0,
      systems: 0,
      annualPounds: 0,
      contractsStatingValue: 0,
    }
    vendors.set(id, known)
    return known
  }
  for (const { maker, makerName, standing } of systems) {
    if (maker && (standing === 'live' || standing === 'being replaced')) {
      of(maker, makerName ?? maker).systems += 1
    }
  }
  for (const { supplier, supplierName, running, annualPounds } of contracts) {
    if (!running) continue
    const vendor = of(supplier, supplierName)
    vendor.contracts += 1
    if (annualPounds !== undefined) {
      vendor.annualPounds += annualPounds
      vendor.contractsStatingValue += 1
    }
  }
  return [...vendors.values()].sort(
    (a, b) => b.contracts + b.systems - (a.contracts + a.systems) || byName(a, b),
  )
}
