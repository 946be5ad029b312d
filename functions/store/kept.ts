import { keptOverAny, type Topic } from '../domain/kept.ts'
import { membersPlace } from '../domain/membersSummary.ts'
import { Problem } from '../domain/problem.ts'
import { type Item, type Kept, keyText, MovedOn, type Table, type Write } from './dynamo.ts'
import { type Key, keys, type Range } from './keys.ts'
import { mostKept, mostTogether, type Packed, pack, unpack } from './packed.ts'

// What members read of regions, and what anyone reads of a scope where that is much, kept as it was worked out last, so that it is
// one request and small. Whoever
// changes what it rests on empties it in the same transaction, there or not, and so raises its revision; who works it out
// keeps it only if that is still what it was before they read. So nothing that is kept was read before a change and comes
// after it.

/** What is kept of a topic: packed where it is large. Nothing while it must be worked out. */
type Body<T> = { told: T | Packed } | null

/** A place is a scope, or where members read of a region. */
const keyOf = (place: string, { name }: Pick<Topic<unknown>, 'name'>): Key => keys.summary(`${place}/${name}`)

/** What empties all that rests on documents and rows that are being changed, by their full names. */
export const emptying = (changed: Iterable<string>): Write[] =>
  [...keptOverAny(changed)].map((name) => ({ empty: keys.summary(name) }))

/** What an item of these tells; nothing while it is empty. */
export const toldIn = <T>(item: Item<unknown> | undefined): T | undefined => {
  const body = item?.body as Body<T> | undefined
  return body ? unpack(body.told) : undefined
}

export type Topics = Record<string, Topic<unknown>>
export type ToldOf<T extends Topics> = { [K in keyof T]: T[K] extends Topic<infer A> ? A : never }

/**
 * What several topics tell of each of these regions, in their order, and whatever items are asked for beside it: one request,
 * and for what must be worked out a query each and the keeping of it.
 */
export const readKept = <T extends Topics>(
  table: Table,
  regions: readonly string[],
  topics: T,
  beside: readonly Key[] = [],
): Promise<{ told: ToldOf<T>[]; beside: Kept[] }> => readAll(table, regions.map(membersPlace), topics, beside)

/** What one topic tells of a scope to anyone: one request, or as many more. */
export async function readKeptOf<T>(table: Table, scope: string, topic: Topic<T>): Promise<T> {
  const { told } = await readAll(table, [scope], { topic }, [])
  // One place was asked for.
  return (told[0] as { topic: T }).topic
}

async function readAll<T extends Topics>(
  table: Table,
  places: readonly string[],
  topics: T,
  beside: readonly Key[],
): Promise<{ told: ToldOf<T>[]; beside: Kept[] }> {
  const named = Object.entries(topics)
  const wanted = places.flatMap((place) => named.map(([, topic]) => keyOf(place, topic)))
  const found = await table.many<unknown>([...wanted, ...beside])
  const byKey = new Map(found.map((item) => [keyText(item), item]))
  const anew: { key: Key; revision: number; told: unknown }[] = []
  const told = await Promise.all(
    places.map(async (place) => {
      const each = named.map(async ([name, topic]) => {
        const key = keyOf(place, topic)
        const item = byKey.get(keyText(key))
        const before = toldIn(item)
        if (before !== undefined) return [name, before] as const
        const now = await workOut(table, place, topic)
        anew.push({ key, revision: item?.revision ?? 0, told: now })
        return [name, now] as const
      })
      return Object.fromEntries(await Promise.all(each)) as ToldOf<T>
    }),
  )
  await keep(table, anew)
  const isKept = new Set(wanted.map(keyText))
  return { told, beside: found.filter((item) => !isKept.has(keyText(item))) }
}

async function workOut<T>(table: Table, place: string, topic: Topic<T>): Promise<T> {
  const range: Range = keys.summary(`${place}/${topic.from}`)
  if (topic.most !== undefined) {
    const { items, cut } = await table.upTo(range, topic.most)
    return topic.of(items, cut)
  }
  return topic.of(await table.all(range, topic.below === undefined ? {} : { below: topic.below }), false)
}

/** Who reads has their answer already: where it cannot be kept now, the next one works it out. */
async function keep(
  table: Table,
  anew: readonly { key: Key; revision: number; told: unknown }[],
): Promise<void> {
  const puts = anew.flatMap(({ key, revision, told }): Write[] => {
    const body: Body<unknown> = { told: pack(told) }
    if (JSON.stringify(body).length > mostKept) return []
    return [{ put: { ...key, revision: revision + 1, body }, ifRevision: revision }]
  })
  for (let from = 0; from < puts.length; from += mostTogether) {
    try {
      await table.write(puts.slice(from, from + mostTogether))
    } catch (failure) {
      const isBusy = failure instanceof Problem && failure.kind === 'busy'
      if (!(failure instanceof MovedOn || isBusy)) throw failure
    }
  }
}
