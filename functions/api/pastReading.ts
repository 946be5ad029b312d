import type { IsoDate } from '../domain/calendar.ts'
import type { KeptChange } from '../domain/changed.ts'
import { asKept } from '../domain/merge.ts'
import { changesBook, type Days, isBesides, pastNames, placesOf, recordLine } from '../domain/past.ts'
import { summaries } from '../domain/summary.ts'
import { addInto, type Totals } from '../domain/totals.ts'
import { type RecordKind, schemas } from '../schema/record.ts'
import type { PublicRecord } from '../schema/view.ts'
import type { Table } from '../store/dynamo.ts'
import { keys } from '../store/keys.ts'
import { unpack } from '../store/packed.ts'
import { pastTotals, stoodIn } from '../store/past.ts'
import { startOf } from '../views/changes.ts'
import type { Asked } from '../views/parts.ts'

// Reads the past of the summaries: of a scope, what is kept of each region or nation in it, and of the scope itself what
// puts records right that are shared across. Each is a request or two, asked for together, whatever has happened since.

export const changesShown = 40
/** What a file of one quarter's changes holds at most: above what any quarter of a whole country has had. */
const changesInFile = 50_000

export function createPastReading(table: Table) {
  const together = (totals: Totals[]) => totals.reduce((sum, one) => addInto(sum, one), {} as Totals)

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
        .map(([, row]) => row)
    },

    /**
     * The records of an authority as at the end of a day, all or those of a kind; each names what is kept of what was
     * merged since.
     */
    async recordsOf(
      { lists }: Pick<Asked, 'lists'>,
      authority: string,
      on: IsoDate,
      kind?: RecordKind,
    ): Promise<PublicRecord[]> {
      const list = recordLine(kind ? `${schemas[kind].prefix}_` : '')
      const found = await stoodIn<PublicRecord>(table, { place: authority, list, on })
      return [...found.values()].map((row) => asKept(row.kind, row, lists.kept))
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
        const row = found.get(recordLine(id))
        return row ? asKept(row.kind, row, lists.kept) : []
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
