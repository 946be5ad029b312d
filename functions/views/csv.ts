import type { CellValue, ServedTable } from '../schema/table.ts'

/** A cell that a spreadsheet can neither run as a formula nor break a line with. */
export function csvCell(value: CellValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A table as CSV: UTF-8 that spreadsheets know for it, lines ended as RFC 4180 has them. */
export const csvOf = ({ columns, rows }: Pick<ServedTable, 'columns' | 'rows'>): string =>
  `\uFEFF${[
    columns.map(({ label }) => csvCell(label)),
    ...rows.map((row) => columns.map(({ id }) => csvCell(row[id]))),
  ]
    .map((cells) => cells.join(','))
    .join('\r\n')}\r\n`
