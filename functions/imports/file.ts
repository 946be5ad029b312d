import { Problem, problem } from '../domain/problem.ts'
import type { ImportLook, Mapping, ShapeName } from '../schema/import.ts'
import type { Shape } from './entry.ts'
import { createKnown, type Lists, namesIn } from './known.ts'
import type { Whose } from './mapped.ts'
import { readOcds } from './ocds.ts'
import type { ReadFile } from './preview.ts'
import { type FindHeader, type Row, readCsv, type Sheet, type Start, sheetOf, startOf } from './read.ts'
import { headerFound, knownShape, lookAt, shapeSaid } from './shapes.ts'
import { isOldOffice, isZip } from './text.ts'
import { isOwnSheet, kindColumn, sheetNames, workbookShape } from './workbook.ts'
import type { Workbook } from './xlsx.ts'

// A file as it arrives: what it is, and its rows; or, where its columns have names of their own, what is to be seen of
// it so that somebody can say what they are. What a file is called says nothing: what it begins with does.

/** What somebody said of a file: what its columns are, or only where to look for them. */
export type SaidOf = { mapping?: Mapping; sheet?: string; headerRow?: number }

export type Opened =
  | { read: ReadFile; header: string[]; look?: never }
  | { look: Omit<ImportLook, 'fileName'>; header: string[]; read?: never }

type Told = { lists: Lists; said: SaidOf; whose: Whose }

/** Throws a problem for a file that cannot be read. */
export async function openFile(
  file: AsyncIterable<Uint8Array>,
  { lists = {}, said = {}, whose = { register: undefined } }: Partial<Told> = {},
): Promise<Opened> {
  const told = { lists, said, whose }
  const start = await startOf(file)
  if (isZip(start.start)) return openSpreadsheet(start, told)
  if (isOldOffice(start.start)) throw problem.unreadable(await oldOfficeWords(start))
  if (isJson(start.start)) {
    const sheet = await readOcds(start)
    const known = knownShape(sheet.header, whose)
    if (!known) throw new Error('Releases have the columns of notices')
    return { read: await readRows(sheet, 'OCDS package', known.shape, lists), header: sheet.header }
  }
  return shaped(await readCsv(start, finding(said)), 'CSV', told)
}

const finding = ({ mapping, headerRow }: SaidOf): FindHeader => {
  const row = mapping?.headerRow ?? headerRow
  return row === undefined ? headerFound : () => row
}

/** Whether a file begins as JSON does, whatever wrote it. */
const isJson = (start: Uint8Array) =>
  /^\s*[{[]/.test(
    Buffer.from(start.subarray(0, 200))
      .toString('latin1')
      .replaceAll(/[\0\u00ef\u00bb\u00bf\u00fe\u00ff]/g, ''),
  )

/** A spreadsheet with a password is kept inside one of the old kind. */
async function oldOfficeWords({ start, rest }: Start): Promise<string> {
  const mark = Buffer.from('EncryptedPackage', 'utf16le')
  let held = start
  for (;;) {
    if (held.includes(mark)) {
      return 'The spreadsheet is protected with a password, so it cannot be read. Save a copy without one and try that.'
    }
    const { value, done } = await rest[Symbol.asyncIterator]().next()
    if (done)
      return 'The file is an old Excel file (.xls). Save it as an Excel workbook (.xlsx) or CSV and try that.'
    held = Buffer.concat([held.subarray(-mark.length), value])
  }
}

async function shaped(sheet: Sheet, otherwise: ShapeName, { lists, said, whose }: Told): Promise<Opened> {
  const { header } = sheet
  if (said.mapping) {
    const shape = shapeSaid(header, said.mapping, whose)
    return { read: await readRows(sheet, otherwise, shape, lists), header }
  }
  if (isOwnSheet(header) && header.includes(kindColumn)) {
    const shape = workbookShape(header, whose, namesIn(lists))
    return { read: await readRows(sheet, 'City Tools workbook', shape, lists), header }
  }
  const known = knownShape(header, whose)
  if (known) return { read: await readRows(sheet, known.name, known.shape, lists), header }
  if (header.filter((name) => name !== '').length < 2) {
    throw problem.unreadable(
      'The file has one column, so no register can be read from it. Choose a file with a column for each fact: title, supplier, dates.',
    )
  }
  return { look: await lookAt(sheet), header }
}

async function openSpreadsheet(start: Start, told: Told): Promise<Opened> {
  // Spreadsheets are seldom sent: what reads them is looked at when one is.
  const { openXlsx } = await import('./xlsx.ts')
  const workbook = await openXlsx(start)
  const wanted = told.said.mapping?.sheet ?? told.said.sheet
  const find = finding(told.said)
  if (wanted === undefined && !told.said.mapping) {
    const own = await ownSheet(workbook)
    if (own) return shaped(own, 'City Tools workbook', told)
  }
  const name = wanted ?? (await likeliestSheet(workbook, find))
  const sheet = await sheetOf(workbook.rows(name), find)
  const opened = await shaped(sheet, 'spreadsheet', told)
  return opened.look ? { ...opened, look: { ...opened.look, sheets: workbook.sheets, sheet: name } } : opened
}

/** How a sheet begins; nothing for one that is empty. What is not read of it is let go. */
async function beginning(workbook: Workbook, name: string, find: FindHeader) {
  try {
    const sheet = await sheetOf(workbook.rows(name), find)
    await sheet.rows.return(undefined)
    return sheet.starts.length > sheet.headerRow ? { ...sheet, name } : undefined
  } catch (failure) {
    if (failure instanceof Problem && failure.kind === 'unreadable') return undefined
    throw failure
  }
}

/** The sheet whose header is known, or else the one with the most columns, the first of those. */
async function likeliestSheet(workbook: Workbook, find: FindHeader): Promise<string> {
  let best: { name: string; score: number } | undefined
  for (const sheet of workbook.sheets.slice(0, mostSheets)) {
    const one = await beginning(workbook, sheet, find)
    if (!one) continue
    const filled = one.header.filter((name) => name !== '').length
    const score = knownShape(one.header, { register: undefined }) ? Number.POSITIVE_INFINITY : filled
    if (!best || score > best.score) best = { name: sheet, score }
  }
  if (!best) throw problem.unreadable('The spreadsheet is empty. Choose one with a header and rows.')
  return best.name
}
const mostSheets = 20

/** The sheets of our own workbook as one, each row with its kind before it; nothing for another's. */
async function ownSheet(workbook: Workbook): Promise<Sheet | undefined> {
  const found: { name: string; header: string[] }[] = []
  for (const name of Object.values(sheetNames)) {
    if (!workbook.sheets.includes(name)) continue
    const one = await beginning(workbook, name, (starts) => starts.findIndex(isOwnSheet) + 1 || 1)
    if (one && isOwnSheet(one.header)) found.push(one)
  }
  if (found.length === 0) return undefined
  const header = [kindColumn, ...new Set(found.flatMap((one) => one.header))]
  const rows = async function* (): AsyncGenerator<Row> {
    for (const one of found) {
      const places = header.map((name) => one.header.indexOf(name))
      const isSystem = one.name === sheetNames.system
      const all = workbook.rows(one.name)
      let isPast = false
      for await (const row of all) {
        const { number = 0 } = row
        // What stands above the header is ours as well.
        if (!isPast) {
          isPast = isOwnSheet(one.header.map((_, column) => row.text(column, 300).trim()))
          continue
        }
        yield {
          cells: header.length,
          text: (column, most) =>
            column === 0 ? (isSystem ? 'system' : 'contract') : row.text(places[column] ?? -1, most),
          place: `${one.name}, row ${number}`,
        }
      }
    }
  }
  return sheetOf(
    (async function* () {
      yield { cells: header.length, text: (column: number) => header[column] ?? '' }
      yield* rows()
    })(),
    () => 1,
  )
}

async function readRows(sheet: Sheet, name: ShapeName, shape: Shape, lists: Lists): Promise<ReadFile> {
  const read: ReadFile = { name, shape, rows: [], known: createKnown(lists), latest: new Map() }
  for await (const row of sheet.rows) {
    const cells = shape.cells(row)
    read.rows.push(JSON.stringify(cells))
    const { recordId, publishedAt } = shape.about(cells, read.known)
    if (recordId === undefined) continue
    const before = read.latest.get(recordId)
    if (!before || publishedAt >= before.publishedAt) {
      read.latest.set(recordId, { row: read.rows.length, publishedAt })
    }
  }
  return read
}
