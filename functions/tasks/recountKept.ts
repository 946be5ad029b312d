import { isKept, keptOver, type Part, type Topic, topicNamed } from '../domain/kept.ts'
import type { Totals } from '../domain/totals.ts'
import type { Item } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { toldIn } from '../store/kept.ts'
import { keys } from '../store/keys.ts'

// What is kept of what members read of regions, held to the documents and rows it is made of. What is empty says nothing, and
// is no fault.

/** By its full name. */
export type KeptFault = { name: string }

export function keptItems(nameOf: (item: Item) => string) {
  const kept = new Map<string, unknown>()
  return {
    /** Of items of summaries. */
    take(item: Item): boolean {
      if (!isKept(item.sk)) return false
      const told = toldIn<unknown>(item)
      if (told !== undefined) kept.set(nameOf(item), told)
      return true
    },
    /** Of rows by their text, documents by their totals and what is let out of them, all by their full names. */
    faults(
      rows: ReadonlyMap<string, string>,
      documents: ReadonlyMap<string, { totals: Totals }>,
      released: ReadonlyMap<string, { body: unknown }>,
    ): KeptFault[] {
      if (kept.size === 0) return []
      const partsOf = new Map<string, Part[]>()
      const see = (full: string, body: () => unknown) => {
        const over = keptOver(full)
        if (!over || !kept.has(over)) return
        const part = { sk: full.slice(full.indexOf('/') + 1), body: body() }
        const those = partsOf.get(over)
        if (those) those.push(part)
        else partsOf.set(over, [part])
      }
      for (const [name, text] of rows) see(name, () => JSON.parse(text))
      for (const [name, { totals }] of documents) see(name, () => totals)
      for (const [name, { body }] of released) see(name, () => body)
      return [...kept].flatMap(([name, told]) => {
        const topic = topicNamed(name.slice(name.indexOf('/') + 1))
        const due = topic && dueOf(topic, partsOf.get(name) ?? [])
        return JSON.stringify(due) === JSON.stringify(told) ? [] : [{ name }]
      })
    },
  }
}

function dueOf({ of, most = Number.POSITIVE_INFINITY }: Topic<unknown>, parts: Part[]): unknown {
  const inOrder = parts.sort((a, b) => (a.sk < b.sk ? -1 : 1))
  return of(inOrder.slice(0, most), inOrder.length > most)
}

/** Empties it: the next reader works it out. */
export const mendKept = (store: Store, { name }: KeptFault): Promise<void> =>
  store.write([{ empty: keys.summary(name) }])
