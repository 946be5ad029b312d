import { isDeepStrictEqual } from 'node:util'
import {
  filterOf,
  type ImportHead,
  type ImportRow,
  type ImportTaken,
  type ImportUndone,
  isAmong,
  type Mapping,
  type RowFilter,
} from '../schema/import.ts'
import type { Table } from './dynamo.ts'
import { keys } from './keys.ts'

/** A row as it is kept: with the cells it was read from, where it was not taken. */
type KeptRow = ImportRow & { cells?: string[] }

/** What somebody said of files with one header. */
export type RememberedMapping = Mapping & { at: string; byName: string }

type Kind = ReturnType<typeof filterOf>

/** Rows that are kept as one item: its last row, and how many there are of each kind. */
type Piece = { last: number; holds: Partial<Record<Kind, number>> }
type Kept = ImportHead & { pieces: Piece[] }

const kinds: readonly Kind[] = ['create', 'update', 'same', 'refuse', 'set aside', 'elsewhere']

/** An item's rows come to at most this many bytes, well under DynamoDB's 400 kB. */
const pieceBytes = 150_000
/** Items read together. */
const together = 10
/** Previews are kept for this long, so that they can be accepted later or looked at again. */
const days = 30

/** What was kept before files had columns to tell of has none. */
const headOf = ({ pieces: _, ...head }: Kept): ImportHead => ({
  ...head,
  columns: head.columns ?? [],
  unread: head.unread ?? [],
})

export function createImports(table: Table) {
  const expiring = (createdAt: string) => ({
    expiresAt: Math.floor(Date.parse(createdAt) / 1000) + days * 86_400,
  })
  const kept = async (id: string) => (await table.get<Kept>(keys.import(id)))?.body
  const keep = (body: Kept) =>
    table.write([{ put: { ...keys.import(body.id), revision: 1, body }, index: expiring(body.createdAt) }])

  async function* piecesOf(id: string, pieces: Piece[]): AsyncGenerator<KeptRow[]> {
    for (let from = 0; from < pieces.length; from += together) {
      const wanted = pieces.slice(from, from + together)
      const items = await table.many<KeptRow[]>(wanted.map(({ last }) => keys.importRows(id, last)))
      const byKey = new Map(items.map((item) => [item.sk, item.body]))
      for (const { last } of wanted) yield byKey.get(keys.importRows(id, last).sk) ?? []
    }
  }

  return {
    /** Takes an import's rows in order, some at a time, and at the end what they come to. */
    writer(id: string, createdAt: string) {
      const pieces: Piece[] = []
      const put = async (rows: KeptRow[]) => {
        const last = rows.at(-1)?.row
        if (last === undefined) return
        const holds: Piece['holds'] = {}
        for (const row of rows) holds[filterOf(row)] = (holds[filterOf(row)] ?? 0) + 1
        pieces.push({ last, holds })
        await table.write([
          { put: { ...keys.importRows(id, last), revision: 1, body: rows }, index: expiring(createdAt) },
        ])
      }
      return {
        async rows(rows: KeptRow[]) {
          let piece: KeptRow[] = []
          let bytes = 0
          for (const row of rows) {
            const length = Buffer.byteLength(JSON.stringify(row))
            if (bytes + length > pieceBytes && piece.length > 0) {
              await put(piece)
              piece = []
              bytes = 0
            }
            piece.push(row)
            bytes += length
          }
          await put(piece)
        },
        head: (head: ImportHead) => keep({ ...head, pieces }),
      }
    },

    async head(id: string): Promise<ImportHead | undefined> {
      const found = await kept(id)
      return found && headOf(found)
    },

    /** The rows after one, of one kind or all, at most so many; with whether there are more. */
    async rows(
      id: string,
      { after = 0, filter = 'all', limit }: { after?: number; filter?: RowFilter; limit: number },
    ): Promise<{ rows: ImportRow[]; more: boolean }> {
      const pieces = ((await kept(id))?.pieces ?? []).filter(
        ({ last, holds }) =>
          last > after && kinds.some((kind) => isAmong(filter, kind) && (holds[kind] ?? 0) > 0),
      )
      const rows: ImportRow[] = []
      for await (const piece of piecesOf(id, pieces)) {
        for (const { cells: _, ...row } of piece) {
          if (row.row <= after || !isAmong(filter, filterOf(row))) continue
          if (rows.length === limit) return { rows, more: true }
          rows.push(row)
        }
      }
      return { rows, more: false }
    },

    /** All rows, piece by piece; only pieces that hold one of these kinds. */
    async *pieces(id: string, filters: readonly Kind[]): AsyncGenerator<KeptRow[]> {
      const pieces = (await kept(id))?.pieces ?? []
      yield* piecesOf(
        id,
        pieces.filter(({ holds }) => filters.some((filter) => holds[filter])),
      )
    },

    /**
     * Puts other rows in the place of those that are kept, piece by piece, and counts them anew. `names` is asked at
     * the end.
     */
    async rewrite(
      id: string,
      change: (rows: KeptRow[]) => Promise<KeptRow[]>,
      names: () => Pick<ImportHead, 'names'>,
    ): Promise<ImportHead> {
      const found = await kept(id)
      if (!found) throw new Error(`There is no import ${id}`)
      const { names: _, ...before } = found
      const pieces: Piece[] = []
      const counts = { create: 0, update: 0, same: 0, refuse: 0 }
      let setAside = 0
      for (const piece of found.pieces) {
        const key = keys.importRows(id, piece.last)
        const rows = (await table.get<KeptRow[]>(key))?.body ?? []
        const changed = await change(rows)
        const holds: Piece['holds'] = {}
        for (const row of changed) {
          holds[filterOf(row)] = (holds[filterOf(row)] ?? 0) + 1
          counts[row.result] += 1
          if (row.setAside) setAside += 1
        }
        pieces.push({ last: piece.last, holds })
        if (!isDeepStrictEqual(rows, changed)) {
          await table.write([
            {
              put: { ...key, revision: 1, body: changed },
              index: expiring(found.createdAt),
            },
          ])
        }
      }
      const next: Kept = { ...before, pieces, counts, setAside, ...names() }
      await keep(next)
      return headOf(next)
    },

    /** What was last said that the columns under a header are. */
    mapping: async (authority: string, header: string) =>
      (await table.get<RememberedMapping>(keys.mapping(authority, header)))?.body,
    remember: (authority: string, headers: Map<string, RememberedMapping>) =>
      table.write(
        [...headers].map(([header, body]) => ({
          put: { ...keys.mapping(authority, header), revision: 1, body },
        })),
      ),

    /** Says that no more of it is wanted; whoever takes it looks for that now and then. */
    stop: (id: string, at: string) =>
      table.write([{ put: { ...keys.importStop(id), revision: 1, body: at }, index: expiring(at) }]),
    isStopped: async (id: string) => (await table.get<string>(keys.importStop(id))) !== undefined,
    go: (id: string) => table.write([{ remove: keys.importStop(id) }]),

    async undone(id: string, undone: ImportUndone) {
      const found = await kept(id)
      if (found) await keep({ ...found, state: 'undone', undone })
    },

    /** How far accepting has come, or that it is done. */
    async taken(id: string, state: 'accepting' | 'accepted', taken: ImportTaken) {
      const found = await kept(id)
      if (found) await keep({ ...found, state, taken })
    },
  }
}
