import { type Totals, under } from '../domain/totals.ts'
import type { WhoRunsWhatView } from '../schema/view.ts'
import { type Asked, authorityCounts, coverageOf, scopeOf } from './parts.ts'

/** Which authority runs systems in which service area: the overview's document, and one document for each area. */
export function whoRunsWhatView(overview: Totals, areas: Map<string, Totals>, asked: Asked): WhoRunsWhatView {
  return {
    scope: scopeOf(asked),
    today: asked.today,
    coverage: coverageOf(overview, 'system', asked),
    authorities: authorityCounts(overview, asked),
    rows: asked.lists.serviceAreas().map(({ id, label, group, groupLabel }) => {
      const cells = under(areas.get(id) ?? {}, 'authority/')
      return {
        id,
        name: label,
        group,
        groupLabel,
        systems: areas.get(id)?.systems ?? 0,
        authorities: Object.keys(cells).length,
        cells,
      }
    }),
  }
}
