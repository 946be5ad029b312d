import { authority as authorityById, serviceArea } from '../reference/index.ts'
import type { RecordKind } from '../schema/record.ts'
import { type Cells, cellsBeyond, type Shape, unquoted } from './entry.ts'
import { fieldOf, type Importable, importable } from './importable.ts'
import type { Known } from './known.ts'
import { mostCharactersOf, parseSaid, type Whose } from './mapped.ts'
import { tidy } from './values.ts'

// Our own workbook: a sheet for each kind of record, a column for each field, and beside each record its id and the
// version it was written from.

export const idColumn = 'Record id'
export const versionColumn = 'Record version'
export const kindColumn = 'Kind'

export const sheetNames = { system: 'Systems', contract: 'Contracts' } as const satisfies Record<
  RecordKind,
  string
>

/** The fields that have a column: all but the authority, which is the workbook's own. */
export const columnsOf = (kind: RecordKind): readonly Importable[] =>
  importable[kind].filter(({ field }) => field !== 'authority' && field !== 'companyNumber')

/** Whether a header is that of a sheet of ours. */
export const isOwnSheet = (header: readonly string[]) =>
  header.includes(idColumn) && header.includes(versionColumn)

/** The columns of both kinds together, in which rows that are not taken come back. */
const flatColumns = [
  kindColumn,
  idColumn,
  versionColumn,
  ...new Set([...columnsOf('system'), ...columnsOf('contract')].map(({ label }) => label)),
]

/** What vendors and products are called. */
export type Names = { nameOf: (id: string) => string }

const called = (id: unknown, { nameOf }: Names) =>
  typeof id !== 'string' ? '' : id === 'in-house' ? 'In-house' : nameOf(id)

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** A record's fields as its cells say them. */
export function cellsOf(
  kind: RecordKind,
  values: Record<string, unknown>,
  names: Names,
): Record<string, string> {
  return Object.fromEntries(
    columnsOf(kind).map(({ field, choices }) => [field, cellOf(field, choices, values[field], names)]),
  )
}

function cellOf(field: string, choices: readonly string[] | undefined, value: unknown, names: Names): string {
  if (value === undefined || value === null) return ''
  if (field === 'supplier' || field === 'maker' || field === 'product') return called(value, names)
  if (field === 'serviceAreas') return listed(value, '; ', (id) => serviceArea(id)?.label ?? id)
  if (Array.isArray(value)) return listed(value, ', ', (one) => one)
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return choices ? capital(`${value}`) : `${value}`
}

const listed = (value: unknown, between: string, word: (one: string) => string) =>
  (Array.isArray(value) ? value : []).map((one) => word(`${one}`)).join(between)

/** The shape of our workbook, whose rows come with their kind before them. */
export function workbookShape(header: readonly string[], { register }: Whose, names: Names): Shape {
  const places = flatColumns.map((name) => header.indexOf(name))
  const most = flatColumns.map((name) => mostCharactersOf(name.toLowerCase()))
  const at = new Map(flatColumns.map((name, index) => [name, index]))
  const own = register === undefined ? undefined : authorityById(register)
  const cell = ({ cells }: Cells, name: string) => cells[at.get(name) ?? -1] ?? ''
  const kindIn = (cells: Cells): RecordKind =>
    /^system/i.test(tidy(cell(cells, kindColumn))) ? 'system' : 'contract'
  const labelOf = (field: string) => (fieldOf('contract', field) ?? fieldOf('system', field))?.label
  const idIn = (cells: Cells) => {
    const id = tidy(cell(cells, idColumn))
    return id === '' ? undefined : id.slice(0, 80)
  }
  const parse = (cells: Cells, known: Known) => {
    const kind = kindIn(cells)
    const columnOf = (field: string) => {
      const label = fieldOf(kind, field)?.label
      return label !== undefined && header.includes(label) ? label : undefined
    }
    const cellFor = (field: string) => cell(cells, columnOf(field) ?? '')
    return { kind, columnOf, cellFor, ...parseSaid(kind, cellFor, known, columnOf) }
  }
  const idFor = (cells: Cells, known: Known) => {
    const { kind, idFor } = parse(cells, known)
    return idIn(cells) ?? (own ? idFor(kind, own.id) : undefined)
  }
  return {
    columns: flatColumns,
    unread: header.filter((name) => name !== '' && !at.has(name)),
    columnFor: { authority: undefined, identity: idColumn },
    columnOf: labelOf,
    twice: (later) => `The same record is in row ${later}, and the later of the two is taken`,
    cells: (row) => ({
      cells: places.map((place, index) => unquoted(row.text(place, most[index] ?? 0))),
      tooMany: cellsBeyond(row, header.length),
      ...(row.place !== undefined && { place: row.place }),
    }),
    about: (cells, known) => ({
      recordId: idFor(cells, known),
      authority: own?.id,
      publishedAt: '',
    }),
    entry: (cells, known) => {
      const { kind, columnOf, cellFor, idFor: _, basis: __, ...said } = parse(cells, known)
      const id = idIn(cells)
      const recordId = idFor(cells, known)
      const version = /^\d{1,6}$/.exec(tidy(cell(cells, versionColumn)))?.[0]
      const typed = Object.fromEntries(
        columnsOf(kind).flatMap(({ field }) =>
          columnOf(field) === undefined ? [] : [[field, cellFor(field)]],
        ),
      )
      return {
        kind,
        buyer: own?.name ?? '',
        ...(own && { authority: { id: own.id, name: own.name } }),
        ...(recordId !== undefined && { recordId }),
        ...said,
        reasons: own
          ? said.reasons
          : [...said.reasons, { problem: 'Nobody said whose register it is', fix: 'Choose your authority' }],
        ...(id !== undefined && {
          from: {
            version: version === undefined ? undefined : Number(version),
            typed,
            were: (values: Record<string, unknown>) => cellsOf(kind, values, names),
          },
        }),
      }
    },
  }
}
