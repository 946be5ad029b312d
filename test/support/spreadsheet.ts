import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { zipped } from '../../functions/imports/zip.ts'

// Spreadsheets in small, as spreadsheet programs write them, and a real program to write them.

type Part = readonly [name: string, text: string]

const xml = '<?xml version="1.0" encoding="UTF-8"?>'
/** A cell's XML from what it holds: text, a number, or XML of one's own. */
export type Cell = string | number | { xml: string }

const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const cellXml = (cell: Cell, place: string) =>
  typeof cell === 'number'
    ? `<c r="${place}"><v>${cell}</v></c>`
    : typeof cell === 'string'
      ? cell === ''
        ? ''
        : `<c r="${place}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`
      : cell.xml.replace('<c', `<c r="${place}"`)

export const sheetXml = (rows: readonly (readonly Cell[])[]) =>
  `${xml}<worksheet><sheetData>${rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((cell, column) => cellXml(cell, `${letters(column)}${row + 1}`)).join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`

/** The parts of a spreadsheet with these sheets. `styles`: the formats of numbers, by number from 1. */
export function partsOf(
  sheets: Record<string, readonly (readonly Cell[])[] | { xml: string }>,
  {
    shared,
    formats = [],
    hidden = [],
    starts1904 = false,
  }: { shared?: string; formats?: string[]; hidden?: string[]; starts1904?: boolean } = {},
): Part[] {
  const names = Object.keys(sheets)
  return [
    ['[Content_Types].xml', `${xml}<Types/>`],
    [
      'xl/workbook.xml',
      `${xml}<workbook xmlns:r="r">${starts1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${names.map((name, n) => `<sheet name="${name}" sheetId="${n + 1}" ${hidden.includes(name) ? 'state="hidden" ' : ''}r:id="r${n}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${xml}<Relationships>${names.map((_, n) => `<Relationship Id="r${n}" Target="worksheets/sheet${n}.xml"/>`).join('')}</Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${xml}<styleSheet><numFmts>${formats.map((code, n) => `<numFmt numFmtId="${200 + n}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, n) => `<xf numFmtId="${200 + n}"/>`).join('')}<xf numFmtId="14"/></cellXfs></styleSheet>`,
    ],
    ...(shared === undefined ? [] : [['xl/sharedStrings.xml', shared] as const]),
    ...Object.values(sheets).map(
      (rows, n) => [`xl/worksheets/sheet${n}.xml`, 'xml' in rows ? rows.xml : sheetXml(rows)] as const,
    ),
  ]
}
export const spreadsheet = (...of: Parameters<typeof partsOf>): Buffer => zipped(partsOf(...of))

/** LibreOffice, where there is one. */
const office = [
  process.env.SOFFICE,
  '/usr/bin/soffice',
  '/usr/bin/libreoffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
].find((place) => place !== undefined && existsSync(place))
/** Why what needs it is left out, where there is none. */
export const withoutOffice = office
  ? undefined
  : 'There is no LibreOffice, so what goes out to it and comes back was not tested. On Debian: apt-get install libreoffice-calc-nogui.'

/** A file opened by LibreOffice, changed by a macro where one is given, and saved as another kind. */
export async function throughOffice(file: Buffer, to: string, from = 'xlsx'): Promise<Buffer> {
  if (!office) throw new Error('There is no LibreOffice')
  const folder = await mkdtemp(join(tmpdir(), 'office-'))
  try {
    await writeFile(join(folder, `in.${from}`), file)
    const [extension = ''] = to.split(':')
    await promisify(execFile)(
      office,
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        to,
        '--outdir',
        join(folder, 'out'),
        join(folder, `in.${from}`),
      ],
      { timeout: 120_000 },
    )
    return await readFile(join(folder, 'out', `in.${extension}`))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
