import type { IsoDate } from '../domain/calendar.ts'
import {
  inputsOf,
  membersPlace,
  namedRow,
  namedStamp,
  ownStamp,
  satisfactionInputs,
  satisfactionOf,
} from '../domain/membersSummary.ts'
import { isGiven, ratingPath, ratingRow, ratingStamp } from '../domain/rating.ts'
import { stampPath } from '../domain/summary.ts'
import { type Totals, withUnder } from '../domain/totals.ts'
import type { Rating } from '../schema/rating.ts'
import { ratingCoverageShare, regionOf, unsaid } from './members.ts'
import { type Contribution, type Count, firstOf, type Terms, untilBefore } from './parts.ts'

/** What a rating adds to members' summaries on a day: an input to its vendor's figures, and a row if it shows its name. */
export function ratingShare(rating: Rating, day: IsoDate, terms: Terms): Contribution {
  if (!isGiven(rating, day)) return { counts: [unsaid(rating, terms)], rows: [] }
  const { authority, vendor, product } = rating
  const { count, until } = ratingCoverageShare(rating, day, terms)
  const places = regionOf(authority, terms).map(membersPlace)
  const row = ratingRow(rating)
  const stamp = { [stampPath]: ratingStamp(rating) }
  const isNamed = rating.showName || !terms.rules.asksForNames
  return {
    counts: [
      count,
      { places, document: inputsOf(vendor), totals: { [ratingPath(authority, product)]: row.digits } },
      ...(isNamed ? [{ places, document: namedStamp(vendor), totals: stamp }] : []),
      { places: [membersPlace(authority)], document: ownStamp(vendor), totals: stamp },
      ...satisfactionShare(rating, places),
    ],
    rows: isNamed ? [{ places, name: namedRow(vendor, rating.id), row }] : [],
    until: firstOf(until, untilBefore(rating.retiredOn, day)),
  }
}

/** What a rating adds to how satisfied its authority is: for its region's figure, and for its own officers. */
function satisfactionShare({ authority, overall, showName }: Rating, region: string[]): Count[] {
  if (typeof overall !== 'number') return []
  const its: Totals = { ratings: 1, sum: overall }
  const among: Totals = {}
  withUnder(among, `${authority}/`, { ...its, ...(!showName && { unnamed: 1 }) })
  return [
    { places: region, document: satisfactionInputs, totals: among },
    { places: [membersPlace(authority)], document: satisfactionOf(authority), totals: its },
  ]
}
