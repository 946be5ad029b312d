import { type Totals, under } from '../domain/totals.ts'
import type { OverviewView } from '../schema/view.ts'
import { findingsOf } from './findings.ts'
import { type Asked, areaCounts, authorityCounts, coverageOf, figuresOf, number, scopeOf } from './parts.ts'

/** The front page of a scope: key figures, how much they speak for, what stands out, and every authority. */
export function overviewView(
  { overview, market, renewals }: { overview: Totals; market: Totals; renewals: Totals },
  asked: Asked,
): OverviewView {
  const { lists, scope, today } = asked
  const systems = coverageOf(overview, 'system', asked)
  const contracts = coverageOf(overview, 'contract', asked)
  const holding = under(overview, 'authority/')
  const reporting = lists.authoritiesOf(scope).filter(({ id }) => number(holding, `${id}/records`) > 0).length
  return {
    scope: scopeOf(asked),
    today,
    figures: figuresOf(overview),
    coverage: { systems, contracts, either: { reporting, authorities: systems.authorities } },
    findings: findingsOf({ market, renewals, systems, contracts }, asked),
    authorities: authorityCounts(overview, asked),
    areas: [...areaCounts(market, lists.groups()), ...areaCounts(market, lists.serviceAreas())],
  }
}
