import { Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { problem } from '../domain/problem.ts'
import { mostColumns, mostHeaderRow } from '../schema/import.ts'
import { type Encoding, encodingOf, notText, textOf } from './text.ts'

// Bytes to rows as they arrive: the encoding found out, double-encoded text mended, ragged rows kept. However large
// or hostile the file, no more than a row of it is held here.

/** Limits on what one file may hold. Bytes are limited where they arrive. */
export const mostRows = 20_000
/** A row: far above the longest honest one, so that a quotation mark left open does not swallow the file. */
const mostRowBytes = 1_000_000
/** What is looked at to tell what a file is. */
const startBytes = 64 * 1024

/** One row: how many cells it has, and the text of each, cut to so many characters and decoded when asked for. */
export type Row = {
  cells: number
  text: (column: number, most: number) => string
  /** Its number in a spreadsheet, from 1, empty rows counted. */
  number?: number
  /** Where it stands, where a number does not tell. */
  place?: string
}
export type Sheet = {
  header: string[]
  /** The row the header is, from 1. */
  headerRow: number
  /** How the file begins, header and all. */
  starts: string[][]
  rows: AsyncGenerator<Row>
}
/** Which of a file's first rows names its columns, from 1. */
export type FindHeader = (starts: string[][]) => number

const empty = () => problem.unreadable('The file is empty. Choose a file with a header and rows.')

/** A row's characters that are looked at to tell which one names the columns. */
const mostCharactersOfName = 300

/** Reads a CSV file. Throws a problem for one that is empty, is no text, has no rows, or is too large to be honest. */
export async function readCsv({ start, rest }: Start, find: FindHeader = () => 1): Promise<Sheet> {
  const rows = rowsOf(textStart({ start, rest }))
  return sheetOf(
    (async function* () {
      for await (const cells of rows) {
        yield {
          cells: cells.length,
          // A character takes up to four bytes; those cut in two at the end are left out.
          text: (column: number, most: number) =>
            textOf((cells[column] ?? '').slice(0, 4 * most)).slice(0, most),
        }
      }
    })(),
    find,
  )
}

/** A file's text as bytes whose ASCII is ASCII. Throws a problem for one that is empty or no text. */
export function textStart({ start, rest }: Start): AsyncGenerator<Uint8Array> {
  if (start.length === 0) throw empty()
  const how = encodingOf(start)
  if ('refused' in how) throw problem.unreadable(how.refused)
  return decoded(how.encoding, start.subarray(how.skip), rest)
}

/** Rows with the one that names their columns found among the first of them. What stands before it is passed over. */
export async function sheetOf(all: AsyncGenerator<Row>, find: FindHeader): Promise<Sheet> {
  const first: Row[] = []
  while (first.length < mostHeaderRow) {
    const { value, done } = await all.next()
    if (done) break
    first.push(value)
  }
  if (first.length === 0) throw empty()
  const texts = (row: Row, most: number) =>
    Array.from({ length: Math.min(row.cells, mostColumns) }, (_, column) => row.text(column, most))
  const starts = first.map((row) => texts(row, mostCharactersOfName).map((text) => text.trim()))
  const headerRow = find(starts)
  const named = first[headerRow - 1]
  if (!named) {
    throw problem.invalid({
      headerRow: `The file has ${first.length} rows, so row ${headerRow} cannot name the columns`,
    })
  }
  // Spreadsheets write empty cells to the right of a table.
  const last = (starts[headerRow - 1] ?? []).findLastIndex((name) => name !== '')
  if (named.cells > mostColumns && last === mostColumns - 1) {
    throw problem.unreadable(
      `The file has ${named.cells.toLocaleString('en-GB')} columns, more than the ${mostColumns} that are read. Export it again with the columns of one register only.`,
    )
  }
  const header = (starts[headerRow - 1] ?? []).slice(0, named.cells)
  return { header, headerRow, starts, rows: numbered(first.slice(headerRow), all) }
}

async function* numbered(first: Row[], rest: AsyncGenerator<Row>): AsyncGenerator<Row> {
  let read = 0
  const one = (row: Row) => {
    read += 1
    if (read > mostRows) {
      throw problem.tooLarge(
        `The file holds more than ${mostRows.toLocaleString('en-GB')} rows. Split it into smaller files and import each.`,
      )
    }
    return row
  }
  try {
    for (const row of first) yield one(row)
    for await (const row of rest) yield one(row)
  } finally {
    // Whoever reads may have seen enough.
    await rest.return(undefined)
  }
  if (read === 0) throw problem.unreadable('The file holds a header and no rows.')
}

/** The first bytes of a file, enough to tell what it is, and whatever follows them. */
export type Start = { start: Buffer; rest: AsyncIterable<Uint8Array> }

export async function startOf(file: AsyncIterable<Uint8Array>): Promise<Start> {
  const bytes = file[Symbol.asyncIterator]()
  const parts: Uint8Array[] = []
  let length = 0
  while (length < startBytes) {
    const { value, done } = await bytes.next()
    if (done) break
    parts.push(value)
    length += value.length
  }
  return { start: Buffer.concat(parts), rest: { [Symbol.asyncIterator]: () => bytes } }
}

/** The file as bytes whose ASCII is ASCII: UTF-16 is turned into UTF-8, the rest is passed on as it is. */
async function* decoded(
  encoding: Encoding,
  start: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (encoding === 'bytes') {
    yield start
    for await (const bytes of rest) {
      if (bytes.includes(0)) throw problem.unreadable(notText)
      yield bytes
    }
    return
  }
  const decoder = new TextDecoder(encoding)
  yield Buffer.from(decoder.decode(start, { stream: true }))
  for await (const bytes of rest) yield Buffer.from(decoder.decode(bytes, { stream: true }))
  yield Buffer.from(decoder.decode())
}

/** The rows' cells, a character a byte. */
async function* rowsOf(text: AsyncGenerator<Uint8Array>): AsyncGenerator<string[]> {
  const first = await text.next()
  if (first.done) return
  const parser = parse({
    encoding: 'latin1',
    delimiter: delimiterOf(first.value),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: mostRowBytes,
  })
  const source = Readable.from(
    (async function* () {
      yield first.value
      yield* text
    })(),
  )
  // A refusal upstream ends the parser with it.
  source.on('error', (failure) => parser.destroy(failure))
  source.pipe(parser)
  try {
    yield* parser as AsyncIterable<string[]>
  } catch (failure) {
    if (!isCsvError(failure)) throw failure
    const read = Number(failure.records)
    const where = read === 0 ? 'The header' : `Row ${read.toLocaleString('en-GB')}`
    throw problem.unreadable(
      failure.code === 'CSV_MAX_RECORD_SIZE'
        ? `${where} is longer than a million characters: a quotation mark may be missing its other half. Open the file in a spreadsheet, save it as CSV and try again.`
        : `${where} could not be read as CSV: ${failure.message.split('\n')[0]}. Open the file in a spreadsheet, save it as CSV and try again.`,
    )
  } finally {
    source.destroy()
  }
}

const isCsvError = (failure: unknown): failure is CsvError =>
  failure instanceof Error && 'code' in failure && String(failure.code).startsWith('CSV_')

/** The sign that parts the cells, by what the first line has most of. */
function delimiterOf(start: Uint8Array): string {
  const text = Buffer.from(start.subarray(0, startBytes)).toString('latin1').trimStart()
  const [line = ''] = text.split(/[\r\n]/, 1)
  return [',', ';', '\t', '|'].sort((a, b) => line.split(b).length - line.split(a).length)[0] ?? ','
}
