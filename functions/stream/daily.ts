import type { IsoDate } from '../domain/calendar.ts'
import type { Store } from '../store/index.ts'
import type { Terms } from '../tallies/parts.ts'
import { turnPage } from './turnPage.ts'

/** Turns the page once a day and is free after that: for readers, who may be the first of the day to ask. */
export function createDaily({
  store,
  terms,
}: {
  store: Store
  terms: Terms
}): (today: IsoDate) => Promise<unknown> {
  let turned: { day: IsoDate; done: Promise<unknown> } | undefined
  return (today) => {
    if (turned?.day !== today) {
      const done = turnPage(store, { terms, today })
      turned = { day: today, done }
      done.catch(() => {
        turned = undefined
      })
    }
    return turned?.done ?? Promise.resolve()
  }
}
