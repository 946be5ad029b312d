import type { IsoDate } from '../domain/calendar.ts'
import {
  bucketOf,
  type Days,
  type Opening,
  opensQuarters,
  pastNames,
  quarterStart,
  recordLine,
  type Stood,
} from '../domain/past.ts'
import { addInto, type Totals } from '../domain/totals.ts'
import type { PublicRecord } from '../schema/view.ts'
import type { Page, Table } from './dynamo.ts'
import { keys } from './keys.ts'
import { type Packed, unpack } from './packed.ts'

// Reads the past of the summaries.

/** Openings looked at for one that is whole: more than one is not only around the turn of a quarter. */
const openingsRead = 4

/** A book's totals as at the end of a day: its last opening and what moved since, two requests; one where none open. */
export async function pastTotals(table: Table, place: string, book: string, on: IsoDate): Promise<Totals> {
  const { from, totals } = opensQuarters(place, book)
    ? await openingBefore(table, place, book, quarterStart(on))
    : { from: undefined, totals: {} }
  const days = `DAY#${book}`
  const range = keys.pastOf(place, days + (from === undefined ? '' : bucketOf(place, book, from)))
  const moved = await table.all<Days | Packed>(range, { below: days + bucketOf(place, book, on) })
  for (const { body } of moved) {
    for (const [day, by] of Object.entries(unpack<Days>(body))) {
      if (day <= on && (from === undefined || day >= from)) addInto(totals, by)
    }
  }
  return totals
}

async function openingBefore(
  table: Table,
  place: string,
  book: string,
  quarter: IsoDate,
): Promise<{ from?: IsoDate; totals: Totals }> {
  const prefix = `OPEN#${book}`
  const { items } = await table.page<Opening | Packed>(keys.pastOf(place, prefix), {
    last: true,
    below: prefix + quarter,
    limit: openingsRead,
  })
  for (const { sk, body } of items) {
    const opening = unpack<Opening>(body)
    if (opening.whole) return { from: sk.slice(prefix.length), totals: opening.totals }
  }
  return { totals: {} }
}

/** The first day on which anything moved in a book that is kept by the day; nothing where nothing ever did: one request. */
export async function firstMoved(table: Table, place: string, book: string): Promise<IsoDate | undefined> {
  const days = `DAY#${book}`
  const { items } = await table.page(keys.pastOf(place, days), { limit: 1 })
  return items[0]?.sk.slice(days.length)
}

/** A book's openings from one quarter to another, as far as they are whole, by the day they begin: one request. */
export async function openingsFrom(
  table: Table,
  place: string,
  book: string,
  { from, to }: { from: IsoDate; to: IsoDate },
): Promise<Map<IsoDate, Totals>> {
  const prefix = `OPEN#${book}`
  const found = await table.all<Opening | Packed>(keys.pastOf(place, prefix + from), { below: prefix + to })
  return new Map(
    found.flatMap(({ sk, body }) => {
      const { whole, totals } = unpack<Opening>(body)
      return whole ? [[sk.slice(prefix.length), totals] as const] : []
    }),
  )
}

/** Lines read at first for each that is wanted: most have been otherwise before, or since. */
const timesRead = 4

/** A line as it stood on a day, and since when. */
export type StoodSince<Row> = { row: Row; since: IsoDate }

/**
 * What stood in a list of a place at the end of a day, by its lines, in their order: those from one on and below
 * another, and no more than so many. Lines that had gone by then, or were yet to come, are passed over as they are
 * read: one request, and another for every megabyte of them.
 */
export async function stoodIn<Row>(
  table: Table,
  { place, list, on }: { place: string; list: string; on: IsoDate },
  {
    from = '',
    below,
    most = Number.POSITIVE_INFINITY,
  }: { from?: string; below?: string; most?: number } = {},
): Promise<Map<string, StoodSince<Row>>> {
  const prefix = 'STOOD#'
  const found = new Map<string, StoodSince<Row>>()
  let after: string | undefined
  do {
    const page: Page<Stood<Row>> = await table.page(keys.pastOf(place, prefix + list + from), {
      after,
      ...(below !== undefined && { below: prefix + list + below }),
      ...(after === undefined && Number.isFinite(most) && { limit: most * timesRead }),
    })
    for (const { sk, body } of page.items) {
      const at = sk.lastIndexOf('#')
      const since = sk.slice(at + 1)
      const isThere = since <= on && (body.until === undefined || body.until >= on)
      if (isThere && found.size < most) found.set(sk.slice(prefix.length, at), { row: body.row, since })
    }
    after = page.next
  } while (after !== undefined && found.size < most)
  return found
}

/**
 * What records said in these places of lists, in the order of the places: one request for each hundred. Each is read from
 * its own line, which began on the day its place did; one that is not there is left out.
 */
export async function recordsStood(
  table: Table,
  places: readonly { id: string; heldBy: string; since: IsoDate }[],
): Promise<PublicRecord[]> {
  const found = await table.many<Stood<PublicRecord>>(
    places.map(({ id, heldBy, since }) => keys.past(pastNames.stood(heldBy, recordLine(id), since))),
  )
  const records = new Map(found.map(({ body: { row } }) => [row.id, row]))
  return places.flatMap(({ id }) => records.get(id) ?? [])
}
