import { normalDistribution, sampleCorrelation, sampleRankCorrelation } from 'simple-statistics'

// How far one number goes with another, over those that have both.

export type Pair = { x: number; y: number }
export type Coefficients = { pearson: number; spearman: number }

const isAlike = (numbers: number[]) => numbers.every((one) => one === numbers[0])

/**
 * Pearson's coefficient and Spearman's, of ranks, ties sharing theirs; nothing where every `x` is the same. Where every
 * `y` is the same they do not go with `x` at all.
 */
export function correlated(pairs: readonly Pair[]): Coefficients | undefined {
  const [xs, ys] = [pairs.map(({ x }) => x), pairs.map(({ y }) => y)]
  if (isAlike(xs)) return undefined
  if (isAlike(ys)) return { pearson: 0, spearman: 0 }
  return { pearson: sampleCorrelation(xs, ys), spearman: sampleRankCorrelation(xs, ys) }
}

/** A coefficient, how likely one at least as far from none would be by chance, and where it lies 95 times in 100. */
export type Tested = { r: number; p: number; lower: number; upper: number }

/** Within so many standard errors lie 95 in 100. */
const errors = 1.959963984540054
const twoSided = (z: number) => 2 * (1 - normalDistribution(Math.abs(z), 0, 1, true))

/**
 * Coefficients of several groups as one, by Fisher's transformation: each weighs as much as it is sure. A single group's
 * is its own. Nothing from groups of three or fewer, of which nothing is sure.
 */
export function testedTogether(groups: readonly { n: number; r: number }[]): Tested | undefined {
  const sure = groups.reduce((sum, { n }) => sum + Math.max(0, n - 3), 0)
  if (sure === 0) return undefined
  const z = groups.reduce((sum, { n, r }) => sum + Math.max(0, n - 3) * Math.atanh(r), 0) / sure
  const reach = errors / Math.sqrt(sure)
  return {
    r: Math.tanh(z),
    p: twoSided(z * Math.sqrt(sure)),
    lower: Math.tanh(z - reach),
    upper: Math.tanh(z + reach),
  }
}
