import { type IsoDate, londonToday } from '../domain/calendar.ts'
import { freshOn } from '../domain/freshness.ts'
import { coverageInputs, membersPlace, skillsCoverage, skillsInAll } from '../domain/membersSummary.ts'
import { documentOf, groups } from '../domain/summary.ts'
import { type Totals, withUnder } from '../domain/totals.ts'
import type { Rating } from '../schema/rating.ts'
import type { AnyRecord, MembersRecord } from '../schema/record.ts'
import type { SkillLevel } from '../schema/skillLevel.ts'
import type { Count, Terms } from './parts.ts'

// What ratings and skill levels have in common in the summaries: how many there are, how fresh, and from whom.

export const confirmedOn = ({ provenance: { confirmedAt } }: AnyRecord): IsoDate | undefined =>
  confirmedAt === undefined ? undefined : londonToday(new Date(confirmedAt))

/** The region whose authorities speak together; nothing for an authority that is on no list. */
export const regionOf = (authority: string, terms: Terms): string[] => terms.scopesOf(authority).slice(0, 1)

/** Its region alone: larger parts of the country add up their regions'. */
const placesOf = ({ authority }: MembersRecord, terms: Terms) => regionOf(authority, terms).map(membersPlace)

/** A record that says nothing any more: withdrawn, or emptied. It is known, and counts nowhere. */
export const unsaid = (record: MembersRecord, terms: Terms): Count => ({
  places: placesOf(record, terms),
  document: record.kind === 'rating' ? coverageInputs : skillsInAll,
  totals: { [`unsaid/${record.kind}`]: 1 },
})

/** Whether a record is fresh on a day, the last day on which it is, and the month of its confirmation. */
function freshness(record: MembersRecord, day: IsoDate, terms: Terms) {
  const on = confirmedOn(record)
  return {
    month: on?.slice(0, 7),
    ...freshOn(on, { months: terms.freshMonths(record.kind), day }),
  }
}

/** A rating among its authority's, and the last day on which it is fresh. */
export function ratingCoverageShare(rating: Rating, day: IsoDate, terms: Terms) {
  const { fresh, month, until } = freshness(rating, day, terms)
  const its: Totals = {
    records: 1,
    ...(fresh && { confirmed: 1 }),
    ...(month && { [`month/${month}`]: 1 }),
  }
  const totals: Totals = {}
  withUnder(totals, `${rating.authority}/`, its)
  return { count: { places: placesOf(rating, terms), document: coverageInputs, totals }, until }
}

/** A skill level among all there are, and the last day on which it is fresh. */
export function skillCoverageShare(level: SkillLevel, day: IsoDate, terms: Terms) {
  const { fresh, month, until } = freshness(level, day, terms)
  const totals: Totals = {
    'coverage/skillLevel/records': 1,
    ...(fresh && { 'coverage/skillLevel/confirmed': 1 }),
    ...(month && { [`coverage/skillLevel/month/${month}`]: 1 }),
  }
  const places = placesOf(level, terms)
  const counts: Count[] = [
    { places, document: skillsInAll, totals },
    {
      places,
      document: documentOf(skillsCoverage, groups.authorities, level.authority),
      totals: { 'records/skillLevel': 1 },
    },
  ]
  return { counts, until }
}
