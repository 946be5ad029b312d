import { problem } from '../domain/problem.ts'
import { fieldChanges, messages, statedIn } from '../domain/proposal.ts'
import type { AddedVendor } from '../reference/match.ts'
import { contractFields } from '../schema/contract.ts'
import { filterOf, type ImportHead, type ImportRow, type Reason } from '../schema/import.ts'
import {
  aboutOf,
  type Cells,
  cellsReader,
  columns,
  missingColumns,
  type Notice,
  noticeFrom,
} from './contractsFinder.ts'
import { createKnown, type Known } from './known.ts'
import { readCsv } from './read.ts'

/** What authorities have, or are about to have, of these records. */
export type Existing = (
  wanted: { authority: string; recordId: string }[],
) => Promise<Map<string, { version: number; values: Record<string, unknown> }>>

/** A row with the cells it was read from, where it was not taken: they can be mended and imported again. */
export type PreviewRow = ImportRow & { cells?: string[] }

/** Rows that are worked out, and handed on, together. */
const together = 200

type Latest = Map<string, { row: number; publishedAt: string }>

/** A file that was read: its rows as text, which takes a fraction of the room, and what they are about. */
export type ReadFile = {
  rows: string[]
  known: Known
  /** Of rows about one contract, the one that was published last. */
  latest: Latest
}

/**
 * Reads a file as it arrives. `added` are the vendors that joined since the list was shipped; those of the
 * demonstration are known only where it is loaded. Throws a problem for a file that cannot be read or is of no known
 * shape.
 */
export async function readFile(
  file: AsyncIterable<Uint8Array>,
  added: readonly AddedVendor[] = [],
  withInvented = false,
): Promise<ReadFile> {
  const { header, rows } = await readCsv(file)
  const missing = missingColumns(header)
  if (missing.length > 0) {
    throw problem.unreadable(
      `The file is not a Contracts Finder export: it has no column named ${missing.map((name) => `“${name}”`).join(', ')}. Export it from Contracts Finder as CSV and keep its header.`,
    )
  }
  const cellsOf = cellsReader(header)
  const read: ReadFile = { rows: [], known: createKnown(added, withInvented), latest: new Map() }
  for await (const row of rows) {
    const cells = cellsOf(row)
    read.rows.push(JSON.stringify(cells))
    const { recordId, publishedAt } = aboutOf(cells, read.known)
    if (recordId === undefined) continue
    const before = read.latest.get(recordId)
    if (!before || publishedAt >= before.publishedAt) {
      read.latest.set(recordId, { row: read.rows.length, publishedAt })
    }
  }
  return read
}

/**
 * Says row by row what a file would do: create, update, leave the same, or refuse and why. Nothing is written. `keep`
 * is given the rows in order, some at a time; only what they come to is held here.
 */
export async function previewImport({
  read,
  fileName,
  by,
  takes,
  existing,
  id,
  at,
  keep,
}: {
  read: ReadFile
  fileName: string
  by: string
  /** Authorities whose rows are taken. */
  takes: readonly string[] | 'all'
  existing: Existing
  id: string
  at: string
  keep: (rows: PreviewRow[]) => Promise<void>
}): Promise<ImportHead> {
  const counts = { create: 0, update: 0, same: 0, refuse: 0 }
  let setAside = 0
  let elsewhere = 0
  for (let from = 0; from < read.rows.length; from += together) {
    const some = read.rows.slice(from, from + together).map((text) => {
      const cells = JSON.parse(text) as Cells
      return { ...noticeFrom(cells, read.known), cells }
    })
    const held = await existing(
      some.flatMap(({ authority, recordId }) =>
        authority && recordId !== undefined && (takes === 'all' || takes.includes(authority.id))
          ? [{ authority: authority.id, recordId }]
          : [],
      ),
    )
    const rows = some.map((notice, index) =>
      rowFor(notice, from + index + 1, { takes, latest: read.latest, held }),
    )
    for (const row of rows) {
      counts[row.result] += 1
      if (row.setAside) setAside += 1
      if (row.elsewhere) elsewhere += 1
    }
    await keep(rows)
  }
  return {
    id,
    fileName: fileName.replaceAll(/[\p{Cc}<>]/gu, '').slice(0, 200) || 'file',
    shape: 'Contracts Finder CSV',
    by,
    createdAt: at,
    state: 'previewed',
    read: read.rows.length,
    counts,
    setAside,
    elsewhere,
  }
}

type Facts = {
  takes: readonly string[] | 'all'
  latest: Latest
  held: Awaited<ReturnType<Existing>>
}

function rowFor(notice: Notice & { cells: Cells }, row: number, { takes, latest, held }: Facts): PreviewRow {
  const { authority, recordId, title, buyer, newVendor, notes, values, cells } = notice
  const reasons: Reason[] = [...notice.reasons]
  const elsewhere = authority !== undefined && takes !== 'all' && !takes.includes(authority.id)
  if (elsewhere) {
    reasons.push({
      column: columns.buyer,
      value: buyer.slice(0, 200),
      problem: `This is ${authority.name}’s, and you keep another authority’s register`,
    })
  }
  const last = recordId === undefined ? undefined : latest.get(recordId)
  if (last && last.row !== row) {
    reasons.push({
      column: columns.id,
      problem: `The same notice is in row ${last.row}, published later or no earlier`,
    })
  }

  const before = recordId === undefined ? undefined : held.get(recordId)
  const judged = contractFields.safeParse({ ...before?.values, ...values })
  if (!judged.success && reasons.length === 0) {
    reasons.push(
      ...Object.entries(messages(judged.error)).map(([field, text]) => ({
        ...columnOf(field),
        problem: text,
      })),
    )
  }
  const changes = before && judged.success ? fieldChanges(asKept(before.values), judged.data) : []
  const refused = reasons.length > 0
  const setAside = !refused && !notice.isIt && before === undefined
  if (setAside) {
    reasons.push({
      column: columns.cpv,
      problem: 'By its subject (CPV) this is not information technology',
      fix: 'Tick it in if it belongs on the register',
    })
  }
  const result = refused || setAside ? 'refuse' : !before ? 'create' : changes.length > 0 ? 'update' : 'same'
  return {
    row,
    result,
    setAside,
    ...(elsewhere && { elsewhere }),
    title: title || 'No title',
    ...(authority && { authority: authority.id }),
    authorityName: authority?.name ?? buyer,
    kind: 'contract',
    ...(recordId !== undefined && { recordId }),
    baseVersion: before?.version ?? 0,
    values,
    changes: changes.map(({ field, from, to }) => ({ field, from: from ?? null, to: to ?? null })),
    reasons,
    ...(newVendor && { newVendor }),
    notes,
    ...(filterOf({ result, setAside, elsewhere }) === 'refuse' && { cells: cells.cells }),
  }
}

const readInto: Partial<Record<string, string>> = {
  title: columns.title,
  reference: columns.id,
  notices: columns.id,
  supplier: columns.supplier,
  startsOn: columns.startsOn,
  endsOn: columns.endsOn,
  wholeLifePounds: columns.value,
  cpvCodes: columns.cpv,
  route: columns.procedure,
}
/** The file's own name for what was read into a field; none for what the record says by itself. */
const columnOf = (field: string) => {
  const column = new Map(Object.entries(readInto)).get(field.split('.')[0] ?? '')
  return column === undefined ? {} : { column }
}

/** What is held as it would be kept, so that both sides of a change are written alike. */
function asKept(values: Record<string, unknown>): Record<string, unknown> {
  const stated = contractFields.safeParse(values)
  return stated.success ? statedIn(stated.data as never) : values
}
