import type { IsoDate } from '../../domain/calendar.ts'
import { coverageInputs, inputsOf, satisfactionInputs } from '../../domain/membersSummary.ts'
import { asSaid } from '../../domain/merge.ts'
import { fieldChanges, judge, statedIn } from '../../domain/proposal.ts'
import { withDecided } from '../../domain/submission.ts'
import { type AnyRecord, anyKinds, isMembersRecord } from '../../schema/record.ts'
import type { Submission } from '../../schema/submission.ts'
import { again } from '../../store/again.ts'
import type { Store } from '../../store/index.ts'
import { keys } from '../../store/keys.ts'
import { applyRecords } from '../../stream/applied.ts'
import { forgetReleases } from '../../stream/released.ts'
import type { Terms } from '../../tallies/parts.ts'
import { loadedInto, mark } from '../seed.ts'
import { demonstration } from './index.ts'

/**
 * Takes the demonstration estate away: its records with their history, and whatever is on its way about them. What
 * people added themselves stays, and so does what they wrote over something of it, with its whole history. The audit
 * trail says who removed what. Safe to repeat.
 */
export async function removeDemonstration(
  store: Store,
  terms: Terms,
  today: IsoDate,
  {
    by,
    at,
    inTurn = (work) => work(),
  }: {
    by: string
    at: string
    /** Keeps whoever else applies the same changes from getting in the way. */
    inTurn?: (work: () => Promise<void>) => Promise<void>
  },
): Promise<void> {
  const loaded = await loadedInto(store)
  if (loaded?.dataSet !== 'demonstration') return
  const estate = demonstration(loaded.on)
  const { records, waiting, opinions } = estate
  const isOwn = ownIn(estate)
  const made = [
    ...[...records, ...opinions].map(({ authority, id }) => ({ authority, id })),
    ...waiting.map(({ authority, recordId }) => ({ authority, id: recordId })),
  ]
  const parts = [...Map.groupBy(made, (one) => one.authority)]
  for (const [done, [authority, theirs]] of parts.entries()) {
    await mark(store, { ...loaded, removal: { done, of: parts.length } })
    const ids = new Set(theirs.map(({ id }) => id))
    const keep = async () => {
      for (const { id } of (await heldIn(store, authority)).filter(isOwn)) ids.delete(id)
    }
    await keep()
    for (const range of [keys.submissionsOf(authority), keys.decidedOf(authority)]) {
      for (const { body } of await store.table.all<Submission>(range)) {
        await removeProposals(store, body.id, ids, at)
      }
    }
    const removed = await removeRecords(store, authority, (one) => ids.has(one.id) && !isOwn(one), { by, at })
    // Somebody may have written over one meanwhile.
    await keep()
    for (let from = 0; from < removed.length; from += 50) {
      const some = removed.slice(from, from + 50)
      await inTurn(() => applyRecords(store, some, { terms, day: today }))
    }
    // Of all of them: cut short before, a removal may have left versions of records that are gone already.
    const left = [...ids]
    for (let from = 0; from < left.length; from += readTogether) {
      const some = left.slice(from, from + readTogether).map((id) => store.table.all(keys.versionsOf(id)))
      await removeAll(store, (await Promise.all(some)).flat())
    }
  }
  // What was let out of ratings nobody ever gave protects nobody.
  const vendors = new Set(opinions.flatMap((one) => (one.kind === 'rating' ? [one.vendor] : [])))
  const regions = new Set(made.flatMap(({ authority }) => terms.scopesOf(authority)[0] ?? []))
  for (const region of regions) {
    for (const inputs of [...[...vendors].map(inputsOf), coverageInputs, satisfactionInputs]) {
      await forgetReleases(store, region, inputs, { day: today, rules: terms.rules })
    }
  }
  await mark(store, { dataSet: 'none', on: loaded.on, state: 'ready' })
}

const heldIn = async (store: Store, authority: string): Promise<AnyRecord[]> =>
  (await Promise.all(anyKinds.map((kind) => store.records.of(authority, kind)))).flat()

/**
 * Whether a record says something of a person's own, where the demonstration said something else. Confirming what is
 * made up, approving what waited as it was, or taking it off the register adds nothing to it.
 */
function ownIn({ records, opinions, waiting }: ReturnType<typeof demonstration>) {
  const said = new Map<string, Record<string, unknown>[]>()
  const note = (id: string, stated: Record<string, unknown>) =>
    said.set(id, [...(said.get(id) ?? []), withoutEnd(stated)])
  for (const record of [...records, ...opinions]) note(record.id, statedIn(record))
  for (const { kind, recordId, values } of waiting) {
    const before = records.find(({ id }) => id === recordId)
    const { fields } = judge(kind, { ...statedIn(before), ...values })
    if (fields) note(recordId, { ...fields })
  }
  return (record: AnyRecord): boolean =>
    !said
      .get(record.id)
      ?.some((stated) => fieldChanges(stated, withoutEnd(statedIn(unmerged(record)))).length === 0)
}

/** A merge is nobody's word on a record. */
const unmerged = (record: AnyRecord): AnyRecord => (isMembersRecord(record) ? record : asSaid(record))

const withoutEnd = ({ retiredOn: _, ...stated }: Record<string, unknown>) => stated

/** Takes these records' proposals out of a submission, and a submission that was about nothing else with them. */
async function removeProposals(store: Store, submission: string, ids: ReadonlySet<string>, at: string) {
  const some = async (): Promise<boolean> => {
    const current = await store.submissions.get(submission)
    const proposals = await store.proposals.of(submission)
    const gone = proposals.filter(({ recordId }) => ids.has(recordId)).slice(0, removedTogether)
    if (!current || gone.length === 0) return false
    const wholly = gone.length === proposals.length && current.state !== 'open'
    const undecided = gone.filter(({ outcome }) => outcome === 'draft')
    await store.write([
      ...gone.map(({ recordId, revision }) => ({
        remove: keys.proposal(submission, recordId),
        ifRevision: revision,
      })),
      ...(current.state === 'decided'
        ? // Nothing is written in it any more.
          wholly
          ? [{ remove: keys.decided(submission) }]
          : []
        : wholly
          ? [{ remove: keys.submission(submission), ifRevision: current.revision }]
          : store.writes.submission(
              current.state === 'sent'
                ? withDecided(current, undecided, { at })
                : { ...current, revision: current.revision + 1 },
            )),
    ])
    return true
  }
  while (await again(some));
}

/** Takes records off the register, each with an event that says so. Answers which. */
async function removeRecords(
  store: Store,
  authority: string,
  goes: (record: AnyRecord) => boolean,
  { by, at }: { by: string; at: string },
): Promise<AnyRecord[]> {
  const removed: AnyRecord[] = []
  const some = async (): Promise<AnyRecord[]> => {
    const held = (await heldIn(store, authority)).filter(goes)
    if (held.length === 0) return []
    const group = held.slice(0, removedTogether / 2)
    await store.write([
      ...group.map(({ kind, id, version }) => ({
        remove: keys.record(authority, kind, id),
        ifRevision: version,
      })),
      ...store.writes.events(
        authority,
        await store.audit.head(authority),
        group.map(({ id: recordId, version }) => ({
          at,
          by,
          action: 'removed' as const,
          recordId,
          version,
        })),
      ),
    ])
    return group
  }
  for (;;) {
    const group = await again(some)
    if (group.length === 0) return removed
    removed.push(...group)
  }
}

const removedTogether = 90
const readTogether = 30

async function removeAll(store: Store, gone: { pk: string; sk: string }[]): Promise<void> {
  for (let from = 0; from < gone.length; from += removedTogether) {
    await store.write(gone.slice(from, from + removedTogether).map(({ pk, sk }) => ({ remove: { pk, sk } })))
  }
}
