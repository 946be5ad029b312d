import type { IsoDate } from '../domain/calendar.ts'
import type { PublicRecord } from '../schema/view.ts'
import { count } from './contribution.ts'
import { type Places, sameList, type Terms } from './parts.ts'
import { type PlaceTally, placeTally, sumOf } from './tally.ts'

/** Every summary of every place worked out from scratch on a day: what running totals must always equal. */
export function recount(
  records: Iterable<PublicRecord>,
  day: IsoDate,
  terms: Terms,
): ReadonlyMap<string, PlaceTally> {
  // Most records count alike in the same scopes, so they are added up once for all of these.
  const alike = new Map<Places, PlaceTally>()
  const ledger = (places: Places): PlaceTally => {
    let tally = alike.get(places)
    if (!tally) {
      tally = placeTally()
      alike.set(places, tally)
    }
    return tally
  }
  const quick = remembering(terms)
  for (const record of records) count(record, day, quick, ledger)

  const found = new Map<string, PlaceTally[]>()
  for (const [places, tally] of alike) {
    for (const place of places) found.set(place, [...(found.get(place) ?? []), tally])
  }
  return new Map([...found].map(([place, tallies]) => [place, sumOf(tallies)]))
}

/** The same terms, which remember what they have answered. */
const remembering = (terms: Terms): Terms => ({
  ...terms,
  scopesOf: remembered((authority) => sameList(terms.scopesOf(authority))),
  groupOf: remembered(terms.groupOf),
})

function remembered<T>(answer: (id: string) => T): (id: string) => T {
  const answers = new Map<string, T>()
  return (id) => {
    const known = answers.get(id)
    if (known !== undefined) return known
    const found = answer(id)
    answers.set(id, found)
    return found
  }
}
