import type { Context } from 'hono'
import { accept, type Said } from '../domain/policy.ts'
import { problem } from '../domain/problem.ts'
import type { Person } from '../schema/person.ts'
import type { MembersRecord } from '../schema/record.ts'
import { again } from '../store/again.ts'
import type { Store } from '../store/index.ts'
import type { Env } from './deps.ts'

// What counts as soon as it is said: each new version with its history and its audit event in one transaction, several
// in one where many are said at once.

export type Result = {
  id: string
  outcome: 'saved' | 'same' | 'conflict'
  version: number
  /** In a conflict: what is kept now. */
  record?: MembersRecord | undefined
}

/** Keeps what an editor says of many things and answers for each. Safe to repeat, and to take up after a failure. */
export async function acceptAll(
  store: Store,
  said: Said[],
  { actor, authority, at }: Facts,
): Promise<Result[]> {
  const results = new Map<string, Result>()
  let left = said
  let most = store.mostPublications(0)
  while (left.length > 0) {
    const made = await again(async (attempt) => {
      // Someone wrote in between: look again, in smaller company.
      if (attempt > 0) most = Math.max(1, Math.floor(most / 4))
      const group = left.slice(0, most)
      const current = await store.records.many(group)
      const judged = group.map((one) => ({
        ...accept(one, current.get(one.id), { by: actor.id, at }),
        id: one.id,
      }))
      const saved = judged.flatMap((one) => (one.outcome === 'saved' ? [one.record] : []))
      if (saved.length > 0) {
        await store.publish(
          authority,
          saved.map((record) => ({ record, facts: { at, by: actor.id, action: 'accepted' as const } })),
        )
      }
      return judged
    })
    for (const { id, outcome, record } of made) {
      results.set(id, {
        id,
        outcome,
        version: record?.version ?? 0,
        ...(outcome === 'conflict' && { record }),
      })
    }
    left = left.slice(made.length)
  }
  return said.flatMap(({ id }) => results.get(id) ?? [])
}

/** What was sent of one thing, read: to be kept, or what is wrong with it. */
export type Judged = { said: Said; problems?: never } | { said?: never; problems: Record<string, string> }
export type Judge = (values: Record<string, unknown>, version: number) => Judged

export type Facts = { actor: Person; authority: string; at: string }

/** Keeps many at once. What cannot be kept is refused by itself, and the rest is kept all the same. */
export async function saveMany(
  store: Store,
  sent: Record<string, unknown>[],
  judge: Judge,
  facts: Facts,
): Promise<(Result | { outcome: 'refused'; problems: Record<string, string> })[]> {
  const judged = sent.map(({ version, ...values }): Judged => {
    const seen = versionIn(version)
    return seen === undefined ? { problems: { version: versionWanted } } : judge(values, seen)
  })
  const met = new Set<string>()
  const once = judged.map((one): Judged => {
    if (!one.said) return one
    if (met.has(one.said.id)) return { problems: { id: 'This is in the list twice' } }
    met.add(one.said.id)
    return one
  })
  const results = await acceptAll(
    store,
    once.flatMap(({ said }) => said ?? []),
    facts,
  )
  const byId = new Map(results.map((result) => [result.id, result]))
  return once.map(({ said, problems }) => {
    const result = said && byId.get(said.id)
    return result ?? { outcome: 'refused', problems: problems ?? {} }
  })
}

/** Keeps one by itself: what is wrong is refused, and a conflict shows both. */
export async function saveOne(
  c: Context<Env>,
  store: Store,
  { version, ...values }: Record<string, unknown>,
  judge: Judge,
  facts: Facts,
  what: string,
): Promise<Result> {
  const match = c.req.header('If-Match')
  const seen = versionIn(match === undefined ? version : match.replace(/^(?:W\/)?"(.*)"$/, '$1'))
  if (seen === undefined) throw problem.malformed(versionWanted)
  const { said, problems } = judge(values, seen)
  if (!said) throw problem.invalid(problems)
  const [result] = await acceptAll(store, [said], facts)
  if (!result) throw problem.busy()
  if (result.outcome === 'conflict') {
    throw problem.changedSince(what, {
      version: result.version,
      theirs: result.record ?? null,
      yours: said.fields,
    })
  }
  c.header('ETag', `"${result.version}"`)
  return result
}

const versionWanted = 'Say which version you looked at as a whole number, 0 where there was none'

/** The version that was looked at, 0 where there was none. */
function versionIn(given: unknown): number | undefined {
  const version = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : (given ?? 0)
  return typeof version === 'number' && Number.isInteger(version) && version >= 0 ? version : undefined
}
