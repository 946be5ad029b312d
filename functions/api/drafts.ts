import { ulid } from 'ulid'
import type { Kept } from '../domain/merge.ts'
import { opened } from '../domain/submission.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../schema/record.ts'
import type { Submission } from '../schema/submission.ts'
import { again } from '../store/again.ts'
import type { Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { submissionId } from '../store/keys.ts'
import { recordAsKept } from './naming.ts'

/**
 * Writes into an authority's open submission, opening one where there is none. `make` is given the submission and the
 * proposals it has for these records, and is asked again when a colleague wrote in between. A draft is known by when it was
 * begun: `make` is told what time it is each time it is asked, as a UTC instant, so that none begun before and thrown away
 * meanwhile can be meant.
 */
export async function draft(
  store: Store,
  { authority, actor, now }: { authority: string; actor: Pick<Person, 'id'>; now: () => Date },
  recordIds: string[],
  make: (submission: Submission, existing: Map<string, Proposal>, at: string) => Write[] | Promise<Write[]>,
): Promise<Submission> {
  return again(async () => {
    const at = now().toISOString()
    const open = await store.submissions.open(authority)
    const submission = open ?? opened(submissionId(ulid().toLowerCase(), authority), authority, actor.id, at)
    const existing = open ? await store.proposals.many(submission.id, recordIds) : []
    const writes = await make(submission, new Map(existing.map((one) => [one.recordId, one])), at)
    if (writes.length === 0) return submission
    const next = open ? { ...open, revision: open.revision + 1 } : submission
    await store.write([
      ...store.writes.submission(next),
      ...(open ? [] : [store.writes.open(authority, submission.id)]),
      ...writes,
    ])
    return next
  })
}

/** Everything on its way for an authority: its open submission and those that wait for LOTI. */
export async function underway(
  store: Store,
  authority: string,
): Promise<{ submission: Submission; proposals: Proposal[] }[]> {
  const submissions = await store.submissions.underway(authority)
  return Promise.all(
    submissions.map(async (submission) => {
      const proposals = await store.proposals.of(submission.id)
      return {
        submission,
        proposals: proposals
          .filter(({ outcome }) => outcome === 'draft')
          .map((one) => (submission.state === 'sent' ? { ...one, outcome: 'sent' as const } : one)),
      }
    }),
  )
}

export const kindOf = (recordId: string): RecordKind => (recordId.startsWith('sys_') ? 'system' : 'contract')

/** The records proposals are about, by id, as they are kept; those that do not exist yet are absent. */
export const recordsKept = (store: Store, proposals: Proposal[]): Promise<Map<string, RegisterRecord>> =>
  store.records.many(proposals.map(({ authority, kind, recordId }) => ({ authority, kind, id: recordId })))

/** The same, read as naming what is kept of what was merged, as proposals are. */
export async function recordsBehind(
  store: Store,
  proposals: Proposal[],
): Promise<Map<string, RegisterRecord>> {
  const [records, kept] = await Promise.all([recordsKept(store, proposals), store.merges.kept()])
  return new Map([...records].map(([id, record]) => [id, recordAsKept(record, kept)]))
}

/** The versions that proposals were written against, by record id, for those whose record has moved on since. */
export async function basesOf(
  store: Store,
  proposals: Proposal[],
  current: ReadonlyMap<string, RegisterRecord>,
  by: Kept | Promise<Kept> = store.merges.kept(),
): Promise<Map<string, RegisterRecord>> {
  const refs = proposals.flatMap(({ recordId: id, baseVersion: version }) =>
    version > 0 && version !== current.get(id)?.version ? [{ id, version }] : [],
  )
  const [versions, kept] = await Promise.all([store.records.versions(refs), by])
  return new Map([...versions.values()].map((record) => [record.id, recordAsKept(record, kept)]))
}
