import { addDays, addMonths, type IsoDate } from '../domain/calendar.ts'
import { type TrendLine, trendLine } from '../domain/figures.ts'
import { closedBy, placesOf, quarterStart } from '../domain/past.ts'
import { byQuarter, everythingByQuarter, summaries, summaryFrom, summaryIn } from '../domain/summary.ts'
import { addInto, type Totals } from '../domain/totals.ts'
import { again, unlessMovedOn } from './again.ts'
import type { Item, Table, Write } from './dynamo.ts'
import { keys } from './keys.ts'
import { firstMoved, openingsFrom, pastTotals } from './past.ts'

// The key figures of a scope quarter by quarter: a line each, kept beside its summary as they were worked out last, so that
// both are one query. Whoever moves what stood before the quarter that has begun empties what is kept, in the same
// transaction; and nothing is kept that was read before such a move and comes after it.

/** A quarter that is over, by its last day. */
export type Quarter = { on: IsoDate; line: TrendLine }
/** The quarters before the one that began on a day; nothing where something before it has moved since. */
export type KeptQuarters = { begun: IsoDate; quarters: Quarter[] } | { begun?: undefined }

/** Quarters that are over and told: three years. */
const quartersTold = 12

/** The last days of the quarters told on a day, oldest first. */
export const quartersTo = (today: IsoDate): IsoDate[] =>
  Array.from({ length: quartersTold }, (_, n) =>
    addDays(addMonths(quarterStart(today), -3 * (quartersTold - 1 - n)), -1),
  )

type Of = {
  scope: string
  /** Its authorities, of which one that has anything is said to report. */
  authorities: readonly { id: string }[]
}

/** The last quarters of a scope, and how it stands today: one request, unless something before this quarter has moved. */
export async function readTrends(
  table: Table,
  of: Of,
  today: IsoDate,
): Promise<{ quarters: Quarter[]; now: TrendLine }> {
  const found = await table.all<Totals | KeptQuarters>(keys.viewsOf(of.scope, everythingByQuarter))
  const kept = found.find(({ sk }) => sk === byQuarter) as Item<KeptQuarters> | undefined
  const summary = summaryFrom(
    summaries.everything,
    found.flatMap(({ sk, body }) => (sk === byQuarter ? [] : [[sk, body as Totals] as const])),
  )
  const now = trendLine(summary, of.authorities)
  const begun = quarterStart(today)
  // On its first day what was approved the day before may still be on its way, by somebody who does not know of it.
  const isClosed = closedBy(today) === begun
  if (isClosed && kept?.body.begun === begun) return { quarters: kept.body.quarters, now }
  const quarters = await workOut(table, of, today)
  if (isClosed)
    await unlessMovedOn(() => table.write([keptAs(of.scope, { begun, quarters }, kept?.revision)]))
  return { quarters, now }
}

/**
 * The same as at a day in the past. The quarters that are kept are the last there are, so those of a day are worked out each
 * time, and the figures of the day itself take two requests more for each region.
 */
export async function readTrendsOn(
  table: Table,
  of: Of,
  on: IsoDate,
): Promise<{ quarters: Quarter[]; now: TrendLine }> {
  const [quarters, places] = await Promise.all([
    workOut(table, of, on),
    Promise.all(placesOf(of.scope).map((place) => pastTotals(table, place, summaries.everything, on))),
  ])
  return { quarters, now: lineOf(places, of.authorities) }
}

/** Empties what is kept of these scopes: for whoever writes a past anew. */
export const forgetQuarters = (table: Table, scopes: readonly string[]): Promise<void> =>
  again(async () => {
    const found = await table.many(scopes.map(quartersKey))
    const revisions = new Map(found.map(({ pk, revision }) => [pk, revision]))
    await table.write(scopes.map((scope) => emptied(scope, revisions.get(quartersKey(scope).pk))))
  })

export const quartersKey = (scope: string) => keys.view(`${scope}/${byQuarter}`)

/** What empties a scope's, as it was read. */
export const emptied = (scope: string, revision?: number): Write => keptAs(scope, {}, revision)

const keptAs = (scope: string, body: KeptQuarters, revision = 0): Write => ({
  put: { ...quartersKey(scope), revision: revision + 1, body },
  ifRevision: revision,
})

/** Three requests for each region in the scope, however many quarters there are; more for those that have no opening yet. */
async function workOut(table: Table, { scope, authorities }: Of, today: IsoDate): Promise<Quarter[]> {
  const book = summaries.everything
  const days = quartersTo(today)
  const starts = days.map((on) => addDays(on, 1))
  const [from = today] = starts
  const places = await Promise.all(
    placesOf(scope).map(async (place) => {
      const [openings, first] = await Promise.all([
        openingsFrom(table, place, book, { from, to: quarterStart(today) }),
        firstMoved(table, place, book),
      ])
      // Of most parts of the country nothing is kept at all, and of none before anything moved.
      return Promise.all(
        starts.map(async (start, n) => {
          if (first === undefined || first >= start) return {}
          return openings.get(start) ?? (await pastTotals(table, place, book, days[n] ?? start))
        }),
      )
    }),
  )
  return days.map((on, n) => ({
    on,
    line: lineOf(
      places.map((of) => of[n] ?? {}),
      authorities,
    ),
  }))
}

/** The line of what several places come to together. */
export const lineOf = (places: readonly Totals[], authorities: Of['authorities']): TrendLine =>
  trendLine(summaryIn(places.reduce((sum: Totals, one) => addInto(sum, toldInTrends(one)), {})), authorities)

/** The part of everything's totals that trends tell of, since the rest would be added up for nothing. */
const toldInTrends = (totals: Totals): Totals =>
  Object.fromEntries(Object.entries(totals).filter(([path]) => !untoldInTrends.test(path)))
const untoldInTrends = /^(?:area|decide|end|state|late)\/|^authority\/[^/]+\/(?!records\/)/
