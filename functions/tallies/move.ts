import type { IsoDate } from '../domain/calendar.ts'
import { membersPlace, movesOf, plannedMove } from '../domain/membersSummary.ts'
import { isLeaving, moveOf } from '../domain/move.ts'
import type { RegisterRecord } from '../schema/record.ts'
import { regionOf } from './members.ts'
import { type Contribution, nothing, type Terms, untilBefore } from './parts.ts'

/** The rows members read of a system when they look for others who move from one product to another. */
export function moveShare(record: RegisterRecord, day: IsoDate, terms: Terms): Contribution {
  if (record.kind !== 'system') return nothing
  const { id, product, retiredOn } = record
  const places = regionOf(record.authority, terms).map(membersPlace)
  const row = moveOf(record)
  const on = row.plannedReplacementOn ?? row.replacedOn
  return {
    counts: [],
    rows: [
      ...(isLeaving(row, day) ? [{ places, name: plannedMove(on, id), row }] : []),
      ...(product ? [{ places, name: movesOf(product) + id, row }] : []),
    ],
    until: untilBefore(retiredOn, day),
  }
}
