import type { Summary } from './summary.ts'
import type { Totals } from './totals.ts'

// Who runs what: service areas against authorities, as one table.

/** `areas`: those of which anybody runs anything, and in the same order how many systems each authority has of each. */
export type Matrix = {
  totals: Totals
  areas: string[]
  authorities: Record<string, { held: Totals; cells: number[] }>
}

const start = 'area/'

/** From the matrix's totals and those of each authority. */
export function matrixOf({ totals, authorities }: Pick<Summary, 'totals' | 'authorities'>): Matrix {
  const areas = Object.keys(totals)
    .filter((path) => path.startsWith(start))
    .map((path) => path.slice(start.length))
    .sort()
  const rows = [...authorities].map(([id, of]) => {
    const held = Object.fromEntries(Object.entries(of).filter(([path]) => !path.startsWith(start)))
    return [id, { held, cells: areas.map((area) => of[start + area] ?? 0) }] as const
  })
  return { totals, areas, authorities: Object.fromEntries(rows) }
}

/** How many systems there are in a service area, in the whole scope. */
export const systemsIn = ({ totals }: Matrix, area: string): number => totals[start + area] ?? 0
