import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  type AuditEvent,
  type AuditFacts,
  type AuditHead,
  emptyChain,
  nextEvent,
  sha256,
} from '../domain/audit.ts'
import { asKept } from '../domain/merge.ts'
import type { Apart, Entry } from '../schema/entry.ts'
import type { NewAlias } from '../schema/name.ts'
import type { NewProduct, Proposal } from '../schema/proposal.ts'
import type { AnyKind, AnyRecord, AnyRecordOf, RegisterRecord } from '../schema/record.ts'
import type { Submission } from '../schema/submission.ts'
import { again } from './again.ts'
import { createAlerts } from './alerts.ts'
import { createTable, type Item, mostWrites, type Write } from './dynamo.ts'
import { createHealth } from './health.ts'
import { createImports } from './imports.ts'
import { createInterests } from './interests.ts'
import { type Key, keys } from './keys.ts'
import { createMerges } from './merges.ts'
import { createNames } from './names.ts'
import { createMessages, createPeople } from './people.ts'
import { createQuestions } from './questions.ts'
import { createRounds } from './rounds.ts'
import { createSubscriptions } from './subscriptions.ts'
import { createSuggestions } from './suggestions.ts'

// What the service remembers, by noun. Reads answer whole values; `writes` makes the parts of a transaction, and
// `write` carries one out.

export type RecordRef<K extends AnyKind = AnyKind> = { authority: string; kind: K; id: string }

/** A vendor that was not on the shipped list. */
export type AddedVendor = { id: string; name: string; companyNumber?: string | undefined }

/** A product that was not on the shipped list. */
export type AddedProduct = NewProduct

/** All that joined the shipped lists, and what LOTI says of them. */
export type Joined = {
  vendors: AddedVendor[]
  products: AddedProduct[]
  /** Names that were said to be a vendor’s and approved. */
  aliases: NewAlias[]
  entries: Entry[]
  apart: Apart[]
}

/** The draft that was begun under a key, and the digest of what it was begun with. */
export type Asked = { recordId: string; digest: string }
/** A browser may be away for weeks before it sends what it kept. */
const askedDays = 60

/** A new version of a record, and what the audit trail says of it. */
export type Publication = { record: AnyRecord; facts: AuditFacts }

export type Store = ReturnType<typeof createStore>

const value = <T>(item: Item<T> | undefined): T | undefined => item?.body
const values = <T>(items: Item<T>[]): T[] => items.map(({ body }) => body)

/** A record, its version and its event: each publication's items in a transaction. */
const writesEach = 3

export function createStore({ client, table: name }: { client: DynamoDBClient; table: string }) {
  const table = createTable({ client, table: name })

  const writes = {
    /** A record's next version, and the place of its event in the audit trail. */
    record: (record: AnyRecord, event: number): Write[] => {
      const { authority, kind, id, version } = record
      return [
        {
          put: { ...keys.record(authority, kind, id), revision: version, body: record },
          ifRevision: version - 1,
        },
        { put: { ...keys.version(id, version), revision: 1, body: record }, ifRevision: 0, event },
      ]
    },
    events: (authority: string, head: AuditHead, facts: AuditFacts[]): Write[] => {
      const made: AuditEvent[] = []
      let last = head
      for (const fact of facts) {
        const event = nextEvent(last, fact)
        made.push(event)
        last = event
      }
      if (made.length === 0) return []
      return [
        ...made.map((event) => ({
          put: { ...keys.event(authority, event.n), revision: 1, body: event },
          ifRevision: 0,
        })),
        {
          put: { ...keys.auditHead(authority), revision: last.n, body: { n: last.n, hash: last.hash } },
          ifRevision: head.n,
        },
      ]
    },
    /** A submission at its next revision: one that waits for LOTI is on the queue, one that is decided apart. */
    submission: (submission: Submission): Write[] => {
      const { id, state, revision, sentAt, openedAt } = submission
      if (state === 'decided') {
        return [
          { remove: keys.submission(id), ifRevision: revision - 1 },
          { put: { ...keys.decided(id), revision, body: submission }, ifRevision: 0 },
        ]
      }
      return [
        {
          put: { ...keys.submission(id), revision, body: submission },
          ifRevision: revision - 1,
          ...(state === 'sent' && { index: { queue: keys.queue, queuedAt: sentAt ?? openedAt } }),
        },
      ]
    },
    open: (authority: string, submission: string): Write => ({
      put: { ...keys.openSubmission(authority), revision: 1, body: submission },
      ifRevision: 0,
    }),
    closed: (authority: string): Write => ({ remove: keys.openSubmission(authority), ifRevision: 1 }),
    proposal: (proposal: Proposal): Write => ({
      put: {
        ...keys.proposal(proposal.submission, proposal.recordId),
        revision: proposal.revision,
        body: proposal,
      },
      ifRevision: proposal.revision - 1,
    }),
    /** Lists a proposal that is about to be sent with those that ask for the same, until its next write. */
    listed: (proposal: Proposal, at: string, ifRevision = proposal.revision): Write => ({
      put: {
        ...keys.proposal(proposal.submission, proposal.recordId),
        revision: proposal.revision,
        body: proposal,
      },
      ifRevision,
      ...(proposal.likeness && { index: { queue: keys.alike(proposal.likeness), queuedAt: at } }),
    }),
    discard: (proposal: Proposal): Write => ({
      remove: keys.proposal(proposal.submission, proposal.recordId),
      ifRevision: proposal.revision,
    }),
    /** Joins the list, unless another has joined it under this id. */
    vendor: (vendor: AddedVendor): Write => ({
      put: { ...keys.vendor(vendor.id), revision: 1, body: vendor },
      ifRevision: 0,
    }),
    product: (product: AddedProduct): Write => ({
      put: { ...keys.product(product.id), revision: 1, body: product },
      ifRevision: 0,
    }),
    /** Remembers for a while what a key was used for. */
    asked: (digest: string, body: Asked, at: string): Write => ({
      put: { ...keys.asked(digest), revision: 1, body },
      ifRevision: 0,
      index: { expiresAt: Math.floor(Date.parse(at) / 1000) + askedDays * 86_400 },
    }),
  }

  const auditHead = async (authority: string): Promise<AuditHead> =>
    value(await table.get<AuditHead>(keys.auditHead(authority))) ?? emptyChain
  const submissions = async (ids: string[]): Promise<Map<string, Submission>> => {
    const found = new Map<string, Submission>()
    // One that is being decided can be met in neither place. Then it is in the other a moment later.
    for (let look = 0; look < 2; look += 1) {
      const wanted = ids.filter((id) => !found.has(id))
      if (wanted.length === 0) break
      const items = await table.many<Submission>(
        wanted.flatMap((id) => [keys.submission(id), keys.decided(id)]),
      )
      for (const { body } of items.sort((a, b) => a.revision - b.revision)) found.set(body.id, body)
    }
    return found
  }
  const auditOf = async (authority: string) => values(await table.all<AuditEvent>(keys.eventsOf(authority)))
  const merges = createMerges(table)
  /** A proposal reads as naming what is kept of what was merged since it was typed. */
  const readAsKept = async (items: Promise<Item<Proposal>[]> | Item<Proposal>[]): Promise<Proposal[]> => {
    const [found, kept] = await Promise.all([items, merges.kept()])
    return values(found).map((one) => {
      const read = asKept(one.kind, one.values, kept)
      return read === one.values ? one : { ...one, values: read }
    })
  }
  const people = createPeople(table, { head: auditHead, of: auditOf, events: writes.events })

  return {
    table,
    writes,
    write: table.write,

    records: {
      get: async <K extends AnyKind>(ref: RecordRef<K>) =>
        value(await table.get<AnyRecordOf<K>>(keys.record(ref.authority, ref.kind, ref.id))),
      many: async <K extends AnyKind>(refs: RecordRef<K>[]) =>
        new Map(
          (
            await table.many<AnyRecordOf<K>>(refs.map((ref) => keys.record(ref.authority, ref.kind, ref.id)))
          ).map(({ body }) => [body.id, body]),
        ),
      of: async <K extends AnyKind>(authority: string, kind: K) =>
        values(await table.all<AnyRecordOf<K>>(keys.recordsOf(authority, kind))),
      version: async <R extends AnyRecord = RegisterRecord>(id: string, version: number) =>
        value(await table.get<R>(keys.version(id, version))),
      /** These versions, as far as they are kept, by `id@version`. */
      versions: async <R extends AnyRecord = RegisterRecord>(refs: { id: string; version: number }[]) =>
        new Map(
          (await table.many<R>(refs.map(({ id, version }) => keys.version(id, version)))).map(({ body }) => [
            `${body.id}@${body.version}`,
            body,
          ]),
        ),
      /** A record's versions, latest first, each with the place of its event in the audit trail. */
      history: async (id: string, { limit, before }: { limit: number; before?: number | undefined }) => {
        const { items } = await table.upTo<AnyRecord>(keys.versionsOf(id), limit, {
          last: true,
          after: before === undefined ? undefined : keys.version(id, before).sk,
        })
        return items.map(({ body, event }) => ({ record: body, event }))
      },
    },

    submissions: {
      get: async (id: string) => (await submissions([id])).get(id),
      open: async (authority: string) => {
        const id = value(await table.get<string>(keys.openSubmission(authority)))
        if (id === undefined) return undefined
        const found = value(await table.get<Submission>(keys.submission(id)))
        // A colleague may have sent it between the two readings: nothing more may be written into it.
        return found?.state === 'open' ? found : undefined
      },
      /** The open one and those that wait for LOTI. */
      underway: async (authority: string) =>
        values(await table.all<Submission>(keys.submissionsOf(authority))),
      /** Those decided, the latest begun first; those begun before one, where one is named. */
      decided: async (authority: string, limit: number, before?: string) => {
        const { items, cut } = await table.upTo<Submission>(keys.decidedOf(authority), limit, {
          last: true,
          after: before === undefined ? undefined : keys.decided(before).sk,
        })
        return { submissions: values(items), more: cut }
      },
      many: submissions,
      waiting: async (limit: number) => values(await table.queue<Submission>(keys.queue, limit)),
    },

    proposals: {
      get: async (submission: string, recordId: string) =>
        (await readAsKept(table.many<Proposal>([keys.proposal(submission, recordId)])))[0],
      many: (submission: string, recordIds: string[]) =>
        readAsKept(table.many<Proposal>(recordIds.map((id) => keys.proposal(submission, id)))),
      of: (submission: string) => readAsKept(table.all<Proposal>(keys.proposalsOf(submission))),
      /** These proposals, each of a submission of its own, as far as they are there. */
      each: (refs: { submission: string; recordId: string }[]) =>
        readAsKept(
          table.many<Proposal>(refs.map(({ submission, recordId }) => keys.proposal(submission, recordId))),
        ),
      /** Where proposals with this likeness may wait, oldest first. A moment old: look at each before acting on it. */
      alike: (likeness: string, limit: number) =>
        readAsKept(table.queue<Proposal>(keys.alike(likeness), limit)),
    },

    audit: {
      head: auditHead,
      of: auditOf,
      /** The latest events, newest first; those before a place, where one is named. */
      latest: async (authority: string, limit: number, before?: number) =>
        values(
          (
            await table.upTo<AuditEvent>(keys.eventsOf(authority), limit, {
              last: true,
              after: before === undefined ? undefined : keys.event(authority, before).sk,
            })
          ).items,
        ),
      /** Events as they are kept, from the first after a place on. */
      kept: async (authority: string, { after, limit }: { after: number; limit: number }) => {
        const { items, next } = await table.page<AuditEvent>(keys.eventsOf(authority), {
          limit,
          after: after > 0 ? keys.event(authority, after).sk : undefined,
        })
        return { events: items, more: next !== undefined }
      },
      many: async (authority: string, places: number[]) =>
        new Map(
          (await table.many<AuditEvent>(places.map((n) => keys.event(authority, n)))).map(({ body }) => [
            body.n,
            body,
          ]),
        ),
    },

    /** Vendors and products that joined the shipped lists, and what LOTI says of those on any list. */
    added: async (): Promise<Joined> => {
      const items = await table.all<AddedVendor | AddedProduct | NewAlias>(keys.added())
      const of = <T>(prefix: string) => values(items.filter(({ sk }) => sk.startsWith(prefix)) as Item<T>[])
      return {
        vendors: of<AddedVendor>('VENDOR#'),
        products: of<AddedProduct>('PRODUCT#'),
        entries: of<Entry>('ENTRY#'),
        apart: of<Apart>('APART#'),
        aliases: of<NewAlias>('ALIAS#'),
      }
    },
    /** Those of these vendors and products that have joined the lists. */
    listed: async (ids: string[]) =>
      new Map(
        (
          await table.many<AddedVendor | AddedProduct>(
            ids.map((id) => (id.startsWith('prd_') ? keys.product(id) : keys.vendor(id))),
          )
        ).map(({ body }): [string, AddedVendor] => [body.id, body]),
      ),

    /** What a key was used for, as long as that is remembered. */
    asked: async (digest: string) => value(await table.get<Asked>(keys.asked(digest))),

    people,
    putPerson: people.seed,
    messages: createMessages(table),
    health: createHealth(table),

    imports: createImports(table),
    interests: createInterests(table),
    merges,
    names: createNames(table),
    rounds: createRounds(table),
    questions: createQuestions(table),
    alerts: createAlerts(table),
    subscriptions: createSubscriptions(table),
    suggestions: createSuggestions(table),

    /**
     * Publishes new versions of one authority's records with their history and audit events, and whatever else
     * belongs to the same transaction. Throws `MovedOn` when a record is no longer at the version before; waits its
     * turn on the authority's audit chain.
     */
    async publish(authority: string, publications: Publication[], also: Write[] = []): Promise<void> {
      if (publications.length * writesEach + also.length + 1 > mostWrites) {
        throw new Error(`${publications.length} publications do not fit one transaction`)
      }
      const sealed = publications.map(({ record, facts }) => ({
        ...facts,
        recordId: record.id,
        version: record.version,
        digest: sha256(JSON.stringify(record)),
      }))
      const head = keys.auditHead(authority)
      await again(
        async () => {
          const last = await auditHead(authority)
          await table.write([
            ...publications.flatMap(({ record }, index) => writes.record(record, last.n + 1 + index)),
            ...writes.events(authority, last, sealed),
            ...also,
          ])
        },
        { when: (failure) => failure.keys.every((key) => isAudit(key, head)) },
      )
    },

    /** Publications that fit one transaction beside `others` writes. */
    mostPublications: (others: number, eachOther = 0) =>
      Math.floor((mostWrites - 1 - others) / (writesEach + eachOther)),
  }
}

const isAudit = (key: Key, head: Key) => key.pk === head.pk
