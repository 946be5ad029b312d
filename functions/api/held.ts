import { statedIn } from '../domain/proposal.ts'
import type { Brief, Holdings } from '../imports/likeHeld.ts'
import type { Existing, Versions } from '../imports/preview.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { Submission } from '../schema/submission.ts'
import type { Store } from '../store/index.ts'
import { recordAsKept } from './naming.ts'

// What authorities have or are about to have, as an import is held against it: on the register, waiting for LOTI, or
// drafted.

/** What waits for LOTI first, so that a newer draft counts over it. */
const inOrder = (submissions: Submission[]) => submissions.toSorted((a) => (a.state === 'sent' ? -1 : 1))

const isOnItsWay = ({ outcome }: Proposal) => outcome === 'draft'

export function existingIn(store: Store): Existing {
  const underway = new Map<string, Promise<Submission[]>>()
  return async (wanted) => {
    const ids = Map.groupBy(wanted, ({ authority }) => authority)
    const records = await store.records.many(
      wanted.map(({ authority, recordId, kind }) => ({ authority, kind, id: recordId })),
    )
    const kept = await store.merges.kept()
    const held = new Map(
      [...records.values()].map((record) => [
        record.id,
        { version: record.version, values: statedIn(recordAsKept(record, kept)) },
      ]),
    )
    for (const [authority, theirs] of ids) {
      const reading = underway.get(authority) ?? store.submissions.underway(authority)
      underway.set(authority, reading)
      for (const submission of inOrder(await reading)) {
        const proposals = await store.proposals.many(
          submission.id,
          theirs.map(({ recordId }) => recordId),
        )
        for (const { recordId, baseVersion, values } of proposals.filter(isOnItsWay)) {
          const before = held.get(recordId)
          held.set(recordId, {
            version: before?.version ?? baseVersion,
            values: { ...before?.values, ...values },
          })
        }
      }
    }
    return held
  }
}

/** By what a record is told apart. */
const telling = ['reference', 'notices', 'title', 'supplier', 'startsOn', 'name', 'product']
const inBrief = (values: Record<string, unknown>) =>
  Object.fromEntries(telling.flatMap((field) => (values[field] ? [[field, values[field]]] : [])))

/** Everything an authority has of a kind, in brief; what has left the register is not among it. */
export const holdingsIn =
  (store: Store): Holdings =>
  async (authority, kind) => {
    const found = new Map<string, Brief>()
    const kept = await store.merges.kept()
    for (const record of await store.records.of(authority, kind)) {
      if (record.retiredOn) continue
      found.set(record.id, { id: record.id, kind, values: inBrief(statedIn(recordAsKept(record, kept))) })
    }
    for (const submission of inOrder(await store.submissions.underway(authority))) {
      for (const one of await store.proposals.of(submission.id)) {
        if (one.kind !== kind || !isOnItsWay(one)) continue
        if (one.action === 'retire') found.delete(one.recordId)
        else {
          const values = { ...found.get(one.recordId)?.values, ...inBrief(one.values) }
          found.set(one.recordId, { id: one.recordId, kind, values })
        }
      }
    }
    return [...found.values()]
  }

export const versionsIn =
  (store: Store): Versions =>
  async (refs) => {
    const [versions, kept] = await Promise.all([store.records.versions(refs), store.merges.kept()])
    return new Map([...versions].map(([key, record]) => [key, statedIn(recordAsKept(record, kept))]))
  }
