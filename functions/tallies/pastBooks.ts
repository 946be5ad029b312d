import { membersPlace } from '../domain/membersSummary.ts'
import { besides, placeInBook } from '../domain/past.ts'
import { stampPath } from '../domain/summary.ts'
import { addInto, isEmpty, type Totals } from '../domain/totals.ts'
import { regionOf } from './members.ts'
import type { Count, Terms } from './parts.ts'

// Which books of the past a record's counts are kept in: in which places, and under which of their summaries.

/** Totals by place and book, `place/book`. */
export type Books = Map<string, Totals>

/**
 * Counts by the books they are kept in: those of regions and nations, and beside a part of the country that holds several
 * of them what is left when theirs are added up. That is nothing unless a record is shared across.
 */
export function inBooks(counts: readonly Count[], held: readonly string[], terms: Terms): Books {
  const books = inRegions(counts, held, terms)
  // And of each authority its own, for its page.
  for (const authority of held)
    for (const [name, totals] of booksOf(counts, authority)) books.set(name, totals)
  return books
}

/**
 * The same of what members alone read. All of it is by authority, so larger parts of the country add up their regions'
 * and nothing is counted twice.
 */
export function inMembersBooks(counts: readonly Count[], held: readonly string[], terms: Terms): Books {
  const places = new Set([...held.flatMap((authority) => regionOf(authority, terms)), ...held])
  return new Map([...places].flatMap((place) => [...booksOf(counts, membersPlace(place))]))
}

function inRegions(counts: readonly Count[], held: readonly string[], terms: Terms): Books {
  const chains = new Map(
    held.map((authority) => terms.scopesOf(authority)).map((chain) => [chain[0] ?? '', chain]),
  )
  const [only] = chains.keys()
  if (chains.size <= 1) return only === undefined ? new Map() : booksOf(counts, only)

  // The smallest first: a nation may hold regions and, by itself, what belongs to none of them.
  const regions = [...chains].sort(([, a], [, b]) => b.length - a.length)
  const books: Books = new Map()
  const add = (place: string, of: Books, times: number) => {
    for (const [name, totals] of of) {
      const to = `${place}/${placeAndBook(name)[1]}`
      books.set(to, addInto({ ...books.get(to) }, totals, times))
    }
  }
  const own = (region: string): Books =>
    new Map([...books].filter(([name]) => placeAndBook(name)[0] === region))
  for (const [region] of regions) {
    const within = regions.filter(([other, chain]) => other !== region && chain.includes(region))
    const theirs = within.map(([other]) => own(other))
    add(region, booksOf(counts, region), 1)
    for (const one of theirs) add(region, one, -1)
  }
  for (const wider of new Set(regions.flatMap(([, [, ...over]]) => over))) {
    const within = regions.filter(([, chain]) => chain.includes(wider)).map(([region]) => own(region))
    add(besides(wider), booksOf(counts, wider), 1)
    for (const one of within) add(besides(wider), one, -1)
  }
  for (const [name, totals] of books) if (isEmpty(totals)) books.delete(name)
  return books
}

/** What counts in one place, by its books. */
function booksOf(counts: readonly Count[], place: string): Books {
  const books: Books = new Map()
  for (const { places, document, totals } of counts) {
    const at = places.includes(place) ? placeInBook(document) : undefined
    if (!at) continue
    // A stamp is of today's contracts, and no past is read by it.
    const whole = Object.entries(totals).flatMap(([path, amount]) =>
      path === stampPath ? [] : [[at.prefix + path, amount]],
    )
    const name = `${place}/${at.book}`
    books.set(name, addInto(books.get(name) ?? {}, Object.fromEntries(whole)))
  }
  return books
}

/** A place, and what is named in it: a book, an item or a line. */
export const placeAndBook = (name: string) => {
  const at = name.indexOf('/')
  return [name.slice(0, at), name.slice(at + 1)] as const
}
