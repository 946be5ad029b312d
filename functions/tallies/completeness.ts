import type { IsoDate } from '../domain/calendar.ts'
import { completenessPoints } from '../domain/completeness.ts'
import { completenessOf, membersPlace } from '../domain/membersSummary.ts'
import type { RegisterRecord } from '../schema/record.ts'
import { regionOf } from './members.ts'
import { type Contribution, nothing, type Terms, untilBefore } from './parts.ts'

/**
 * What a record of the register adds to what members know of completeness: it draws on fields the public never reads,
 * so it stands in members' summaries alone. What has left the register counts no more.
 */
export function completenessShare(record: RegisterRecord, day: IsoDate, terms: Terms): Contribution {
  const { kind, authority, retiredOn } = record
  if (retiredOn && retiredOn <= day) return nothing
  return {
    counts: [
      {
        places: regionOf(authority, terms).map(membersPlace),
        document: completenessOf(authority),
        totals: { [`${kind}/records`]: 1, [`${kind}/points`]: completenessPoints(record) },
      },
    ],
    rows: [],
    until: untilBefore(retiredOn, day),
  }
}
