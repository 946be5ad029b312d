import { sha256 } from '../domain/audit.ts'
import { Problem, problem } from '../domain/problem.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'

// A draft begun under a key of the sender's own (Idempotency-Key) is begun once, whatever has become of it since.

export type Once = {
  /** Names the draft, the same each time it is asked for. */
  unique: string
  /** The draft that was begun under this key; nothing where it was never used. */
  before: (existing: ReadonlyMap<string, Proposal>) => Promise<Proposal | undefined>
  /** Remembers what the key was used for. */
  remember: (recordId: string, at: string) => Write
}

export function once(
  store: Store,
  { actor, authority, key, body }: { actor: Person; authority: string; key: string; body: unknown },
): Once {
  const named = sha256(`${actor.id}\n${authority}\n${key}`)
  const digest = sha256(JSON.stringify(body))

  /** The submission in which a record was first published. */
  const publishedIn = async (id: string) => {
    const [{ event } = {}] = await store.records.history(id, { limit: 1, before: 2 })
    return event === undefined
      ? undefined
      : (await store.audit.many(authority, [event])).get(event)?.submission
  }

  const found = async (recordId: string, existing: ReadonlyMap<string, Proposal>): Promise<Proposal> => {
    const open = existing.get(recordId)
    if (open) return open
    const sent = (await store.submissions.underway(authority)).map(({ id }) => id)
    const waiting = await store.proposals.each(sent.map((submission) => ({ submission, recordId })))
    const waits = waiting.find(({ outcome }) => outcome === 'draft')
    if (waits) return { ...waits, outcome: 'sent' }
    const submission = await publishedIn(recordId)
    const decided = submission === undefined ? undefined : await store.proposals.get(submission, recordId)
    if (decided) return decided
    throw new Problem('conflict', 'What was begun under this Idempotency-Key has been discarded since.')
  }

  return {
    unique: named.slice(0, 26),
    before: async (existing) => {
      const asked = await store.asked(named)
      if (!asked) return undefined
      const proposal = await found(asked.recordId, existing)
      if (asked.digest !== digest) throw problem.keyUsed({ proposal })
      return proposal
    },
    remember: (recordId, at) => store.writes.asked(named, { recordId, digest }, at),
  }
}
