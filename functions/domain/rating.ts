import {
  cannotSay,
  type Dimension,
  dimensions,
  type RaterRole,
  type Rating,
  raterRoles,
  type Score,
  scores,
} from '../schema/rating.ts'
import { sha256 } from './audit.ts'
import { type IsoDate, londonToday } from './calendar.ts'
import { isNamed, type Ledger, type Said, type Snapshot, shown, type Voice, valueIn } from './ledger.ts'
import type { Kept } from './merge.ts'
import { rules } from './rules.ts'
import type { Totals } from './totals.ts'

/** Made of what it is about, so that an authority holds one current rating of a vendor and product and no more. */
export const ratingId = (authority: string, vendor: string, product?: string): string =>
  `rat_${sha256(`${authority}\n${vendor}\n${product ?? ''}`).slice(0, 26)}`

/**
 * Of the ratings an authority gave one vendor and product under several ids, the one that counts: the newest that is
 * given. The others are history. Nothing is written for that, so that undoing a merge brings them back.
 */
export function currentRatings(ratings: readonly Rating[], kept: Kept): Rating[] {
  const said = ({ provenance, updatedAt }: Rating) => provenance.confirmedAt ?? updatedAt
  // Of two said at one moment it is always the same that counts, in whatever order they come.
  const isLater = (one: Rating, before: Rating) =>
    said(one) === said(before) ? one.id > before.id : said(one) > said(before)
  const counts = (one: Rating, before: Rating) =>
    Boolean(one.retiredOn) === Boolean(before.retiredOn) ? isLater(one, before) : !one.retiredOn
  const found = new Map<string, Rating>()
  for (const one of ratings) {
    const about = `${kept(one.vendor)} ${one.product === undefined ? '' : kept(one.product)}`
    const before = found.get(about)
    if (!before || counts(one, before)) found.set(about, one)
  }
  return [...found.values()]
}

/** As it is read: of what is kept. */
export const ratingAsKept = (rating: Rating, kept: Kept): Rating => ({
  ...rating,
  vendor: kept(rating.vendor),
  ...(rating.product !== undefined && { product: kept(rating.product) }),
})

/** Counts from the day it is given until the day it is withdrawn. */
export const isGiven = ({ retiredOn }: { retiredOn?: IsoDate | undefined }, day: IsoDate): boolean =>
  !(retiredOn && retiredOn <= day)

// A rating's answers as one number, a digit an answer, so that a running total can hold them and take them out again:
// 453602121 is 4 overall, 5, 3, cannot say, nothing, 2, would buy again, speaking for the service, with our name.

export type Answers = Partial<Pick<Rating, Dimension | 'wouldBuyAgain' | 'raterRole' | 'showName'>>

const digitOf = (score: Score | undefined) => (score === undefined ? 0 : score === cannotSay ? 6 : score)

export const digitsOf = (answers: Answers): number =>
  Number(
    [
      ...dimensions.map((dimension) => digitOf(answers[dimension])),
      answers.wouldBuyAgain === undefined ? 0 : answers.wouldBuyAgain ? 1 : 2,
      answers.raterRole === undefined ? 0 : raterRoles.indexOf(answers.raterRole) + 1,
      answers.showName ? 1 : 0,
    ].join(''),
  )

/** The answers back from their digits. */
export function answersIn(digits: number): Answers {
  const each = String(digits)
    .padStart(dimensions.length + 3, '0')
    .split('')
    .map(Number)
  const [again, role, name] = each.slice(dimensions.length)
  const scored = dimensions.flatMap((dimension, place) => {
    const digit = each[place] ?? 0
    const score: Score | undefined = digit === 6 ? cannotSay : scores.find((one) => one === digit)
    return score === undefined ? [] : [[dimension, score] as const]
  })
  return {
    ...Object.fromEntries(scored),
    ...(again && { wouldBuyAgain: again === 1 }),
    ...(role && { raterRole: raterRoles[role - 1] }),
    showName: name === 1,
  }
}

/** A rating as it is kept to be read by name, or by its own authority. `on`: the day it was confirmed. */
export type RatingRow = {
  authority: string
  product?: string
  digits: number
  comment?: string
  on?: IsoDate
}

export function ratingRow(rating: Rating): RatingRow {
  const { authority, product, comment, provenance } = rating
  const { confirmedAt } = provenance
  return {
    authority,
    ...(product && { product }),
    digits: digitsOf(rating),
    ...(comment && { comment }),
    ...(confirmedAt && { on: londonToday(new Date(confirmedAt)) }),
  }
}

/** The stamp of a rating as it stands in a row: 40 bits, so that those of thousands add up exactly. */
export const ratingStamp = (rating: Rating): number =>
  Number.parseInt(
    sha256(`${rating.id}@${rating.version} ${JSON.stringify(ratingRow(rating))}`).slice(0, 10),
    16,
  )

/** What a figure can be asked for: each dimension, and whether authorities would buy again. */
export const questions = [...dimensions, 'wouldBuyAgain'] as const
export type Question = (typeof questions)[number]

/** Scores are added up. Who would buy again is counted, each authority once. */
export const ratingAmounts = (question: string, answer: string): number[] =>
  question === 'wouldBuyAgain' ? [] : [Number(answer)]

/** A rating's path in its vendor's document: whose, and of which product where it is of one. */
export const ratingPath = (authority: string, product: string | undefined) => `${authority}/${product ?? ''}`

const rounded = (value: number) => Math.round(value * 100) / 100
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * What each authority says of a vendor, each once: its rating of the vendor as a whole, or where it has none, the mean
 * of its ratings of the vendor's products. Its name stands beside it only if it does beside each of them.
 */
export function voicesIn(document: Totals, { asksForNames } = rules): Map<string, Voice> {
  const held = Map.groupBy(Object.entries(document), ([path]) => path.slice(0, path.indexOf('/')))
  return new Map(
    [...held].map(([authority, ratings]) => {
      const all = ratings.map(([path, digits]) => ({ path, ...answersIn(digits) }))
      const whole = all.find(({ path }) => path === ratingPath(authority, undefined))
      return [
        authority,
        {
          named: !asksForNames || all.every(({ showName }) => showName),
          says: saidIn(whole ? [whole] : all),
        },
      ]
    }),
  )
}

function saidIn(ratings: Answers[]): Said {
  const said: Said = {}
  const roles = new Set(ratings.map(({ raterRole }) => raterRole))
  const [role] = roles.size === 1 ? roles : []
  for (const dimension of dimensions) {
    const stated = ratings.flatMap(({ [dimension]: score }) => (typeof score === 'number' ? [score] : []))
    if (stated.length === 0) continue
    const answer = String(rounded(mean(stated)))
    said[dimension] = dimension === 'overall' && role ? `${answer} ${role}` : answer
  }
  const again = ratings.flatMap(({ wouldBuyAgain }) => (wouldBuyAgain === undefined ? [] : [wouldBuyAgain]))
  const yes = again.filter(Boolean).length
  // As many for as against is no answer.
  if (yes * 2 !== again.length) said.wouldBuyAgain = yes * 2 > again.length ? '1' : '0'
  return said
}

/** Sums that any number of figures can be put together from. `counts`: authorities at 1, 2, 3, 4 and 5, rounded. */
export type Sums = { n: number; sum: number; squares: number; counts: number[] }
export type Figure = Sums & { roles?: Partial<Record<RaterRole, Sums>> }

const sumsOf = (values: number[]): Sums => ({
  n: values.length,
  sum: rounded(values.reduce((sum, value) => sum + value, 0)),
  squares: rounded(values.reduce((sum, value) => sum + value * value, 0)),
  counts: scores.map((score) => values.filter((value) => Math.round(value) === score).length),
})

/** One question's figure as it may be shown; nothing while it is withheld. */
export function figureOf({ said, roles }: Snapshot): Figure | undefined {
  if (said.size === 0) return undefined
  const answers = [...said.values()].map((answer) => {
    const [value = '', role] = answer.split(' ')
    return { value: Number(value), role }
  })
  const byRole = raterRoles.flatMap((role) =>
    roles.includes(role)
      ? [[role, sumsOf(answers.flatMap((one) => (one.role === role ? [one.value] : [])))] as const]
      : [],
  )
  return {
    ...sumsOf(answers.map(({ value }) => value)),
    ...(byRole.length > 0 && { roles: Object.fromEntries(byRole) }),
  }
}

/**
 * What members may see of a vendor: its figures, the authorities whose names may stand beside their answers, and what these
 * say overall.
 */
export type Shown = {
  figures: Partial<Record<Question, Figure>>
  named: string[]
  overall?: Record<string, number>
}

/** Every figure that a ledger shows. */
export const figuresIn = (ledger: Ledger): Shown['figures'] =>
  Object.fromEntries(
    questions.flatMap((question) => {
      const figure = figureOf(shown(ledger, question))
      return figure ? [[question, figure] as const] : []
    }),
  )

export function shownOf(ledger: Ledger, voices: ReadonlyMap<string, Voice>): Shown {
  const named = [...voices].filter(([authority, voice]) => isNamed(ledger, authority, voice))
  const overall = named.flatMap(([authority, { says }]) =>
    says.overall === undefined ? [] : [[authority, Number(valueIn(says.overall))] as const],
  )
  return {
    figures: figuresIn(ledger),
    named: named.map(([authority]) => authority),
    ...(overall.length > 0 && { overall: Object.fromEntries(overall) }),
  }
}

const noSums: Sums = { n: 0, sum: 0, squares: 0, counts: scores.map(() => 0) }

export const together = (several: Sums[]): Sums =>
  several.reduce(
    (all, one) => ({
      n: all.n + one.n,
      sum: all.sum + one.sum,
      squares: all.squares + one.squares,
      counts: all.counts.map((count, place) => count + (one.counts[place] ?? 0)),
    }),
    noSums,
  )

/** Mean and spread of a figure: the spread is the standard deviation of those who answered. */
export function meanOf({ n, sum, squares, counts }: Sums) {
  const middle = sum / n
  return {
    n,
    mean: rounded(middle),
    spread: rounded(Math.sqrt(Math.max(0, squares / n - middle * middle))),
    counts,
  }
}
