import { addDays, type IsoDate } from '../domain/calendar.ts'
import { membersPlace } from '../domain/membersSummary.ts'
import {
  besides,
  changesBook,
  type Opening,
  opensEveryQuarter,
  opensQuarters,
  quarterStart,
} from '../domain/past.ts'
import { isEmpty } from '../domain/totals.ts'
import { scopeNames } from '../schema/scope.ts'
import { again } from '../store/again.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { pack, unpack } from '../store/packed.ts'
import { pastTotals } from '../store/past.ts'

/** Books opened at once: each waits for a few answers, one after another. */
const atOnce = 8

/**
 * Works out what every book had come to when a quarter began, so that nobody who reads of a day in it looks further
 * back. Safe to repeat; what a late change touches meanwhile is worked out again.
 */
export async function closeQuarter(store: Store, quarter: IsoDate): Promise<void> {
  for (const place of Object.keys(scopeNames).flatMap((scope) => [
    scope,
    besides(scope),
    membersPlace(scope),
  ])) {
    const books = await booksOf(store, place)
    for (let from = 0; from < books.length; from += atOnce) {
      await Promise.all(
        books.slice(from, from + atOnce).map((book) => again(() => open(store, place, book, quarter))),
      )
    }
  }
}

/** The books of a place, one short question each, whatever stands in them. */
async function booksOf(store: Store, place: string): Promise<string[]> {
  const books: string[] = []
  let after: string | undefined
  for (;;) {
    const { items } = await store.table.page(keys.pastOf(place, 'DAY#'), { limit: 1, after })
    const [first] = items
    if (!first) return books
    const book = first.sk.slice('DAY#'.length, -'2026-07-01'.length)
    if (book !== changesBook && opensQuarters(place, book)) books.push(book)
    // Of a vendor or a product none is opened: all of theirs are passed over together.
    after = opensQuarters(place, book) ? `DAY#${book}~` : `DAY#${book.slice(0, book.indexOf('#'))}~`
  }
}

async function open(store: Store, place: string, book: string, quarter: IsoDate): Promise<void> {
  const prefix = `OPEN#${book}`
  const range = keys.pastOf(place, prefix)
  const { items } = await store.table.page<Opening>(range, { last: true, limit: 1, below: prefix + quarter })
  const [last] = items
  const there = last?.sk === prefix + quarter ? last : undefined
  if (there && unpack<Opening>(there.body).whole) return
  const before = addDays(quarter, -1)
  if (
    !there &&
    !opensEveryQuarter(place, book) &&
    !(await movedIn(store, place, book, quarterStart(before), before))
  ) {
    return
  }
  const totals = await pastTotals(store.table, place, book, before)
  if (isEmpty(totals) && !there) return
  const revision = there?.revision ?? 0
  const body = pack<Opening>({ whole: true, totals })
  const put = { ...keys.past(`${place}/${prefix}${quarter}`), revision: revision + 1, body }
  await store.write([{ put, ifRevision: revision }])
}

async function movedIn(
  store: Store,
  place: string,
  book: string,
  from: IsoDate,
  to: IsoDate,
): Promise<boolean> {
  const days = `DAY#${book}`
  const { items } = await store.table.page(keys.pastOf(place, days + from), { limit: 1, below: days + to })
  return items.length > 0
}
