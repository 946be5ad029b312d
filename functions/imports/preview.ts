import { problem } from '../domain/problem.ts'
import { fieldChanges, messages, statedIn } from '../domain/proposal.ts'
import { contractFields } from '../schema/contract.ts'
import type { ImportPreview, ImportRow, Reason } from '../schema/import.ts'
import { createKnown, missingColumns, type Notice, noticeFrom } from './contractsFinder.ts'
import { readCsv } from './read.ts'

export type Existing = (
  authority: string,
  recordIds: string[],
) => Promise<Map<string, { version: number; values: Record<string, unknown> }>>

/**
 * Reads a file and says row by row what it would do: create, update, leave the same, or refuse and why. Nothing is
 * written. Throws a problem for a file that cannot be read or is of no known shape.
 */
export async function previewImport({
  bytes,
  fileName,
  by,
  takes,
  existing,
  id,
  at,
}: {
  bytes: Uint8Array
  fileName: string
  by: string
  /** Authorities whose rows are taken. */
  takes: readonly string[] | 'all'
  /** What an authority has, or is about to have, of these records. */
  existing: Existing
  id: string
  at: string
}): Promise<ImportPreview> {
  const { header, rows } = readCsv(bytes)
  const missing = missingColumns(header)
  if (missing.length > 0) {
    throw problem.unreadable(
      `The file is not a Contracts Finder export: it has no column named ${missing.map((name) => `“${name}”`).join(', ')}. Export it from Contracts Finder as CSV and keep its header.`,
    )
  }
  const known = createKnown()
  const notices = rows.map((row) => noticeFrom(header, row, known))
  const latest = latestOf(notices)
  const held = await heldBy(notices, takes, existing)
  const read = notices.map((notice, index) => rowFor(notice, index + 1, { takes, latest, held }))
  const number = (result: ImportRow['result']) => read.filter((row) => row.result === result).length
  return {
    id,
    fileName: fileName.replaceAll(/[\p{Cc}<>]/gu, '').slice(0, 200) || 'file',
    shape: 'Contracts Finder CSV',
    by,
    createdAt: at,
    state: 'previewed',
    read: read.length,
    counts: {
      create: number('create'),
      update: number('update'),
      same: number('same'),
      refuse: number('refuse'),
    },
    setAside: read.filter(({ setAside }) => setAside).length,
    rows: read,
  }
}

/** Of notices about one contract, the place of the one published last. */
function latestOf(notices: Notice[]): Map<string, number> {
  const latest = new Map<string, number>()
  for (const [index, { recordId, publishedAt }] of notices.entries()) {
    if (recordId === undefined) continue
    const before = latest.get(recordId)
    if (before === undefined || publishedAt >= (notices[before]?.publishedAt ?? ''))
      latest.set(recordId, index)
  }
  return latest
}

type Held = Awaited<ReturnType<Existing>>

async function heldBy(
  notices: Notice[],
  takes: readonly string[] | 'all',
  existing: Existing,
): Promise<Held> {
  const wanted = notices.filter(
    ({ authority }) => authority && (takes === 'all' || takes.includes(authority.id)),
  )
  const held: Held = new Map()
  for (const [authority, theirs] of Map.groupBy(wanted, (notice) => notice.authority?.id ?? '')) {
    const found = await existing(
      authority,
      theirs.flatMap(({ recordId }) => recordId ?? []),
    )
    for (const [id, one] of found) held.set(id, one)
  }
  return held
}

function rowFor(
  notice: Notice,
  row: number,
  { takes, latest, held }: { takes: readonly string[] | 'all'; latest: Map<string, number>; held: Held },
): ImportRow {
  const { authority, recordId, title, buyer, newVendor, notes } = notice
  const reasons: Reason[] = [...notice.reasons]
  if (authority && takes !== 'all' && !takes.includes(authority.id)) {
    reasons.push({
      column: 'Organisation Name',
      value: buyer.slice(0, 200),
      problem: `This is ${authority.name}’s, and you keep another authority’s register`,
    })
  }
  const last = recordId === undefined ? undefined : latest.get(recordId)
  if (last !== undefined && last !== row - 1) {
    reasons.push({
      column: 'Notice Identifier',
      problem: `The same notice is in row ${last + 1}, published later or no earlier`,
    })
  }

  const before = recordId === undefined ? undefined : held.get(recordId)
  const judged = contractFields.safeParse({ ...before?.values, ...notice.values })
  if (!judged.success && reasons.length === 0) {
    reasons.push(
      ...Object.entries(messages(judged.error)).map(([column, text]) => ({ column, problem: text })),
    )
  }
  const stated = contractFields.safeParse(before?.values ?? {})
  const changes =
    before && judged.success
      ? fieldChanges(stated.success ? statedIn(stated.data as never) : before.values, judged.data)
      : []
  const refused = reasons.length > 0
  const setAside = !refused && !notice.isIt && before === undefined
  if (setAside) {
    reasons.push({
      column: 'Cpv Codes',
      problem: 'By its subject (CPV) this is not information technology',
      fix: 'Tick it in if it belongs on the register',
    })
  }
  return {
    row,
    result: refused || setAside ? 'refuse' : !before ? 'create' : changes.length > 0 ? 'update' : 'same',
    setAside,
    title: title || 'No title',
    ...(authority && { authority: authority.id }),
    authorityName: authority?.name ?? buyer,
    kind: 'contract',
    ...(recordId !== undefined && { recordId }),
    baseVersion: before?.version ?? 0,
    values: refused ? notice.values : { ...before?.values, ...notice.values },
    changes: changes.map(({ field, from, to }) => ({ field, from: from ?? null, to: to ?? null })),
    reasons,
    ...(newVendor && { newVendor }),
    notes,
  }
}
