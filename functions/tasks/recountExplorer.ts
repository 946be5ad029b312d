import { publicRecord } from '../domain/disclosure.ts'
import { explorerRow, holdersOf, readExplorerFile, writeExplorerFile } from '../domain/explorerFile.ts'
import type { ExplorerRow } from '../schema/explorer.ts'
import type { RegisterRecord } from '../schema/record.ts'
import type { Item, Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { inParts } from '../stream/explorerFiles.ts'
import {
  cut,
  hashOf,
  markOf,
  type Shelf,
  type StoredFile,
  shelfOf,
  shelved,
  textOf,
} from '../stream/explorerShelves.ts'
import type { Terms } from '../tallies/parts.ts'

// The explorer's files against the approved records: every row where it should be, saying what its record says, and
// nothing else.

type Kept = { revision: number; shelf: Shelf; files: Map<string, StoredFile> }

/** An authority whose files are not what the records say, and all that is needed to write them anew. */
export type ExplorerFault = {
  authority: string
  detail: string
  revision: number
  rows: ExplorerRow[]
  /** Parts there are files of. */
  parts: string[]
}

/** Takes the explorer's items out of a scan. */
export function explorerItems() {
  const kept = new Map<string, Kept>()
  const of = (authority: string): Kept => {
    const found = kept.get(authority) ?? { revision: 0, shelf: { files: [] }, files: new Map() }
    kept.set(authority, found)
    return found
  }
  return {
    kept,
    /** Whether the item was one of the explorer's. */
    take({ pk, sk, revision, body }: Item): boolean {
      if (pk === 'EXPLORER') {
        const shelf = of(sk.slice(sk.lastIndexOf('#') + 1))
        shelf.revision = revision
        shelf.shelf = body as Shelf
        return true
      }
      if (!pk.startsWith('EXPLORER#')) return false
      of(pk.slice('EXPLORER#'.length)).files.set(sk.slice('FILE#'.length), body as StoredFile)
      return true
    },
  }
}

/** Every authority whose files differ from what the records say. */
export function explorerFaults(kept: Map<string, Kept>, records: Iterable<RegisterRecord>): ExplorerFault[] {
  const due = new Map<string, ExplorerRow[]>()
  for (const record of records) {
    const row = explorerRow(publicRecord(record))
    for (const holder of holdersOf(row)) {
      const rows = due.get(holder)
      if (rows) rows.push(row)
      else due.set(holder, [row])
    }
  }
  return [...new Set([...kept.keys(), ...due.keys()])].flatMap((authority) => {
    const rows = due.get(authority) ?? []
    const found = kept.get(authority) ?? { revision: 0, shelf: { files: [] }, files: new Map() }
    const detail = faultIn(found, rows)
    if (detail === undefined) return []
    return [{ authority, detail, revision: found.revision, rows, parts: [...found.files.keys()] }]
  })
}

function faultIn({ shelf, files }: Kept, due: ExplorerRow[]): string | undefined {
  const rows: ExplorerRow[] = []
  for (const { part, hash, systems, contracts } of shelf.files) {
    const file = files.get(part)
    const named = part === '' ? 'the file' : `the file ${part}`
    if (!file) return `${named} is missing`
    const text = readable(file)
    if (text === undefined) return `${named} cannot be read`
    if (file.hash !== hash || hashOf(text) !== hash) return `${named} is not what the shelf names`
    const inFile = readExplorerFile(text)
    if (
      inFile.filter(({ kind }) => kind === 'system').length !== systems ||
      inFile.length !== systems + contracts
    )
      return `${named} has another number of rows than the shelf says`
    if (inFile.some(({ id }) => !markOf(id).startsWith(part))) return `${named} holds a row of another`
    rows.push(...inFile)
  }
  if (files.size > shelf.files.length) return 'there is a file that is on no shelf'
  if (writeExplorerFile(rows) === writeExplorerFile(due)) return undefined
  const known = new Map(rows.map((row) => [row.id, JSON.stringify(row)]))
  const wrong = due.filter((row) => known.get(row.id) !== JSON.stringify(row)).map(({ id }) => id)
  const wanted = new Set(due.map(({ id }) => id))
  const extra = rows.filter(({ id }) => !wanted.has(id)).map(({ id }) => id)
  return [
    ...(wrong.length > 0 ? [`out of date or missing: ${wrong.slice(0, 5).join(', ')}`] : []),
    ...(extra.length > 0 ? [`belonging to no record: ${extra.slice(0, 5).join(', ')}`] : []),
    ...(wrong.length + extra.length === 0 ? ['a row stands in it twice'] : []),
  ].join('; ')
}

function readable(file: StoredFile): string | undefined {
  try {
    return textOf(file)
  } catch {
    return undefined
  }
}

/** Writes an authority's files anew, unless something has written to them since they were read. */
export async function mendExplorer(store: Store, terms: Terms, fault: ExplorerFault): Promise<void> {
  const { authority, revision, rows, parts } = fault
  const pieces = rows.length === 0 ? [] : cut('', rows).map(shelved)
  const body: Shelf = { files: pieces.map(({ line }) => line) }
  const kept = new Set(body.files.map(({ part }) => part))
  const writes: Write[] = [
    ...pieces.map(({ line, stored }) => ({
      put: { ...keys.explorerFile(authority, line.part), revision: 1, body: stored },
    })),
    ...parts
      .filter((part) => !kept.has(part))
      .map((part) => ({ remove: keys.explorerFile(authority, part) })),
    { put: { ...shelfOf(authority, terms), revision: revision + 1, body }, ifRevision: revision },
  ]
  await inParts(store, writes)
}
