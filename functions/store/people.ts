import type { AuditEvent, AuditFacts, AuditHead } from '../domain/audit.ts'
import type { Message } from '../schema/message.ts'
import type { Account, Person } from '../schema/person.ts'
import { again, unlessMovedOn } from './again.ts'
import type { Item, Table, Write } from './dynamo.ts'
import { type Key, keys } from './keys.ts'

// People and what we say to them. Every change to a person writes to one audit chain, so that changes happen one
// after another and each decision is made knowing all those before it.

/** The name of the audit chain about people. */
const chain = 'people'
const messageDays = 30

type Audit = {
  head: (chain: string) => Promise<AuditHead>
  of: (chain: string) => Promise<AuditEvent[]>
  events: (chain: string, head: AuditHead, facts: AuditFacts[]) => Write[]
}

/** What a decision about a person comes to. */
type PersonChange = { before?: Account | undefined; after: Account; facts: AuditFacts; says?: Message }

/** Whose a name at the identity provider is, and when they last signed out. */
type Link = string | { id: string; signedOutAt?: string }
const linked = (link: Link | undefined): { id?: string; signedOutAt?: string } =>
  typeof link === 'string' ? { id: link } : (link ?? {})

const accountFrom = ({ body, revision }: Item<Account>): Account => ({ ...body, revision })

export function createPeople(table: Table, audit: Audit) {
  const get = async (id: string): Promise<Account | undefined> => {
    const item = await table.get<Account>(keys.person(id))
    return item && accountFrom(item)
  }
  const behind = async (key: Key) => {
    const link = (await table.get<Link>(key))?.body
    const { id, signedOutAt } = linked(link)
    const account = id === undefined ? undefined : await get(id)
    return account && { ...account, ...(signedOutAt !== undefined && { signedOutAt }) }
  }

  const writes = (before: Account | undefined, after: Account): Write[] => {
    const moved = (
      field: 'subject' | 'email',
      keyOf: (value: string) => { pk: string; sk: string },
    ): Write[] =>
      before?.[field] === after[field]
        ? []
        : [
            ...(before?.[field] ? [{ remove: keyOf(before[field]) }] : []),
            ...(after[field]
              ? [{ put: { ...keyOf(after[field]), revision: 1, body: after.id }, ifRevision: 0 }]
              : []),
          ]
    return [
      {
        put: { ...keys.person(after.id), revision: after.revision, body: after },
        ifRevision: before?.revision ?? 0,
      },
      ...moved('subject', keys.subject),
      ...moved('email', keys.address),
    ]
  }

  return {
    get,
    /** People by their ids; those there never were are absent. */
    many: async (ids: string[]) =>
      new Map(
        (await table.many<Account>(ids.map(keys.person))).map((item) => [item.body.id, accountFrom(item)]),
      ),
    /** Whom the identity provider knows by this name. */
    bySubject: (subject: string) => behind(keys.subject(subject)),
    /** Ends every session begun until then; nothing where the one begun at `begunAt` is over already. It lies with the name and not with the person, whom others may be editing. */
    signOut: (subject: string, begunAt: number, at: string) =>
      again(async () => {
        const found = await table.get<Link>(keys.subject(subject))
        const { id, signedOutAt = '' } = linked(found?.body)
        if (!found || id === undefined || begunAt <= Date.parse(signedOutAt)) return
        const put = { ...keys.subject(subject), revision: found.revision + 1, body: { id, signedOutAt: at } }
        await table.write([{ put, ifRevision: found.revision }])
      }),
    byAddress: (email: string) => behind(keys.address(email.toLowerCase())),
    /** Everyone: a few people for each authority, so a few hundred. */
    all: async (): Promise<Account[]> => (await table.all<Account>(keys.people())).map(accountFrom),

    /**
     * Carries out what is decided about a person, with its audit event and its message, in one transaction. `decide` is
     * asked again, with everyone as they then are, when another change came between.
     */
    async change(decide: (everyone: Account[]) => PersonChange | undefined): Promise<Account | undefined> {
      return again(async () => {
        const head = await audit.head(chain)
        const made = decide(await this.all())
        if (!made) return undefined
        await table.write([
          ...writes(made.before, made.after),
          ...audit.events(chain, head, [made.facts]),
          ...(made.says ? [said(made.says)] : []),
        ])
        return made.after
      })
    },
    /** What was decided about people, from the first. */
    events: () => audit.of(chain),

    /** Makes one of the cast known, under their own id; one who is known already is left as they are. */
    async seed(person: Person): Promise<void> {
      const before = await get(person.id)
      // Folders from before people could be invited hold people without a name at their identity provider.
      const isKnown = before && (before.subject || before.invitedAt || before.removedAt)
      if (isKnown) return
      const after = { ...person, subject: person.id, revision: (before?.revision ?? 0) + 1 }
      await unlessMovedOn(() => table.write(writes(before && { ...before, email: '' }, after)))
    },
  }
}

/** What must be written so that somebody is written to. */
export const said = (message: Message): Write => ({
  put: { ...keys.message(message.id), revision: 1, body: message },
  ifRevision: 0,
  index: { expiresAt: Math.floor(Date.parse(message.createdAt) / 1000) + messageDays * 86_400 },
})

export function createMessages(table: Table) {
  return {
    get: async (id: string) => (await table.get<Message>(keys.message(id)))?.body,
    /** What was said in the last 30 days, the latest first. */
    all: async () => (await table.all<Message>(keys.messages())).map(({ body }) => body).reverse(),
    put: (message: Message) => table.write([said(message)]),
    /** Keeps what became of a message. */
    async settle(message: Message): Promise<void> {
      const { put, index } = said(message) as Extract<Write, { put: Item }>
      await table.write([{ put: { ...put, revision: 2 }, ...(index && { index }) }])
    },
  }
}
