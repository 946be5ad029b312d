import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { problem } from '../domain/problem.ts'

// Bytes to rows, whatever wrote them: the encoding found out, double-encoded text mended, ragged rows kept.

/** Limits on what one file may hold. Bytes are limited where they arrive. */
const mostRows = 50_000
const mostColumns = 200
const mostCellCharacters = 100_000

export type Sheet = { header: string[]; rows: string[][] }

const formats: [string, string][] = [
  [
    'PK\u0003\u0004',
    'a spreadsheet or an archive, not a CSV file. Save it as CSV (comma separated) and try again',
  ],
  ['%PDF', 'a PDF, not a CSV file. Ask for the data as CSV'],
  [
    '\u00d0\u00cf\u0011\u00e0',
    'an old Excel file, not a CSV file. Save it as CSV (comma separated) and try again',
  ],
]

/** The file's text. Throws a problem that says what it is instead, where it is no text. */
export function decode(bytes: Uint8Array): string {
  if (bytes.length === 0)
    throw problem.unreadable('The file is empty. Choose a CSV file with a header and rows.')
  const start = iconv.decode(Buffer.from(bytes.subarray(0, 8)), 'latin1')
  for (const [mark, what] of formats) {
    if (start.startsWith(mark)) throw problem.unreadable(`The file is ${what}.`)
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(Buffer.from(bytes), 'utf16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return iconv.decode(Buffer.from(bytes), 'utf16be')
  const sample = bytes.subarray(0, 4000)
  const nulls = sample.filter((byte) => byte === 0).length
  if (nulls > sample.length / 4) {
    const little = sample.filter((byte, index) => byte === 0 && index % 2 === 1).length > nulls / 2
    return iconv.decode(Buffer.from(bytes), little ? 'utf16le' : 'utf16be')
  }
  const control = sample.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length
  if (nulls > 0 || control > sample.length / 50) {
    throw problem.unreadable('The file is not text, whatever its name says. Choose a CSV file.')
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes), 'win1252')
  }
}

/** Text that was UTF-8, read as Windows-1252 and written as UTF-8 again: `Â£` for `£`, `â€™` for `’`. */
const doubled = /Ã[\u0080-\u00bf\u0152-\u2122]|Â[\u0080-\u00bf]|â€|â‚¬/

/** Mends double encoding, twice over if need be; text that does not come out whole is left as it is. */
export function mended(text: string): string {
  let said = text
  for (let times = 0; times < 2 && doubled.test(said); times += 1) {
    const again = iconv.encode(said, 'win1252').toString('utf8')
    if (again.includes('\ufffd')) break
    said = again
  }
  return said
}

/** The rows of a CSV file. Throws a problem for one that is empty, has no rows, or is too large to be honest. */
export function readCsv(bytes: Uint8Array): Sheet {
  const text = decode(bytes)
  if (text.trim() === '')
    throw problem.unreadable('The file is empty. Choose a CSV file with a header and rows.')
  const [firstLine = ''] = text.split(/\r?\n/, 1)
  const delimiter =
    [',', ';', '\t', '|'].sort((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0] ?? ','
  if (firstLine.split(delimiter).length > mostColumns) {
    throw problem.unreadable(
      `The file has more than ${mostColumns} columns. Export it again with the columns of one register only.`,
    )
  }
  let rows: string[][]
  try {
    rows = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
      to: mostRows + 2,
    })
  } catch (failure) {
    throw problem.unreadable(
      `The file could not be read as CSV: ${(failure as Error).message.split('\n')[0]}. Open it in a spreadsheet, save it as CSV and try again.`,
    )
  }
  const [header = [], ...body] = rows
  if (body.length === 0) throw problem.unreadable('The file holds a header and no rows.')
  if (body.length > mostRows) {
    throw problem.tooLarge(
      `The file holds more than ${mostRows.toLocaleString('en-GB')} rows. Split it and try again.`,
    )
  }
  return {
    header: header.map((name) => name.trim()),
    rows: body.map((row) => row.map((cell) => mended(cell.slice(0, mostCellCharacters)))),
  }
}
