import type { IsoDate } from '../domain/calendar.ts'
import { countOf, lists, summaries, summaryFrom } from '../domain/summary.ts'
import { type CouldEnd, stampIn, type Together, together } from '../domain/together.ts'
import type { Totals } from '../domain/totals.ts'
import { keyText, type Table } from './dynamo.ts'
import { keys } from './keys.ts'
import { keepPacked, type Packed, unpack } from './packed.ts'

// Who could buy together in a service area, kept when it is worked out. It says which contracts it was made of, by their
// stamp, and for which day; the stamp of those there are now is read in the same request. So what is kept need not be
// believed: made of others, or for another day, it is worked out anew.

/** A service area of a scope. */
export type Place = { scope: string; area: string }

const countKey = ({ scope, area }: Place) =>
  keys.view(`${scope}/${countOf(summaries.area(area), 'contracts')}`)

/** As it is on a day: one request where it was worked out before. */
export async function readTogether(table: Table, place: Place, on: IsoDate): Promise<Together> {
  const [read] = await readAll(table, [place])
  const { stamp, kept } = read ?? { stamp: 0, kept: undefined }
  if (kept?.stamp === stamp && kept.on === on) return kept
  // There is nothing to look among, and nothing worth keeping.
  if (stamp === 0) return together([], summaryFrom('', []), { stamp, on })
  const found = await workOut(table, place, { stamp, on })
  await keep(table, [[place, found]])
  return found
}

/**
 * Works out anew what was kept and is so no more: for whoever changed contracts there, before anybody reads it. Where nobody
 * has read it yet there is nothing to renew.
 */
export async function renewTogether(table: Table, places: readonly Place[], on: IsoDate): Promise<void> {
  const found: [Place, Together][] = []
  for (const { place, stamp, kept } of await readAll(table, places)) {
    if (!kept || (kept.stamp === stamp && kept.on === on)) continue
    found.push([place, await workOut(table, place, { stamp, on })])
  }
  await keep(table, found)
}

async function readAll(table: Table, places: readonly Place[]) {
  const found = await table.many<Totals | Together | Packed>(
    places.flatMap((place) => [countKey(place), keys.together(place.scope, place.area)]),
  )
  const byKey = new Map(found.map((item) => [keyText(item), item]))
  return places.map((place) => ({
    place,
    stamp: stampIn(byKey.get(keyText(countKey(place)))?.body as Totals | undefined),
    kept: keptIn(
      byKey.get(keyText(keys.together(place.scope, place.area)))?.body as Together | Packed | undefined,
    ),
  }))
}

const keptIn = (body: Together | Packed | undefined) => body && unpack<Together>(body)

/** The contracts lie before the summary, and both in one range. */
async function workOut(
  table: Table,
  { scope, area }: Place,
  made: { stamp: number; on: IsoDate },
): Promise<Together> {
  const [rows, summary] = [lists.couldEnd(area), summaries.area(area)]
  const found = await table.all<CouldEnd | Totals>(keys.viewsOf(scope, sharedStart(rows, summary)))
  return together(
    found.flatMap(({ sk, body }) => (sk.startsWith(rows) ? [body as CouldEnd] : [])),
    summaryFrom(
      summary,
      found.flatMap(({ sk, body }) => (sk.startsWith(summary) ? [[sk, body as Totals] as const] : [])),
    ),
    made,
  )
}

const keep = (table: Table, found: readonly [Place, Together][]): Promise<void> =>
  keepPacked(
    table,
    found.map(([{ scope, area }, body]) => ({ key: keys.together(scope, area), body })),
  )

const sharedStart = (a: string, b: string): string => {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return a.slice(0, length)
}
