import { csvFile } from '../../../functions/domain/csv.ts'
import type { TableOf } from './dataTable.tsx'

// A table as a file of the reader's own.

export const csvOf = ({ head, rows }: TableOf) => csvFile([head, ...rows])

/** A list of rows, each value under its column's name; numbers stay numbers. */
export const jsonOf = ({ head, rows }: TableOf) =>
  JSON.stringify(
    rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''] as const))),
    undefined,
    1,
  )

const kinds = {
  csv: { of: csvOf, type: 'text/csv;charset=utf-8' },
  json: { of: jsonOf, type: 'application/json' },
}

export function downloadTable(name: string, table: TableOf, as: keyof typeof kinds) {
  const { of, type } = kinds[as]
  const url = URL.createObjectURL(new Blob([of(table)], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.${as}`
  link.click()
  URL.revokeObjectURL(url)
}
