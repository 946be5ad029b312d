import { serviceAreas } from '../reference/index.ts'
import type { Shape } from './entry.ts'
import { mappedShape } from './mapped.ts'
import { dateFrom, tidy } from './values.ts'

// A published list of the systems councils run, one a row, each with its own source and day.

const fieldOf: Record<string, string> = {
  borough: 'authority',
  function_id: 'serviceAreas',
  product: 'product',
  supplier: 'maker',
}
const ownColumns = ['source', 'as_of', 'confidence', 'evidence_url'] as const
const needed = ['borough', 'function_id', 'product', 'source']

export const isSystemsList = (header: readonly string[]): boolean =>
  needed.every((name) => header.includes(name))

/** A cell’s characters that are looked at. */
const mostCharacters = 500

let areas: Map<string, string> | undefined
/** The service area a number of the source list stands for. */
const areaOf = (functionId: string) => {
  areas ??= new Map(
    serviceAreas().flatMap(({ label, functionIds }) => functionIds.map((one) => [one, label] as const)),
  )
  return areas.get(functionId)
}

export function systemsListShape(header: string[]): Shape {
  const fields = header.map((name) => fieldOf[name] ?? '')
  const base = mappedShape(header, { kind: 'system', fields }, { register: undefined })
  const own = ownColumns.filter((name) => header.includes(name))
  const area = base.columns.indexOf('function_id')
  return {
    ...base,
    columns: [...base.columns, ...own],
    unread: base.unread.filter((name) => !own.some((one) => one === name)),
    cells: (row) => {
      const read = base.cells(row)
      const cells = read.cells.map((cell, index) => (index === area ? (areaOf(tidy(cell)) ?? cell) : cell))
      return {
        ...read,
        cells: [...cells, ...own.map((name) => row.text(header.indexOf(name), mostCharacters))],
      }
    },
    entry: (cells, known) => {
      const said = (name: (typeof ownColumns)[number]) => {
        const place = own.indexOf(name)
        return place < 0 ? '' : tidy(cells.cells[base.columns.length + place] ?? '')
      }
      const on = dateFrom(said('as_of'))
      return {
        ...base.entry(cells, known),
        published: {
          ...(said('source') && { list: said('source').slice(0, 160) }),
          ...(on && { on }),
          ...(said('evidence_url') && { url: said('evidence_url') }),
          stated: said('confidence') !== 'inferred',
        },
      }
    },
  }
}
