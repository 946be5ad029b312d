import type { IsoDate } from '../domain/calendar.ts'
import { addInto, type Totals } from '../domain/totals.ts'
import type { PublicRecord } from '../schema/view.ts'
import { contribution } from './contribution.ts'
import type { Terms } from './parts.ts'

/** Every document worked out from scratch on a day: what running totals must always equal. */
export function recount(records: Iterable<PublicRecord>, day: IsoDate, terms: Terms): Map<string, Totals> {
  const totals = new Map<string, Totals>()
  for (const record of records) {
    for (const [document, share] of Object.entries(contribution(record, day, terms).totals)) {
      const sum = totals.get(document)
      if (sum) addInto(sum, share)
      else totals.set(document, addInto({}, share))
    }
  }
  for (const [document, sum] of totals) if (Object.keys(sum).length === 0) totals.delete(document)
  return totals
}
