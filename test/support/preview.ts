import { openFile, type SaidOf } from '../../functions/imports/file.ts'
import type { Brief } from '../../functions/imports/likeHeld.ts'
import { type Existing, type PreviewRow, previewImport } from '../../functions/imports/preview.ts'
import type { AddedVendor } from '../../functions/reference/match.ts'
import { schemas } from '../../functions/schema/record.ts'

/** A file's bytes as they arrive. */
export async function* arriving(file: string | Uint8Array, bytes = 64 * 1024): AsyncGenerator<Uint8Array> {
  const all = typeof file === 'string' ? Buffer.from(file) : file
  for (let from = 0; from < all.length; from += bytes) yield all.subarray(from, from + bytes)
}

/** A file's preview with all its rows, against what is held. */
export async function previewOf(
  file: string | Uint8Array,
  {
    takes = 'all',
    held = new Map(),
    added = [],
    said = {},
    register,
    versions = new Map(),
    withInvented = true,
  }: {
    takes?: readonly string[] | 'all'
    held?: Awaited<ReturnType<Existing>>
    added?: AddedVendor[]
    said?: SaidOf
    register?: string
    /** What records said, by `id@version`. */
    versions?: Map<string, Record<string, unknown>>
    withInvented?: boolean
  } = {},
) {
  const rows: PreviewRow[] = []
  const { read } = await openFile(arriving(file), {
    lists: { vendors: added, withInvented },
    said,
    whose: { register },
  })
  if (!read) throw new Error('Nobody said what the columns of the file are')
  const head = await previewImport({
    read,
    fileName: 'register.csv',
    by: 'camden',
    takes,
    existing: async (wanted) =>
      new Map(
        wanted.flatMap(({ recordId }) => {
          const one = held.get(recordId)
          return one ? [[recordId, one] as const] : []
        }),
      ),
    holdings: async (_, kind) =>
      [...held]
        .filter(([id]) => id.startsWith(`${schemas[kind].prefix}_`))
        .map(([id, { values }]): Brief => ({ id, kind, values })),
    versions: async () => versions,
    id: 'imp_test',
    at: '2026-11-24T09:00:00.000Z',
    keep: async (some) => {
      rows.push(...some)
    },
  })
  return { ...head, rows }
}

/** What would be held once a preview's rows are taken. */
export const heldAfter = (rows: PreviewRow[], version = 0): Awaited<ReturnType<Existing>> =>
  new Map(
    rows.flatMap(({ recordId, result, values }) =>
      recordId !== undefined && result !== 'refuse' ? [[recordId, { version, values }] as const] : [],
    ),
  )
