import { addDays, addMonths, type IsoDate } from '../domain/calendar.ts'
import { closedBy } from '../domain/past.ts'
import { again, unlessMovedOn } from '../store/again.ts'
import { type Item, keyText } from '../store/dynamo.ts'
import type { RecordRef, Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import type { Terms } from '../tallies/parts.ts'
import { type Applied, applyRecords } from './applied.ts'
import { closeQuarter } from './closeQuarter.ts'

// A few records change what they add when a day passes: a contract whose decision falls due, a confirmation that
// goes stale. Each is listed in the calendar under the last day its share holds. Turning the page re-applies those
// whose day has gone, as ordinary changes; nothing else is read.

type CalendarPage = {
  turnedTo: IsoDate
  /** The quarter whose openings were worked out last, by its first day. */
  opened?: IsoDate | undefined
}

/** How many records are taken from the calendar at once. */
const together = 100
/** A line and what was applied of its record are two items of a transaction. */
const checkedTogether = 50

/** Looks back beyond the last turned page, for a record that was applied over midnight with the day before. */
const overlapDays = 3

/** Re-applies every record whose share ended before `today`. Answers how many; safe to call at any time, twice too. */
export async function turnPage(
  store: Store,
  { terms, today }: { terms: Terms; today: IsoDate },
): Promise<number> {
  const page = await store.table.get<CalendarPage>(keys.page())
  const last = page?.body.turnedTo
  if (last !== undefined && last >= today) return 0
  let turned = 0
  const from = addDays(last ?? today, -overlapDays).slice(0, 7)
  for (let month = from; month <= today.slice(0, 7); month = addMonths(`${month}-01`, 1).slice(0, 7)) {
    const range = keys.dueIn(month)
    for (;;) {
      const { items } = await store.table.page<RecordRef>(range, { limit: together, below: today })
      if (items.length === 0) break
      await applyRecords(
        store,
        items.map(({ body }) => body),
        { terms, day: today },
      )
      // Applying has moved each to its next day already.
      for (let at = 0; at < items.length; at += checkedTogether) {
        await removeSpent(store, items.slice(at, at + checkedTogether))
      }
      turned += items.length
    }
  }
  const opened = closedBy(today)
  if (page?.body.opened !== opened) await closeQuarter(store, opened)
  await unlessMovedOn(() =>
    store.write([
      {
        put: { ...keys.page(), revision: (page?.revision ?? 0) + 1, body: { turnedTo: today, opened } },
        ifRevision: page?.revision ?? 0,
      },
    ]),
  )
  return turned
}

/**
 * Takes lines away that lead nowhere. One that its record was listed under again in between, by a change applied with
 * the day before, stays: it is turned next.
 */
const removeSpent = (store: Store, lines: Item<RecordRef>[]) =>
  again(async () => {
    const found = await store.table.many<unknown>([
      ...lines,
      ...lines.map(({ body: { id } }) => keys.applied(id)),
    ])
    const byKey = new Map(found.map((item) => [keyText(item), item]))
    const spent = lines.flatMap((line) => {
      const key = keys.applied(line.body.id)
      const applied = byKey.get(keyText(key))
      const until = (applied?.body as Applied | undefined)?.until
      if (!byKey.has(keyText(line)) || line.sk.startsWith(`${until}#`)) return []
      return [{ line, check: { check: key, ifRevision: applied?.revision ?? 0 } }]
    })
    // A record may have left several lines, and a transaction checks an item once.
    const checks = new Map(spent.map(({ check }) => [check.check.pk, check]))
    await store.write([...checks.values(), ...spent.map(({ line: { pk, sk } }) => ({ remove: { pk, sk } }))])
  })
