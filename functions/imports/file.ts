import { problem } from '../domain/problem.ts'
import type { ImportLook, Mapping, ShapeName } from '../schema/import.ts'
import type { Shape } from './entry.ts'
import { createKnown, type Lists } from './known.ts'
import type { Whose } from './mapped.ts'
import { readOcds } from './ocds.ts'
import type { ReadFile } from './preview.ts'
import { readCsv, type Sheet, startOf } from './read.ts'
import { headerFound, knownShape, lookAt, shapeSaid } from './shapes.ts'

// A file as it arrives: what it is, and its rows; or, where its columns have names of their own, what is to be seen of
// it so that somebody can say what they are.

/** What somebody said of a file: what its columns are, or only where to look for them. */
export type SaidOf = { mapping?: Mapping; sheet?: string; headerRow?: number }

export type Opened =
  | { read: ReadFile; header: string[]; look?: never }
  | { look: Omit<ImportLook, 'fileName'>; header: string[]; read?: never }

/** Throws a problem for a file that cannot be read. */
export async function openFile(
  file: AsyncIterable<Uint8Array>,
  {
    lists = {},
    said = {},
    whose = { register: undefined },
  }: { lists?: Lists; said?: SaidOf; whose?: Whose } = {},
): Promise<Opened> {
  const start = await startOf(file)
  const headerRow = said.mapping?.headerRow ?? said.headerRow
  const find = headerRow === undefined ? headerFound : () => headerRow
  if (isJson(start.start)) {
    const opened = await shaped(await readOcds(start), 'CSV', { lists, said: {}, whose })
    return opened.read ? { ...opened, read: { ...opened.read, name: 'OCDS package' } } : opened
  }
  return shaped(await readCsv(start, find), 'CSV', { lists, said, whose })
}

/** Whether a file begins as JSON does, whatever wrote it. */
const isJson = (start: Uint8Array) =>
  /^[\ufeff\s]*[{[]/.test(
    Buffer.from(start.subarray(0, 200))
      .toString('latin1')
      .replaceAll(/[\0\u00ef\u00bb\u00bf\u00fe\u00ff]/g, ''),
  )

async function shaped(
  sheet: Sheet,
  otherwise: ShapeName,
  { lists, said: { mapping }, whose }: { lists: Lists; said: SaidOf; whose: Whose },
): Promise<Opened> {
  const { header } = sheet
  if (mapping) {
    const shape = shapeSaid(header, mapping, whose)
    return { read: await readRows(sheet, otherwise, shape, lists), header }
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
