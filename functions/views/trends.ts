import { type IsoDate, quarterOf } from '../domain/calendar.ts'
import type { Summary } from '../domain/summary.ts'
import type { TrendPoint, TrendsView } from '../schema/pastView.ts'
import { type Asked, coverageOf, figuresOf, reportingIn, scopeOf } from './parts.ts'

/** The overview's figures as they stood at the end of each quarter, and as they stand today. */
export function trendsView(
  quarters: { on: IsoDate; summary: Summary }[],
  now: Summary,
  asked: Asked,
): TrendsView {
  const points = quarters.map(({ on, summary }) => pointOf(summary, { ...asked, today: on }))
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

function pointOf(summary: Summary, asked: Asked): TrendPoint {
  const [systems, contracts] = [coverageOf(summary, 'system', asked), coverageOf(summary, 'contract', asked)]
  const reporting = reportingIn(
    summary.authorities,
    ['system', 'contract'],
    asked.lists.authoritiesOf(asked.scope),
  )
  return {
    quarter: quarterOf(asked.today),
    on: asked.today,
    figures: figuresOf(summary),
    coverage: { systems, contracts, either: { reporting, authorities: systems.authorities } },
  }
}
