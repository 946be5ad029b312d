import { createHash } from 'node:crypto'
import { itCpv } from '../reference/cpv.ts'
import type { Reason } from '../schema/import.ts'
import {
  authorityNamed,
  type Cells,
  cellsBeyond,
  type Entry,
  type Shape,
  shown,
  tooManyCells,
  unquoted,
} from './entry.ts'
import type { Known } from './known.ts'
import type { Row } from './read.ts'
import { suppliersIn } from './suppliers.ts'
import { dateFrom, poundsFrom, tidy } from './values.ts'

// The CSV export of Contracts Finder: one awarded notice a row.

export const columns = {
  id: 'Notice Identifier',
  buyer: 'Organisation Name',
  status: 'Status',
  published: 'Published Date',
  title: 'Title',
  cpv: 'Cpv Codes',
  value: 'Awarded Value',
  supplier: 'Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]',
  startsOn: 'Contract start date',
  endsOn: 'Contract end date',
  procedure: 'OJEU Procedure Type',
} as const
type Column = (typeof columns)[keyof typeof columns] | (typeof ocdsColumns)[number]
/** Columns that releases of the Open Contracting Data Standard have besides: which process it is, and which award of it. */
export const ocdsColumns = ['OCID', 'Award ID', 'Notice link'] as const
/** The status of what has come to no contract. */
export const notAwarded = 'Not awarded'
/** The columns that are read, in their order. The others are never looked at: they may name people. */
export const readColumns = Object.values(columns)

const needed: Column[] = [columns.id, columns.buyer, columns.title, columns.supplier]

/** Columns the shape needs and this header lacks; none when the file is of this shape. */
export const missingColumns = (header: string[]): string[] => needed.filter((name) => !header.includes(name))

/** A cell's characters that are looked at and kept: rows are stored, and what is stored has a limit. */
const mostCharacters = 5000

/** The same notice of the same authority is the same contract, in whatever file it comes. */
export const recordIdFor = (authority: string, notice: string) =>
  `con_${createHash('sha256').update(`${authority}\nContracts Finder\n${notice}`).digest('hex').slice(0, 24)}`

/** One award of one process is one contract, in whatever package it comes. */
const awardIdFor = (authority: string, ocid: string, award: string) =>
  `con_${createHash('sha256').update(`${authority}\nOCDS\n${ocid}\n${award}`).digest('hex').slice(0, 24)}`

/** Which service published a process, by the prefix of its OCID. */
const serviceOf = (ocid: string) =>
  ocid === '' || ocid.startsWith('ocds-b5fd17-')
    ? 'Contracts Finder'
    : ocid.startsWith('ocds-h6vhtk-')
      ? 'Find a Tender'
      : 'other'

const routeFor = (procedure: string, title: string) => {
  if (/g-?\s?cloud/i.test(title)) return 'G-Cloud'
  if (/^(open|restricted)/i.test(procedure.trim())) return 'open tender'
  return undefined
}

/** Takes what is read from the rows of a file with this header. */
function cellsReader(header: string[]): (row: Row) => Cells {
  const places = columnsIn(header).map((name) => header.indexOf(name))
  return (row) => ({
    cells: places.map((place) => unquoted(row.text(place, mostCharacters))),
    tooMany: cellsBeyond(row, header.length),
  })
}

/** The columns that are read of a file with this header. */
const columnsIn = (header: string[]): readonly Column[] =>
  header.includes('OCID') ? [...readColumns, ...ocdsColumns] : readColumns
const placeOf = new Map<Column, number>([...readColumns, ...ocdsColumns].map((name, index) => [name, index]))
const cellIn =
  ({ cells }: Cells) =>
  (name: Column) =>
    cells[placeOf.get(name) ?? -1] ?? ''

const buyerIn = (cell: (name: Column) => string) => tidy(cell(columns.buyer)).slice(0, 300)
const noticeIdIn = (cell: (name: Column) => string) => tidy(cell(columns.id)).slice(0, 200)
const ocidIn = (cell: (name: Column) => string) => tidy(cell('OCID')).slice(0, 100)

/** Which contract of an authority a row is about; nothing where it does not say. */
function recordIdIn(cell: (name: Column) => string, authority: string): string | undefined {
  const ocid = ocidIn(cell)
  if (ocid !== '') return awardIdFor(authority, ocid, tidy(cell('Award ID')))
  const noticeId = noticeIdIn(cell)
  return noticeId === '' ? undefined : recordIdFor(authority, noticeId)
}

function aboutOf(row: Cells, known: Known) {
  const cell = cellIn(row)
  const { match } = known.authority(buyerIn(cell))
  return {
    recordId: match ? recordIdIn(cell, match.id) : undefined,
    authority: match?.id,
    publishedAt: tidy(cell(columns.published)).slice(0, 40),
  }
}

function entryFrom(row: Cells, known: Known): Entry {
  const cell = cellIn(row)
  const { tooMany } = row
  const reasons: Reason[] = []
  const notes: Reason[] = []
  const said = (column: Column) => shown(tidy(cell(column)))
  const refuse = (column: Column, problem: string, fix?: string) =>
    reasons.push({ column, value: said(column), problem, ...(fix && { fix }) })
  const note = (column: Column, problem: string) => notes.push({ column, value: said(column), problem })

  const named = tidy(cell(columns.title))
  const title = named.slice(0, 300)
  if (named === '') refuse(columns.title, 'There is no title', 'Enter what the contract is for')
  else if (named.length > 300)
    note(columns.title, 'The title is longer than 300 characters, so its end is left out')

  const buyer = buyerIn(cell)
  const whose = authorityNamed(buyer, known)
  if (whose.problem) refuse(columns.buyer, whose.problem, whose.fix)
  if (whose.note) note(columns.buyer, whose.note)
  const noticeId = noticeIdIn(cell)
  const ocid = ocidIn(cell)
  if (noticeId === '' && ocid === '')
    refuse(columns.id, 'The notice has no identifier', 'Keep the column as Contracts Finder exported it')
  const status = tidy(cell(columns.status))
  if (status === notAwarded) {
    const problem = 'Nothing has been awarded yet, so there is no contract in it'
    return { kind: 'contract', title, buyer, values: {}, reasons: [{ problem }], notes, hopeless: true }
  }
  if (status !== '' && !/^awarded$/i.test(status)) {
    refuse(
      columns.status,
      'Only awarded contracts are taken',
      'Leave out notices that are open, closed or withdrawn',
    )
  }
  if (tooMany > 0) reasons.push(tooManyCells(tooMany))

  const date = (column: Column) => {
    const read = dateFrom(cell(column))
    if (read === null) refuse(column, 'This is not a date', 'Write it like 31/03/2027')
    return read ?? undefined
  }
  const startsOn = date(columns.startsOn)
  const endsOn = date(columns.endsOn)
  if (startsOn && endsOn && endsOn < startsOn) {
    refuse(columns.endsOn, 'The contract ends before it starts', 'Check both dates')
  }
  const value = poundsFrom(cell(columns.value))
  if (value === null) {
    const isForeign = /^[\d.]+ [A-Z]{3}$/.test(tidy(cell(columns.value)))
    if (isForeign) refuse(columns.value, 'The sum is not in pounds', 'Write what it came to in pounds')
    else refuse(columns.value, 'This is not a sum of money', 'Write it like 182000')
  }
  if (value === 0) note(columns.value, 'A value of £0 is taken as not stated')

  const suppliers = suppliersIn(cell(columns.supplier))
  const [supplier] = suppliers
  const party = supplier ? known.supplier(supplier) : undefined
  if (!supplier) refuse(columns.supplier, 'No supplier is named', 'Enter who the contract is with')
  else if (!party) {
    refuse(
      columns.supplier,
      'The supplier’s name has no letters or figures',
      'Enter who the contract is with',
    )
  } else {
    if (party.note) note(columns.supplier, party.note)
    if (suppliers.length > 1) {
      note(columns.supplier, `${suppliers.length} suppliers are named; the first is taken`)
    }
  }

  const cpvCodes = [...new Set(cell(columns.cpv).match(/\d{8}/g) ?? [])].slice(0, 50)
  const route = routeFor(cell(columns.procedure), title)
  const { authority } = whose
  const recordId = authority && recordIdIn(cell, authority.id)
  const url = tidy(cell('Notice link'))
  return {
    kind: 'contract',
    title,
    buyer,
    ...(authority && { authority }),
    ...(recordId !== undefined && { recordId }),
    ...(party?.newVendor && { newVendor: party.newVendor }),
    ...(party?.asks && { asks: party.asks }),
    ...(!cpvCodes.some(itCpv) && {
      setAside: {
        column: columns.cpv,
        problem: 'By its subject (CPV) this is not information technology',
        fix: 'Tick it in if it belongs on the register',
      },
    }),
    reasons,
    notes,
    values: {
      title,
      ...(party && { supplier: party.id }),
      ...(startsOn && { startsOn }),
      ...(endsOn && { endsOn }),
      ...(value && { wholeLifePounds: value }),
      ...(route && { route }),
      notices: [
        {
          ...(ocid && { ocid }),
          ...(noticeId && { noticeId }),
          service: serviceOf(ocid),
          ...(/^https?:\/\/\S{1,400}$/.test(url) && { url }),
        },
      ],
      ...(cpvCodes.length > 0 && { cpvCodes }),
      ...(supplier?.sme !== undefined && { smeSupplier: supplier.sme }),
      ...(supplier?.vcse !== undefined && { vcseSupplier: supplier.vcse }),
    },
  }
}

const readInto: Partial<Record<string, string>> = {
  title: columns.title,
  notices: columns.id,
  supplier: columns.supplier,
  startsOn: columns.startsOn,
  endsOn: columns.endsOn,
  wholeLifePounds: columns.value,
  cpvCodes: columns.cpv,
  route: columns.procedure,
}

export const noticesShape = (header: string[]): Shape => ({
  columns: columnsIn(header),
  unread: header.filter((name) => name !== '' && !placeOf.has(name as Column)),
  cells: cellsReader(header),
  about: aboutOf,
  entry: entryFrom,
  columnOf: (field) => (Object.hasOwn(readInto, field) ? readInto[field] : undefined),
  columnFor: { authority: columns.buyer, identity: columns.id },
  twice: (later) => `The same notice is in row ${later}, published later or no earlier`,
})
