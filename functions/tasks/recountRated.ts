import type { IsoDate } from '../domain/calendar.ts'
import { membersPlace, namedRows, namedStamp, ownStamp } from '../domain/membersSummary.ts'
import { isGiven, ratingRow } from '../domain/rating.ts'
import { stampPath } from '../domain/summary.ts'
import type { Totals } from '../domain/totals.ts'
import type { AnyRecord } from '../schema/record.ts'
import { scopeNamed } from '../schema/scope.ts'
import { unlessMovedOn } from '../store/again.ts'
import type { Item } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { type Packed, unpack } from '../store/packed.ts'
import type { KeptRows } from '../store/rated.ts'
import { namesByStart } from './namesByStart.ts'

// Rows of ratings that are kept together, held to those they say they were made of. Made of others nobody believes them, and
// it is no fault.

export type RatedFault = { place: string; vendor: string; revision: number }

const partition = keys.rated('', '').pk

export function ratedItems() {
  const kept: (RatedFault & { body: KeptRows })[] = []
  return {
    take(item: Item): boolean {
      if (!item.pk.startsWith(partition)) return false
      const body = unpack(item.body as KeptRows | Packed)
      kept.push({ place: item.pk.slice(partition.length), vendor: item.sk, revision: item.revision, body })
      return true
    },
    /** Of rows by their text and documents by their totals, both by their full name, and of all records. */
    faults(
      rows: ReadonlyMap<string, string>,
      documents: ReadonlyMap<string, { totals: Totals }>,
      records: ReadonlyMap<string, AnyRecord>,
      today: IsoDate,
    ): RatedFault[] {
      const rowsOf = namesByStart(rows.keys(), /^([^/]+\/RATINGS#NAMED#[^#]+#)/)
      const ratingsOf = Map.groupBy(
        [...records.values()].filter((one) => one.kind === 'rating'),
        ({ authority, vendor }) => `${authority}/${vendor}`,
      )
      return kept.flatMap(({ place, vendor, revision, body }) => {
        const isRegion = scopeNamed(place) !== undefined
        const name = `${membersPlace(place)}/${isRegion ? namedStamp(vendor) : ownStamp(vendor)}`
        if (body.stamp !== documents.get(name)?.totals[stampPath]) return []
        const named = `${membersPlace(place)}/${namedRows(vendor)}`
        const due = isRegion
          ? (rowsOf.get(named) ?? []).map((row) => rows.get(row) ?? '')
          : (ratingsOf.get(`${place}/${vendor}`) ?? [])
              .filter((one) => isGiven(one, today))
              .map((one) => JSON.stringify(ratingRow(one)))
        const held = body.rows.map((row) => JSON.stringify(row))
        return JSON.stringify(due.sort()) === JSON.stringify(held.sort()) ? [] : [{ place, vendor, revision }]
      })
    },
  }
}

/** Takes them away: the next reader reads the rows. */
export const mendRated = (store: Store, { place, vendor, revision }: RatedFault): Promise<void> =>
  unlessMovedOn(() => store.write([{ remove: keys.rated(place, vendor), ifRevision: revision }]))
