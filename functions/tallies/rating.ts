import type { IsoDate } from '../domain/calendar.ts'
import { inputsOf, membersPlace, namedRow } from '../domain/membersSummary.ts'
import { digitsOf, isGiven, ratingPath } from '../domain/rating.ts'
import type { Rating } from '../schema/rating.ts'
import { confirmedOn, ratingCoverageShare, regionOf, unsaid } from './members.ts'
import { type Contribution, firstOf, type Terms, untilBefore } from './parts.ts'

/** What a rating adds to members' summaries on a day: an input to its vendor's figures, and a row if it shows its name. */
export function ratingShare(rating: Rating, day: IsoDate, terms: Terms): Contribution {
  if (!isGiven(rating, day)) return { counts: [unsaid(rating, terms)], rows: [] }
  const { authority, vendor, product, comment } = rating
  const { count, until } = ratingCoverageShare(rating, day, terms)
  const places = regionOf(authority, terms).map(membersPlace)
  const digits = digitsOf(rating)
  const on = confirmedOn(rating)
  const row = {
    authority,
    ...(product && { product }),
    digits,
    ...(comment && { comment }),
    ...(on && { on }),
  }
  return {
    counts: [
      count,
      { places, document: inputsOf(vendor), totals: { [ratingPath(authority, product)]: digits } },
    ],
    rows:
      rating.showName || !terms.rules.asksForNames
        ? [{ places, name: namedRow(vendor, rating.id), row }]
        : [],
    until: firstOf(until, untilBefore(rating.retiredOn, day)),
  }
}
