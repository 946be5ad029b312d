import { addMonths, type IsoDate, londonToday } from '../domain/calendar.ts'
import { coverageOf, membersPlace } from '../domain/membersSummary.ts'
import { documentOf, groups } from '../domain/summary.ts'
import type { Totals } from '../domain/totals.ts'
import type { AnyRecord, MembersKind, MembersRecord } from '../schema/record.ts'
import type { Count, Terms } from './parts.ts'

// What ratings and skill levels have in common in the summaries: how many there are, how fresh, and from whom.

export const confirmedOn = ({ provenance: { confirmedAt } }: AnyRecord): IsoDate | undefined =>
  confirmedAt === undefined ? undefined : londonToday(new Date(confirmedAt))

/** The region whose authorities speak together; nothing for an authority that is on no list. */
export const regionOf = (authority: string, terms: Terms): string[] => terms.scopesOf(authority).slice(0, 1)

/** A record that says nothing any more: withdrawn, or emptied. It is known, and counts nowhere. */
export const unsaid = ({ kind, authority }: MembersRecord, terms: Terms): Count => ({
  places: terms.scopesOf(authority).map(membersPlace),
  document: ofAll(kind),
  totals: { [`unsaid/${kind}`]: 1 },
})

const ofAll = (kind: MembersKind) => `${coverageOf[kind]}all`

/** The record among those of its kind, and the last day on which it is fresh. */
export function coverageShare(record: MembersRecord, day: IsoDate, terms: Terms) {
  const { kind, authority } = record
  const on = confirmedOn(record)
  const last = on && addMonths(on, terms.freshMonths(kind))
  const fresh = last !== undefined && last >= day
  const totals: Totals = {
    [`coverage/${kind}/records`]: 1,
    ...(fresh && { [`coverage/${kind}/confirmed`]: 1 }),
    ...(on && { [`coverage/${kind}/month/${on.slice(0, 7)}`]: 1 }),
  }
  const places = terms.scopesOf(authority).map(membersPlace)
  const counts: Count[] = [
    { places, document: ofAll(kind), totals },
    {
      places,
      document: documentOf(coverageOf[kind], groups.authorities, authority),
      totals: { [`records/${kind}`]: 1 },
    },
  ]
  return { counts, until: fresh ? last : undefined }
}
