import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { Entry, ZipFile } from 'yauzl'
import { problem } from '../domain/problem.ts'
import { mostColumns } from '../schema/import.ts'
import type { Row, Start } from './read.ts'
import { mended } from './text.ts'
import { damaged, openZip, unpacked } from './zip.ts'

// Spreadsheets as Excel and LibreOffice write them (Office Open XML): cells as text, formulas by the value they last
// had. Nothing in them is ever run, and no part is held but the texts that cells share.

/** What the parts may unpack to, in bytes. */
const mostSheetBytes = 128_000_000
const mostStringBytes = 40_000_000
const mostOtherBytes = 8_000_000
/** A cell: far above what any spreadsheet program lets a person type. */
const mostCellCharacters = 1_000_000
/** What is kept of one. */
const mostKeptCharacters = 6000

export type Workbook = {
  /** Names of the sheets that can be seen, in order. */
  sheets: string[]
  rows: (sheet: string) => AsyncGenerator<Row>
}

/** Opens a spreadsheet. Throws a problem that says what it is for a file that is none, or that cannot be read. */
export async function openXlsx({ start, rest }: Start): Promise<Workbook> {
  const all: Uint8Array[] = [start]
  for await (const bytes of rest) all.push(bytes)
  const { file, parts } = await openZip(Buffer.concat(all))
  const part = (name: string) => parts.get(name.replace(/^\//, ''))
  const whole = part('xl/workbook.xml')
  if (!whole) throw problem.unreadable(otherArchive(parts))
  if ([...parts.keys()].some((name) => /vbaProject|\/macrosheets\//i.test(name))) {
    throw problem.unreadable(
      'The spreadsheet has macros in it, which are not taken. Save it as an Excel workbook without macros (.xlsx) and try that.',
    )
  }
  const { sheets, starts1904 } = await sheetsIn(file, whole, part('xl/_rels/workbook.xml.rels'))
  const visible = sheets.filter(({ isHidden, path }) => !isHidden && part(path) !== undefined)
  if (visible.length === 0) throw problem.unreadable('The spreadsheet has no sheet that can be read.')
  const styles = part('xl/styles.xml')
  const dates = styles ? await dateStyles(file, styles) : []
  const shared = part('xl/sharedStrings.xml')
  const texts = shared ? await sharedTexts(file, shared) : []
  return {
    sheets: visible.map(({ name }) => name),
    rows: (wanted) => {
      const sheet = part(visible.find(({ name }) => name === wanted)?.path ?? '')
      if (!sheet) throw problem.invalid({ sheet: 'Choose a sheet of the spreadsheet' })
      return rowsIn(file, sheet, { dates, texts, starts1904 })
    },
  }
}

function otherArchive(parts: Map<string, Entry>): string {
  const names = [...parts.keys()]
  if (names.some((name) => name === 'xl/workbook.bin'))
    return 'The file is a binary Excel workbook. Save it as an Excel workbook (.xlsx) and try that.'
  if (names.some((name) => name.startsWith('word/')))
    return 'The file is a Word document, whatever its name says. Choose a spreadsheet or a CSV file.'
  if (names.includes('content.xml') && names.includes('mimetype'))
    return 'The file is an OpenDocument spreadsheet. Save it as an Excel workbook (.xlsx) or CSV and try that.'
  return 'The file is an archive and no spreadsheet. Unpack it and choose the file inside.'
}

/** Text that holds on to nothing it was cut from, mended where it came out of a file that was read amiss. */
const flat = (text: string) => mended(Buffer.from(text.slice(0, mostKeptCharacters)).toString())

type Heard = {
  opened?: (name: string, attributes: Record<string, string>) => void
  text?: (text: string) => void
  closed?: (name: string) => void
}

/** Goes through a part's elements by their local names; stops between pieces, so that what was heard can be handed on. */
async function* heard(file: ZipFile, part: Entry, most: number, { opened, text, closed }: Heard) {
  const parser = new SaxesParser({ xmlns: false })
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('error', () => {
    throw damaged()
  })
  parser.on('doctype', () => {
    throw problem.unreadable(
      'The spreadsheet declares entities of its own, which no spreadsheet program does, so it is not read.',
    )
  })
  if (opened) parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => opened(local(name), attributes))
  if (closed) parser.on('closetag', ({ name }: SaxesTagPlain) => closed(local(name)))
  const said = (some: string) => {
    if (some.length > mostCellCharacters) throw tooLong()
    text?.(some)
  }
  parser.on('text', said)
  parser.on('cdata', said)
  let decoder: TextDecoder | undefined
  for await (const bytes of unpacked(file, part, most)) {
    decoder ??= new TextDecoder(
      bytes[0] === 0xff && bytes[1] === 0xfe
        ? 'utf-16le'
        : bytes[0] === 0xfe && bytes[1] === 0xff
          ? 'utf-16be'
          : 'utf-8',
    )
    parser.write(decoder.decode(bytes, { stream: true }))
    yield
  }
  if (!decoder) throw damaged()
  parser.write(decoder.decode())
  parser.close()
  yield
}

const tooLong = () =>
  problem.unreadable(
    'A cell of the spreadsheet holds more than a million characters. Empty it, or leave its column out, and try again.',
  )

async function hear(...of: Parameters<typeof heard>): Promise<void> {
  for await (const _ of heard(...of));
}

async function sheetsIn(file: ZipFile, workbook: Entry, relations: Entry | undefined) {
  const found: { name: string; relation: string; isHidden: boolean }[] = []
  let starts1904 = false
  await hear(file, workbook, mostOtherBytes, {
    opened: (name, attributes) => {
      if (name === 'workbookPr') starts1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const isHidden = /^(hidden|veryHidden)$/.test(attributes.state ?? '')
      found.push({ name: (attributes.name ?? '').slice(0, 200), relation, isHidden })
    },
  })
  const paths = new Map<string, string>()
  if (relations) {
    await hear(file, relations, mostOtherBytes, {
      opened: (name, { Id = '', Target = '', TargetMode = '' }) => {
        // Nothing outside the file is ever fetched.
        if (name === 'Relationship' && TargetMode !== 'External') paths.set(Id, Target)
      },
    })
  }
  const sheets = found.map(({ name, relation, isHidden }) => {
    const target = paths.get(relation) ?? ''
    return { name, isHidden, path: target.startsWith('/') ? target.slice(1) : `xl/${target}` }
  })
  return { sheets, starts1904 }
}

/** Formats of dates that every spreadsheet has; those of times of day alone are none. */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
const isDateFormat = (code: string) => {
  const plain = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '')
  return /[dy]/i.test(plain) || (/m/i.test(plain) && !/[hs0#?]/i.test(plain))
}

/** Which styles show a number as a date. */
async function dateStyles(file: ZipFile, part: Entry): Promise<boolean[]> {
  const custom = new Map<number, boolean>()
  const styles: boolean[] = []
  let isWithin = false
  await hear(file, part, mostOtherBytes, {
    opened: (name, attributes) => {
      if (name === 'numFmt')
        custom.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''))
      else if (name === 'cellXfs') isWithin = true
      else if (name === 'xf' && isWithin) {
        const id = Number(attributes.numFmtId ?? 0)
        styles.push(custom.get(id) ?? isBuiltInDate(id))
      }
    },
    closed: (name) => {
      if (name === 'cellXfs') isWithin = false
    },
  })
  return styles
}

/** The texts that cells refer to by number. */
async function sharedTexts(file: ZipFile, part: Entry): Promise<string[]> {
  const texts: string[] = []
  let one = ''
  let isText = false
  let isReading = false
  await hear(file, part, mostStringBytes, {
    opened: (name) => {
      if (name === 'si') one = ''
      else if (name === 'rPh') isReading = true
      else if (name === 't') isText = !isReading
    },
    text: (text) => {
      if (isText && one.length < mostKeptCharacters) one += text
    },
    closed: (name) => {
      if (name === 't') isText = false
      else if (name === 'rPh') isReading = false
      else if (name === 'si') texts.push(flat(one))
    },
  })
  return texts
}

type Shown = { dates: boolean[]; texts: string[]; starts1904: boolean }

/** Letters of a cell's place as a number from 0: `B7` → 1. */
function columnIn(place: string): number {
  let column = 0
  for (const letter of place) {
    const code = letter.charCodeAt(0)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}

async function* rowsIn(file: ZipFile, part: Entry, shown: Shown): AsyncGenerator<Row> {
  const waiting: { number: number; cells: string[] }[] = []
  let row: string[] = []
  let number = 0
  let column = -1
  let type = ''
  let style = 0
  let said = ''
  let isSaid = false
  let isReading = false
  const pieces = heard(file, part, mostSheetBytes, {
    opened: (name, attributes) => {
      if (name === 'row') {
        row = []
        column = -1
        number = Number(attributes.r ?? number + 1)
      } else if (name === 'c') {
        column = attributes.r ? columnIn(attributes.r) : column + 1
        type = attributes.t ?? 'n'
        style = Number(attributes.s ?? 0)
        said = ''
      } else if (name === 'rPh') isReading = true
      else if (name === 'v' || name === 't') isSaid = !isReading
    },
    text: (text) => {
      if (isSaid && said.length < mostKeptCharacters) said += text
    },
    closed: (name) => {
      if (name === 'v' || name === 't') isSaid = false
      else if (name === 'rPh') isReading = false
      else if (name === 'c' && column >= 0 && column <= mostColumns && said !== '') {
        while (row.length < column) row.push('')
        row[column] = flat(cellSaid(said, type, style, shown))
      } else if (name === 'row' && row.some((cell) => cell.trim() !== ''))
        waiting.push({ number, cells: row })
    },
  })
  for await (const _ of pieces) {
    for (const { number, cells } of waiting.splice(0)) {
      yield { number, cells: cells.length, text: (place, most) => (cells[place] ?? '').slice(0, most) }
    }
  }
}

/** What a cell says, as text: dates as ISO, numbers as a person would write them. */
function cellSaid(said: string, type: string, style: number, { dates, texts, starts1904 }: Shown): string {
  if (type === 's') return texts[Number(said)] ?? ''
  if (type === 'b') return said === '1' ? 'Yes' : 'No'
  if (type !== 'n') return said
  const number = Number(said)
  if (said.trim() === '' || !Number.isFinite(number)) return said
  if (dates[style]) {
    const at = new Date((Math.floor(number) + (starts1904 ? 1462 : 0) - excelEpochDays) * 86_400_000)
    if (!Number.isNaN(at.getTime()) && number >= 1) return at.toISOString().slice(0, 10)
  }
  // Sums are kept in binary: 0.1 + 0.2 is to read as 0.3.
  return String(Number(number.toPrecision(15)))
}

/** Days from Excel's first to the Unix epoch. */
const excelEpochDays = 25_569
