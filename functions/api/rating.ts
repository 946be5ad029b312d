import { Hono } from 'hono'
import * as z from 'zod'
import { londonToday } from '../domain/calendar.ts'
import { messages } from '../domain/proposal.ts'
import { currentRatings, ratingAsKept, ratingId } from '../domain/rating.ts'
import { vendorsUsed } from '../domain/vendorsUsed.ts'
import { product, vendor } from '../reference/index.ts'
import { type Rating, ratingFields } from '../schema/rating.ts'
import { type Judge, saveMany, saveOne } from './acceptance.ts'
import type { Added } from './added.ts'
import { allowed, bodyOf } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { holdings } from './holdings.ts'
import { lists } from './lists.ts'

// What an authority thinks of the vendors it uses. It counts as soon as it is saved.

const mostRated = 200

const one = z.record(z.string().max(60), z.unknown())
const many = z.object({
  ratings: z.array(one, { error: 'Give ratings as a list' }).max(mostRated, `Rate no more than ${mostRated}`),
})

export function ratingRoutes({ store, now = () => new Date() }: Deps, added: Added) {
  /** Judges by the lists as they are at this moment, with what has joined them. */
  const judging = async (authority: string, sent: Record<string, unknown>[]): Promise<Judge> => {
    const readable = sent.flatMap(({ version, ...values }) => ratingFields.safeParse(values).data ?? [])
    const named = readable.flatMap((one) => [one.vendor, one.product ?? []].flat())
    const [joined, { kept, family }] = await Promise.all([
      store.listed(named.filter((id) => !vendor(id) && !product(id))),
      added.lists().then(lists),
    ])
    /** What it said before is gone on with, under whichever id that was. */
    const before = new Map<string, Rating>()
    for (const { vendor: of, product: by } of readable) {
      const [vendors, products] = [family(of), by === undefined ? [undefined] : family(by)]
      if (vendors.length * products.length === 1) continue
      const ids = vendors.flatMap((one) => products.map((other) => ratingId(authority, one, other)))
      const found = await store.records.many(ids.map((id) => ({ authority, kind: 'rating' as const, id })))
      const [current] = currentRatings([...found.values()], kept)
      if (current) before.set(ratingId(authority, of, by), current)
    }
    return (values, version) => {
      const read = ratingFields.safeParse(values)
      if (!read.success) return { problems: messages(read.error) }
      const { vendor: of, product: by } = read.data
      if (!vendor(of) && !joined.has(of)) return { problems: { vendor: 'Choose a vendor from the list' } }
      if (by && !product(by) && !joined.has(by)) {
        return { problems: { product: 'Choose a product from the list' } }
      }
      const current = before.get(ratingId(authority, of, by))
      const about = current
        ? { vendor: current.vendor, product: current.product }
        : { vendor: kept(of), product: by && kept(by) }
      return {
        said: {
          kind: 'rating',
          id: ratingId(authority, about.vendor, about.product),
          authority,
          version,
          fields: { ...read.data, ...about },
        },
      }
    }
  }

  return new Hono<Env>()
    .get('/:authority/ratings', async (c) => {
      const { authority } = c.req.param()
      allowed(c, 'read own', 'see this authority’s ratings', authority)
      const { vendorName, kept } = lists(await added.lists())
      const [ratings, held] = await Promise.all([
        store.records.of(authority, 'rating'),
        holdings(store, authority),
      ])
      const used = vendorsUsed(held, londonToday(now()), kept)
      return c.json({
        ratings: currentRatings(ratings, kept).map((rating) => ratingAsKept(rating, kept)),
        vendors: used.map((one) => ({ ...one, name: vendorName(one.id) })),
      })
    })
    .put('/:authority/ratings', async (c) => {
      const { authority } = c.req.param()
      const actor = allowed(c, 'rate', 'rate vendors for this authority', authority)
      const { ratings } = await bodyOf(c, many)
      const judge = await judging(authority, ratings)
      const results = await saveMany(store, ratings, judge, { actor, authority, at: now().toISOString() })
      return c.json({
        results: results.map((result, index) => {
          const { vendor: of, product: by } = ratings[index] ?? {}
          return { vendor: of, ...(by !== undefined && { product: by }), ...result }
        }),
      })
    })
    .put('/:authority/ratings/:vendor', async (c) => {
      const { authority, vendor: of } = c.req.param()
      const actor = allowed(c, 'rate', 'rate vendors for this authority', authority)
      const sent = { ...(await bodyOf(c, one)), vendor: of }
      const judge = await judging(authority, [sent])
      const facts = { actor, authority, at: now().toISOString() }
      return c.json(await saveOne(c, store, sent, judge, facts, 'rating'))
    })
}
