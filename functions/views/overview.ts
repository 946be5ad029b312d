import type { Totals } from '../domain/totals.ts'
import type { OverviewView } from '../schema/view.ts'
import { findingsOf } from './findings.ts'
import {
  type Asked,
  areaCounts,
  authorityCounts,
  coverageOf,
  figuresOf,
  reportingIn,
  scopeOf,
} from './parts.ts'

/** The front page of a scope: key figures, how much they speak for, what stands out, and every authority. */
export function overviewView(totals: Totals, asked: Asked): OverviewView {
  const { lists, scope, today } = asked
  const systems = coverageOf(totals, 'system', asked)
  const contracts = coverageOf(totals, 'contract', asked)
  const reporting = reportingIn(totals, ['system', 'contract'], lists.authoritiesOf(scope))
  return {
    scope: scopeOf(asked),
    today,
    figures: figuresOf(totals),
    coverage: { systems, contracts, either: { reporting, authorities: systems.authorities } },
    findings: findingsOf({ totals, systems, contracts }, asked),
    authorities: authorityCounts(totals, asked),
    areas: [...areaCounts(totals, lists.groups()), ...areaCounts(totals, lists.serviceAreas())],
  }
}
