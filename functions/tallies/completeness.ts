import { addMonths, type IsoDate } from '../domain/calendar.ts'
import { completenessPoints } from '../domain/completeness.ts'
import { completenessOf, membersPlace } from '../domain/membersSummary.ts'
import { skillDigits } from '../domain/skillLevel.ts'
import type { AnyRecord } from '../schema/record.ts'
import { confirmedOn, regionOf } from './members.ts'
import { type Contribution, firstOf, nothing, type Terms, untilBefore } from './parts.ts'

/**
 * What a record adds to what members know of its authority: how complete it is, and whether it was confirmed lately. It
 * draws on fields the public never reads, so it stands in members' summaries alone. What has left the register counts
 * no more.
 *
 * That an authority rates anybody is its own business: its ratings are counted in a place of its own, and not beside
 * those of its region.
 */
export function completenessShare(record: AnyRecord, day: IsoDate, terms: Terms): Contribution {
  const { kind, authority } = record
  const retiredOn = record.kind === 'skillLevel' ? undefined : record.retiredOn
  if (retiredOn && retiredOn <= day) return nothing
  if (record.kind === 'skillLevel' && skillDigits(record) === 0) return nothing
  const on = confirmedOn(record)
  const last = on && addMonths(on, terms.freshMonths(kind))
  const fresh = last !== undefined && last >= day
  return {
    counts: [
      {
        places: (kind === 'rating' ? [authority] : regionOf(authority, terms)).map(membersPlace),
        document: completenessOf(authority),
        totals: {
          [`${kind}/records`]: 1,
          [`${kind}/points`]: completenessPoints(record),
          ...(fresh && { [`${kind}/confirmed`]: 1 }),
          ...(on && { [`${kind}/month/${on.slice(0, 7)}`]: 1 }),
        },
      },
    ],
    rows: [],
    until: firstOf(fresh ? last : undefined, untilBefore(retiredOn, day)),
  }
}
