import type { Kept } from './merge.ts'
import { fewestRatings } from './satisfaction.ts'

// How satisfied councils are that show their name, by those ratings alone. It is worked out from what every member reads on
// vendors' pages and from nothing else, so it tells nothing new; of a council that shows its name on too few it tells nothing.

/** Overall answers that stand with a name beside them, by authority and vendor. */
export type SaidByName = Record<string, Record<string, number>>

/** An authority's overall answers that show its name, each vendor once, and their mean to two places. */
export type MeanByName = { authority: string; ratings: number; mean: number }

const rounded = (value: number) => Math.round(value * 100) / 100

/**
 * Those with enough of them. A vendor that was rated under several ids that are one counts once, and not at all where they say
 * different things: its page then shows the newest alone.
 */
export function meansByName(said: SaidByName, kept: Kept): MeanByName[] {
  return Object.entries(said).flatMap(([authority, answers]) => {
    const byVendor = Map.groupBy(Object.entries(answers), ([vendor]) => kept(vendor))
    const each = [...byVendor.values()].flatMap((under) => {
      const [only, ...others] = new Set(under.map(([, answer]) => answer))
      return only === undefined || others.length > 0 ? [] : [only]
    })
    if (each.length < fewestRatings) return []
    const mean = rounded(each.reduce((sum, one) => sum + one, 0) / each.length)
    return [{ authority, ratings: each.length, mean }]
  })
}
