import { Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { problem } from '../domain/problem.ts'
import { type Encoding, encodingOf, notText, textOf } from './text.ts'

// Bytes to rows as they arrive: the encoding found out, double-encoded text mended, ragged rows kept. However large
// or hostile the file, no more than a row of it is held here.

/** Limits on what one file may hold. Bytes are limited where they arrive. */
export const mostRows = 20_000
export const mostColumns = 200
/** A row: far above the longest honest one, so that a quotation mark left open does not swallow the file. */
const mostRowBytes = 1_000_000
/** What is looked at to tell what a file is. */
const startBytes = 64 * 1024

/** One row: how many cells it has, and the text of each, cut to so many characters and decoded when asked for. */
export type Row = { cells: number; text: (column: number, most: number) => string }
export type Sheet = { header: string[]; rows: AsyncIterable<Row> }

const empty = () => problem.unreadable('The file is empty. Choose a CSV file with a header and rows.')

/** Reads a CSV file. Throws a problem for one that is empty, is no text, has no rows, or is too large to be honest. */
export async function readCsv(file: AsyncIterable<Uint8Array>): Promise<Sheet> {
  const bytes = file[Symbol.asyncIterator]()
  const { start, rest } = await startOf(bytes)
  if (start.length === 0) throw empty()
  const how = encodingOf(start)
  if ('refused' in how) throw problem.unreadable(how.refused)
  const text = decoded(how.encoding, start.subarray(how.skip), rest)
  const rows = rowsOf(text)
  const first = await rows.next()
  if (first.done) throw empty()
  const header = first.value.map((name) => textOf(name).trim())
  if (header.length > mostColumns) {
    throw problem.unreadable(
      `The file has ${header.length.toLocaleString('en-GB')} columns, more than the ${mostColumns} that are read. Export it again with the columns of one register only.`,
    )
  }
  return { header, rows: numbered(rows) }
}

async function* numbered(rows: AsyncGenerator<string[]>): AsyncGenerator<Row> {
  let read = 0
  for await (const cells of rows) {
    read += 1
    if (read > mostRows) {
      throw problem.tooLarge(
        `The file holds more than ${mostRows.toLocaleString('en-GB')} rows. Split it into smaller files and import each.`,
      )
    }
    yield {
      cells: cells.length,
      // A character takes up to four bytes; those cut in two at the end are left out.
      text: (column, most) => textOf((cells[column] ?? '').slice(0, 4 * most)).slice(0, most),
    }
  }
  if (read === 0) throw problem.unreadable('The file holds a header and no rows.')
}

/** The first bytes of a file, enough to tell what it is, and whatever follows them. */
async function startOf(bytes: AsyncIterator<Uint8Array>) {
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
