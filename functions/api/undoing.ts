import { londonToday } from '../domain/calendar.ts'
import { coversSystem, withoutSystem } from '../domain/draft.ts'
import { may } from '../domain/permission.ts'
import { statedIn } from '../domain/proposal.ts'
import { undoing } from '../domain/undo.ts'
import type { ImportHead, ImportRow, ImportUndone } from '../schema/import.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { RegisterRecord } from '../schema/record.ts'
import type { Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { sentSince } from './accepting.ts'
import { draft } from './drafts.ts'
import { askAgain } from './found.ts'
import { recordAsKept } from './naming.ts'

// A whole import taken back: what has not been sent is withdrawn, what was approved is proposed as it was before. Safe
// to repeat: what was withdrawn is gone, and what was proposed back is known by the import it undoes.

/** Records looked at in one go: each is one write, or two where a contract covers what goes. */
const together = 40

type Facts = { actor: Person; now: () => Date; head: ImportHead }
type Brought = { row: ImportRow; proposal: Proposal; isOpen: boolean }

const nothing = (): ImportUndone => ({ withdrawn: 0, reversed: 0, waiting: 0, left: 0, submissions: [] })

export async function undoImport(
  store: Store,
  facts: Facts,
  rows: AsyncIterable<ImportRow[]>,
): Promise<ImportUndone> {
  const undone = nothing()
  const submissions = new Map<string, string>()
  const sinceSent = new Map<string, Promise<string[]>>()
  const waiting = new Map<string, ImportRow[]>()
  const take = async (authority: string, some: ImportRow[]) => {
    const sent = sinceSent.get(authority) ?? sentSince(store, authority, facts.head.createdAt)
    sinceSent.set(authority, sent)
    const { open, ...counts } = await undoSome(store, facts, authority, some, await sent)
    for (const key of ['withdrawn', 'reversed', 'waiting', 'left'] as const) undone[key] += counts[key]
    if (open !== undefined && counts.reversed > 0) submissions.set(authority, open)
  }
  for await (const some of rows) {
    for (const row of some) {
      const { authority } = row
      if (authority === undefined || !may(facts.actor, 'import', authority)) continue
      const theirs = waiting.get(authority) ?? []
      waiting.set(authority, theirs)
      theirs.push(row)
      if (theirs.length === together) await take(authority, theirs.splice(0))
    }
  }
  for (const [authority, theirs] of waiting) if (theirs.length > 0) await take(authority, theirs)
  undone.submissions = [...submissions].map(([authority, submission]) => ({ authority, submission }))
  // Withdrawing happens once; what was withdrawn before is still what came of it.
  if (facts.head.state === 'undone') undone.withdrawn += facts.head.undone?.withdrawn ?? 0
  await store.imports.undone(facts.head.id, undone)
  return undone
}

async function undoSome(
  store: Store,
  { actor, now: clock, head }: Facts,
  authority: string,
  rows: ImportRow[],
  sent: string[],
) {
  const counts = { withdrawn: 0, reversed: 0, waiting: 0, left: 0 }
  const ids = rows.map(({ recordId = '' }) => recordId)
  const decided: Brought[] = []
  const states = await store.submissions.many(sent)
  for (const submission of sent) {
    const isDecided = (one: Proposal) => one.outcome !== 'draft'
    for (const proposal of await store.proposals.many(submission, ids)) {
      const row = rows.find(({ recordId }) => recordId === proposal.recordId)
      if (!row || proposal.importId !== head.id) continue
      if (!isDecided(proposal)) counts.waiting += states.get(submission)?.state === 'sent' ? 1 : 0
      else if (proposal.outcome === 'approved') decided.push({ row, proposal, isOpen: false })
    }
  }
  const refs = decided.flatMap(({ proposal: { recordId: id, version = 0 } }) => [
    { id, version },
    { id, version: version - 1 },
  ])
  const [versions, current, kept] = await Promise.all([
    store.records.versions(refs.filter(({ version }) => version > 0)),
    store.records.many(decided.map(({ proposal: { kind, recordId: id } }) => ({ authority, kind, id }))),
    store.merges.kept(),
  ])
  /** A merge since is nobody’s touch. */
  const versionAt = (id: string, version: number) => {
    const found = versions.get(`${id}@${version}`)
    return found && recordAsKept(found, kept)
  }
  const submission = await draft(store, { authority, actor, now: clock }, ids, async (open, existing, at) => {
    Object.assign(counts, { withdrawn: 0, reversed: 0, left: 0 })
    const writes: Write[] = []
    const discarded: Proposal[] = []
    for (const one of existing.values()) {
      if (one.importId !== head.id) continue
      counts.withdrawn += 1
      discarded.push(one)
      writes.push(store.writes.discard(one))
    }
    await askAgain(store, authority, discarded, { by: actor.id, byName: actor.name, at })
    for (const { proposal } of decided) {
      const { recordId, version = 0, typedBy } = proposal
      const found = current.get(recordId)
      const now = found && recordAsKept(found, kept)
      const made = versionAt(recordId, version)
      const drafted = existing.get(recordId)
      if (drafted?.undoes === head.id) {
        counts.reversed += 1
        continue
      }
      const back =
        now && made && !drafted && !isOff(now)
          ? undoing({
              before: versionAt(recordId, version - 1),
              made,
              current: now,
              typed: Object.keys(typedBy ?? {}),
            })
          : undefined
      if (!back || !now) {
        counts.left += 1
        continue
      }
      counts.reversed += 1
      writes.push(store.writes.proposal(reversal(now, back, { submission: open.id, actor, at, head })))
    }
    writes.push(...(await uncovered(store, open.id, discarded, at)))
    return writes.map((write) => restored(store, write, discarded, at))
  })
  return { ...counts, open: submission.state === 'open' ? submission.id : undefined }
}

const isOff = ({ retiredOn }: RegisterRecord) => retiredOn !== undefined

/** A draft that was there before the import was laid over it comes back, in place of going altogether. */
function restored(store: Store, write: Write, discarded: Proposal[], at: string): Write {
  if (!('remove' in write)) return write
  const one = discarded.find(({ recordId }) => write.remove.sk.endsWith(`#${recordId}`))
  if (!one?.laidOver) return write
  const { submission, authority, kind, recordId, outcome, editors, comments, returnedFrom, createdAt } = one
  return store.writes.proposal({
    submission,
    authority,
    kind,
    recordId,
    outcome,
    editors,
    comments,
    ...(returnedFrom && { returnedFrom }),
    createdAt,
    ...one.laidOver,
    revision: one.revision + 1,
    updatedAt: at,
  })
}

/** Contracts drafted to cover systems that go: they go on without. */
async function uncovered(store: Store, open: string, discarded: Proposal[], at: string): Promise<Write[]> {
  const systems = discarded.filter(
    ({ kind, baseVersion, laidOver }) => kind === 'system' && baseVersion === 0 && !laidOver,
  )
  if (systems.length === 0) return []
  const gone = new Set(discarded.map(({ recordId }) => recordId))
  const all = (await store.proposals.of(open)).filter(({ recordId }) => !gone.has(recordId))
  return all.flatMap((one) => {
    const covered = systems.filter(({ recordId }) => coversSystem(one.values, recordId))
    if (covered.length === 0) return []
    const values = covered.reduce((said, { recordId }) => withoutSystem(said, recordId), one.values)
    return [store.writes.proposal({ ...one, values, updatedAt: at, revision: one.revision + 1 })]
  })
}

function reversal(
  record: RegisterRecord,
  back: NonNullable<ReturnType<typeof undoing>>,
  { submission, actor, at, head }: Omit<Facts, 'now'> & { submission: string; at: string },
): Proposal {
  const values = back.leaves ? { retiredOn: londonToday(new Date(at)) } : back.values
  return {
    submission,
    authority: record.authority,
    kind: record.kind,
    recordId: record.id,
    action: back.leaves ? 'retire' : 'update',
    baseVersion: record.version,
    values: { ...statedIn(record), ...values },
    outcome: 'draft',
    provenance: {},
    newVendors: [],
    undoes: head.id,
    editors: [actor.id],
    comments: [],
    revision: 1,
    createdAt: at,
    updatedAt: at,
  }
}
