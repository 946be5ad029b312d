import { createHash } from 'node:crypto'

// The audit trail: one chain per authority and one about people, each event sealed with the hash of the one before, so that none can be
// changed, dropped or slipped in unnoticed.

export type AuditFacts = {
  at: string
  /** The person's id. */
  by: string
  action:
    | 'approved'
    | 'confirmed'
    | 'accepted'
    | 'returned'
    | 'sent'
    | 'loaded'
    | 'invited'
    | 'joined'
    | 'changed'
    | 'suspended'
    | 'restored'
    | 'removed'
  recordId?: string | undefined
  version?: number | undefined
  submission?: string | undefined
  /** SHA-256 of the record's version as stored. */
  digest?: string | undefined
  /** Whom it was done to, and what they may do since. */
  person?: { id: string; may: string } | undefined
}
export type AuditEvent = AuditFacts & { n: number; previous: string; hash: string }
export type AuditHead = { n: number; hash: string }

export const emptyChain: AuditHead = { n: 0, hash: '' }

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const seal = (n: number, previous: string, facts: AuditFacts) =>
  sha256(
    JSON.stringify([
      n,
      previous,
      facts.at,
      facts.by,
      facts.action,
      facts.recordId ?? '',
      facts.version ?? 0,
      facts.submission ?? '',
      facts.digest ?? '',
      ...(facts.person ? [facts.person.id, facts.person.may] : []),
    ]),
  )

/** The next event of a chain. */
export const nextEvent = (head: AuditHead, facts: AuditFacts): AuditEvent => {
  const n = head.n + 1
  return { ...facts, n, previous: head.hash, hash: seal(n, head.hash, facts) }
}

/** What is wrong with a chain, read in order from its first event; nothing when it is whole. */
export function chainFault(events: Iterable<AuditEvent>, head: AuditHead): string | undefined {
  let last = emptyChain
  for (const event of events) {
    if (event.n !== last.n + 1) return `event ${last.n + 1} is missing`
    if (event.previous !== last.hash) return `event ${event.n} does not follow the one before it`
    if (event.hash !== seal(event.n, last.hash, event)) return `event ${event.n} was changed`
    last = event
  }
  return last.n === head.n && last.hash === head.hash
    ? undefined
    : `the chain ends at event ${last.n}, not ${head.n}`
}
