import { figuresOf, reportingIn } from '../domain/figures.ts'
import type { Summary } from '../domain/summary.ts'
import type { OverviewView } from '../schema/view.ts'
import { findingsOf } from './findings.ts'
import { type Asked, areaCounts, authorityCounts, coverageOf, scopeOf } from './parts.ts'

/** The front page of a scope: key figures, how much they speak for, what stands out, and every authority. */
export function overviewView(summary: Summary, asked: Asked): OverviewView {
  const { lists, scope, today } = asked
  const systems = coverageOf(summary, 'system', asked)
  const contracts = coverageOf(summary, 'contract', asked)
  const reporting = reportingIn(summary.authorities, ['system', 'contract'], lists.authoritiesOf(scope))
  return {
    scope: scopeOf(asked),
    today,
    figures: figuresOf(summary),
    coverage: { systems, contracts, either: { reporting, authorities: systems.authorities } },
    findings: findingsOf({ summary, systems, contracts }, asked),
    authorities: authorityCounts(summary, asked),
    areas: [...areaCounts(summary, lists.groups()), ...areaCounts(summary, lists.serviceAreas())],
  }
}
