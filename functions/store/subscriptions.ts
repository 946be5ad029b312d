import { sha256 } from '../domain/audit.ts'
import type { Table, Write } from './dynamo.ts'
import { keys } from './keys.ts'

/** What somebody would rather not be sent. */
export type Subscription = { reminders: boolean }
export const subscribed: Subscription = { reminders: true }

/** A link in a message stops what it is about for this long. */
const linkDays = 400

/** What people want to be written to about, and the links that stop it. A link is kept as its digest alone. */
export function createSubscriptions(table: Table) {
  return {
    of: async (person: string) =>
      (await table.get<Subscription>(keys.subscription(person)))?.body ?? subscribed,
    /** Of everybody who ever said; the others want everything. */
    all: async () =>
      new Map(
        (await table.all<Subscription>(keys.subscriptions())).map(
          ({ sk, body }) => [sk.slice('PERSON#'.length), body] as const,
        ),
      ),
    put: (person: string, body: Subscription) =>
      table.write([{ put: { ...keys.subscription(person), revision: 1, body } }]),
    /** What must be written so that a link with this key stops reminders to this person. */
    link: (key: string, person: string, at: string): Write => ({
      put: { ...keys.unsubscribing(sha256(key)), revision: 1, body: person },
      index: { expiresAt: Math.floor(Date.parse(at) / 1000) + linkDays * 86_400 },
    }),
    /** Whose link this is. */
    behind: async (key: string) => (await table.get<string>(keys.unsubscribing(sha256(key))))?.body,
  }
}
