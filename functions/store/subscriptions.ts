import { sha256 } from '../domain/audit.ts'
import { type Stops, type Subscription, subscribed } from '../schema/subscription.ts'
import type { Table, Write } from './dynamo.ts'
import { keys } from './keys.ts'

/** A link in a message stops what it is about for this long. */
const linkDays = 400

/** Whom a link is about, and what it stops. */
type Behind = { person: string; stops: Stops }

/** What people want to be written to about, and the links that stop it. A link is kept as its digest alone. */
export function createSubscriptions(table: Table) {
  return {
    of: async (person: string): Promise<Subscription> => ({
      ...subscribed,
      ...(await table.get<Subscription>(keys.subscription(person)))?.body,
    }),
    /** Of everybody who ever said; the others want everything. */
    all: async () =>
      new Map(
        (await table.all<Subscription>(keys.subscriptions())).map(
          ({ sk, body }) => [sk.slice('PERSON#'.length), { ...subscribed, ...body }] as const,
        ),
      ),
    put: (person: string, body: Subscription) =>
      table.write([{ put: { ...keys.subscription(person), revision: 1, body } }]),
    /** What must be written so that a link with this key stops this to this person. */
    link: (key: string, body: Behind, at: string): Write => ({
      put: { ...keys.unsubscribing(sha256(key)), revision: 1, body },
      index: { expiresAt: Math.floor(Date.parse(at) / 1000) + linkDays * 86_400 },
    }),
    /** Whose link this is, and what it stops. */
    behind: async (key: string) => (await table.get<Behind>(keys.unsubscribing(sha256(key))))?.body,
  }
}
