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
  const held = new Map<string, Map<string, number>>()
  for (const [authority, systemsBy] of authorities) {
    for (const [path, systems] of Object.entries(systemsBy)) {
      if (!path.startsWith('area/')) {
        totals[`authority/${authority}/${path}`] = systems
        continue
      }
      const area = path.slice('area/'.length)
      const row = held.get(area)
      if (row) row.set(authority, systems)
      else held.set(area, new Map([[authority, systems]]))
    }
  }
  const areas = under(totals, 'area/')
  const columns = authorityCounts(totals, asked)
  return {
    scope: scopeOf(asked),
    today: asked.today,
    coverage: coverageOf(totals, 'system', asked),
    authorities: columns.map(({ contracts: _, confirmed: __, ...authority }) => authority),
    rows: asked.lists.serviceAreas().map(({ id, label, group, groupLabel }) => {
      const row = held.get(id)
      return {
        id,
        name: label,
        group,
        groupLabel,
        systems: number(areas, id),
        authorities: row?.size ?? 0,
        cells: columns.map((authority) => row?.get(authority.id) ?? 0),
      }
    }),
  }
}
