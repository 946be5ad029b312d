import type { RaterRole } from '../schema/rating.ts'

// Figures on ratings, let out so that no one's answer can be worked out from them: not from one figure, not from two
// figures side by side, and not from what a figure said before and says after.
//
// What has been shown is remembered for ever, as sets of answers. Of any two sets shown of one question, and of any
// one beside nothing, the answers in which they differ come from no authority or from at least three. Answers shown
// with their authority's name are known already, so they protect nobody and are left out of that count.

/** Fewer authorities than this are never spoken for. */
export const fewest = 3

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

/** Everything a figure tells: each of its parts, and whatever parts add up to. */
export function facts({ said, roles }: Snapshot): Fact[] {
  const parts = [
    ...Map.groupBy(said, ([, answer]) => {
      const role = roleIn(answer)
      return role && roles.includes(role) ? role : 'the rest'
    }).values(),
  ]
  const unions: [string, string][][] = [[]]
  for (const part of parts) for (const union of [...unions]) unions.push([...union, ...part])
  return unions
    .filter((union) => union.length > 0)
    .map((union) => new Map(union.map(([authority, answer]) => [authority, valueIn(answer)])))
}

type Known = (authority: string, value: string | undefined) => boolean

/** Whether one who sees both learns of no fewer than three authorities at once. */
function isSafeBeside(a: Fact, b: Fact, known: Known): boolean {
  let differ = 0
  const count = (authority: string) => {
    const [one, other] = [a.get(authority), b.get(authority)]
    if (one !== other && !(known(authority, one) && known(authority, other))) differ += 1
  }
  for (const authority of a.keys()) count(authority)
  for (const authority of b.keys()) if (!a.has(authority)) count(authority)
  return differ === 0 || differ >= fewest
}

const knownFrom =
  (told: Ledger['told'], question: string): Known =>
  (authority, value) =>
    value === undefined || (told[authority]?.[question]?.some((one) => valueIn(one) === value) ?? false)

/** Whether nothing that was ever shown gives away fewer than three authorities. */
export const isSafe = (ledger: Ledger): boolean =>
  Object.entries(ledger.released).every(([question, releases]) => {
    const known = knownFrom(ledger.told, question)
    const all = [nothing, ...snapshots(releases).flatMap(facts)]
    return all.every((one, index) => all.slice(index + 1).every((other) => isSafeBeside(one, other, known)))
  })

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

/** Shows the names that may be shown: all at once where that is safe, since together they may give away nobody. */
function tell(ledger: Ledger, voices: ReadonlyMap<string, Voice>): Ledger {
  let now = ledger
  for (;;) {
    const waiting = [...voices]
      .filter(([authority, voice]) => voice.named && !isTold(now, authority, voice))
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const tries = [waiting, ...waiting.map((one) => [one])].filter((group) => group.length > 0)
    const next = tries.map((group) => withTold(now, group)).find(isSafe)
    if (!next) return now
    now = next
  }
}

const sameAnswers = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
  a.size === b.size && [...a].every(([authority, answer]) => b.get(authority) === answer)

/** Ways to break a figure down, most telling first: every set of roles that at least three authorities speak in. */
function breakdowns(said: ReadonlyMap<string, string>): string[][] {
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

/** The question's releases with one more, where what is said now may be let out. */
function release(ledger: Ledger, question: string, now: ReadonlyMap<string, string>): Release[] {
  const releases = ledger.released[question] ?? []
  const before = snapshots(releases)
  const last = before.at(-1) ?? { said: new Map<string, string>(), roles: [] }
  if (now.size < fewest) {
    return last.said.size === 0 ? releases : [...releases, { changes: changesBetween(last.said, new Map()) }]
  }
  const known = knownFrom(ledger.told, question)
  const old = [nothing, ...before.flatMap(facts)]
  for (const roles of breakdowns(now)) {
    const next: Snapshot = { said: new Map(now), roles }
    if (sameAnswers(last.said, now) && last.roles.join() === roles.join()) return releases
    const fresh = facts(next)
    const isSafeToShow = fresh.every((one, index) =>
      [...old, ...fresh.slice(index + 1)].every((other) => isSafeBeside(one, other, known)),
    )
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
export function advance(ledger: Ledger, voices: ReadonlyMap<string, Voice>): Ledger {
  const told = tell(ledger, voices)
  const questions = new Set([
    ...Object.keys(ledger.released),
    ...[...voices.values()].flatMap(({ says }) => Object.keys(says)),
  ])
  const released = { ...told.released }
  for (const question of [...questions].sort()) {
    const now = new Map(
      [...voices].flatMap(([authority, { says }]) =>
        says[question] === undefined ? [] : [[authority, says[question]] as const],
      ),
    )
    const releases = release(told, question, now)
    if (releases.length > 0) released[question] = releases
  }
  return { ...told, released }
}
