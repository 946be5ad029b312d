import { givesAway, type Sum } from './addingUp.ts'
import {
  isFull,
  isTold,
  type Ledger,
  nextSnapshot,
  numberIn,
  type Release,
  roleIn,
  type Snapshot,
  snapshots,
  type Voice,
  valueIn,
  withEnded,
  withTold,
} from './ledger.ts'
import { type Rules, rules as usual } from './rules.ts'

// Figures, let out so that no one's answer can be worked out from them: not from one figure, not from two figures side
// by side, not from what a figure said before and says after, and not from many of them added up.
//
// Of any two sets of answers ever shown of one question, and of any one beside nothing, the answers in which they differ
// come from no authority or from at least three; and so does whatever is left when several are added up and taken from
// one another. Answers shown with their authority's name are known already, so they protect nobody and are left out of
// that count. Of no sum does one authority hold nearly all.
//
// How answers go with a number that each is held against counts as two more sums of them, weighed by those numbers and by
// their ranks, as though it told these exactly.

/** Figures are added up with this many of the latest before them: each costs more than the one before. */
const addedUp = 24

/** What an answer adds to each of the sums a figure shows; nothing where figures count authorities alone. */
export type AmountsOf = (question: string, answer: string) => number[]
type Holding = {
  rules?: Rules
  amountsOf?: AmountsOf
  /**
   * What an authority's answers are broken down by and held against, and anyone may know. It is noted with a figure when
   * that is let out, and stays as it was until answers let out the next.
   */
  beside?: (authority: string) => string | undefined
  /** The quarter it is, as `2027-Q1`: it is noted with what is let out. */
  quarter?: string
}

/** Answers by authority, roles taken off: what a sum over them gives away. */
type Fact = ReadonlyMap<string, { value: string; known: 'known' | 'perhaps' | undefined }>
const nothing: Fact = new Map()

/** A figure's parts: by each role it is broken down by, and what is left over beside them. */
const partsOf = ({ said, roles }: Snapshot) =>
  Map.groupBy(said, ([, answer]) => {
    const role = roleIn(answer)
    return role && roles.includes(role) ? role : 'the rest'
  })

/** Everything a figure tells: each of its parts, and whatever parts add up to. */
function factsOf(snapshot: Snapshot, { countsLeftovers }: Rules): Fact[] {
  const parts = countsLeftovers ? [...partsOf(snapshot).values()] : [[...snapshot.said]]
  const unions: [string, string][][] = [[]]
  for (const part of parts) for (const union of [...unions]) unions.push([...union, ...part])
  return unions
    .filter((union) => union.length > 0)
    .map(
      (union) =>
        new Map(
          union.map(([authority, answer]) => [
            authority,
            { value: valueIn(answer), known: snapshot.known.get(authority) },
          ]),
        ),
    )
}

/** Whether one who sees both learns of no fewer than three authorities at once. */
function isSafeBeside(a: Fact, b: Fact, { fewest }: Rules): boolean {
  let [protecting, exposed] = [0, 0]
  const look = (authority: string) => {
    const [one, other] = [a.get(authority), b.get(authority)]
    if (one?.value === other?.value) return
    const known = [one, other].flatMap((of) => (of ? [of.known] : []))
    if (known.every((of) => of === 'known')) return
    exposed += 1
    if (known.includes(undefined)) protecting += 1
  }
  // Most differ in many, and are done with at the first few.
  for (const authority of a.keys()) {
    look(authority)
    if (protecting === fewest) return true
  }
  for (const authority of b.keys()) {
    if (!a.has(authority)) look(authority)
    if (protecting === fewest) return true
  }
  return exposed === 0
}

type Heard = { name: string; value: string; known: 'known' | 'perhaps' | undefined }
type Standing = Heard & { times: number }

/**
 * The parts of figures as sums of answers. An answer is one from when it was first in a figure until it is in one no more
 * or says something else, and known in all of them if it is in any.
 */
function sumsOf(figures: readonly Snapshot[], { countsCorrelations }: Rules): Map<string, Standing>[] {
  const answers = new Map<string, Heard>()
  return figures.flatMap((figure, place) => {
    // What was taken away is said still.
    if (figure.said.size === 0) return []
    for (const authority of answers.keys()) if (!figure.said.has(authority)) answers.delete(authority)
    for (const [authority, answer] of figure.said) {
      const [value, known] = [valueIn(answer), figure.known.get(authority)]
      const heard = answers.get(authority)
      if (heard?.value !== value) answers.set(authority, { name: `${authority} ${place}`, value, known })
      else if (heard.known !== 'known') heard.known = known ?? heard.known
    }
    const sum = (those: Iterable<readonly [string, number]>) =>
      new Map(
        [...those].flatMap(([authority, times]) => {
          const heard = answers.get(authority)
          return heard && times !== 0 ? [[authority, { ...heard, times }] as const] : []
        }),
      )
    const parts = [...partsOf(figure).values()].map((part) => sum(part.map(([of]) => [of, 1] as const)))
    return [...parts, ...(figure.correlated && countsCorrelations ? weighed(figure).map(sum) : [])]
  })
}

/** How often each answer stands in what a correlation tells: by its number and by that number's rank, from the middle. */
function weighed({ said }: Snapshot): Map<string, number>[] {
  const numbers = new Map(
    [...said].flatMap(([authority, answer]) => {
      const number = numberIn(answer)
      return number === undefined ? [] : [[authority, number] as const]
    }),
  )
  const all = [...numbers.values()]
  const from = (weigh: (number: number) => number) => {
    const total = all.reduce((sum, number) => sum + weigh(number), 0)
    return new Map([...numbers].map(([authority, number]) => [authority, all.length * weigh(number) - total]))
  }
  const rank = (number: number) =>
    all.filter((other) => other < number).length + all.filter((other) => other <= number).length
  return [from((number) => number), from(rank)]
}

/** Whether figures give nobody away when they are added up and taken from one another, whatever of them is known. */
function isSafeAddedUp(figures: readonly Snapshot[], rules: Rules): boolean {
  const { addsUp, countsLeftovers, fewest } = rules
  if (!addsUp || !countsLeftovers) return true
  const sums = sumsOf(figures.slice(-addedUp), rules)
  const without = (...known: Heard['known'][]) =>
    sums.map(
      (sum): Sum =>
        new Map(
          [...sum].flatMap(([authority, heard]) =>
            known.includes(heard.known) ? [] : [[heard.name, { authority, times: heard.times }] as const],
          ),
        ),
    )
  const isAnyDoubtful = sums.some((sum) => [...sum.values()].some(({ known }) => known === 'perhaps'))
  return (
    !givesAway(without('known'), fewest) && !(isAnyDoubtful && givesAway(without('known', 'perhaps'), fewest))
  )
}

/** Whether nothing that was ever shown of one question gives away fewer than three authorities. */
function isSafeIn(ledger: Ledger, question: string, rules: Rules): boolean {
  const figures = snapshots(ledger, question, rules)
  const told = rules.remembersWhatWasShown ? figures : figures.slice(-1)
  const all = [nothing, ...told.flatMap((one) => factsOf(one, rules))]
  const areSafe = all.every((one, index) =>
    all.every((other, place) => place <= index || isSafeBeside(one, other, rules)),
  )
  return areSafe && isSafeAddedUp(told, rules)
}

/** The same of every question. */
export const isSafe = (ledger: Ledger, rules = usual): boolean =>
  Object.keys(ledger.released).every((question) => isSafeIn(ledger, question, rules))

/** Shows the names that may be shown: all at once where that is safe, since together they may give away nobody. */
function tell(ledger: Ledger, voices: ReadonlyMap<string, Voice>, rules: Rules): Ledger {
  let now = ledger
  for (;;) {
    const waiting = [...voices]
      .filter(([authority, voice]) => voice.named && !isTold(now, authority, voice))
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const tries = [waiting, ...waiting.map((one) => [one])].filter((group) => group.length > 0)
    const next = tries
      .map((group) => ({ group, told: withTold(now, group) }))
      .find(({ group, told }) => {
        // Only a figure that was made of an answer can give others away beside it.
        const asked = Object.entries(told.released).flatMap(([question, releases]) =>
          group.some(([one]) => releases.some(({ changes }) => changes[one] != null)) ? [question] : [],
        )
        return asked.every((question) => isSafeIn(told, question, rules))
      })
    if (!next || isFull(now)) return now
    now = next.told
  }
}

const sameAnswers = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
  a.size === b.size && [...a].every(([authority, answer]) => b.get(authority) === answer)

const sameValues = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
  a.size === b.size &&
  [...a].every(([authority, answer]) => {
    const other = b.get(authority)
    return other !== undefined && valueIn(other) === valueIn(answer)
  })

type Shape = Pick<Snapshot, 'roles' | 'correlated'>
/**
 * What a figure may tell, most telling first: how answers go with the numbers they are held against, where there are
 * enough, and a breakdown. The last, a figure whole and alone, may be shown if any of them may.
 */
function shapes(said: ReadonlyMap<string, string>, rules: Rules): Shape[] {
  const held = [...said.values()].filter((answer) => numberIn(answer) !== undefined).length
  const ways = breakdowns(said, rules)
  return [...(held >= rules.fewestCorrelated ? [true] : []), false].flatMap((correlated) =>
    ways.map((roles) => ({ roles, correlated })),
  )
}

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
  { said, known }: Snapshot,
  amounts: (answer: string) => number[],
  { mostShare }: Rules,
): boolean {
  const held = [...said].flatMap(([authority, answer]) =>
    known.has(authority) ? [] : [amounts(valueIn(answer))],
  )
  return (held[0] ?? []).some((_, place) => {
    const parts = held.map((each) => each[place] ?? 0)
    return Math.max(...parts) > mostShare * parts.reduce((sum, part) => sum + part, 0)
  })
}

/** The question's releases with one more, where what is said now may be let out. */
function release(
  ledger: Ledger,
  question: string,
  now: ReadonlyMap<string, string>,
  { rules = usual, amountsOf = () => [], beside, quarter: today }: Holding,
): Release[] {
  const releases = ledger.released[question] ?? []
  // Whatever a clock says, what comes later was not let out earlier.
  const [quarter] = [releases.at(-1)?.quarter ?? [], today ?? []].flat().sort().reverse()
  const noted = quarter === undefined ? {} : { quarter }
  const before = snapshots(ledger, question, rules)
  const last = before.at(-1) ?? { said: new Map<string, string>(), roles: [], correlated: false }
  if (now.size < rules.fewest) {
    return last.said.size === 0
      ? releases
      : [...releases, { changes: changesBetween(last.said, new Map()), ...noted }]
  }
  if (isFull(ledger)) return releases
  // What stands beside answers may change by itself, and lets nothing out.
  if (beside && sameValues(last.said, now)) return releases
  const next = (shape: Shape) => nextSnapshot(ledger, question, { said: now, ...shape, rules })
  if (isOnesOwn(next({ roles: [], correlated: false }), (answer) => amountsOf(question, answer), rules))
    return releases
  const figures = rules.remembersWhatWasShown ? before : []
  const old = [nothing, ...figures.flatMap((one) => factsOf(one, rules))]
  for (const shape of shapes(now, rules)) {
    const { roles, correlated } = shape
    if (sameAnswers(last.said, now) && last.roles.join() === roles.join()) return releases
    const fresh = factsOf(next(shape), rules)
    const isSafeToShow =
      fresh.every((one, index) =>
        [...old, ...fresh.slice(index + 1)].every((other) => isSafeBeside(one, other, rules)),
      ) && isSafeAddedUp([...figures, next(shape)], rules)
    if (isSafeToShow) {
      return [
        ...releases,
        {
          changes: changesBetween(last.said, now),
          ...(roles.length > 0 && { roles }),
          ...(correlated && { correlated }),
          ...noted,
        },
      ]
    }
  }
  return releases
}

/**
 * The ledger after what authorities say now: names and figures that may be shown are, the others stay as they are
 * until more have answered. Doing it again changes nothing. A figure from fewer than three is taken away at once.
 */
export function advance(ledger: Ledger, voices: ReadonlyMap<string, Voice>, holding: Holding = {}): Ledger {
  let now = tell(withEnded(ledger, voices), voices, holding.rules ?? usual)
  const questions = new Set([
    ...Object.keys(ledger.released),
    ...[...voices.values()].flatMap(({ says }) => Object.keys(says)),
  ])
  for (const question of [...questions].sort()) {
    const answers = new Map(
      [...voices].flatMap(([authority, { says }]) =>
        says[question] === undefined
          ? []
          : [[authority, [says[question], holding.beside?.(authority) ?? []].flat().join(' ')] as const],
      ),
    )
    const releases = release(now, question, answers, holding)
    if (releases.length > 0) now = { ...now, released: { ...now.released, [question]: releases } }
  }
  return now
}
