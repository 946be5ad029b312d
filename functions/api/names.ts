import { Hono } from 'hono'
import { type SaidOfNames, saidOfNames } from '../domain/name.ts'
import { problem } from '../domain/problem.ts'
import { vendor } from '../reference/index.ts'
import { type NewAlias, namesSaid } from '../schema/name.ts'
import type { Store } from '../store/index.ts'
import { allowed, bodyOf } from './answers.ts'
import type { Deps, Env } from './deps.ts'

// An authority says whether a company's name is a vendor's that is on the list. It counts for that authority at once.

export function nameRoutes({ store, now = () => new Date() }: Deps) {
  return new Hono<Env>().post('/:authority/names', async (c) => {
    const { authority } = c.req.param()
    const actor = allowed(c, 'propose', 'answer for this authority', authority)
    const { answers } = await bodyOf(c, namesSaid)
    mustBeListed(await unlisted(store, answers))
    const at = now().toISOString()
    await store.names.say(answers.map((one) => ({ ...one, authority, at, by: actor.id, byName: actor.name })))
    return c.body(null, 204)
  })
}

/** What authorities said of names, each read once. */
export function saidIn(store: Store) {
  const read = new Map<string, Promise<SaidOfNames>>()
  return (authority: string): Promise<SaidOfNames> => {
    const reading = read.get(authority) ?? store.names.of(authority).then((said) => saidOfNames(said))
    read.set(authority, reading)
    return reading
  }
}

/** Vendors that are on no list. */
export async function unlisted(store: Store, all: readonly NewAlias[]): Promise<string[]> {
  const ids = [...new Set(all.map((one) => one.vendor))].filter((id) => !vendor(id))
  const joined = await store.listed(ids)
  return ids.filter((id) => !joined.has(id))
}

export function mustBeListed(unknown: readonly string[]) {
  if (unknown.length > 0) throw problem.invalid({ vendor: 'Choose a vendor from the list' })
}
