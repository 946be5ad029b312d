import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  type AuditEvent,
  type AuditFacts,
  type AuditHead,
  emptyChain,
  nextEvent,
  sha256,
} from '../domain/audit.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../schema/record.ts'
import type { Submission } from '../schema/submission.ts'
import { createTable, type Item, MovedOn, mostWrites, type Write } from './dynamo.ts'
import { createImports } from './imports.ts'
import { type Key, keys } from './keys.ts'

// What the service remembers, by noun. Reads answer whole values; `writes` makes the parts of a transaction, and
// `write` carries one out.

export type RecordRef = { authority: string; kind: RecordKind; id: string }

/** A vendor that was not on the shipped list. */
export type AddedVendor = { id: string; name: string; companyNumber?: string | undefined }

/** A new version of a record, and what the audit trail says of it. */
export type Publication = { record: RegisterRecord; facts: AuditFacts }

export type Store = ReturnType<typeof createStore>

const value = <T>(item: Item<T> | undefined): T | undefined => item?.body
const values = <T>(items: Item<T>[]): T[] => items.map(({ body }) => body)

/** A record, its version and its event: each publication's items in a transaction. */
const writesEach = 3

export function createStore({ client, table: name }: { client: DynamoDBClient; table: string }) {
  const table = createTable({ client, table: name })

  const writes = {
    record: (record: RegisterRecord): Write[] => {
      const { authority, kind, id, version } = record
      return [
        {
          put: { ...keys.record(authority, kind, id), revision: version, body: record },
          ifRevision: version - 1,
        },
        { put: { ...keys.version(id, version), revision: 1, body: record }, ifRevision: 0 },
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
    /** A submission at its next revision; those that wait for LOTI are put on the queue. */
    submission: (submission: Submission): Write => ({
      put: { ...keys.submission(submission.id), revision: submission.revision, body: submission },
      ifRevision: submission.revision - 1,
      ...(submission.state === 'sent' && {
        index: { queue: keys.queue, queuedAt: submission.sentAt ?? submission.openedAt },
      }),
    }),
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
    discard: (proposal: Proposal): Write => ({
      remove: keys.proposal(proposal.submission, proposal.recordId),
      ifRevision: proposal.revision,
    }),
    vendor: (vendor: AddedVendor): Write => ({
      put: { ...keys.vendor(vendor.id), revision: 1, body: vendor },
    }),
  }

  const auditHead = async (authority: string): Promise<AuditHead> =>
    value(await table.get<AuditHead>(keys.auditHead(authority))) ?? emptyChain

  return {
    table,
    writes,
    write: table.write,

    records: {
      get: async (ref: RecordRef) =>
        value(await table.get<RegisterRecord>(keys.record(ref.authority, ref.kind, ref.id))),
      many: async (refs: RecordRef[]) =>
        new Map(
          (
            await table.many<RegisterRecord>(refs.map((ref) => keys.record(ref.authority, ref.kind, ref.id)))
          ).map(({ body }) => [body.id, body]),
        ),
      of: async (authority: string, kind: RecordKind) =>
        values(await table.all<RegisterRecord>(keys.recordsOf(authority, kind))),
      version: async (id: string, version: number) =>
        value(await table.get<RegisterRecord>(keys.version(id, version))),
    },

    submissions: {
      get: async (id: string) => value(await table.get<Submission>(keys.submission(id))),
      open: async (authority: string) => {
        const id = value(await table.get<string>(keys.openSubmission(authority)))
        return id === undefined ? undefined : value(await table.get<Submission>(keys.submission(id)))
      },
      of: async (authority: string) => values(await table.all<Submission>(keys.submissionsOf(authority))),
      waiting: async (limit = 500) => values(await table.queue<Submission>(keys.queue, limit)),
    },

    proposals: {
      get: async (submission: string, recordId: string) =>
        value(await table.get<Proposal>(keys.proposal(submission, recordId))),
      many: async (submission: string, recordIds: string[]) =>
        values(await table.many<Proposal>(recordIds.map((id) => keys.proposal(submission, id)))),
      of: async (submission: string) => values(await table.all<Proposal>(keys.proposalsOf(submission))),
    },

    audit: {
      head: auditHead,
      of: async (authority: string) => values(await table.all<AuditEvent>(keys.eventsOf(authority))),
    },

    vendors: { added: async () => values(await table.all<AddedVendor>(keys.vendors())) },

    person: async (id: string) => value(await table.get<Person>(keys.person(id))),
    people: async () => values(await table.all<Person>(keys.people())),
    putPerson: (person: Person) =>
      table.write([{ put: { ...keys.person(person.id), revision: 1, body: person } }]),

    imports: createImports(table),

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
      for (let tries = 0; ; tries += 1) {
        try {
          return await table.write([
            ...publications.flatMap(({ record }) => writes.record(record)),
            ...writes.events(authority, await auditHead(authority), sealed),
            ...also,
          ])
        } catch (failure) {
          if (!(failure instanceof MovedOn) || tries >= auditTries) throw failure
          if (!failure.keys.every((key) => isAudit(key, head))) throw failure
        }
      }
    },

    /** Publications that fit one transaction beside `others` writes. */
    mostPublications: (others: number, eachOther = 0) =>
      Math.floor((mostWrites - 1 - others) / (writesEach + eachOther)),
  }
}

const auditTries = 20
const isAudit = (key: Key, head: Key) => key.pk === head.pk
