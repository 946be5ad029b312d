import { scopeNamed, scopeNames, scopesHolding, unitedKingdom } from '../schema/scope.ts'
import { addDays, addMonths, type IsoDate } from './calendar.ts'
import { membersBooks, placeInMembersBook, placeWithin } from './membersSummary.ts'
import { lists, summaries } from './summary.ts'
import type { Totals } from './totals.ts'

// The past of the summaries, as it is kept: for each region, nation or authority a book of each summary, in which stands what its
// totals moved by on each day, and what they had come to when a quarter began. So a summary as at a day is what stood
// at the last beginning before it and what moved since, however many records there are and however long ago it was.
// Larger parts of the country add up theirs; where a record is shared across regions, a book of their own puts right
// what would be counted twice. What members alone read has its books and lines in places of its own, which no public
// question names: of a region, and of an authority for what is told to nobody else.

/** What totals moved by, by the day. */
export type Days = Record<IsoDate, Totals>

/** What had come together when a quarter began. `whole` is false while it is still to be worked out. */
export type Opening = { whole: boolean; totals: Totals }

/**
 * A line of a list as it once stood, from the day in its name: until the day that is named here, its last, or still. Lines
 * of lists are kept by region and nation, larger parts of the country read those of theirs and take each once; records by
 * authority.
 */
export type Stood<Row = object> = { row: Row; until?: IsoDate | undefined }

/** Whether the past of a list is kept row by row: of those that tell when contracts must be decided on and could end. */
export const keepsRows = (name: string): boolean => name.startsWith(lists.timeline) || couldEnd.test(name)
const couldEnd = /^AREA#[^#]+#COULD END#/

/**
 * Whether the past of a list is kept as places, which say which records stood in it and in what order: of those that are
 * read a page at a time, and of the contracts that cover a system.
 */
export const keepsPlaces = (name: string): boolean => recordLists.test(name)
const recordLists = new RegExp(
  `^(${lists.renewals}|(AREA|VENDOR|PRODUCT)#[^#]+#(CONTRACT|SYSTEM)#|${lists.covering})`,
)

/**
 * The lines of a record, in bundles by what changes them. `rows`: its rows in lists, as days pass too. `places`: the record
 * itself and its places in lists, when it says something else or moves in one of them. `moves`: what members are told of
 * its moves, when it leaves the register too. Where one line of a bundle changes, all of it begin anew that day: so a place
 * and the line of its record always begin on the same day.
 */
export const bundles = ['rows', 'places', 'moves'] as const
export type Bundle = (typeof bundles)[number]
/** A record itself, as a line of each authority that holds it. */
export const recordLine = (id: string) => `RECORD#${id}`
/** A record's place in a list. What it said there is in its own line, with this holder and begun on the same day. */
export type PlaceInList = { heldBy: string }

/** Which changes were approved in a quarter, counted: it moves and nothing is carried over. */
export const changesBook = 'CHANGES#'

/** The book of a document of the summaries, and where its totals stand in the whole summary; none for what has no past. */
export function placeInBook(document: string): { book: string; prefix: string } | undefined {
  if (document.startsWith(changesBook)) return { book: changesBook, prefix: '' }
  if (!/^(COUNT#|WHO#COUNT#|AREA#|VENDOR#|PRODUCT#)/.test(document)) return placeInMembersBook(document)
  const at = document.indexOf('COUNT#') + 'COUNT#'.length
  const rest = document.slice(at)
  return { book: document.slice(0, at), prefix: rest.includes('/') ? `${rest}/` : '' }
}

/** Where stands what a part of the country adds to its regions and nations, so that what they share counts once. */
export const besides = (scope: string) => `${scope}+`
export const isBesides = (place: string) => place.endsWith('+')

/** The places whose pasts a scope's is the sum of: its regions and nations, and what puts right what they share. */
export function placesOf(scope: string): string[] {
  const regions = Object.keys(scopeNames).filter(
    (region) => region !== unitedKingdom && scopesHolding(region).includes(scope),
  )
  return regions.length === 1 && regions[0] === scope ? regions : [...regions, besides(scope)]
}

/** The scopes whose past a place is part of. */
export const scopesOver = (place: string): string[] => [
  ...new Set(scopesHolding(placeWithin(place).replace(/[+]$/, ''))),
]

/** Whether a place is a part of the country, or what puts one right, and not an authority by itself. */
export const isPartOfTheCountry = (place: string): boolean =>
  scopeNamed(placeWithin(place).replace(/[+]$/, '')) !== undefined

const daily = new Set<string>([summaries.everything, summaries.whoRunsWhat, ...Object.values(membersBooks)])
const isDaily = (place: string, book: string) => isPartOfTheCountry(place) && daily.has(book)

/** The first day of a date's quarter. */
export const quarterStart = (day: IsoDate): IsoDate => {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1
  return `${day.slice(0, 5)}${String(month).padStart(2, '0')}-01`
}

/** A change that was on its way when the quarter turned has arrived by then. */
const graceDays = 1

/** The last quarter that may be closed on a day, by the first day of the next. */
export const closedBy = (today: IsoDate): IsoDate => quarterStart(addDays(today, -graceDays))

/**
 * The item of a book that holds a day, by its first day. Books of one service area, vendor, product or authority move
 * little: theirs hold a month.
 */
export function bucketOf(place: string, book: string, day: IsoDate): IsoDate {
  if (book === changesBook) return quarterStart(day)
  return isDaily(place, book) ? day : `${day.slice(0, 7)}-01`
}

/** Beginnings of quarters after a day, up to another. */
export function quartersBegun(after: IsoDate, upTo: IsoDate): IsoDate[] {
  const begun: IsoDate[] = []
  for (let next = addMonths(quarterStart(after), 3); next <= upTo; next = addMonths(next, 3)) begun.push(next)
  return begun
}

/** Names of items: what a book moved by, what it opened a quarter with, single changes, and lines of lists. */
export const pastNames = {
  days: (place: string, book: string, bucket: string) => `${place}/DAY#${book}${bucket}`,
  opening: (place: string, book: string, quarter: string) => `${place}/OPEN#${book}${quarter}`,
  change: (place: string, quarter: string, on: string, id: string, version: number) =>
    `${place}/CHANGED#${quarter}#${on}#${id}#${String(version).padStart(6, '0')}`,
  stood: (place: string, line: string, from: IsoDate) => `${place}/STOOD#${line}#${from}`,
}

/** Whether every quarter's opening is kept, though nothing moved in the one before: not of one service area. */
export const opensEveryQuarter = isDaily

/**
 * Whether openings are kept at all. Books of one vendor, product or authority are many and hold little, a few months of
 * changes in ten years: all that moved is added up when it is asked for.
 */
export const opensQuarters = (place: string, book: string): boolean =>
  isPartOfTheCountry(place) && !/^(VENDOR|PRODUCT)#/.test(book)
