import type { IsoDate } from '../domain/calendar.ts'
import type { KeptChange } from '../domain/changed.ts'
import { contractRow } from '../domain/contract.ts'
import { asKept } from '../domain/merge.ts'
import {
  changesBook,
  type Days,
  isBesides,
  type PlaceInList,
  pastNames,
  placesOf,
  recordLine,
} from '../domain/past.ts'
import { lists as listed, summaries } from '../domain/summary.ts'
import { systemRow } from '../domain/system.ts'
import { addInto, type Totals } from '../domain/totals.ts'
import type { PublicRecord } from '../schema/view.ts'
import type { Table } from '../store/dynamo.ts'
import { keys } from '../store/keys.ts'
import { unpack } from '../store/packed.ts'
import { pastTotals, recordsStood, type StoodSince, stoodIn } from '../store/past.ts'
import { startOf } from '../views/changes.ts'
import type { Asked, StoredContractRow, StoredSystemRow } from '../views/parts.ts'

// Reads the past of summaries and lists: of a scope, what is kept of each region or nation in it, and for summaries what
// puts right, in the scope itself, what records shared across would count twice. Each is a request or two, asked for
// together, whatever has happened since.

export const changesShown = 40
/** What a file of one quarter's changes holds at most: above what any quarter of a whole country has had. */
const changesInFile = 50_000

/** A stored row of either kind. */
export type Row = StoredSystemRow | StoredContractRow
/** A line of a list as it stood, and its place there. */
type Line<R> = readonly [place: string, stood: StoodSince<R>]
/** From one place in a list on and below another, and no more than so many. */
type Bounds = { from?: string | undefined; below?: string | undefined; most?: number | undefined }
/** What is needed to tell records under the ids that are kept. */
type Named = Pick<Asked, 'lists'>

export type PastReading = ReturnType<typeof createPastReading>

export function createPastReading(table: Table) {
  const together = (totals: Totals[]) => totals.reduce((sum, one) => addInto(sum, one), {} as Totals)

  /**
   * The lines that stood in lists of a scope at the end of a day, each once, by their places in the list: those from one
   * on and below another. At most `most` of each list and region are read, so there may be more than that together.
   */
  const linesIn = async <R>(
    { scope }: Asked,
    among: readonly string[],
    on: IsoDate,
    bounds: Bounds,
  ): Promise<Line<R>[]> => {
    const regions = placesOf(scope).filter((place) => !isBesides(place))
    const read = await Promise.all(
      regions.flatMap((place) =>
        among.map(async (list) =>
          [...(await stoodIn<R>(table, { place, list, on }, bounds))].map(
            ([line, stood]) => [line.slice(list.length), stood] as const,
          ),
        ),
      ),
    )
    return [...new Map(read.flat())].sort(([a], [b]) => (a < b ? -1 : 1))
  }

  /** What the records in these places said then. One that is being rewritten at this moment is left out this once. */
  const recordsAt = async (places: readonly Line<PlaceInList>[], asked: Named): Promise<PublicRecord[]> => {
    const records = await recordsStood(
      table,
      places.map(([line, { row, since }]) => {
        return { id: line.slice(line.lastIndexOf('#') + 1), heldBy: row.heldBy, since }
      }),
    )
    return records.map((record) => underKept(record, asked))
  }

  return {
    /** Totals of one summary, or of several together, as at the end of a day. */
    async totals(asked: Asked, among: readonly string[], on: IsoDate): Promise<Totals> {
      return together(
        await Promise.all(
          placesOf(asked.scope).flatMap((place) =>
            among.map((summary) => pastTotals(table, place, summary, on)),
          ),
        ),
      )
    },

    /** The rows that stood in a list of a scope at the end of a day, in their order, within bounds. A request or two a region. */
    async rowsIn<R>(asked: Asked, list: string, on: IsoDate, bounds: Bounds = {}): Promise<R[]> {
      const lines = await linesIn<R>(asked, [list], on, bounds)
      return lines.slice(0, bounds.most).map(([, { row }]) => row)
    },

    /**
     * The records that stood in lists of a scope at the end of a day, several lists as one, in their order and within
     * bounds, or after one place. Where there are more, `next` is the place of the last. A request or two for each region,
     * and one for what the records said.
     */
    async recordsIn(
      asked: Asked,
      among: readonly string[],
      on: IsoDate,
      { from, below, after, most }: Bounds & { after?: string | undefined; most: number },
    ): Promise<{ records: PublicRecord[]; next?: string | undefined }> {
      const places = await linesIn<PlaceInList>(asked, among, on, {
        // The days from which a place stood come after its name.
        from: after === undefined ? from : `${after}#~`,
        below,
        most: most + 1,
      })
      const shown = places.slice(0, most)
      return {
        records: await recordsAt(shown, asked),
        ...(places.length > most && { next: shown.at(-1)?.[0] }),
      }
    },

    /** The contracts that covered a system at the end of a day, whosever they were: two requests. */
    async contractsCovering(
      asked: Named,
      system: string,
      on: IsoDate,
      most: number,
    ): Promise<{ records: PublicRecord[]; cut: boolean }> {
      const list = { place: system, list: listed.covering, on }
      const places = [...(await stoodIn<PlaceInList>(table, list, { most: most + 1 }))]
      return { records: await recordsAt(places.slice(0, most), asked), cut: places.length > most }
    },

    /** The records of an authority as at the end of a day. */
    async recordsOf(asked: Named, authority: string, on: IsoDate): Promise<PublicRecord[]> {
      const found = await stoodIn<PublicRecord>(table, { place: authority, list: recordLine(''), on })
      return [...found.values()].map(({ row }) => underKept(row, asked))
    },

    /** Some of them by their ids, as far as they were there: one range, from the first of them to the last. */
    async recordsNamed(
      asked: Named,
      authority: string,
      on: IsoDate,
      ids: readonly string[],
    ): Promise<PublicRecord[]> {
      const [first = '', ...others] = [...ids].sort()
      const found = await stoodIn<PublicRecord>(
        table,
        { place: authority, list: recordLine(''), on },
        { from: `${first}#`, below: `${others.at(-1) ?? first}#~` },
      )
      return ids.flatMap((id) => {
        const stood = found.get(recordLine(id))
        return stood ? underKept(stood.row, asked) : []
      })
    },

    /** Totals of everything an authority holds, by itself, as at the end of a day. */
    ofAuthority(id: string, on: IsoDate): Promise<Totals> {
      return pastTotals(table, id, summaries.everything, on)
    },

    /** How many changes of each kind were approved in a quarter, and the latest of them. */
    async changes(asked: Asked, quarter: string, most = changesShown) {
      const from = startOf(quarter)
      const places = placesOf(asked.scope)
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

/** Whether a quarter has begun on a day. */
export const hasBegun = (quarter: string, today: IsoDate) => startOf(quarter) <= today

/** A record as lists would have told of it on the day that is asked of. */
export const rowOn = (record: PublicRecord, { today, lists }: Asked): Row =>
  record.kind === 'system' ? systemRow(record, today, lists) : contractRow(record, today, lists)

/** A record naming vendors and products by the ids that are kept, whatever was merged since. */
const underKept = (record: PublicRecord, { lists }: Named): PublicRecord =>
  asKept(record.kind, record, lists.kept)
