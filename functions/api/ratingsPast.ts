import { type IsoDate, quarterEnd, quarterOverBy } from '../domain/calendar.ts'
import type { RatingsShown } from '../domain/kept.ts'
import { ledgerOf, ledgers } from '../domain/membersSummary.ts'
import { ratingsToldAt } from '../domain/ratingsPast.ts'
import type { Table } from '../store/dynamo.ts'
import { keys } from '../store/keys.ts'

// What members were told of ratings, at the end of the last quarter that was over by a day: no more of when is kept.

/** The day its figures are of, and what was told of each region then: a request or two for each, asked for together. */
export async function ratingsThen(
  table: Table,
  regions: readonly string[],
  asAt: IsoDate,
): Promise<{ on: IsoDate; told: RatingsShown[] }> {
  const quarter = quarterOverBy(asAt)
  const told = await Promise.all(
    regions.map(async (region) =>
      ratingsToldAt(await table.all<unknown>(keys.membersViewsOf(region, ledgers)), quarter),
    ),
  )
  return { on: quarterEnd(quarter), told }
}

/** The same of a vendor under each of its ids: one request. */
export async function ratedThen(
  table: Table,
  { regions, ids, asAt }: { regions: readonly string[]; ids: readonly string[]; asAt: IsoDate },
) {
  const quarter = quarterOverBy(asAt)
  const found = await table.many<unknown>(
    ids.flatMap((id) => regions.map((region) => keys.membersView(region, ledgerOf(id)))),
  )
  const rated = ids.map((id) => {
    const shown = found
      .filter(({ sk }) => sk === ledgerOf(id))
      .map((item) => ({ figures: ratingsToldAt([item], quarter).figures[id] ?? {}, named: [] }))
    return { id, shown, told: [], rows: [] }
  })
  return { on: quarterEnd(quarter), rated }
}
