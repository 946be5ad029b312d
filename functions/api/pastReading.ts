import type { IsoDate } from '../domain/calendar.ts'
import type { KeptChange } from '../domain/changed.ts'
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
import { addInto, type Totals } from '../domain/totals.ts'
import type { PublicRecord } from '../schema/view.ts'
import type { Table } from '../store/dynamo.ts'
import { keys } from '../store/keys.ts'
import { unpack } from '../store/packed.ts'
import { pastTotals, recordsStood, type StoodSince, stoodIn } from '../store/past.ts'
import { startOf } from '../views/changes.ts'
import type { Asked } from '../views/parts.ts'

// Reads the past of the summaries: of a scope, what is kept of each region or nation in it, and of the scope itself what
// puts records right that are shared across. Each is a request or two, asked for together, whatever has happened since.

export const changesShown = 40
/** What a file of one quarter's changes holds at most: above what any quarter of a whole country has had. */
const changesInFile = 50_000

export function createPastReading(table: Table) {
  const together = (totals: Totals[]) => totals.reduce((sum, one) => addInto(sum, one), {} as Totals)

  /** What the records said that stood in these places; each names what is kept of what was merged since. */
  const recordsAt = async (
    places: readonly (readonly [line: string, at: StoodSince<PlaceInList>])[],
    { kept }: Asked['lists'],
  ): Promise<PublicRecord[]> => {
    // One that is being told otherwise at this very moment is back when this is read again.
    const records = await recordsStood(
      table,
      places.map(([line, { row, since }]) => {
        return { id: line.slice(line.lastIndexOf('#') + 1), heldBy: row.heldBy, since }
      }),
    )
    return records.map((record) => asKept(record.kind, record, kept))
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
        placesOf(asked.scope)
          .filter((place) => !isBesides(place))
          .map((place) => stoodIn<Row>(table, { place, list, on }, bounds)),
      )
      const lines = new Map(found.flatMap((of) => [...of]))
      return [...lines]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, bounds.most)
        .map(([, { row }]) => row)
    },

    /**
     * The records that stood in lists at the end of a day, several lists as one, in their order:
     * those from one on and below another, or after one of them. No more than `most`; where there are others, `next` is
     * the place of the last. A request or two for each region, and one for what the records said.
     */
    async listed(
      asked: Asked,
      among: readonly string[],
      on: IsoDate,
      {
        from,
        below,
        after,
        most,
      }: { from?: string; below?: string; after?: string | undefined; most: number },
    ): Promise<{ records: PublicRecord[]; next?: string | undefined }> {
      const bounds = {
        // The days from which a place stood come after its name.
        from: after === undefined ? from : `${after}#~`,
        below,
        most: most + 1,
      }
      const regions = placesOf(asked.scope).filter((place) => !isBesides(place))
      const read = await Promise.all(
        regions.flatMap((place) =>
          among.map(async (list) =>
            [...(await stoodIn<PlaceInList>(table, { place, list, on }, bounds))].map(
              ([line, stood]) => [line.slice(list.length), stood] as const,
            ),
          ),
        ),
      )
      const places = [...new Map(read.flat())].sort(([a], [b]) => (a < b ? -1 : 1))
      const shown = places.slice(0, most)
      return {
        records: await recordsAt(shown, asked.lists),
        ...(places.length > most && { next: shown.at(-1)?.[0] }),
      }
    },

    /** The contracts that covered a system at the end of a day, whosever they were: two requests. */
    async covering(
      { lists }: Pick<Asked, 'lists'>,
      system: string,
      on: IsoDate,
      most: number,
    ): Promise<{ records: PublicRecord[]; cut: boolean }> {
      const found = await stoodIn<PlaceInList>(
        table,
        { place: system, list: listed.covering, on },
        { most: most + 1 },
      )
      return { records: await recordsAt([...found].slice(0, most), lists), cut: found.size > most }
    },

    /** The records of an authority as at the end of a day; each names what is kept of what was merged since. */
    async recordsOf({ lists }: Asked, authority: string, on: IsoDate): Promise<PublicRecord[]> {
      const found = await stoodIn<PublicRecord>(table, { place: authority, list: recordLine(''), on })
      return [...found.values()].map(({ row }) => asKept(row.kind, row, lists.kept))
    },

    /** The same of some of its records, as far as they were there: one range, from the first of them to the last. */
    async theseOf(
      { lists }: Pick<Asked, 'lists'>,
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
        return stood ? asKept(stood.row.kind, stood.row, lists.kept) : []
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
