import { Hono } from 'hono'
import * as z from 'zod'
import { problem } from '../domain/problem.ts'
import { subscription } from '../schema/subscription.ts'
import { bodyOf, signedIn } from './answers.ts'
import type { Deps, Env } from './deps.ts'

// What people are written to about: changed by themselves, or stopped by the link in a message without signing in.

export const stopping = z.object({ key: z.string({ error: 'Give the key of the link' }).min(1).max(100) })

export function subscriptionRoutes({ store }: Deps) {
  return (
    new Hono<Env>()
      .get('/subscription', async (c) => c.json(await store.subscriptions.of(signedIn(c).id)))
      .put('/subscription', async (c) => {
        const { id } = signedIn(c)
        const wanted = await bodyOf(c, subscription)
        await store.subscriptions.put(id, wanted)
        return c.json(wanted)
      })
      // A link is followed by whatever looks at the message first; it is what the page then sends that counts.
      .post('/unsubscribing', async (c) => {
        const { key } = await bodyOf(c, stopping)
        const found = await store.subscriptions.behind(key)
        if (!found) throw problem.missing('link, or it is too old')
        const { person, stops } = found
        const before = await store.subscriptions.of(person)
        const stopped =
          stops === 'reminders' ? { ...before, reminders: false } : { ...before, alerts: 'never' as const }
        await store.subscriptions.put(person, stopped)
        return c.json(stopped)
      })
  )
}
