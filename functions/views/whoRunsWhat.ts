import type { Summary } from '../domain/summary.ts'
import type { Totals } from '../domain/totals.ts'
import type { WhoRunsWhatView } from '../schema/view.ts'
import { type Asked, authorityCounts, coverageOf, number, scopeOf } from './parts.ts'

/** Which authority runs systems in which service area, from the matrix: its totals and those of each authority. */
export function whoRunsWhatView(summary: Summary, asked: Asked): WhoRunsWhatView {
  const columns = authorityCounts(summary, asked)
  const held: Totals[] = columns.map(({ id }) => summary.authorities.get(id) ?? {})
  return {
    scope: scopeOf(asked),
    today: asked.today,
    coverage: coverageOf(summary, 'system', asked),
    authorities: columns.map(({ contracts: _, confirmed: __, ...authority }) => authority),
    rows: asked.lists.serviceAreas().map(({ id, label, group, groupLabel }) => {
      const path = `area/${id}`
      const cells = held.map((of) => number(of, path))
      return {
        id,
        name: label,
        group,
        groupLabel,
        systems: number(summary.totals, path),
        authorities: cells.reduce((count, systems) => (systems > 0 ? count + 1 : count), 0),
        cells,
      }
    }),
  }
}
