// Where one number stands among others.

/** The middle of the numbers given; between the two in the middle where there is no one. */
export const median = (numbers: readonly number[]): number | undefined => quantile(numbers, 0.5)

/**
 * The number below which this share of the others lies, between two where it falls between them (Hyndman and Fan's
 * seventh definition, which spreadsheets use).
 */
export function quantile(numbers: readonly number[], share: number): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  return below === undefined || above === undefined
    ? undefined
    : below + (above - below) * (place - Math.floor(place))
}

/** Fewer than this have no distribution worth comparing with. */
export const fewestCompared = 5

export type Distribution = { authorities: number; lower: number; median: number; upper: number }

/** The quartiles of what authorities have, each once; nothing from fewer than are worth comparing with. */
export function distributionOf(numbers: readonly number[]): Distribution | undefined {
  const [lower, middle, upper] = [0.25, 0.5, 0.75].map((share) => quantile(numbers, share))
  if (numbers.length < fewestCompared) return undefined
  if (lower === undefined || middle === undefined || upper === undefined) return undefined
  return { authorities: numbers.length, lower, median: middle, upper }
}
