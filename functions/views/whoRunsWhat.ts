import { grouped, type Totals, under } from '../domain/totals.ts'
import type { WhoRunsWhatView } from '../schema/view.ts'
import { type Asked, authorityCounts, coverageOf, number, scopeOf } from './parts.ts'

/** Which authority runs systems in which service area, from the matrix's own summary: a piece for each authority. */
export function whoRunsWhatView(totals: Totals, asked: Asked): WhoRunsWhatView {
  const cells = new Map<string, Record<string, number>>()
  for (const [authority, held] of grouped(under(totals, 'authority/'))) {
    for (const [area, systems] of Object.entries(under(held, 'area/'))) {
      const row = cells.get(area) ?? {}
      row[authority] = systems
      cells.set(area, row)
    }
  }
  const areas = under(totals, 'area/')
  return {
    scope: scopeOf(asked),
    today: asked.today,
    coverage: coverageOf(totals, 'system', asked),
    authorities: authorityCounts(totals, asked).map(
      ({ contracts: _, confirmed: __, ...authority }) => authority,
    ),
    rows: asked.lists.serviceAreas().map(({ id, label, group, groupLabel }) => {
      const row = cells.get(id) ?? {}
      return {
        id,
        name: label,
        group,
        groupLabel,
        systems: number(areas, id),
        authorities: Object.keys(row).length,
        cells: row,
      }
    }),
  }
}
