import { serviceAreas } from '../reference/index.ts'
import type { RecordKind } from '../schema/record.ts'
import type { Importable } from './importable.ts'
import { cellsOf, columnsOf, idColumn, type Names, sheetNames, versionColumn } from './workbook.ts'
import { zipped } from './zip.ts'

// Our own workbook as it is downloaded: filled in with what an authority holds, to be changed in a spreadsheet program
// and sent back. Ids are locked; answers that are few are chosen from a list.

export type Held = { kind: RecordKind; id: string; version: number; values: Record<string, unknown> }

/** Rows below those filled in that are ready to be typed in. */
const emptyRows = 500
const longest = 32_000

// Characters that XML has no place for.
const unfit = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const xml = (text: string) =>
  text
    .replaceAll(unfit, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))

/** Numbers of the styles in `styles` below. */
const style = {
  text: 0,
  open: 1,
  date: 2,
  pounds: 3,
  locked: 4,
  header: 5,
  title: 6,
  quoted: 7,
  prose: 8,
} as const

/** Text that a spreadsheet program keeps as text, even when a person has typed in its cell. */
const mayRun = /^[=+\-@＝＋－＠\t]/
const textCell = (place: string, text: string, of: number) =>
  text === ''
    ? `<c r="${place}" s="${of}"/>`
    : `<c r="${place}" s="${mayRun.test(text) && of === style.open ? style.quoted : of}" t="inlineStr"><is><t xml:space="preserve">${xml(text.slice(0, longest))}</t></is></c>`
const numberCell = (place: string, number: number, of: number) =>
  `<c r="${place}" s="${of}"><v>${number}</v></c>`

const excelEpochDays = 25_569
const serial = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000 + excelEpochDays

const isCount = (field: string) => /^(users|noticeMonths|rollMonths|optionsUsed|criticality)$/.test(field)
const styleOf = ({ field, looks }: Importable) =>
  looks === 'date'
    ? style.date
    : looks === 'money'
      ? style.pounds
      : /^(description|notes)$/.test(field)
        ? style.prose
        : style.open

function fieldCell(place: string, one: Importable, said: string): string {
  const of = styleOf(one)
  if (said !== '' && one.looks === 'date' && /^\d{4}-\d\d-\d\d$/.test(said))
    return numberCell(place, serial(said), of)
  if (said !== '' && (one.looks === 'money' || isCount(one.field)) && /^\d+$/.test(said))
    return numberCell(place, Number(said), of)
  return textCell(place, said, of)
}

type List = { field: string; entries: readonly string[] }

/** What is chosen from: each list a column of the hidden sheet. */
const listsOf = (): List[] => {
  const all = [...columnsOf('system'), ...columnsOf('contract')]
  const chosen = all.flatMap(({ field, choices }) => (choices ? [{ field, entries: choices }] : []))
  const areas = serviceAreas()
    .map(({ label }) => label)
    .toSorted((a, b) => a.localeCompare(b))
  return [
    ...new Map(
      [...chosen, { field: 'serviceAreas', entries: areas }].map((one) => [one.field, one]),
    ).values(),
  ]
}

function validation(one: Importable, column: string, last: number, lists: List[]): string {
  const range = `${column}3:${column}${last}`
  const at = lists.findIndex(({ field }) => field === one.field)
  const list = lists[at]
  if (list) {
    const from = letters(at)
    // Several service areas are written with a semicolon between: the list helps, and holds nobody to one.
    const strict = one.field === 'serviceAreas' ? '0' : '1'
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="${strict}" errorTitle="${xml(one.label)}" error="Choose from the list, or leave it empty" sqref="${range}"><formula1>Lists!$${from}$1:$${from}$${list.entries.length}</formula1></dataValidation>`
  }
  if (one.looks === 'date') {
    return `<dataValidation type="date" operator="between" allowBlank="1" showErrorMessage="1" errorTitle="${xml(one.label)}" error="Enter a date, like 31/03/2027" sqref="${range}"><formula1>1</formula1><formula2>109205</formula2></dataValidation>`
  }
  if (one.looks === 'money' || isCount(one.field)) {
    return `<dataValidation type="whole" operator="greaterThanOrEqual" allowBlank="1" showErrorMessage="1" errorTitle="${xml(one.label)}" error="Enter a whole number, like 182000" sqref="${range}"><formula1>0</formula1></dataValidation>`
  }
  return ''
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function recordSheet(kind: RecordKind, records: Held[], names: Names, lists: List[]): string {
  const columns = columnsOf(kind)
  const last = records.length + 2 + emptyRows
  const widths = [
    24,
    9,
    ...columns.map(({ field, label, looks }) =>
      /^(title|name|description|notes|supplier|serviceAreas)$/.test(field)
        ? 34
        : looks
          ? 14
          : Math.max(14, Math.min(30, label.length + 2)),
    ),
  ]
  const cols = widths
    .map((width, index) => {
      const one = columns[index - 2]
      return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1" style="${one ? styleOf(one) : style.locked}"${index === 1 ? ' hidden="1"' : ''}/>`
    })
    .join('')
  const said = `Change what you like below, and send the file back to City Tools. New ${kind === 'system' ? 'systems' : 'contracts'} go at the end, without an id.`
  const rows = [
    `<row r="1">${textCell('A1', said, style.title)}</row>`,
    `<row r="2">${[idColumn, versionColumn, ...columns.map(({ label }) => label)].map((label, index) => textCell(`${letters(index)}2`, label, style.header)).join('')}</row>`,
    ...records.map(({ id, version, values }, index) => {
      const row = index + 3
      const cells = cellsOf(kind, values, names)
      return `<row r="${row}">${textCell(`A${row}`, id, style.locked)}${numberCell(`B${row}`, version, style.locked)}${columns
        .map((one, at) => fieldCell(`${letters(at + 2)}${row}`, one, cells[one.field] ?? ''))
        .join('')}</row>`
    }),
  ]
  const rules = columns.map((one, index) => validation(one, letters(index + 2), last, lists)).filter(Boolean)
  const right = letters(columns.length + 1)
  return `${head}<worksheet xmlns="${main}"><dimension ref="A1:${right}${records.length + 2}"/><sheetViews><sheetView workbookViewId="0"><pane xSplit="3" ySplit="2" topLeftCell="D3" activePane="bottomRight" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${cols}</cols><sheetData>${rows.join('')}</sheetData><sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" insertRows="0" deleteRows="0" sort="0" autoFilter="0"/><autoFilter ref="A2:${right}${Math.max(3, records.length + 2)}"/><dataValidations count="${rules.length}">${rules.join('')}</dataValidations></worksheet>`
}

function guidanceSheet(authority: string, on: string, counts: Record<RecordKind, number>): string {
  const lines = [
    `${authority}: what City Tools holds`,
    `Downloaded on ${on}: ${counts.system} systems and ${counts.contract} contracts.`,
    '',
    'How to change it',
    'Change any cell of the Systems and Contracts sheets, save the file, and import it at City Tools under Our register, Import.',
    'You see each change before anything is taken, and LOTI approves it as it does what you type in a form.',
    'Do not change the record ids: they are how a row is known again. A new row has none.',
    'An emptied cell takes the answer away. A deleted row changes nothing: retire a record on its own page.',
    '',
    'How to write answers',
    'Dates as dates, like 31/03/2027. Sums and numbers as whole numbers, like 182000.',
    'Several service areas with a semicolon between: Housing Repairs; Libraries.',
    'Suppliers, makers and products by name. One that is on no list yet joins it when LOTI approves.',
    'Extension options as the months of each, in order, with a comma between: 12, 12.',
    '',
    'What is not here',
    'Which systems a contract covers, published notices, who shares a record, and what is held back from the public are changed on the record’s own page.',
    'Everything you hold is in this file, what is held back as well: keep it among those who may see it.',
  ]
  const rows = lines.map((text, index) => {
    const isTitle = index === 0 || lines[index - 1] === ''
    return `<row r="${index + 1}">${textCell(`A${index + 1}`, text, isTitle ? style.title : style.text)}</row>`
  })
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews><cols><col min="1" max="1" width="120" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`
}

function listSheet(lists: List[]): string {
  const rows = Array.from({ length: Math.max(...lists.map(({ entries }) => entries.length)) }, (_, index) => {
    const cells = lists.map(({ entries }, column) => {
      const entry = entries[index]
      return entry === undefined ? '' : textCell(`${letters(column)}${index + 1}`, entry, style.text)
    })
    return `<row r="${index + 1}">${cells.join('')}</row>`
  })
  return `${head}<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`
}

const unlocked = '<protection locked="0"/>'
const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="&quot;£&quot;#,##0"/></numFmts><fonts count="4"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font><font><b/><sz val="13"/><name val="Calibri"/></font><font><sz val="11"/><color rgb="FF505A5F"/><name val="Calibri"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF0F3D3E"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF4F6F5"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="9"><xf xfId="0"><alignment vertical="top"/></xf><xf xfId="0" applyProtection="1"><alignment vertical="top"/>${unlocked}</xf><xf xfId="0" numFmtId="164" applyNumberFormat="1" applyProtection="1"><alignment vertical="top"/>${unlocked}</xf><xf xfId="0" numFmtId="165" applyNumberFormat="1" applyProtection="1"><alignment vertical="top"/>${unlocked}</xf><xf xfId="0" fontId="3" fillId="3" applyFont="1" applyFill="1"><alignment vertical="top"/></xf><xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1"><alignment vertical="top" wrapText="1"/></xf><xf xfId="0" fontId="2" applyFont="1"/><xf xfId="0" quotePrefix="1" applyProtection="1"><alignment vertical="top"/>${unlocked}</xf><xf xfId="0" applyProtection="1"><alignment vertical="top" wrapText="1"/>${unlocked}</xf></cellXfs></styleSheet>`

/** The workbook of an authority's records. */
export function workbookFile(
  { authority, on, names }: { authority: string; on: string; names: Names },
  records: readonly Held[],
): Buffer {
  const lists = listsOf()
  const of = (kind: RecordKind) => records.filter((one) => one.kind === kind)
  const sheets = [
    [
      'Guidance',
      guidanceSheet(authority, on, { system: of('system').length, contract: of('contract').length }),
    ],
    [sheetNames.system, recordSheet('system', of('system'), names, lists)],
    [sheetNames.contract, recordSheet('contract', of('contract'), names, lists)],
    ['Lists', listSheet(lists)],
  ] as const
  const each = (make: (name: string, number: number) => string) =>
    sheets.map(([name], index) => make(name, index + 1)).join('')
  const office = 'http://schemas.openxmlformats.org'
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return zipped([
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${each((_, number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${each((name, number) => `<sheet name="${name}" sheetId="${number}"${name === 'Lists' ? ' state="hidden"' : ''} r:id="rId${number}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${office}/package/2006/relationships">${each((_, number) => `<Relationship Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="rId9" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', styles],
    ...sheets.map(([, text], index) => [`xl/worksheets/sheet${index + 1}.xml`, text] as const),
  ])
}
