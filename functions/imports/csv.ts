import { readColumns } from './contractsFinder.ts'
import type { PreviewRow } from './preview.ts'

/** A cell that no spreadsheet runs as a formula, as OWASP advises: a leading sign is made plain text. */
export function csvCell(value: string | number): string {
  const text = String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const csvRow = (cells: (string | number)[]) => `${cells.map(csvCell).join(',')}\r\n`

const why = ['Row', 'What is wrong', 'What would mend it']

/**
 * The rows an import did not take, in the shape they came in, with why and what would mend each beside them: mended,
 * the file can be imported again. Begins with a byte order mark, so that spreadsheets read it as UTF-8.
 */
export async function* refusedCsv(pieces: AsyncIterable<PreviewRow[]>): AsyncGenerator<string> {
  yield `\ufeff${csvRow([...readColumns, ...why])}`
  for await (const rows of pieces) {
    const lines = rows.flatMap(({ cells, row, reasons }) => {
      if (!cells) return []
      const wrong = reasons.map(({ column, problem }) => (column ? `${column}: ${problem}` : problem))
      const fixes = reasons.flatMap(({ fix }) => fix ?? [])
      return [csvRow([...cells, row, `${wrong.join('. ')}.`, fixes.map((fix) => `${fix}.`).join(' ')])]
    })
    if (lines.length > 0) yield lines.join('')
  }
}
