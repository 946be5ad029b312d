import { isDeepStrictEqual } from 'node:util'
import { sha256 } from '../domain/audit.ts'
import { londonToday } from '../domain/calendar.ts'
import { namedAs, saidOfNames } from '../domain/name.ts'
import { statedIn } from '../domain/proposal.ts'
import {
  answeredWith,
  askedAgain,
  changesIn,
  countedBack,
  countedWith,
  type Holding,
  heldFor,
  isLongEnded,
  isSaidSince,
  noCounts,
  published,
  standing,
} from '../domain/suggestion.ts'
import type { Proposal } from '../schema/proposal.ts'
import { type RegisterRecord, recordKinds } from '../schema/record.ts'
import type { Finding, OpenDataFields, Placing, Published } from '../schema/suggestion.ts'
import { again } from '../store/again.ts'
import type { Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'

// What was published of an authority, held against its register: each fact is kept once and asked about once.

/** Findings written in one transaction: one that moves is two writes. */
const together = 40

/** What waits for an authority's answer, with the names in it read as the authority reads them. */
export async function askedOf(store: Store, authority: string): Promise<Finding[]> {
  const [findings, said] = await Promise.all([store.suggestions.asked(authority), store.names.of(authority)])
  if (said.length === 0) return findings
  const names = saidOfNames(said)
  return findings.map((one) => namedAs(one, names))
}

/** Everything an authority holds or is about to hold, what has left the register included. */
export async function holdingsOf(store: Store, authority: string): Promise<Holding[]> {
  const [records, submissions] = await Promise.all([
    Promise.all(recordKinds.map((kind) => store.records.of(authority, kind))),
    store.submissions.underway(authority),
  ])
  const proposals = await Promise.all(
    submissions.map(async ({ id, state }) => ({ state, all: await store.proposals.of(id) })),
  )
  return holdingsFrom(records.flat(), {
    sent: proposals.flatMap(({ state, all }) => (state === 'sent' ? all : [])),
    drafts: proposals.flatMap(({ state, all }) => (state === 'open' ? all : [])),
  })
}

/** The same of what was read already. A draft counts over what was sent, and that over what is published. */
export function holdingsFrom(
  records: readonly RegisterRecord[],
  { sent, drafts }: { sent: readonly Proposal[]; drafts: readonly Proposal[] },
): Holding[] {
  const held = new Map<string, Holding>(
    records.map((record) => [
      record.id,
      { id: record.id, kind: record.kind, state: 'published', values: statedIn(record), ...saidOn(record) },
    ]),
  )
  for (const [state, all] of [['with LOTI', sent] as const, ['draft', drafts] as const]) {
    for (const { recordId: id, kind, values, outcome } of all) {
      if (outcome !== 'draft' && outcome !== 'sent') continue
      const before = held.get(id)
      held.set(id, {
        id,
        kind,
        state: before?.state ?? state,
        values: { ...before?.values, ...values },
        ...(before?.saidOn && { saidOn: before.saidOn }),
      })
    }
  }
  return [...held.values()]
}

function saidOn({ provenance: { confirmedAt, sourceOn } }: RegisterRecord): Pick<Holding, 'saidOn'> {
  const [latest] = [confirmedAt && londonToday(new Date(confirmedAt)), sourceOn]
    .filter((one) => one !== undefined)
    .sort()
    .reverse()
  return latest ? { saidOn: latest } : {}
}

/** What came of each fact of one authority. Doing it again changes nothing. */
export async function suggest(
  store: Store,
  authority: string,
  facts: readonly Published[],
  { withEnded, at }: Pick<OpenDataFields, 'withEnded'> & { at: string },
): Promise<Partial<Record<Placing, number>>> {
  const by = { by: 'city-tools', byName: 'City Tools', at }
  for (;;) {
    const { placings, isDone } = await again(async () => {
      const [found, said, holdings, kept] = await Promise.all([
        store.suggestions.of(authority),
        store.names.of(authority),
        holdingsOf(store, authority),
        store.suggestions.counts(authority),
      ])
      const names = saidOfNames(said)
      const known = createFindings(found)
      const placings: Partial<Record<Placing, number>> = {}
      for (const fact of facts) {
        const placing = place(fact, {
          as: (one) => namedAs(one, names),
          known,
          holdings,
          withEnded,
          today: londonToday(new Date(at)),
        })
        placings[placing] = (placings[placing] ?? 0) + 1
      }
      // What the register came to say before anybody answered is settled, so that it never comes back.
      for (const one of known.all()) {
        const now =
          one.state === 'asked' && !known.isNew(one) ? standing(namedAs(one, names), holdings) : undefined
        if (!now || now.stands || now.several !== undefined) continue
        known.put(answeredWith(one, 'caught up', by))
      }
      const changed = known.changed()
      // Whatever is left over is written in the next round, and counted then.
      const some = changed.slice(0, together)
      const before = kept ?? noCounts(authority)
      const made = some.filter((one) => one.after.state === 'asked' && one.before?.state !== 'asked').length
      const settled = some.filter(
        (one) => one.after.answers.at(-1)?.answer === 'caught up' && one.before?.state === 'asked',
      )
      const counts = countedWith(
        { ...before, made: before.made + made },
        settled.map(() => 'caught up'),
        at,
      )
      const writes: Write[] = some.flatMap(({ after, before }) =>
        store.suggestions.writes.finding(after, before),
      )
      if (made + settled.length > 0) {
        writes.push(store.suggestions.writes.counts({ ...counts, revision: before.revision + 1 }))
      }
      await store.write(writes)
      return { placings, isDone: some.length === changed.length }
    })
    if (isDone) return placings
  }
}

/**
 * Asks again what was accepted into drafts that are about to go. It comes before they do: as long as a draft says what
 * was found, nobody is asked, so that being cut short in between does no harm. Safe to repeat.
 */
export async function askAgain(
  store: Store,
  authority: string,
  going: readonly Proposal[],
  by: { by: string; byName: string; at: string },
): Promise<void> {
  // What an import had been laid over comes back with what was accepted into it.
  const accepted = going.flatMap(({ found = [], laidOver }) =>
    found.filter((one) => !laidOver?.found?.some((kept) => isDeepStrictEqual(kept, one))),
  )
  const ids = [...new Set(accepted.map(({ id }) => id))]
  for (let from = 0; from < ids.length; from += together) {
    await again(async () => {
      const [findings, kept] = await Promise.all([
        store.suggestions.many(authority, ids.slice(from, from + together)),
        store.suggestions.counts(authority),
      ])
      const before = kept ?? noCounts(authority)
      let counts = before
      const writes: Write[] = []
      for (const was of findings) {
        const places = accepted.flatMap(({ id, answer }) => (id === was.id ? [answer] : []))
        const { finding, given } = askedAgain(was, places, by)
        if (given.length === 0) continue
        const isOpened = finding.state !== was.state
        counts = countedBack(counts, given, isOpened)
        // An answer on its way to the question as it was asked before is not one to this.
        const revision = isOpened ? finding.answers.length : was.revision + 1
        writes.push(...store.suggestions.writes.finding({ ...finding, revision }, was))
      }
      if (writes.length === 0) return
      await store.write([
        ...writes,
        store.suggestions.writes.counts({ ...counts, revision: before.revision + 1 }),
      ])
    })
  }
}

/** The findings of one authority, known by their marks. */
function createFindings(found: readonly Finding[]) {
  const before = new Map(found.map((one) => [one.id, one]))
  const now = new Map(before)
  const byMark = new Map(found.flatMap((one) => one.marks.map((mark) => [mark, one.id] as const)))
  return {
    all: () => [...now.values()],
    isNew: ({ id }: Finding) => !before.has(id),
    like({ marks }: Published): Finding | undefined {
      const id = marks.map((mark) => byMark.get(mark)).find((one) => one !== undefined)
      return id === undefined ? undefined : now.get(id)
    },
    put(finding: Finding) {
      now.set(finding.id, finding)
      for (const mark of finding.marks) if (!byMark.has(mark)) byMark.set(mark, finding.id)
    },
    /** Those that differ from what is kept, at their next revision. */
    changed: () =>
      [...now.values()].flatMap((after) => {
        const was = before.get(after.id)
        return was && isDeepStrictEqual(was, after)
          ? []
          : [{ before: was, after: { ...after, revision: revisionAfter(was, after) } }]
      }),
  }
}

/** One that moves begins anew where it goes. */
const revisionAfter = (before: Finding | undefined, after: Finding) =>
  before?.state === after.state ? before.revision + 1 : 1

function place(
  fact: Published,
  {
    as,
    known,
    holdings,
    withEnded,
    today,
  }: {
    /** A fact as its authority reads the names in it. */
    as: <T extends Published>(fact: T) => T
    known: ReturnType<typeof createFindings>
    holdings: readonly Holding[]
    withEnded: boolean
    today: string
  },
): Placing {
  const before = known.like(fact)
  const finding: Finding = before
    ? published(before, fact)
    : { ...fact, id: idFor(fact), state: 'asked', settled: [], answers: [], revision: 0 }
  const now = standing(as(finding), holdings)
  const since = now.stands && now.held !== undefined && isSaidSince(fact, now.held)
  if (before) {
    // What was answered is asked again only where something else is published of it since.
    const isAskedAgain = now.stands && before.state === 'answered' && !since
    known.put(isAskedAgain ? { ...finding, state: 'asked' } : finding)
    if (before.state === 'asked' ? now.stands : isAskedAgain) return 'asked'
    if (since) return 'confirmed since'
    if (!now.stands && now.several !== undefined) return 'several'
    const { held } = heldFor(as(fact), holdings)
    return held && changesIn(as(fact), held).length === 0 ? 'the same' : 'answered before'
  }
  if (!now.stands) return now.several !== undefined ? 'several' : 'the same'
  if (since) return 'confirmed since'
  if (!now.held && !withEnded && isLongEnded(fact, today)) return 'ended'
  known.put(finding)
  return 'asked'
}

const idFor = ({ authority, marks: [mark = ''] }: Published) =>
  `fnd_${sha256(`${authority}\n${mark}`).slice(0, 24)}`
