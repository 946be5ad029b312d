import { byQuarter, isFromBefore, type Ledger } from './ledger.ts'
import { figureOf } from './rating.ts'

// What a vendor's overall figure said at the end of each quarter, as it was let out then. Whoever read every day knows as
// much, and is who the ledger holds figures against; so a quarter, and no day, is all that is told of when.

/** One quarter, as `2027-Q1`: how many councils stood behind the figure at its end, and their sum; 0 while it was withheld. */
type Point = { quarter: string; n: number; sum: number }

/**
 * Of each quarter in which a figure was let out or taken away, oldest first; in the others it stayed as it was.
 * `isWhole`: whether figures were never let out before quarters were noted, so that before the first there was none.
 */
export type Trend = { points: Point[]; isWhole: boolean }

/** A trend goes back no further than this, the quarter that has begun included. */
export const quartersTold = 12

/** The trend that a vendor's ledger tells; nothing where no quarter is noted in it. */
export function trendIn(ledger: Ledger): Trend | undefined {
  const all = byQuarter(ledger, 'overall')
  if (all.length === 0) return undefined
  const points = all.slice(-quartersTold).map(({ quarter, figure }) => {
    const { n, sum } = figureOf(figure) ?? { n: 0, sum: 0 }
    return { quarter, n, sum }
  })
  return { points, isWhole: !isFromBefore(ledger, 'overall') }
}

/** What is told of a vendor in one region: whether there is an overall figure today, and its trend. */
export type Told = { isShown: boolean; trend: Trend | undefined }

/**
 * Several regions' trends, and those of vendors that are one, added up at the end of each quarter up to this one; from
 * when all of them are known, and from the first figure on. So it tells nothing that they do not.
 */
export function trendTogether(several: readonly Told[], now: string): Point[] {
  // Of a figure that was let out before quarters were noted, and none since, nobody knows since when it has stood.
  if (several.some(({ isShown, trend }) => isShown && !trend)) return []
  const known = several.flatMap(({ trend }) =>
    trend && !trend.isWhole ? (trend.points[0]?.quarter ?? []) : [],
  )
  const from = known.toSorted().at(-1) ?? ''
  const points = quartersUpTo(now)
    .filter((quarter) => quarter >= from)
    .map((quarter) => {
      const stood = several.flatMap(
        ({ trend }) => trend?.points.findLast((point) => point.quarter <= quarter) ?? [],
      )
      return {
        quarter,
        n: stood.reduce((all, { n }) => all + n, 0),
        sum: stood.reduce((all, { sum }) => all + sum, 0),
      }
    })
  const first = points.findIndex(({ n }) => n > 0)
  return first < 0 ? [] : points.slice(first)
}

/** As many quarters as are told, oldest first. */
function quartersUpTo(now: string): string[] {
  const place = Number(now.slice(0, 4)) * 4 + Number(now.slice(6)) - 1
  return Array.from({ length: quartersTold }, (_, index) => {
    const one = place - quartersTold + 1 + index
    return `${Math.floor(one / 4)}-Q${(one % 4) + 1}`
  })
}
