import { type Matrix, systemsIn } from '../domain/matrix.ts'
import type { WhoRunsWhatView } from '../schema/view.ts'
import { type Asked, authorityCounts, coverageOf, scopeOf } from './parts.ts'

/** Which authority runs systems in which service area. */
export function whoRunsWhatView(matrix: Matrix, asked: Asked): WhoRunsWhatView {
  const rows = new Map(Object.entries(matrix.authorities))
  const authorities = new Map([...rows].map(([id, { held }]) => [id, held]))
  const columns = authorityCounts({ authorities }, asked)
  const held = columns.map(({ id }) => rows.get(id)?.cells ?? [])
  const places = new Map(matrix.areas.map((area, place) => [area, place]))
  return {
    scope: scopeOf(asked),
    today: asked.today,
    coverage: coverageOf({ totals: matrix.totals, authorities }, 'system', asked),
    authorities: columns.map(({ contracts: _, confirmed: __, ...authority }) => authority),
    rows: asked.lists.serviceAreas().map(({ id, label, group, groupLabel }) => {
      const place = places.get(id) ?? -1
      const cells = held.map((of) => of[place] ?? 0)
      return {
        id,
        name: label,
        group,
        groupLabel,
        systems: systemsIn(matrix, id),
        authorities: cells.reduce((count, systems) => (systems > 0 ? count + 1 : count), 0),
        cells,
      }
    }),
  }
}
