import type { RaterRole } from '../schema/rating.ts'
import { givesAway, type Sum } from './addingUp.ts'
import { type Rules, rules as usual } from './rules.ts'

// Figures, let out so that no one's answer can be worked out from them: not from one figure, not from two figures side
// by side, not from what a figure said before and says after, and not from many of them added up.
//
// What has been shown is remembered for ever, as sets of answers. Of any two sets shown of one question, and of any
// one beside nothing, the answers in which they differ come from no authority or from at least three; and so does
// whatever is left when several are added up and taken from one another. Answers shown with their authority's name are
// known already, so they protect nobody and are left out of that count. Of no sum does one authority hold nearly all.

/** Fewer authorities than this are never spoken for. */
export const fewest = usual.fewest

/** Figures are added up with this many of the latest before them: each costs more than the one before. */
const addedUp = 24

/** Answers a ledger notes at most, so that it stays one item. Then figures stay as they are, or are taken away. */
const mostNoted = 5_000

/** What an answer adds to each of the sums a figure shows; nothing where figures count authorities alone. */
export type AmountsOf = (question: string, answer: string) => number[]
export type Holding = { rules?: Rules; amountsOf?: AmountsOf }

/** What authorities answer to one question. A role, where one is given, stands after the answer: `4 IT`. */
export type Said = Record<string, string>

/** One authority's answers about a vendor, by question, and whether its name may stand beside them. */
export type Voice = { named: boolean; says: Said }

/** A figure as it was let out: what changed since the one before, and the roles it was broken down by. */
type Release = { changes: Record<string, string | null>; roles?: string[] }

export type Ledger = {
  /** Every release there was, by question, oldest first. */
  released: Record<string, Release[]>
  /** Every answer that was ever shown with its authority's name, by authority and question. */
  told: Record<string, Record<string, string[]>>
}

export const emptyLedger: Ledger = { released: {}, told: {} }

/** What a figure speaks for: each authority's answer, and the roles it is broken down by. */
export type Snapshot = { said: Map<string, string>; roles: string[] }

const roleIn = (answer: string): RaterRole | undefined => answer.split(' ')[1] as RaterRole | undefined
const valueIn = (answer: string): string => answer.split(' ')[0] ?? ''

/** Every figure there was of a question, whole. */
function snapshots(releases: Release[] = []): Snapshot[] {
  const made: Snapshot[] = []
  let said = new Map<string, string>()
  for (const { changes, roles = [] } of releases) {
    said = new Map(said)
    for (const [authority, answer] of Object.entries(changes)) {
      if (answer === null) said.delete(authority)
      else said.set(authority, answer)
    }
    made.push({ said, roles })
  }
  return made
}

/** What a question's figure says now; nothing is in it while it is withheld. */
export const shown = (ledger: Ledger, question: string): Snapshot =>
  snapshots(ledger.released[question]).at(-1) ?? { said: new Map(), roles: [] }

/** Answers by authority, roles taken off: what a sum over them gives away. */
type Fact = ReadonlyMap<string, string>
const nothing: Fact = new Map()

/** A figure's parts: by each role it is broken down by, and what is left over beside them. */
const partsOf = ({ said, roles }: Snapshot) =>
  Map.groupBy(said, ([, answer]) => {
    const role = roleIn(answer)
    return role && roles.includes(role) ? role : 'the rest'
  })

/** Everything a figure tells: each of its parts, and whatever parts add up to. */
function facts({ said, roles }: Snapshot, { countsLeftovers }: Rules): Fact[] {
  const byRole = partsOf({ said, roles })
  const parts = countsLeftovers ? [...byRole.values()] : [[...said]]
  const unions: [string, string][][] = [[]]
  for (const part of parts) for (const union of [...unions]) unions.push([...union, ...part])
  return unions
    .filter((union) => union.length > 0)
    .map((union) => new Map(union.map(([authority, answer]) => [authority, valueIn(answer)])))
}

type Known = (authority: string, value: string | undefined) => boolean

/** Whether one who sees both learns of no fewer than three authorities at once. */
function isSafeBeside(a: Fact, b: Fact, known: Known, { fewest }: Rules): boolean {
  let differ = 0
  const differs = (authority: string) => {
    const [one, other] = [a.get(authority), b.get(authority)]
    return one !== other && !(known(authority, one) && known(authority, other))
  }
  // Most differ in many, and are done with at the first few.
  for (const authority of a.keys()) if (differs(authority) && ++differ === fewest) return true
  for (const authority of b.keys())
    if (!a.has(authority) && differs(authority) && ++differ === fewest) return true
  return differ === 0
}

const knownFrom =
  (told: Ledger['told'], question: string, { discountsNames }: Rules): Known =>
  (authority, value) =>
    value === undefined ||
    (discountsNames && (told[authority]?.[question]?.some((one) => valueIn(one) === value) ?? false))

/**
 * The parts of figures as sums of answers that are not known. An answer is one from when it was first in a figure until
 * it is in none or says something else: to come back to it is to answer anew, since nobody knows that it is the same.
 */
function sumsOf(figures: readonly Snapshot[], known: Known): Sum[] {
  const answers = new Map<string, { value: string; since: number }>()
  return figures.flatMap((figure, place) => {
    for (const authority of answers.keys()) if (!figure.said.has(authority)) answers.delete(authority)
    for (const [authority, answer] of figure.said) {
      const value = valueIn(answer)
      if (answers.get(authority)?.value !== value) answers.set(authority, { value, since: place })
    }
    return [...partsOf(figure).values()].map(
      (part): Sum =>
        new Map(
          part
            .filter(([authority, answer]) => !known(authority, valueIn(answer)))
            .map(([authority]) => [`${authority} ${answers.get(authority)?.since}`, authority]),
        ),
    )
  })
}

/** Whether figures give nobody away when they are added up and taken from one another. */
const isSafeAddedUp = (figures: readonly Snapshot[], known: Known, rules: Rules): boolean =>
  !(rules.addsUp && rules.countsLeftovers) || !givesAway(sumsOf(figures.slice(-addedUp), known), rules.fewest)

/** Whether nothing that was ever shown of one question gives away fewer than three authorities. */
function isSafeIn({ told, released }: Ledger, question: string, rules: Rules): boolean {
  const known = knownFrom(told, question, rules)
  const figures = snapshots(released[question])
  const shown = rules.remembersWhatWasShown ? figures : figures.slice(-1)
  const all = [nothing, ...shown.flatMap((one) => facts(one, rules))]
  const areSafe = all.every((one, index) =>
    all.every((other, place) => place <= index || isSafeBeside(one, other, known, rules)),
  )
  return areSafe && isSafeAddedUp(shown, known, rules)
}

/** The same of every question. */
export const isSafe = (ledger: Ledger, rules = usual): boolean =>
  Object.keys(ledger.released).every((question) => isSafeIn(ledger, question, rules))

const isTold = (ledger: Ledger, authority: string, { says }: Voice): boolean =>
  Object.entries(says).every(([question, answer]) => ledger.told[authority]?.[question]?.includes(answer))

/** Whether this authority's name may stand beside its answers: it says so, and nobody else is given away by it. */
export const isNamed = (ledger: Ledger, authority: string, voice: Voice): boolean =>
  voice.named && isTold(ledger, authority, voice)

function withTold(ledger: Ledger, voices: [string, Voice][]): Ledger {
  const told = { ...ledger.told }
  for (const [authority, { says }] of voices) {
    const before = told[authority] ?? {}
    told[authority] = Object.fromEntries(
      [...new Set([...Object.keys(before), ...Object.keys(says)])].map((question) => [
        question,
        [...new Set([...(before[question] ?? []), ...(says[question] ? [says[question]] : [])])],
      ]),
    )
  }
  return { ...ledger, told }
}

/** Whether a figure was ever made of what this voice says to a question. */
const isIn = ({ released }: Ledger, question: string, [authority, { says }]: [string, Voice]): boolean =>
  released[question]?.some(({ changes }) => {
    const was = changes[authority]
    return was != null && valueIn(was) === valueIn(says[question] ?? '')
  }) ?? false

/** Shows the names that may be shown: all at once where that is safe, since together they may give away nobody. */
function tell(ledger: Ledger, voices: ReadonlyMap<string, Voice>, rules: Rules): Ledger {
  let now = ledger
  for (;;) {
    const waiting = [...voices]
      .filter(([authority, voice]) => voice.named && !isTold(now, authority, voice))
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const tries = [waiting, ...waiting.map((one) => [one])].filter((group) => group.length > 0)
    const mayBeTold = tries.find((group) => {
      const told = withTold(now, group)
      const asked = Object.keys(told.released).filter((question) =>
        group.some((one) => isIn(told, question, one)),
      )
      return asked.every((question) => isSafeIn(told, question, rules))
    })
    if (!mayBeTold) return now
    now = withTold(now, mayBeTold)
  }
}

const sameAnswers = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
  a.size === b.size && [...a].every(([authority, answer]) => b.get(authority) === answer)

/** Ways to break a figure down, most telling first: every set of roles that at least three authorities speak in. */
function breakdowns(said: ReadonlyMap<string, string>, { fewest }: Rules): string[][] {
  const roles = [...Map.groupBy(said.values(), roleIn)]
    .filter(([role, answers]) => role !== undefined && answers.length >= fewest)
    .map(([role]) => String(role))
    .sort()
  const sets: string[][] = [[]]
  for (const role of roles) for (const set of [...sets]) sets.push([...set, role])
  return sets.sort((a, b) => b.length - a.length || (a.join() < b.join() ? -1 : 1))
}

const changesBetween = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) =>
  Object.fromEntries(
    [...new Set([...before.keys(), ...after.keys()])]
      .filter((authority) => before.get(authority) !== after.get(authority))
      .sort()
      .map((authority) => [authority, after.get(authority) ?? null]),
  )

/** Whether one authority holds nearly all of a sum: of what those hold whose answers are not known. */
function isOnesOwn(
  said: ReadonlyMap<string, string>,
  amounts: (answer: string) => number[],
  known: Known,
  { mostShare }: Rules,
): boolean {
  const held = [...said]
    .filter(([authority, answer]) => !known(authority, valueIn(answer)))
    .map(([, answer]) => amounts(valueIn(answer)))
  return (held[0] ?? []).some((_, place) => {
    const parts = held.map((each) => each[place] ?? 0)
    return Math.max(...parts) > mostShare * parts.reduce((sum, part) => sum + part, 0)
  })
}

const notedIn = ({ released }: Ledger): number =>
  Object.values(released)
    .flat()
    .reduce((sum, { changes }) => sum + Object.keys(changes).length, 0)

/** Whether a ledger notes as much as it may, and lets nothing more out. */
export const isFull = (ledger: Ledger): boolean => notedIn(ledger) >= mostNoted

/** The question's releases with one more, where what is said now may be let out. */
function release(
  ledger: Ledger,
  question: string,
  now: ReadonlyMap<string, string>,
  { rules = usual, amountsOf = () => [] }: Holding,
): Release[] {
  const releases = ledger.released[question] ?? []
  const before = snapshots(releases)
  const last = before.at(-1) ?? { said: new Map<string, string>(), roles: [] }
  if (now.size < rules.fewest) {
    return last.said.size === 0 ? releases : [...releases, { changes: changesBetween(last.said, new Map()) }]
  }
  if (isFull(ledger)) return releases
  const known = knownFrom(ledger.told, question, rules)
  if (isOnesOwn(now, (answer) => amountsOf(question, answer), known, rules)) return releases
  const figures = rules.remembersWhatWasShown ? before : []
  const old = [nothing, ...figures.flatMap((one) => facts(one, rules))]
  for (const roles of breakdowns(now, rules)) {
    const next: Snapshot = { said: new Map(now), roles }
    if (sameAnswers(last.said, now) && last.roles.join() === roles.join()) return releases
    const fresh = facts(next, rules)
    const isSafeToShow =
      fresh.every((one, index) =>
        [...old, ...fresh.slice(index + 1)].every((other) => isSafeBeside(one, other, known, rules)),
      ) && isSafeAddedUp([...figures, next], known, rules)
    if (isSafeToShow) {
      return [...releases, { changes: changesBetween(last.said, now), ...(roles.length > 0 && { roles }) }]
    }
  }
  return releases
}

/**
 * The ledger after what authorities say now: names and figures that may be shown are, the others stay as they are
 * until more have answered. Doing it again changes nothing. A figure from fewer than three is taken away at once.
 */
export function advance(ledger: Ledger, voices: ReadonlyMap<string, Voice>, holding: Holding = {}): Ledger {
  const told = tell(ledger, voices, holding.rules ?? usual)
  const questions = new Set([
    ...Object.keys(ledger.released),
    ...[...voices.values()].flatMap(({ says }) => Object.keys(says)),
  ])
  let now = told
  for (const question of [...questions].sort()) {
    const answers = new Map(
      [...voices].flatMap(([authority, { says }]) =>
        says[question] === undefined ? [] : [[authority, says[question]] as const],
      ),
    )
    const releases = release(now, question, answers, holding)
    if (releases.length > 0) now = { ...now, released: { ...now.released, [question]: releases } }
  }
  return now
}
