import type { IsoDate } from '../domain/calendar.ts'
import { isMoveRow } from '../domain/membersSummary.ts'
import {
  type Bundle,
  bundles,
  keepsPlaces,
  keepsRows,
  type PlaceInList,
  pastNames,
  recordLine,
  type Stood,
} from '../domain/past.ts'
import { lists } from '../domain/summary.ts'
import type { PublicRecord } from '../schema/view.ts'
import type { Listing, Terms } from './parts.ts'
import { placeAndBook } from './pastBooks.ts'

// The lines in which a record stands in the past of lists: where they are, and the days on which they stood alike.

/** Lines of a record that change together, by `place/line`. */
export type Lines = Map<string, object>
/** Days on which they stood alike: from one to another, or still. */
export type Stretch = { from: IsoDate; until?: IsoDate; lines: Lines }
export type InBundles<T> = Record<Bundle, T>

export const sameLines = (a: Lines, b: Lines) => JSON.stringify([...a]) === JSON.stringify([...b])
export const inBundles = <T>(make: (bundle: Bundle) => T): InBundles<T> => ({
  rows: make('rows'),
  places: make('places'),
  moves: make('moves'),
})

/** The lines of a record on a day: of what the public may know of it, where it may, and of what members are told of moves. */
export function linesOf(
  open: PublicRecord | undefined,
  rows: readonly Listing[],
  { held, terms }: { held: readonly string[]; terms: Terms },
): InBundles<Lines> {
  const regions = new Set(held.flatMap((authority) => terms.scopesOf(authority)[0] ?? []))
  return {
    rows: open ? rowLines(rows, regions) : new Map(),
    places: open ? recordLines(open, rows, { held, regions }) : new Map(),
    moves: moveLines(rows),
  }
}

/** Lines members read, each where it stands. */
const moveLines = (rows: readonly Listing[]): Lines =>
  new Map(
    rows
      .filter(({ name }) => isMoveRow(name))
      .flatMap(({ places, name, row }) => places.map((place) => [`${place}/${name}`, row] as const)),
  )

/** Its rows in the lists whose past is kept row by row, in each region or nation that has a holder. */
const rowLines = (rows: readonly Listing[], regions: ReadonlySet<string>): Lines =>
  new Map(
    rows
      .filter(({ name }) => keepsRows(name))
      .flatMap(({ name, row }) => [...regions].map((region) => [`${region}/${name}`, row] as const)),
  )

/** The record itself with each of its holders, and its places in lists: in each of their regions, and with each system. */
function recordLines(
  record: PublicRecord,
  rows: readonly Listing[],
  { held, regions }: { held: readonly string[]; regions: ReadonlySet<string> },
): Lines {
  const place: PlaceInList = { heldBy: record.authority }
  return new Map<string, object>([
    ...held.map((holder) => [`${holder}/${recordLine(record.id)}`, record] as const),
    ...rows
      .filter(({ name }) => keepsPlaces(name))
      .flatMap(({ name, places }) =>
        (name.startsWith(lists.covering) ? places : [...regions]).map(
          (one) => [`${one}/${name}`, place] as const,
        ),
      ),
  ])
}

/** How lines stood, by the names of their items. */
export const stoodItems = (
  stretches: InBundles<Stretch[]>,
  kept: readonly Bundle[] = bundles,
): Map<string, Stood> =>
  new Map(
    kept
      .flatMap((bundle) => stretches[bundle])
      .flatMap(({ from, until, lines }) =>
        [...lines].map(([name, row]) => {
          const [place, line] = placeAndBook(name)
          return [pastNames.stood(place, line, from), { row, ...(until && { until }) }] as const
        }),
      ),
  )
