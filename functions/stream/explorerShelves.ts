import { gunzipSync, gzipSync } from 'node:zlib'
import { sha256 } from '../domain/audit.ts'
import { readExplorerFile, writeExplorerFile } from '../domain/explorerFile.ts'
import { logFailure } from '../log.ts'
import type { ExplorerRow } from '../schema/explorer.ts'
import type { Table, Write } from '../store/dynamo.ts'
import type { RecordRef } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import type { Terms } from '../tallies/parts.ts'

// An authority's files and the shelf that lists them. A file has a bounded number of rows, so what a change rewrites
// does not grow: one that is full is cut in two, by one more bit of its rows' ids.

/** A file as it is kept: named by what is in it, compressed as it is sent. */
export type StoredFile = { hash: string; gzip: string }

/** The files of one authority. `part` is the bits with which the marks of its rows' ids begin. */
export type Shelf = {
  files: { part: string; systems: number; contracts: number; bytes: number; hash: string }[]
}

/** Rows one file may hold: some 30 kB. */
export const mostRows = 400

/** 32 bits that spread ids evenly (FNV-1a). */
export function markOf(id: string): string {
  let hash = 0x811c9dc5
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(2).padStart(32, '0')
}

export const hashOf = (text: string) => sha256(text).slice(0, 16)
export const textOf = ({ gzip }: StoredFile): string =>
  gunzipSync(Buffer.from(gzip, 'base64')).toString('utf8')
const packed = (text: string): StoredFile => ({
  hash: hashOf(text),
  gzip: gzipSync(text, { level: 9 }).toString('base64'),
})
const bytesOf = ({ gzip }: StoredFile) => Math.floor((gzip.length * 3) / 4)

/** Rows in files of at most `mostRows`, each named by the bits its rows' marks share. */
export function cut(part: string, rows: ExplorerRow[]): { part: string; rows: ExplorerRow[] }[] {
  if (rows.length <= mostRows || part.length === 32) return [{ part, rows }]
  const [zero = [], one = []] = ['0', '1'].map((bit) =>
    rows.filter(({ id }) => markOf(id)[part.length] === bit),
  )
  return [...cut(`${part}0`, zero), ...cut(`${part}1`, one)]
}

/** Where an authority's shelf stands. */
export const shelfOf = (authority: string, terms: Terms) =>
  keys.explorer([...terms.scopesOf(authority)].reverse(), authority)

/** A file to be written and its line on the shelf. */
export function shelved({ part, rows }: { part: string; rows: ExplorerRow[] }) {
  const stored = packed(writeExplorerFile(rows))
  const systems = rows.filter(({ kind }) => kind === 'system').length
  const line = {
    part,
    systems,
    contracts: rows.length - systems,
    bytes: bytesOf(stored),
    hash: stored.hash,
  }
  return { line, stored }
}

/** A file that cannot be read must not stop the summaries: it counts as empty until it is rebuilt. */
function rowsOf(body: StoredFile, name: string): ExplorerRow[] {
  try {
    return readExplorerFile(textOf(body))
  } catch (failure) {
    logFailure(`The explorer's file ${name} cannot be read; run npm run rebuild`, failure)
    return []
  }
}

type OpenFile = { authority: string; part: string; rows: Map<string, ExplorerRow>; changed: boolean }
type OpenShelf = {
  revision: number
  shelf: Shelf
  /** A file was not what its shelf said: it was moved on between two reads, or is damaged. */
  doubtful: boolean
}
type Place = { authority: string; id: string }

/** Shelves and files while they are worked on. */
export function createDesk(table: Table, terms: Terms) {
  const shelves = new Map<string, OpenShelf>()
  const files = new Map<string, OpenFile>()
  const shelfKey = (authority: string) => shelfOf(authority, terms)
  const partOf = ({ authority, id }: Place) => {
    const mark = markOf(id)
    return shelves.get(authority)?.shelf.files.find(({ part }) => mark.startsWith(part))?.part ?? ''
  }
  const fileOf = (place: Place) => files.get(`${place.authority} ${partOf(place)}`)

  return {
    /** Reads the files these rows are in, or would be. */
    async open(places: Place[]): Promise<void> {
      const authorities = [...new Set(places.map(({ authority }) => authority))].filter(
        (authority) => !shelves.has(authority),
      )
      const found = new Map(
        (await table.many<Shelf>(authorities.map(shelfKey))).map((item) => [item.sk, item]),
      )
      for (const authority of authorities) {
        const item = found.get(shelfKey(authority).sk)
        shelves.set(authority, {
          revision: item?.revision ?? 0,
          shelf: item?.body ?? { files: [] },
          doubtful: false,
        })
      }
      const wanted = new Map<string, OpenFile>()
      for (const place of places) {
        const { authority } = place
        const part = partOf(place)
        const name = `${authority} ${part}`
        if (!files.has(name)) wanted.set(name, { authority, part, rows: new Map(), changed: false })
      }
      const stored = new Map(
        (
          await table.many<StoredFile>(
            [...wanted.values()].map(({ authority, part }) => keys.explorerFile(authority, part)),
          )
        ).map((item) => [`${item.pk} ${item.sk}`, item.body]),
      )
      for (const [name, file] of wanted) {
        const { pk, sk } = keys.explorerFile(file.authority, file.part)
        const body = stored.get(`${pk} ${sk}`)
        for (const row of body ? rowsOf(body, name) : []) file.rows.set(row.id, row)
        const open = shelves.get(file.authority)
        const line = open?.shelf.files.find(({ part }) => part === file.part)
        if (open && line?.hash !== body?.hash) open.doubtful = true
        files.set(name, file)
      }
    },

    find: (authority: string, id: string) => fileOf({ authority, id })?.rows.get(id),

    /** Puts a row in its place in an authority's files, or takes it away. */
    put(authority: string, id: string, row: ExplorerRow | undefined): void {
      const file = fileOf({ authority, id })
      if (!file || JSON.stringify(file.rows.get(id)) === JSON.stringify(row)) return
      file.changed = true
      if (row) file.rows.set(id, row)
      else file.rows.delete(id)
    },

    /** What carries these moves out; nothing where nothing changed. Owners' shelves come last. */
    writes(group: { ref: Pick<RecordRef, 'authority'>; holders: string[] }[]): Write[] {
      const owners = new Set(group.map(({ ref }) => ref.authority))
      const holders = new Set(group.flatMap((move) => move.holders))
      const changed = new Map([...holders].map((authority) => [authority, changesOf(authority)]))
      if (![...changed.values()].some(({ length }) => length > 0)) {
        return [...holders].flatMap((authority) => (shelves.get(authority)?.doubtful ? check(authority) : []))
      }
      return [...holders]
        .sort((a, b) => Number(owners.has(a)) - Number(owners.has(b)))
        .flatMap((authority) => {
          const writes = changed.get(authority) ?? []
          return writes.length > 0 ? writes : owners.has(authority) ? check(authority) : []
        })
    },
  }

  /** The shelf must still be as it was read. */
  function check(authority: string): Write[] {
    return [{ check: shelfKey(authority), ifRevision: shelves.get(authority)?.revision ?? 0 }]
  }

  function changesOf(authority: string): Write[] {
    const open = shelves.get(authority)
    const mine = [...files.values()].filter((file) => file.authority === authority && file.changed)
    if (!open || mine.length === 0) return []
    const writes: Write[] = []
    let lines = open.shelf.files
    for (const { part, rows } of mine) {
      const pieces = part === '' && rows.size === 0 ? [] : cut(part, [...rows.values()]).map(shelved)
      lines = [...lines.filter((line) => line.part !== part), ...pieces.map(({ line }) => line)]
      for (const { line, stored } of pieces) {
        writes.push({ put: { ...keys.explorerFile(authority, line.part), revision: 1, body: stored } })
      }
      if (!pieces.some(({ line }) => line.part === part)) {
        writes.push({ remove: keys.explorerFile(authority, part) })
      }
    }
    const body: Shelf = { files: lines.sort((a, b) => (a.part < b.part ? -1 : 1)) }
    writes.push({
      put: { ...shelfKey(authority), revision: open.revision + 1, body },
      ifRevision: open.revision,
    })
    return writes
  }
}
