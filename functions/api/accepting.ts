import { londonToday } from '../domain/calendar.ts'
import { fieldChanges, heldIn, judge, statedIn } from '../domain/proposal.ts'
import type { ImportHead, ImportRow, ImportTaken } from '../schema/import.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { RegisterRecord } from '../schema/record.ts'
import type { Submission } from '../schema/submission.ts'
import type { Store } from '../store/index.ts'
import { draft } from './drafts.ts'

/** Proposals written in one transaction. */
const together = 80
const decidedTogether = 20

type Facts = { actor: Person; now: () => Date; head: ImportHead }

/**
 * Writes an import's rows into each authority's open submission. Cut short at any moment it can be begun again: what
 * this import has brought already, wherever it is by now, is left alone.
 */
export async function acceptRows(
  store: Store,
  { actor, now, head }: Facts,
  { rows, of, included }: { rows: AsyncIterable<ImportRow[]>; of: number; included: number[] },
): Promise<ImportTaken> {
  const waiting = new Map<string, ImportRow[]>()
  const brought = new Map<string, { submission: string; proposals: number }>()
  const sinceSent = new Map<string, Promise<string[]>>()
  let done = 0
  let isStopped = false
  await store.imports.go(head.id)
  const taken = (): ImportTaken => ({
    rows: done,
    of,
    included,
    submissions: [...brought].map(([authority, one]) => ({ authority, ...one })),
  })
  const write = async (authority: string, some: ImportRow[]) => {
    const sent = sinceSent.get(authority) ?? sentSince(store, authority, head.createdAt)
    sinceSent.set(authority, sent)
    const submission = await acceptSome(store, { actor, now, head }, authority, some, await sent)
    const before = brought.get(authority)?.proposals ?? 0
    if (submission !== undefined) brought.set(authority, { submission, proposals: before + some.length })
    done += some.length
    await store.imports.taken(head.id, 'accepting', taken())
    isStopped = await store.imports.isStopped(head.id)
  }
  for await (const some of rows) {
    for (const row of some) {
      const { authority = '' } = row
      const theirs = waiting.get(authority) ?? []
      waiting.set(authority, theirs)
      theirs.push(row)
      if (theirs.length === together && !isStopped) await write(authority, theirs.splice(0))
    }
    if (isStopped) break
  }
  for (const [authority, theirs] of waiting) {
    if (theirs.length > 0 && !isStopped) await write(authority, theirs)
  }
  // Somebody wanted no more of it: what was taken so far stays, and taking it again goes on.
  if (isStopped && done < of) return { ...taken(), stopped: true }
  await store.imports.taken(head.id, 'accepted', taken())
  return taken()
}

/** Submissions that may hold something of an import, beside the open one. */
export async function sentSince(store: Store, authority: string, at: string): Promise<string[]> {
  const isSince = ({ state, sentAt }: Submission) => state !== 'open' && (sentAt ?? '') >= at
  const found = (await store.submissions.underway(authority)).filter(isSince)
  // They are sent in the order they were begun, all but a demonstration's: a page without any is past them all.
  for (let before: string | undefined; ; ) {
    const { submissions, more } = await store.submissions.decided(authority, decidedTogether, before)
    const since = submissions.filter(isSince)
    found.push(...since)
    before = submissions.at(-1)?.id
    if (!more || since.length === 0) break
  }
  return found.map(({ id }) => id)
}

async function acceptSome(
  store: Store,
  { actor, now, head }: Facts,
  authority: string,
  rows: ImportRow[],
  sent: string[],
): Promise<string | undefined> {
  const ids = rows.map(({ recordId = '' }) => recordId)
  const gone = new Set<string>()
  for (const submission of sent) {
    for (const { recordId, importId } of await store.proposals.many(submission, ids)) {
      if (importId === head.id) gone.add(recordId)
    }
  }
  let written = 0
  const submission = await draft(store, { authority, actor, now }, ids, async (open, existing, at) => {
    const records = await store.records.many(
      rows.map(({ recordId: id = '', kind }) => ({ authority, kind, id })),
    )
    const writes = rows.flatMap((row) => {
      const { recordId = '' } = row
      const before = existing.get(recordId)
      const record = records.get(recordId)
      if (gone.has(recordId) || before?.importId === head.id || (!before && saysSo(record, row))) return []
      return [store.writes.proposal(proposalFrom(row, { open: open.id, before, record, actor, at, head }))]
    })
    written = writes.length
    return writes
  })
  // Where there was nothing left to write, the rows are where they were brought before.
  return written > 0 ? submission.id : ((await store.submissions.open(authority))?.id ?? sent.at(-1))
}

/** Whether a record already says what a row states. */
function saysSo(record: RegisterRecord | undefined, { kind, values }: ImportRow): boolean {
  if (!record) return false
  const stated = statedIn(record)
  const { fields } = judge(kind, { ...stated, ...values })
  return fields !== undefined && fieldChanges(stated, fields).length === 0
}

/** What is kept of a draft, so that it can come back as it was. */
const laidOverOf = (draft: Proposal): Proposal['laidOver'] => ({
  action: draft.action,
  baseVersion: draft.baseVersion,
  values: draft.values,
  provenance: draft.provenance,
  newVendors: draft.newVendors,
  ...(draft.newProducts && { newProducts: draft.newProducts }),
  ...(draft.newAliases && { newAliases: draft.newAliases }),
  ...(draft.found && { found: draft.found }),
  ...(draft.importId && { importId: draft.importId }),
  ...(draft.undoes && { undoes: draft.undoes }),
  ...(draft.restores && { restores: draft.restores }),
  ...(draft.typedBy && { typedBy: draft.typedBy }),
  ...(draft.answers && { answers: draft.answers }),
})

function proposalFrom(
  row: ImportRow,
  {
    open,
    before,
    record,
    actor,
    at,
    head,
  }: Omit<Facts, 'now'> & {
    at: string
    open: string
    before: Proposal | undefined
    record: RegisterRecord | undefined
  },
): Proposal {
  return {
    submission: open,
    authority: row.authority ?? '',
    kind: row.kind,
    recordId: row.recordId ?? '',
    action: record ? 'update' : 'create',
    // Against what was previewed: where the record has moved on since, the two are merged or both are shown.
    baseVersion: before?.baseVersion ?? row.baseVersion,
    values: { ...statedIn(record), ...before?.values, ...row.values },
    outcome: 'draft',
    provenance: {
      ...before?.provenance,
      source: 'import',
      // The file's own name may say what is nobody's business.
      sourceName: head.shape,
      sourceOn: londonToday(new Date(at)),
      confidence: 'reported',
    },
    newVendors: row.newVendor ? [row.newVendor] : (before?.newVendors ?? []),
    ...((row.newProduct || before?.newProducts) && {
      newProducts: row.newProduct ? [row.newProduct] : (before?.newProducts ?? []),
    }),
    ...heldIn(before),
    ...(row.newAlias && { newAliases: [...(before?.newAliases ?? []), row.newAlias] }),
    importId: head.id,
    ...(before && { laidOver: laidOverOf(before) }),
    editors: [...new Set([...(before?.editors ?? []), actor.id])],
    revision: (before?.revision ?? 0) + 1,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  }
}
