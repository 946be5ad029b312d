import { addDays } from '../../functions/domain/calendar.ts'
import { heldBackNow, publicHistory } from '../../functions/domain/disclosure.ts'
import { holdersOf } from '../../functions/domain/explorerFile.ts'
import {
  documentsInBook,
  membersBooks,
  membersPlace,
  movesOf,
  plannedMoves,
} from '../../functions/domain/membersSummary.ts'
import { isBesides, keepsPlaces, type PlaceInList, recordLine } from '../../functions/domain/past.ts'
import { lists, stampPath, summaries, wholeOf } from '../../functions/domain/summary.ts'
import { addInto, isEmpty, type Totals } from '../../functions/domain/totals.ts'
import { type AnyRecord, isMembersRecord, type RegisterRecord } from '../../functions/schema/record.ts'
import type { PublicRecord } from '../../functions/schema/view.ts'
import type { Store } from '../../functions/store/index.ts'
import { pastTotals, recordsStood, type StoodSince, stoodIn } from '../../functions/store/past.ts'
import { contribution, shareOf } from '../../functions/tallies/contribution.ts'
import type { Contribution, Listing, Terms } from '../../functions/tallies/parts.ts'
import { recount } from '../../functions/tallies/recount.ts'
import { documentsOf, placeTally } from '../../functions/tallies/tally.ts'

// The past as it is kept, beside what comes of going through every version there is.

export async function everyVersionIn(store: Store): Promise<AnyRecord[][]> {
  const found = new Map<string, AnyRecord[]>()
  for await (const { pk, body } of store.table.scan()) {
    const id = pk.slice('RECORD#'.length)
    if (pk.startsWith('RECORD#')) found.set(id, [...(found.get(id) ?? []), body as AnyRecord])
  }
  return [...found.values()].map((versions) => versions.sort((a, b) => a.version - b.version))
}

const ofRegister = (versions: AnyRecord[]): RegisterRecord[] =>
  versions.flatMap((one) => (isMembersRecord(one) ? [] : [one]))

/** Those of the register. */
export const registerIn = (histories: AnyRecord[][]): RegisterRecord[][] =>
  histories.map(ofRegister).filter(({ length }) => length > 0)
export const versionsIn = async (store: Store) => registerIn(await everyVersionIn(store))

/** What was on the register at the end of a day, told as it may be told now. */
export const registerOn = (histories: RegisterRecord[][], on: string): PublicRecord[] =>
  histories.flatMap((versions) => {
    const standing = versions.findLast(({ updatedAt }) => updatedAt.slice(0, 10) <= on)
    return standing ? publicHistory([standing], versions.at(-1)) : []
  })

/** A summary of a scope as at a day, from scratch: all but the stamp, which is of today alone. */
export function recounted(
  histories: RegisterRecord[][],
  { scope, summary, on, terms }: { scope: string; summary: string; on: string; terms: Terms },
): Totals {
  const place = recount(registerOn(histories, on), on, terms).get(scope) ?? placeTally()
  const { [stampPath]: _, ...whole } = wholeOf(
    summary,
    [...documentsOf(place)].filter(([name]) => name.startsWith(summary)),
  )
  return whole
}

/**
 * The same as it is kept: of the regions and nations in a scope, and what puts right the scope itself. `read` holds what
 * was read for another scope, since scopes share their regions; for as long as nothing is written.
 */
export async function keptPast(
  store: Store,
  { places, summary, on }: { places: string[]; summary: string; on: string },
  read = new Map<string, Totals>(),
): Promise<Totals> {
  const sum: Totals = {}
  for (const place of places) {
    const name = `${place} ${summary} ${on}`
    const totals = read.get(name) ?? (await pastTotals(store.table, place, summary, on))
    read.set(name, totals)
    addInto(sum, totals)
  }
  return sum
}

/** All lines of lists as at a day, from scratch. */
export const linesOn = (histories: RegisterRecord[][], on: string, terms: Terms): Listing[] =>
  registerOn(histories, on).flatMap((record) => contribution(record, on, terms).rows)

/** What can be read back of the rows of a list: of lists kept as places the records alone, as nothing worked out is kept. */
export const asStood = (list: string, rows: object[]): object[] =>
  keepsPlaces(list) ? rows.map(recordIn) : rows
function recordIn(row: object): object {
  const { running: _, decision: __, fresh: ___, standing: ____, ...record } = row as Record<string, unknown>
  return record
}

/** The rows of one list of a scope among them, in their order. */
export const rowsIn = (lines: Listing[], { scope, list }: { scope: string; list: string }): object[] =>
  lines
    .filter(({ name, places }) => name.startsWith(list) && places.includes(scope))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ row }) => row)

/**
 * The same as it is kept, in each region and nation of a scope: of lists kept as places, what the records said. `read` is
 * as above.
 */
export async function keptRows(
  store: Store,
  { places, list, on }: { places: string[]; list: string; on: string },
  read = new Map<string, Map<string, StoodSince<object>>>(),
): Promise<object[]> {
  const found = new Map<string, StoodSince<object>>()
  for (const place of places.filter((one) => !isBesides(one))) {
    const name = `${place} ${list} ${on}`
    const rows = read.get(name) ?? (await stoodIn<object>(store.table, { place, list, on }))
    read.set(name, rows)
    for (const [line, stood] of rows) found.set(line, stood)
  }
  const inOrder = [...found].sort(([a], [b]) => (a < b ? -1 : 1))
  if (!keepsPlaces(list)) return inOrder.map(([, { row }]) => row)
  return recordsStood(
    store.table,
    inOrder.map(([line, { row, since }]) => ({
      id: line.slice(line.lastIndexOf('#') + 1),
      ...(row as PlaceInList),
      since,
    })),
  )
}

/** The records of an authority as at a day, from scratch. */
export const recordsOn = (histories: RegisterRecord[][], authority: string, on: string): PublicRecord[] =>
  registerOn(histories, on)
    .filter((record) => holdersOf(record).includes(authority))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

/** The same as they are kept. */
export const keptRecords = async (store: Store, authority: string, on: string): Promise<PublicRecord[]> => {
  const place = { place: authority, list: recordLine(''), on }
  return [...(await stoodIn<PublicRecord>(store.table, place)).values()].map(({ row }) => row)
}

/** What each record adds to the summaries as at a day, members' included, told as it may be told now. */
const sharesOn = (histories: AnyRecord[][], on: string, terms: Terms): Contribution[] =>
  histories.flatMap((versions) => {
    const standing = versions.findLast(({ updatedAt }) => updatedAt.slice(0, 10) <= on)
    if (!standing) return []
    const latest = versions.at(-1)
    const isTold = isMembersRecord(standing) || latest === undefined || isMembersRecord(latest)
    return [shareOf(isTold ? standing : heldBackNow(standing, latest), on, terms)]
  })

/** Members' documents of a region, or of an authority by itself, as at a day, from scratch: by name, ratings' left out. */
export function membersDocumentsOn(
  histories: AnyRecord[][],
  { within, on, terms }: { within: string; on: string; terms: Terms },
): Map<string, Totals> {
  const documents = new Map<string, Totals>()
  for (const { counts } of sharesOn(histories, on, terms)) {
    for (const { places, document, totals } of counts) {
      if (!places.includes(membersPlace(within)) || !/^(COMP|SKILLS#)/.test(document)) continue
      documents.set(document, addInto(documents.get(document) ?? {}, totals))
    }
  }
  return new Map([...documents].filter(([, totals]) => !isEmpty(totals)))
}

/** The same as it is kept. */
export async function keptMembersDocuments(
  store: Store,
  { within, on }: { within: string; on: string },
): Promise<Map<string, Totals>> {
  const place = membersPlace(within)
  const found = await Promise.all(
    Object.values(membersBooks).map((book) => pastTotals(store.table, place, book, on)),
  )
  return new Map(found.flatMap((whole) => [...documentsInBook(whole)]))
}

/** The rows members read of a list as at a day, from scratch; `keptRows` of the same place has them as they are kept. */
export const membersRowsOn = (
  histories: AnyRecord[][],
  { within, list, on, terms }: { within: string; list: string; on: string; terms: Terms },
): object[] =>
  rowsIn(
    sharesOn(histories, on, terms).flatMap(({ rows }) => rows),
    { scope: membersPlace(within), list },
  )

export const someMoves = [plannedMoves, movesOf('prd_1')]
export const someLists = [
  lists.timeline,
  lists.couldEnd('housing'),
  lists.renewals,
  lists.contractsOf('AREA', 'housing'),
  lists.contractsOf('VENDOR', 'ven_a'),
  lists.systemsOf('AREA', 'housing'),
  lists.systemsOf('VENDOR', 'ven_a'),
  lists.systemsOf('PRODUCT', 'prd_1'),
]

export const somePasts = [
  summaries.everything,
  summaries.whoRunsWhat,
  summaries.area('housing'),
  summaries.vendor('ven_a'),
  summaries.product('prd_1'),
]
export const someScopes: Record<string, string[]> = {
  E12000007: ['E12000007'],
  E92000001: ['E12000007', 'E12000001', 'E92000001+'],
  K02000001: ['E12000007', 'E12000001', 'S92000003', 'K02000001+'],
}
export const someDays = (today: string) =>
  [-1, -40, -95, -200, -330, -600].map((days) => addDays(today, days))
