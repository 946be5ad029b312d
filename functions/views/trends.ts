import { type IsoDate, quarterOf } from '../domain/calendar.ts'
import type { Totals } from '../domain/totals.ts'
import type { TrendPoint, TrendsView } from '../schema/pastView.ts'
import { type Asked, coverageOf, figuresOf, reportingIn, scopeOf } from './parts.ts'

/** The overview's figures as they stood at the end of each quarter, and as they stand today. */
export function trendsView(
  quarters: { on: IsoDate; totals: Totals }[],
  now: Totals,
  asked: Asked,
): TrendsView {
  const points = quarters.map(({ on, totals }) => pointOf(totals, { ...asked, today: on }))
  const first = points.findIndex(
    ({ coverage: { systems, contracts } }) => systems.records + contracts.records > 0,
  )
  return {
    scope: scopeOf(asked),
    today: asked.today,
    quarters: first < 0 ? [] : points.slice(first),
    now: pointOf(now, asked),
  }
}

function pointOf(totals: Totals, asked: Asked): TrendPoint {
  const [systems, contracts] = [coverageOf(totals, 'system', asked), coverageOf(totals, 'contract', asked)]
  const reporting = reportingIn(totals, ['system', 'contract'], asked.lists.authoritiesOf(asked.scope))
  return {
    quarter: quarterOf(asked.today),
    on: asked.today,
    figures: figuresOf(totals),
    coverage: { systems, contracts, either: { reporting, authorities: systems.authorities } },
  }
}
