import type { IsoDate } from '../domain/calendar.ts'
import { figuresOf, namedRows, namedStamp, ownStamp, trendOf } from '../domain/membersSummary.ts'
import { isGiven, type RatingRow, ratingRow, type Shown } from '../domain/rating.ts'
import type { Told, Trend } from '../domain/ratingTrend.ts'
import { stampPath } from '../domain/summary.ts'
import type { Totals } from '../domain/totals.ts'
import type { Rating } from '../schema/rating.ts'
import { keyText, type Table } from './dynamo.ts'
import { type Key, keys } from './keys.ts'
import { keepPacked, type Packed, unpack } from './packed.ts'

// A vendor's ratings: figures as they were let out and their trend, rows of those that show their name, and one's own. Rows are kept
// together as they were read last. What is kept says which rows it was made of, by their stamp; the stamp of those there are
// now is read in the same request, so what is kept need not be believed: made of others, the rows are read anew.

/** Rows kept together, and the stamp of those they were made of, read before them. */
export type KeptRows = { stamp: number; rows: RatingRow[] }

type Place = { stamp: Key; kept: Key; read: () => Promise<RatingRow[]> }

/**
 * What is let out of a vendor's ratings under each of its ids in some regions, the rows that ask for their name to be shown
 * there, and those of the reader's own authorities: one request where they were read before.
 */
export async function readRated(
  table: Table,
  { regions, ids, own, today }: { regions: string[]; ids: string[]; own: string[]; today: IsoDate },
): Promise<{ rated: { id: string; shown: Shown[]; told: Told[]; rows: RatingRow[] }[]; own: RatingRow[] }> {
  const named = ids.map((id) => regions.map((region) => namedIn(table, region, id)))
  const theirs = ids.flatMap((id) => own.map((authority) => ownIn(table, authority, id, today)))
  const figures = ids.map((id) =>
    regions.map((region) => ({
      shown: keys.membersView(region, figuresOf(id)),
      trend: keys.membersView(region, trendOf(id)),
    })),
  )
  const places = [...named.flat(), ...theirs]
  const found = await table.many<Shown | Trend | Totals | KeptRows | Packed>([
    ...figures.flat().flatMap(({ shown, trend }) => [shown, trend]),
    ...places.flatMap(({ stamp, kept }) => [stamp, kept]),
  ])
  const byKey = new Map(found.map((item) => [keyText(item), item.body]))
  const at = <T>(key: Key) => byKey.get(keyText(key)) as T | undefined

  const anew: { key: Key; body: KeptRows }[] = []
  const rows = new Map<Place, RatingRow[]>()
  await Promise.all(
    places.map(async (place) => {
      const stamp = at<Totals>(place.stamp)?.[stampPath] ?? 0
      const kept = at<KeptRows | Packed>(place.kept)
      const before = kept && unpack<KeptRows>(kept)
      if (stamp === 0) rows.set(place, [])
      else if (before?.stamp === stamp) rows.set(place, before.rows)
      else {
        const read = await place.read()
        rows.set(place, read)
        anew.push({ key: place.kept, body: { stamp, rows: read } })
      }
    }),
  )
  await keepPacked(table, anew)
  const of = (several: Place[]) => several.flatMap((place) => rows.get(place) ?? [])
  return {
    rated: ids.map((id, n) => ({
      id,
      shown: (figures[n] ?? []).flatMap(({ shown }) => at<Shown>(shown) ?? []),
      told: (figures[n] ?? []).map(({ shown, trend }) => ({
        isShown: at<Shown>(shown)?.figures.overall !== undefined,
        trend: at<Trend>(trend),
      })),
      rows: of(named[n] ?? []),
    })),
    own: of(theirs),
  }
}

const namedIn = (table: Table, region: string, vendor: string): Place => ({
  stamp: keys.membersView(region, namedStamp(vendor)),
  kept: keys.rated(region, vendor),
  read: async () =>
    (await table.all<RatingRow>(keys.membersViewsOf(region, namedRows(vendor)))).map(({ body }) => body),
})

const ownIn = (table: Table, authority: string, vendor: string, today: IsoDate): Place => ({
  stamp: keys.membersView(authority, ownStamp(vendor)),
  kept: keys.rated(authority, vendor),
  read: async () =>
    (await table.all<Rating>(keys.recordsOf(authority, 'rating'))).flatMap(({ body }) =>
      body.vendor === vendor && isGiven(body, today) ? [ratingRow(body)] : [],
    ),
})
