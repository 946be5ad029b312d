import type { ExplorerContract, ExplorerRow, ExplorerSystem } from '../schema/explorer.ts'
import type { PublicRecord } from '../schema/view.ts'

// The explorer's files: rows kept column by column, so that they are small and quick to read. Words that repeat are
// written once and pointed at; days are counted from the year 2000. The same rows always make the same text.

/** How each field is written: `one` of few words, `many` of them, or as it is. */
const shapes = {
  system: {
    id: 'text',
    authority: 'one',
    name: 'text',
    product: 'one',
    maker: 'one',
    serviceAreas: 'many',
    hosting: 'one',
    goesLiveOn: 'day',
    replacedBy: 'one',
    replacedOn: 'day',
    retiredOn: 'day',
    sharedWith: 'many',
    leadAuthority: 'one',
    confirmedOn: 'day',
    sourceName: 'one',
    sourceOn: 'day',
  },
  contract: {
    id: 'text',
    authority: 'one',
    title: 'text',
    reference: 'text',
    supplier: 'one',
    systems: 'many',
    serviceAreas: 'many',
    startsOn: 'day',
    startsQuarter: 'one',
    endsOn: 'day',
    endsQuarter: 'one',
    options: 'numbers',
    noticeMonths: 'number',
    renewal: 'one',
    rollMonths: 'number',
    stillUsed: 'flag',
    annualPounds: 'number',
    route: 'one',
    framework: 'one',
    retiredOn: 'day',
    sharedWith: 'many',
    leadAuthority: 'one',
    heldBack: 'many',
    confirmedOn: 'day',
    sourceName: 'one',
    sourceOn: 'day',
  },
} as const satisfies {
  system: Record<Exclude<keyof ExplorerSystem, 'kind'>, Shape>
  contract: Record<Exclude<keyof ExplorerContract, 'kind'>, Shape>
}
type Shape = keyof Columns

type Columns = {
  /** Nothing is the empty text. */
  text: string[]
  /** The words there are, and for each row which of them, from 1; 0 for none. */
  one: { of: string[]; at: number[] }
  /** How many each row has, and which, from 0, row after row. */
  many: { of: string[]; n: number[]; at: number[] }
  numbers: { n: number[]; at: number[] }
  /** Days since 1 January 2000. */
  day: (number | null)[]
  number: (number | null)[]
  flag: (0 | 1)[]
}

type TableOf<S extends Record<string, Shape>> = { [K in keyof S]: Columns[S[K]] }
export type SystemTable = TableOf<typeof shapes.system>
export type ContractTable = TableOf<typeof shapes.contract>
export type ExplorerTables = { format: typeof format; system: SystemTable; contract: ContractTable }

/** One more whenever files are written otherwise than before. */
export const format = 1

/** What the explorer shows of a public record: the fields its files have columns for. */
export function explorerRow(record: PublicRecord): ExplorerRow {
  const { confirmedOn, sourceName, sourceOn } = record.provenance
  const cells: Record<string, unknown> = { ...record, confirmedOn, sourceName, sourceOn }
  const { kind } = record
  return {
    kind,
    ...Object.fromEntries(Object.keys(shapes[kind]).map((field) => [field, cells[field]])),
  } as ExplorerRow
}

type Value = string | number | boolean | string[] | number[] | undefined
type Cells = Record<string, Value>

const dayMilliseconds = 86_400_000
const epoch = Date.UTC(2000, 0, 1)
export const dayNumber = (date: string): number => (Date.parse(`${date}T00:00:00Z`) - epoch) / dayMilliseconds
export const dayFrom = (number: number): string =>
  new Date(epoch + number * dayMilliseconds).toISOString().slice(0, 10)

const distinct = (words: Iterable<string>) => [...new Set(words)].sort()

function column(shape: Shape, cells: Value[]): Columns[Shape] {
  const texts = () => cells.map((cell) => (typeof cell === 'string' ? cell : ''))
  const lists = () => cells.map((cell) => (Array.isArray(cell) ? cell : []))
  switch (shape) {
    case 'text':
      return texts()
    case 'one': {
      const of = distinct(texts().filter((word) => word !== ''))
      const places = new Map(of.map((word, index) => [word, index + 1]))
      return { of, at: texts().map((word) => places.get(word) ?? 0) }
    }
    case 'many': {
      const words = lists().map((list) => list.map(String))
      const of = distinct(words.flat())
      const places = new Map(of.map((word, index) => [word, index]))
      return {
        of,
        n: words.map(({ length }) => length),
        at: words.flat().map((word) => places.get(word) ?? 0),
      }
    }
    case 'numbers':
      return { n: lists().map(({ length }) => length), at: lists().flat().map(Number) }
    case 'day':
      return cells.map((cell) => (typeof cell === 'string' ? dayNumber(cell) : null))
    case 'number':
      return cells.map((cell) => (typeof cell === 'number' ? cell : null))
    case 'flag':
      return cells.map((cell) => (cell === true ? 1 : 0))
  }
}

const table = (shape: Record<string, Shape>, rows: Cells[]) =>
  Object.fromEntries(
    Object.entries(shape).map(([field, kind]) => [
      field,
      column(
        kind,
        rows.map((row) => row[field]),
      ),
    ]),
  )

const byId = (a: ExplorerRow, b: ExplorerRow) => (a.id < b.id ? -1 : 1)

/** The text of a file of these rows, whatever their order. */
export function writeExplorerFile(rows: ExplorerRow[]): string {
  const sorted = [...rows].sort(byId)
  return JSON.stringify({
    format,
    system: table(
      shapes.system,
      sorted.filter(({ kind }) => kind === 'system'),
    ),
    contract: table(
      shapes.contract,
      sorted.filter(({ kind }) => kind === 'contract'),
    ),
  })
}

/** One kind's rows of a file: its columns, and any row of it put together again. */
export type ExplorerReader<Row extends ExplorerRow, Table> = {
  length: number
  table: Table
  /** Where each row's words begin in a column of `many`, and where the last one's end. */
  starts: (field: keyof Table) => Uint32Array
  row: (index: number) => Row
}

function reader<Row extends ExplorerRow, Table extends SystemTable | ContractTable>(
  kind: Row['kind'],
  columns: Table,
): ExplorerReader<Row, Table> {
  const known = new Map<keyof Table, Uint32Array>()
  const starts = (field: keyof Table) => {
    const found = known.get(field)
    if (found) return found
    const { n } = columns[field] as Columns['numbers']
    const made = new Uint32Array(n.length + 1)
    for (let row = 0; row < n.length; row += 1) made[row + 1] = (made[row] ?? 0) + (n[row] ?? 0)
    known.set(field, made)
    return made
  }
  const cellOf = (field: keyof Table, shape: Shape, index: number): Value => {
    const column = columns[field] as Columns[Shape]
    switch (shape) {
      case 'text':
        return (column as Columns['text'])[index] || undefined
      case 'one': {
        const { of, at } = column as Columns['one']
        return of[(at[index] ?? 0) - 1]
      }
      case 'many': {
        const { of, at } = column as Columns['many']
        const from = starts(field)
        return at.slice(from[index], from[index + 1]).map((place) => of[place] ?? '')
      }
      case 'numbers': {
        const from = starts(field)
        return (column as Columns['numbers']).at.slice(from[index], from[index + 1])
      }
      case 'day': {
        const day = (column as Columns['day'])[index]
        return typeof day === 'number' ? dayFrom(day) : undefined
      }
      case 'number':
        return (column as Columns['number'])[index] ?? undefined
      case 'flag':
        return (column as Columns['flag'])[index] === 1
    }
  }
  const fields = Object.entries(shapes[kind]) as [keyof Table, Shape][]
  return {
    length: columns.id.length,
    table: columns,
    starts,
    row: (index) => {
      const cells = fields.map(([field, shape]) => [field, cellOf(field, shape, index)])
      // A file holds what `writeExplorerFile` was given, field by field.
      return { kind, ...Object.fromEntries(cells) } as Row
    },
  }
}

/** Opens a file's text. Nothing where it is written in a way this code does not know. */
export function openExplorerFile(text: string) {
  const tables = JSON.parse(text) as ExplorerTables
  if (tables.format !== format) return undefined
  return {
    system: reader<ExplorerSystem, SystemTable>('system', tables.system),
    contract: reader<ExplorerContract, ContractTable>('contract', tables.contract),
  }
}

/** All rows of a file, systems first. */
export function readExplorerFile(text: string): ExplorerRow[] {
  const opened = openExplorerFile(text)
  if (!opened) throw new Error('The explorer file is of another format')
  const { system, contract } = opened
  return [
    ...Array.from({ length: system.length }, (_, index) => system.row(index)),
    ...Array.from({ length: contract.length }, (_, index) => contract.row(index)),
  ]
}

/** Every authority a row belongs to: its own first, the one that leads, and those it is shared with. */
export const holdersOf = ({ authority, leadAuthority, sharedWith }: ExplorerRow): string[] => [
  ...new Set([authority, ...(leadAuthority ? [leadAuthority] : []), ...sharedWith]),
]
