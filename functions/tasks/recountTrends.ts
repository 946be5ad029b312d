import { addDays, type IsoDate } from '../domain/calendar.ts'
import { pastNames, placesOf, quarterStart } from '../domain/past.ts'
import { byQuarter, summaries } from '../domain/summary.ts'
import type { Totals } from '../domain/totals.ts'
import { authorities } from '../reference/index.ts'
import type { Item } from '../store/dynamo.ts'
import { emptied, type KeptQuarters, lineOf, quartersTo } from '../store/trends.ts'
import type { PastFault } from './recountPast.ts'

// What is kept of a scope's figures by quarter, held to what every version there is comes to.

export const isByQuarter = (item: Item): item is Item<KeptQuarters> =>
  item.pk.startsWith('VIEW#') && item.sk === byQuarter

/** Of another quarter than the one that has begun nobody believes them, and it is no fault. */
export function trendFaults(
  kept: readonly Item<KeptQuarters>[],
  openings: ReadonlyMap<string, Totals>,
  today: IsoDate,
): PastFault[] {
  return kept.flatMap(({ pk, sk, revision, body }) => {
    if (body.begun !== quarterStart(today)) return []
    const scope = pk.slice('VIEW#'.length)
    const due = quartersTo(today).map((on) => {
      const opening = (place: string) => pastNames.opening(place, summaries.everything, addDays(on, 1))
      return {
        on,
        line: lineOf(
          placesOf(scope).map((place) => openings.get(opening(place)) ?? {}),
          authorities(),
        ),
      }
    })
    if (JSON.stringify(due) === JSON.stringify(body.quarters)) return []
    const detail = 'is not what its quarters came to'
    return [{ name: `${scope}/${sk}`, detail, mend: emptied(scope, revision) }]
  })
}
