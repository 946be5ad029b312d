import { newlyCovered } from '../domain/coverage.ts'
import { calledIn, type Laid, lay } from '../domain/proposal.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { RegisterRecord } from '../schema/record.ts'
import type { Answers, Waiting, Wanting } from '../schema/review.ts'
import type { Store } from '../store/index.ts'
import { offRegister } from './coverage.ts'
import { basesOf, recordsBehind } from './drafts.ts'
import { offListsIn } from './onLists.ts'
import { rebased } from './returns.ts'

// What stands between proposals and their being sent.

export type Prepared = {
  proposal: Proposal
  current: RegisterRecord | undefined
  base: RegisterRecord | undefined
  laid: Laid
  /** New systems it covers that are in the same submission. */
  waitsFor: string[]
  /** What must be mended before it is sent, by field. */
  problems: Record<string, string>
}

/** A proposal with the record it is about and what it would change. */
export function answersOf(
  proposal: Proposal,
  current: RegisterRecord | undefined,
  base: RegisterRecord | undefined,
): Answers {
  const { problems, changes, conflicts, since } = lay(proposal, { base, current })
  return {
    proposal: { ...proposal, ...rebased(proposal, base, current) },
    record: current ?? null,
    problems,
    changes,
    conflicts,
    /** What was published meanwhile in other fields, and stays. */
    since: since.filter(({ field }) => !conflicts.some((one) => one.field === field)),
  }
}

/** The proposals of an authority's open submission, laid onto their records, with what must be mended in each. */
export async function prepare(store: Store, authority: string, proposals: Proposal[]): Promise<Prepared[]> {
  const records = await recordsBehind(store, proposals)
  const bases = await basesOf(store, proposals, records)
  const laidOut = proposals.map((proposal) => {
    const current = records.get(proposal.recordId)
    const base = bases.get(proposal.recordId)
    const laid = lay(proposal, { current, base })
    return { proposal, current, base, laid, covers: newlyCovered(laid.after, current) }
  })
  const off = await offRegister(
    store,
    authority,
    laidOut.flatMap(({ covers }) => covers),
  )
  const offLists = await offListsIn(
    store,
    laidOut.map(({ laid, proposal, current }) => ({ proposal, current, after: laid.after })),
  )
  const here = new Set(proposals.map(({ recordId }) => recordId))
  return laidOut.map(({ covers, ...one }) => ({
    ...one,
    waitsFor: covers.filter((id) => off.has(id) && here.has(id)),
    problems: {
      ...offLists.get(one.proposal.recordId),
      ...one.laid.problems,
      ...(covers.some((id) => off.has(id) && off.get(id) === undefined) && {
        systems: 'Take off the system that is not on the register: its draft was discarded',
      }),
      ...(one.laid.gone && { name: 'This record has left the register: discard the change' }),
    },
  }))
}

/** It would change nothing that is published. */
export const isUnchanged = ({ current, laid }: Prepared) =>
  current !== undefined && laid.changes.length === 0 && laid.conflicts.length === 0

/** What keeps a proposal from being sent. */
export function wantingIn({
  proposal: { recordId, kind },
  laid: { after, conflicts },
  problems,
}: Prepared): Wanting[] {
  const wants = (field: string, text: string, conflict = false): Wanting => ({
    recordId,
    kind,
    title: calledIn(after),
    field,
    text,
    conflict,
  })
  return [
    ...conflicts.map(({ field }) =>
      wants(field, 'Choose what is right here: it was changed on the register while you had it open', true),
    ),
    ...Object.entries(problems).map(([field, text]) => wants(field, text)),
  ]
}

/** The same of them all: a message by `record.field`. */
export const problemsIn = (prepared: readonly Prepared[]): Record<string, string> =>
  Object.fromEntries(
    prepared.flatMap(wantingIn).map(({ recordId, field, text }) => [`${recordId}.${field}`, text]),
  )

/** Those that may be sent as they are, whatever becomes of the rest: a contract only with the new systems it covers. */
export function readyIn(prepared: readonly Prepared[]): Set<string> {
  const sound = new Set(
    prepared
      .filter((one) => wantingIn(one).length === 0 && !isUnchanged(one))
      .map(({ proposal }) => proposal.recordId),
  )
  return new Set(
    prepared
      .filter(
        ({ proposal, waitsFor }) => sound.has(proposal.recordId) && waitsFor.every((id) => sound.has(id)),
      )
      .map(({ proposal }) => proposal.recordId),
  )
}

/** As its authors see it before it is sent. */
export const waitingOf = (
  { proposal, current, base, problems, waitsFor }: Prepared,
  ready: ReadonlySet<string>,
): Waiting => ({
  ...answersOf(proposal, current, base),
  problems,
  ready: ready.has(proposal.recordId),
  waitsFor: waitsFor.filter((id) => !ready.has(id)),
})
