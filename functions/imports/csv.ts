import type { ImportPreview } from '../schema/import.ts'

/** A cell that no spreadsheet runs as a formula, as OWASP advises: a leading sign is made plain text. */
export function csvCell(value: string | number): string {
  const text = String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A CSV file with a byte order mark, so that spreadsheets read it as UTF-8. */
export const csvFile = (rows: (string | number)[][]) =>
  `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`

/** The rows an import did not take, with why and what would mend each. */
export const refusedCsv = ({ rows }: ImportPreview): string =>
  csvFile([
    ['Row', 'Authority', 'Title', 'Column', 'Value', 'What is wrong', 'What would mend it'],
    ...rows
      .filter(({ result }) => result === 'refuse')
      .flatMap(({ row, authorityName, title, reasons }) =>
        reasons.map(({ column = '', value = '', problem, fix = '' }) => [
          row,
          authorityName,
          title,
          column,
          value,
          problem,
          fix,
        ]),
      ),
  ])
