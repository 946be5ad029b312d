export type CsvValue = string | number | null | undefined

/**
 * A cell that a spreadsheet can neither run as a formula, as OWASP advises, nor break a line with. Some take the signs of
 * full width for the plain ones.
 */
export function csvCell(value: CsvValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Lines end as RFC 4180 has them. */
export const csvLine = (cells: readonly CsvValue[]) => `${cells.map(csvCell).join(',')}\r\n`

/** Says that a file is UTF-8, which spreadsheets would not know otherwise. */
export const byteOrderMark = '\uFEFF'

export const csvFile = (lines: readonly (readonly CsvValue[])[]) =>
  byteOrderMark + lines.map(csvLine).join('')
