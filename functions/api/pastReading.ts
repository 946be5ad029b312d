import { addDays, addMonths, type IsoDate } from '../domain/calendar.ts'
import type { KeptChange } from '../domain/changed.ts'
import { asKept } from '../domain/merge.ts'
import { besides, changesBook, type Days, explorerLine, pastNames, quarterStart } from '../domain/past.ts'
import { summaries } from '../domain/summary.ts'
import { addInto, type Totals } from '../domain/totals.ts'
import type { ExplorerRow } from '../schema/explorer.ts'
import type { Table } from '../store/dynamo.ts'
import { keys } from '../store/keys.ts'
import { firstMoved, openingsFrom, pastTotals, stoodIn, unpack } from '../store/past.ts'
import { startOf } from '../views/changes.ts'
import type { Asked } from '../views/parts.ts'

// Reads the past of the summaries: of a scope, what is kept of each region or nation in it, and of the scope itself what
// puts records right that are shared across. Each is a request or two, asked for together, whatever has happened since.

/** Quarters that are over and shown: three years. */
const quartersShown = 12
export const changesShown = 40
/** What a file of one quarter's changes holds at most: above what any quarter of a whole country has had. */
const changesInFile = 50_000

export function createPastReading(table: Table) {
  const regionsOf = ({ scope, lists }: Asked) => [
    ...new Set(lists.authoritiesOf(scope).map(({ region }) => region)),
  ]
  const placesOf = (asked: Asked): string[] => {
    const [regions, { scope }] = [regionsOf(asked), asked]
    return regions.length === 1 && regions[0] === scope ? regions : [...regions, besides(scope)]
  }
  const together = (totals: Totals[]) => totals.reduce((sum, one) => addInto(sum, one), {} as Totals)

  return {
    /** Totals of one summary, or of several together, as at the end of a day. */
    async totals(asked: Asked, among: readonly string[], on: IsoDate): Promise<Totals> {
      return together(
        await Promise.all(
          placesOf(asked).flatMap((place) => among.map((summary) => pastTotals(table, place, summary, on))),
        ),
      )
    },

    /**
     * What stood in a list at the end of a day, each line once, in their order: those from one on and below another, and no
     * more than so many.
     */
    async stood<Row>(
      asked: Asked,
      list: string,
      on: IsoDate,
      bounds: { from?: string; below?: string; most?: number } = {},
    ): Promise<Row[]> {
      const found = await Promise.all(
        regionsOf(asked).map((place) => stoodIn<Row>(table, { place, list, on }, bounds)),
      )
      const lines = new Map(found.flatMap((of) => [...of]))
      return [...lines]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, bounds.most)
        .map(([, row]) => row)
    },

    /** The explorer's rows of an authority as at the end of a day; each names what is kept of what was merged since. */
    async explorerRows({ lists }: Asked, authority: string, on: IsoDate): Promise<ExplorerRow[]> {
      const found = await stoodIn<ExplorerRow>(table, { place: authority, list: explorerLine(''), on })
      return [...found.values()].map((row) => asKept(row.kind, row, lists.kept))
    },

    /** Totals of everything an authority holds, by itself, as at the end of a day. */
    ofAuthority(id: string, on: IsoDate): Promise<Totals> {
      return pastTotals(table, id, summaries.everything, on)
    },

    /** Totals of everything at the end of the last quarters. */
    async quarters(asked: Asked): Promise<{ on: IsoDate; totals: Totals }[]> {
      const to = quarterStart(asked.today)
      const starts = Array.from({ length: quartersShown }, (_, n) =>
        addMonths(to, -3 * (quartersShown - 1 - n)),
      )
      const [from = to] = starts
      const places = await Promise.all(
        placesOf(asked).map(async (place) => {
          const book = summaries.everything
          const [openings, first] = await Promise.all([
            openingsFrom(table, place, book, { from, to }),
            firstMoved(table, place, book),
          ])
          // Of most parts of the country nothing is kept at all, and of none before anything moved.
          return Promise.all(
            starts.map(async (start) => {
              if (first === undefined || first >= start) return {}
              return toldInTrends(
                openings.get(start) ?? (await pastTotals(table, place, book, addDays(start, -1))),
              )
            }),
          )
        }),
      )
      return starts.map((start, n) => ({
        on: addDays(start, -1),
        totals: together(places.map((of) => of[n] ?? {})),
      }))
    },

    /** How many changes of each kind were approved in a quarter, and the latest of them. */
    async changes(asked: Asked, quarter: string, most = changesShown) {
      const from = startOf(quarter)
      const places = placesOf(asked)
      const [counted, listed] = await Promise.all([
        table.many<Days>(places.map((place) => keys.past(pastNames.days(place, changesBook, from)))),
        Promise.all(
          places.map((place) =>
            table.upTo<KeptChange>(keys.pastOf(place, `CHANGED#${from}#`), most, { last: true }),
          ),
        ),
      ])
      const changes = new Map(
        listed.flatMap(({ items }) => items.map(({ body }) => [`${body.id}@${body.version}`, body] as const)),
      )
      const latest = [...changes.values()].sort((a, b) =>
        a.on < b.on ? 1 : a.on > b.on ? -1 : a.id < b.id ? 1 : -1,
      )
      return {
        totals: together(counted.flatMap(({ body }) => Object.values(unpack<Days>(body)))),
        changes: latest.slice(0, most),
        cut: latest.length > most || listed.some(({ cut }) => cut),
      }
    },

    /** All of them, for a file. */
    wholeQuarter(asked: Asked, quarter: string) {
      return this.changes(asked, quarter, changesInFile)
    },
  }
}

/** The part of everything's totals that trends tell of, since the rest would be added up for nothing. */
const toldInTrends = (totals: Totals): Totals =>
  Object.fromEntries(Object.entries(totals).filter(([path]) => !untoldInTrends.test(path)))
const untoldInTrends = /^(?:area|decide|end|state|late)\/|^authority\/[^/]+\/(?!records\/)/

/** Whether a quarter has begun on a day. */
export const hasBegun = (quarter: string, today: IsoDate) => startOf(quarter) <= today
