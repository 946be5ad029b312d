import { type Totals, under } from '../domain/totals.ts'
import type { WhoRunsWhatView } from '../schema/view.ts'
import { type Asked, authorityCounts, coverageOf, number, scopeOf } from './parts.ts'

/** Which authority runs systems in which service area, from the totals of all and those of each authority. */
export function whoRunsWhatView(
  all: Totals,
  authorities: ReadonlyMap<string, Totals>,
  asked: Asked,
): WhoRunsWhatView {
  const totals = { ...all }
  const cells = new Map<string, Record<string, number>>()
  for (const [authority, held] of authorities) {
    for (const [path, systems] of Object.entries(held)) {
      if (!path.startsWith('area/')) {
        totals[`authority/${authority}/${path}`] = systems
        continue
      }
      const area = path.slice('area/'.length)
      const row = cells.get(area)
      if (row) row[authority] = systems
      else cells.set(area, { [authority]: systems })
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
