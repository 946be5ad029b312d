import { type Kept, keptIn, wayFrom } from '../domain/merge.ts'
import type { Apart, Entry } from '../schema/entry.ts'
import type { Merge, Moved } from '../schema/merge.ts'
import type { Table, Write } from './dynamo.ts'
import { type Key, keys } from './keys.ts'

// What LOTI says of vendors and products, which of them are one, and what merging them has moved.

/** How long what was merged is remembered before it is read again, in milliseconds. What is written asks anew. */
const rememberedFor = 10_000

/** What is kept of some ids, and the entries that say so, as they are at this moment. */
export type Ways = {
  kept: Kept
  /** From an id to the one that is kept, both included. */
  way: (id: string) => string[]
  entry: (id: string) => Entry | undefined
  /** What must still be so when something that rests on the ways of these ids is written. */
  checks: (ids: Iterable<string>) => Write[]
}

const placeOf = ({ pk, sk }: Key) => `${pk} ${sk}`

export function createMerges(table: Table, now: () => number = Date.now) {
  let known: { at: number; kept: Promise<Kept> } | undefined

  const entries = async (ids: string[]) =>
    new Map((await table.many<Entry>(ids.map(keys.entry))).map(({ body }) => [body.id, body]))

  return {
    /** What is kept, a moment old at most: for reading. */
    kept(): Promise<Kept> {
      if (!known || now() - known.at > rememberedFor) {
        const kept = table.all<Entry>(keys.entries()).then((items) => keptIn(items.map(({ body }) => body)))
        known = { at: now(), kept }
        kept.catch(() => {
          known = undefined
        })
      }
      return known.kept
    },
    forget(): void {
      known = undefined
    },
    /** The ways of these ids as they are now: for writing. */
    async ways(ids: Iterable<string>): Promise<Ways> {
      const found = new Map<string, Entry>()
      const asked = new Set<string>()
      for (let next = [...new Set(ids)]; next.length > 0; ) {
        for (const id of next) asked.add(id)
        const read = await entries(next)
        for (const [id, entry] of read) found.set(id, entry)
        next = [...new Set([...read.values()].flatMap(({ mergedInto }) => mergedInto?.id ?? []))].filter(
          (id) => !asked.has(id),
        )
      }
      const way = (id: string) => wayFrom(id, found)
      return {
        kept: (id) => way(id).at(-1) ?? id,
        way,
        entry: (id) => found.get(id),
        checks: (of) =>
          [...new Set([...of].flatMap(way))].map((id) => ({
            check: keys.entry(id),
            ifRevision: found.get(id)?.revision ?? 0,
          })),
      }
    },
    entry: async (id: string) => (await entries([id])).get(id),

    get: async (id: string) => (await table.get<Merge>(keys.merge(id)))?.body,
    /** All there were, the latest first. */
    all: async () => (await table.all<Merge>(keys.merges())).map(({ body }) => body).reverse(),
    /** Records a merge has moved and not given back, in pieces. */
    movedBy: async (id: string, limit: number) =>
      (await table.page<Moved>(keys.movedBy(id), { limit })).items.map(({ body }) => body),

    /** Which of these records these merges have moved and not given back. */
    async areMoved(refs: { merge: string; record: string }[]) {
      const found = new Set(
        (await table.many(refs.map((one) => keys.moved(one.merge, one.record)))).map(placeOf),
      )
      return (merge: string, record: string) => found.has(placeOf(keys.moved(merge, record)))
    },

    writes: {
      merge: (merge: Merge): Write => ({
        put: { ...keys.merge(merge.id), revision: merge.revision, body: merge },
        ifRevision: merge.revision - 1,
      }),
      entry: (entry: Entry): Write => ({
        put: { ...keys.entry(entry.id), revision: entry.revision, body: entry },
        ifRevision: entry.revision - 1,
      }),
      apart: (apart: Apart): Write => ({ put: { ...keys.apart(apart.ids), revision: 1, body: apart } }),
      moved: (merge: string, { authority, kind, id }: Moved): Write => ({
        put: { ...keys.moved(merge, id), revision: 1, body: { authority, kind, id } },
      }),
      movedNoMore: (merge: string, id: string): Write => ({ remove: keys.moved(merge, id) }),
    },
  }
}
