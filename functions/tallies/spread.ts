import { addInto, sameTotals, type Totals } from '../domain/totals.ts'
import type { Count, Listing, Places } from './parts.ts'

// What a record adds is said once for all the places where it counts alike; the table keeps a document for each
// place. Here one is made of the other. A document's or row's full name is `place/name`.

/** Totals by the full name of their document. */
export type Shares = Map<string, Totals>

export function sharesOf(counts: readonly Count[]): Shares {
  const shares: Shares = new Map()
  for (const { places, document, totals } of counts) {
    for (const place of places) {
      const name = `${place}/${document}`
      const sum = shares.get(name)
      shares.set(name, sum ? addInto({ ...sum }, totals) : totals)
    }
  }
  return shares
}

/** Said once for all the places again: a sixth of the size. */
export function countsOf(shares: Shares): Count[] {
  const counts = new Map<string, { places: string[]; document: string; totals: Totals }>()
  for (const [name, totals] of shares) {
    const at = name.indexOf('/')
    const document = name.slice(at + 1)
    const saying = `${document}\n${JSON.stringify(totals)}`
    const known = counts.get(saying)
    if (known) known.places.push(name.slice(0, at))
    else counts.set(saying, { places: [name.slice(0, at)], document, totals })
  }
  return [...counts.values()]
}

export const sameShares = (a: Shares, b: Shares): boolean =>
  a.size === b.size && [...a].every(([name, totals]) => sameTotals(totals, b.get(name) ?? {}))

/** Rows by their full name. */
export const rowsOf = (listings: readonly Listing[]): Map<string, object> =>
  new Map(
    listings.flatMap(({ places, name, row }) => places.map((place) => [`${place}/${name}`, row] as const)),
  )

/** Names of rows, and the places they stand in. */
export type Names = { places: Places; name: string }[]

export const fullNames = (names: Names): string[] =>
  names.flatMap(({ places, name }) => places.map((place) => `${place}/${name}`))

export function namesOf(full: Iterable<string>): Names {
  const names = new Map<string, string[]>()
  for (const one of full) {
    const at = one.indexOf('/')
    const name = one.slice(at + 1)
    const places = names.get(name)
    if (places) places.push(one.slice(0, at))
    else names.set(name, [one.slice(0, at)])
  }
  return [...names].map(([name, places]) => ({ places, name }))
}
