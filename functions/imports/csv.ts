import { byteOrderMark, csvLine } from '../domain/csv.ts'
import type { PreviewRow } from './preview.ts'
import { whyColumns } from './shapes.ts'

/**
 * The rows an import did not take, in the columns they came in, with why and what would mend each beside them: mended,
 * the file can be imported again.
 */
export async function* refusedCsv(
  columns: readonly string[],
  pieces: AsyncIterable<PreviewRow[]>,
): AsyncGenerator<string> {
  yield byteOrderMark + csvLine([...columns, ...whyColumns])
  for await (const rows of pieces) {
    const lines = rows.flatMap(({ cells, row, reasons }) => {
      if (!cells) return []
      const wrong = reasons.map(({ column, problem }) => (column ? `${column}: ${problem}` : problem))
      const fixes = reasons.flatMap(({ fix }) => fix ?? [])
      return [csvLine([...cells, row, `${wrong.join('. ')}.`, fixes.map((fix) => `${fix}.`).join(' ')])]
    })
    if (lines.length > 0) yield lines.join('')
  }
}
