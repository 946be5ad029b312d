import { type Rules, rules as usual } from './rules.ts'

// What was ever shown of one vendor, or of how much a region has rated: figures as sets of answers, and answers that
// were shown with their authority's name. It is remembered for ever.

/**
 * What authorities answer to one question. What a figure is broken down by, where that is given, stands after the answer,
 * and after it a number that the answer is held against: `4 IT`, `3.67 10-19 12`. A question mark behind it all says
 * that others may know the answer.
 */
export type Said = Record<string, string>

/** One authority's answers, by question, and whether its name may stand beside them. */
export type Voice = { named: boolean; says: Said }

/**
 * A figure as it was let out: what changed since the one before, the roles it was broken down by, and whether it said how
 * answers go with the numbers they are held against. `quarter`: in which it was, as `2027-Q1`, and nothing finer; absent
 * where it was let out before quarters were noted.
 */
export type Release = {
  changes: Record<string, string | null>
  roles?: string[]
  correlated?: true
  quarter?: string
}

/** An answer that was shown with a name, and the figures it is known in: from one on, for as long as it is said. */
type Told = { answer: string; from: number; to?: number }

export type Ledger = {
  /** Every release there was, by question, oldest first. */
  released: Record<string, Release[]>
  /** Every answer that was ever shown with its authority's name, by authority and question. */
  told: Record<string, Record<string, Told[]>>
}

export const emptyLedger: Ledger = { released: {}, told: {} }

/**
 * Whether others know an answer. They may, where it was shown with a name only later, and may have been another in
 * between: then it protects nobody, and is not to be given away either.
 */
type Knowledge = 'known' | 'perhaps'

/** What a figure speaks for: each authority's answer, what it is broken down by and told of, and which answers are known. */
export type Snapshot = {
  said: ReadonlyMap<string, string>
  roles: string[]
  correlated: boolean
  known: ReadonlyMap<string, Knowledge>
}

const doubt = '?'
export const roleIn = (answer: string): string | undefined => {
  const role = answer.split(' ')[1]
  return role === doubt ? undefined : role
}
/** The number an answer is held against, where there is one. */
export const numberIn = (answer: string): number | undefined => {
  const number = answer.split(' ')[2]
  return number === undefined ? undefined : Number(number)
}
export const valueIn = (answer: string): string => answer.split(' ')[0] ?? ''

const isCurrent = (told: Told, answer: string | undefined) => told.to === undefined && told.answer === answer
function knownAmong(
  { told }: Ledger,
  question: string,
  said: ReadonlyMap<string, string>,
  place: number,
): Map<string, Knowledge> {
  const known = new Map<string, Knowledge>()
  for (const [authority, answer] of said) {
    const same = told[authority]?.[question]?.filter((one) => valueIn(one.answer) === valueIn(answer)) ?? []
    if (same.some(({ from, to }) => from <= place && (to === undefined || place < to))) {
      known.set(authority, 'known')
    } else if (same.some(({ from }) => place < from) || answer.endsWith(` ${doubt}`)) {
      known.set(authority, 'perhaps')
    }
  }
  return known
}

/** Every figure there was of a question, whole. */
export function snapshots(ledger: Ledger, question: string, { discountsNames } = usual): Snapshot[] {
  const made: Snapshot[] = []
  let said = new Map<string, string>()
  for (const [place, { changes, roles = [], correlated = false }] of (
    ledger.released[question] ?? []
  ).entries()) {
    said = new Map(said)
    for (const [authority, answer] of Object.entries(changes)) {
      if (answer === null) said.delete(authority)
      else said.set(authority, answer)
    }
    const known = discountsNames ? knownAmong(ledger, question, said, place) : new Map()
    made.push({ said, roles, correlated, known })
  }
  return made
}

/** The figure that would come next, of what is said now. */
export function nextSnapshot(
  ledger: Ledger,
  question: string,
  { said, rules, ...shape }: Pick<Snapshot, 'said' | 'roles' | 'correlated'> & { rules: Rules },
): Snapshot {
  const place = ledger.released[question]?.length ?? 0
  const known = rules.discountsNames ? knownAmong(ledger, question, said, place) : new Map()
  return { said, ...shape, known }
}

/** What a question's figure says now; nothing is in it while it is withheld. */
export const shown = (ledger: Ledger, question: string): Snapshot =>
  snapshots(ledger, question).at(-1) ?? { said: new Map(), roles: [], correlated: false, known: new Map() }

/**
 * What a question's figure said at the end of each quarter in which one was let out, oldest first. It said so until the
 * next. What it said in quarters before is known only where all of them are noted: nothing yet.
 */
export function byQuarter(ledger: Ledger, question: string): { quarter: string; figure: Snapshot }[] {
  const releases = ledger.released[question] ?? []
  return snapshots(ledger, question).flatMap((figure, place) => {
    const quarter = releases[place]?.quarter
    return quarter === undefined || quarter === releases[place + 1]?.quarter ? [] : [{ quarter, figure }]
  })
}

/**
 * What a ledger had let out by the end of a quarter, without names. Of a question whose figure then was let out before
 * quarters were noted nobody knows whether it still stood: nothing is in it.
 */
export function ledgerAt({ released }: Ledger, quarter: string): Ledger {
  const then = Object.entries(released).flatMap(([question, all]) => {
    const until = all.filter((one) => (one.quarter ?? '') <= quarter)
    return until.at(-1)?.quarter === undefined ? [] : [[question, until] as const]
  })
  return { released: Object.fromEntries(then), told: {} }
}

/** Whether figures of a question were let out before quarters were noted. */
export const isFromBefore = ({ released }: Ledger, question: string): boolean =>
  released[question]?.[0] !== undefined && released[question][0].quarter === undefined

/** Whether quarters are noted in turn, once they are, and none is later than this one. */
export const isInTurn = ({ released }: Ledger, now: string): boolean =>
  Object.values(released).every((all) =>
    all.every(({ quarter = '' }, place) => (all[place - 1]?.quarter ?? '') <= quarter && quarter <= now),
  )

export const isTold = ({ told }: Ledger, authority: string, { says }: Voice): boolean =>
  Object.entries(says).every(([question, answer]) =>
    told[authority]?.[question]?.some((one) => isCurrent(one, answer)),
  )

/** Whether this authority's name may stand beside its answers: it says so, and nobody else is given away by it. */
export const isNamed = (ledger: Ledger, authority: string, voice: Voice): boolean =>
  voice.named && isTold(ledger, authority, voice)

/** The ledger once these voices' answers are shown with their names. */
export function withTold(ledger: Ledger, voices: [string, Voice][]): Ledger {
  const told = { ...ledger.told }
  for (const [authority, { says }] of voices) {
    const theirs = { ...told[authority] }
    for (const [question, answer] of Object.entries(says)) {
      const before = theirs[question] ?? []
      if (before.some((one) => isCurrent(one, answer))) continue
      theirs[question] = [...before, { answer, from: ledger.released[question]?.length ?? 0 }]
    }
    told[authority] = theirs
  }
  return { ...ledger, told }
}

/** Whether any figure was made of this answer. */
const wasIn = ({ released }: Ledger, authority: string, question: string, { answer }: Told): boolean =>
  released[question]?.some(({ changes }) => isStillSaid(answer, changes[authority] ?? undefined)) ?? false

/** Whosever view it is: the same number is known still. */
const isStillSaid = (answer: string, now: string | undefined) =>
  now !== undefined && valueIn(now) === valueIn(answer)

/** The ledger once answers that were shown with a name, and are said no longer, are known no further. */
export function withEnded(ledger: Ledger, voices: ReadonlyMap<string, Voice>): Ledger {
  const told = Object.entries(ledger.told).map(([authority, theirs]) => {
    const says = voices.get(authority)?.says ?? {}
    const ended = Object.entries(theirs).map(([question, all]) => {
      const to = ledger.released[question]?.length ?? 0
      // What stands in no figure, neither while it was known nor before, may be forgotten.
      const kept = all
        .map((one) =>
          one.to !== undefined || isStillSaid(one.answer, says[question]) ? one : { ...one, to },
        )
        .filter((one) => one.to === undefined || one.from < one.to || wasIn(ledger, authority, question, one))
      return [question, kept] as const
    })
    return [authority, Object.fromEntries(ended.filter(([, all]) => all.length > 0))] as const
  })
  return {
    ...ledger,
    told: Object.fromEntries(told.filter(([, theirs]) => Object.keys(theirs).length > 0)),
  }
}

/** Answers a ledger notes at most, so that it stays one item. Then figures stay as they are, or are taken away. */
const mostNoted = 5_000

/** Whether a ledger notes as much as it may, and lets nothing more out. */
export const isFull = ({ released, told }: Ledger): boolean => {
  const changes = Object.values(released).flatMap((all) => all.flatMap((one) => Object.keys(one.changes)))
  const names = Object.values(told).flatMap((theirs) => Object.values(theirs).flat())
  return changes.length + names.length >= mostNoted
}
