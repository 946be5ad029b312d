import { type IsoDate, quarterOf } from '../domain/calendar.ts'
import type { TrendLine } from '../domain/figures.ts'
import type { TrendPoint, TrendsView } from '../schema/pastView.ts'
import { type Asked, scopeOf } from './parts.ts'

/** The overview's figures as they stood at the end of each quarter, and as they stand today. */
export function trendsView(
  quarters: readonly { on: IsoDate; line: TrendLine }[],
  now: TrendLine,
  asked: Asked,
): TrendsView {
  const first = quarters.findIndex(
    ({ line: { coverage } }) => coverage.systems.records + coverage.contracts.records > 0,
  )
  return {
    scope: scopeOf(asked),
    today: asked.today,
    quarters: first < 0 ? [] : quarters.slice(first).map(({ on, line }) => pointOf(on, line, asked)),
    now: pointOf(asked.today, now, asked),
  }
}

function pointOf(on: IsoDate, { figures, coverage, reporting }: TrendLine, asked: Asked): TrendPoint {
  const { authorities } = scopeOf(asked)
  const { freshMonths } = asked.lists
  return {
    quarter: quarterOf(on),
    on,
    figures,
    coverage: {
      systems: { ...coverage.systems, authorities, freshMonths: freshMonths('system') },
      contracts: { ...coverage.contracts, authorities, freshMonths: freshMonths('contract') },
      either: { reporting, authorities },
    },
  }
}
