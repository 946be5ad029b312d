import type { Reason } from '../schema/import.ts'
import type { NameAsked, NewAlias } from '../schema/name.ts'
import type { NewProduct, NewVendor } from '../schema/proposal.ts'
import type { RecordKind } from '../schema/record.ts'
import type { Known } from './known.ts'
import type { Row } from './read.ts'

// What every shape of file comes to: rows as text, and each row in our terms.

/** A row as it was read: the cells of the columns that are read, in their order, and how many more cells it had than columns. */
export type Cells = { cells: string[]; tooMany: number; place?: string }

/** What one row says. Everything but `reasons` is as good as it could be read. */
export type Entry = {
  kind: RecordKind
  title: string
  /** Whose it says it is. */
  buyer: string
  authority?: { id: string; name: string }
  /** Which record it is about, where that is certain; several rows may be about one. */
  recordId?: string
  values: Record<string, unknown>
  newVendor?: NewVendor
  newProduct?: NewProduct
  /** That company's name may be another's. */
  asks?: NameAsked
  /** The name stands for its company because the authority said so. */
  newAlias?: NewAlias
  reasons: Reason[]
  notes: Reason[]
  /** Why it is not wanted unless somebody asks for it. */
  setAside?: Reason
  /** What the row was written from: what it leaves as it was is not its own. */
  from?: Written
  /** Nothing in the row could be mended. */
  hopeless?: true
  /** Where a row of a published list says it was taken from. */
  published?: { list?: string; on?: string; url?: string; stated?: boolean }
}

export type Written = {
  /** The record's version; none where the cell that said so does not any more. */
  version: number | undefined
  /** What the cells of fields say now. */
  typed: Record<string, string>
  /** What they said, of a record with these values. */
  were: (values: Record<string, unknown>) => Record<string, string>
}

export type About = {
  recordId: string | undefined
  /** The authority it belongs to, where that is known. */
  authority: string | undefined
  /** Of rows about one record the one that was published last is taken, or else the last. */
  publishedAt: string
}

/** One shape of file. `columns` are those of the file in which rows that are not taken come back. */
export type Shape = {
  columns: readonly string[]
  /** Columns of the file that are left out. */
  unread: readonly string[]
  cells: (row: Row) => Cells
  about: (cells: Cells, known: Known) => About
  entry: (cells: Cells, known: Known) => Entry
  /** The file's own name for what was read into a field. */
  columnOf: (field: string) => string | undefined
  columnFor: { authority: string | undefined; identity: string | undefined }
  /** What is said of the earlier of two rows about one record. */
  twice: (later: number) => string
}

/** Without the apostrophe that keeps a spreadsheet from running a cell we wrote: the file may have been ours. */
export const unquoted = (text: string) => text.replace(/^'(?=[=+\-@＝＋－＠])/, '')

export const shown = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text)

/** Likeness from which an authority is suggested in place of a name nobody has. */
const worthNaming = 0.7

/** The authority a name means, or the reason why it is none; and a note where it was taken by likeness. */
export function authorityNamed(
  name: string,
  known: Known,
): { authority?: { id: string; name: string }; problem?: string; fix?: string; note?: string } {
  const { match, candidates } = known.authority(name)
  if (match) {
    return {
      authority: { id: match.id, name: match.name },
      ...(match.score < 1 && {
        note: `Taken to be ${match.name}, by likeness (${Math.round(match.score * 100)} of 100)`,
      }),
    }
  }
  const nearest = candidates.find(({ score }) => score >= worthNaming)
  return {
    problem: name === '' ? 'No authority is named' : 'No authority is known by this name',
    fix: nearest
      ? `If ${nearest.name} is meant, write that`
      : 'If it is a council, use its usual name, like London Borough of Camden',
  }
}

/** How many cells a row has beyond its columns, empty ones at its end not counted. */
export function cellsBeyond(row: Row, columns: number): number {
  let last = Math.min(row.cells, columns + mostBeyond)
  while (last > columns && row.text(last - 1, 50).trim() === '') last -= 1
  return Math.max(0, last - columns)
}
const mostBeyond = 200

export const tooManyCells = (tooMany: number): Reason => ({
  problem: `The row has ${tooMany} ${tooMany === 1 ? 'cell' : 'cells'} more than there are columns, so they cannot be told apart`,
  fix: 'Put cells that hold a comma in quotation marks',
})
