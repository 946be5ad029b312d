import { byteOrderMark, csvLine } from '../domain/csv.ts'
import { readColumns } from './contractsFinder.ts'
import type { PreviewRow } from './preview.ts'

const why = ['Row', 'What is wrong', 'What would mend it']

/**
 * The rows an import did not take, in the shape they came in, with why and what would mend each beside them: mended,
 * the file can be imported again.
 */
export async function* refusedCsv(pieces: AsyncIterable<PreviewRow[]>): AsyncGenerator<string> {
  yield byteOrderMark + csvLine([...readColumns, ...why])
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
