import type { IsoDate } from '../domain/calendar.ts'
import type { MembersRecord } from '../schema/record.ts'
import type { PublicRecord } from '../schema/view.ts'
import { contractShare } from './contract.ts'
import type { Share } from './members.ts'
import type { Contribution, Terms } from './parts.ts'
import { ratingShare } from './rating.ts'
import { skillLevelShare } from './skillLevel.ts'
import { systemShare } from './system.ts'

/**
 * What a record adds to the summaries on a day: of the register as the public may know it, of ratings and skills to
 * members' own.
 *
 * A record shared by several authorities counts once in every scope, and once for each of them where figures are by
 * authority.
 */
export function contribution(record: PublicRecord | MembersRecord, day: IsoDate, terms: Terms): Contribution {
  switch (record.kind) {
    case 'system':
      return systemShare(record, day, terms)
    case 'contract':
      return contractShare(record, day, terms)
    case 'rating':
      return spread(ratingShare(record, day, terms))
    case 'skillLevel':
      return spread(skillLevelShare(record, day, terms))
  }
}

const spread = ({ counts, rows, until }: Share): Contribution => ({
  totals: Object.fromEntries(
    counts.flatMap(({ places, document, totals }) => places.map((place) => [`${place}/${document}`, totals])),
  ),
  rows: Object.fromEntries(
    rows.flatMap(({ places, name, row }) => places.map((place) => [`${place}/${name}`, row])),
  ),
  until,
})
