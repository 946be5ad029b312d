import { createHash } from 'node:crypto'
import type { AuditAction } from '../schema/history.ts'

// The audit trail: one chain per authority and one about people, each event sealed with the hash of the one before,
// so that none can be changed, dropped or slipped in unnoticed.

export type AuditFacts = {
  at: string
  /** The person's id. */
  by: string
  action: AuditAction
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

/** An event with its parts in one order, so that its text as stored can be held to it byte by byte. */
const inOrder = ({
  at,
  by,
  action,
  recordId,
  version,
  submission,
  digest,
  person,
  n,
  previous,
  hash,
}: AuditEvent): AuditEvent => ({
  at,
  by,
  action,
  recordId,
  version,
  submission,
  digest,
  person: person && { id: person.id, may: person.may },
  n,
  previous,
  hash,
})

/** The next event of a chain. */
export const nextEvent = (head: AuditHead, facts: AuditFacts): AuditEvent => {
  const n = head.n + 1
  return inOrder({ ...facts, n, previous: head.hash, hash: seal(n, head.hash, facts) })
}

/** An event, or the chain's head, as it is kept: `n` is the place its key gives it. */
export type Kept = { n: number; revision: number; text: string }

/** Reads the event that follows `last` from its text as stored, and says what is wrong with it. */
export function readEvent(
  last: AuditHead,
  { n, revision, text }: Kept,
): { event?: AuditEvent | undefined; fault?: string | undefined } {
  const event = parsed<AuditEvent>(text)
  const fault =
    n !== last.n + 1
      ? `event ${last.n + 1} is missing`
      : !event || !isWhole(event, { n, revision, text })
        ? `event ${n} was changed`
        : event.previous !== last.hash
          ? `event ${n} does not follow the one before it`
          : undefined
  return { event, fault }
}

const isWhole = (event: AuditEvent, { n, revision, text }: Kept) =>
  event.n === n &&
  revision === 1 &&
  JSON.stringify(inOrder(event)) === text &&
  event.hash === seal(n, event.previous, event)

/** What is wrong with a chain's head, after its last event; nothing when they agree. */
export function headFault(last: AuditHead, head: Omit<Kept, 'n'> | undefined): string | undefined {
  if (!head) return last.n === 0 ? undefined : 'the head of the chain is missing'
  const { n, hash } = parsed<AuditHead>(head.text) ?? emptyChain
  if (head.text === JSON.stringify({ n: last.n, hash: last.hash }) && head.revision === last.n)
    return undefined
  return Number.isInteger(n) && n !== last.n && typeof hash === 'string' && head.revision === n
    ? `the chain ends at event ${last.n}, not ${n}`
    : 'the head of the chain was changed'
}

/** Whether a record's version is the one that an event published, byte for byte. */
export const isVersionOf = (
  { n, digest }: AuditEvent,
  version: { revision: number; digest: string; event?: number | undefined },
): boolean => version.digest === digest && version.revision === 1 && version.event === n

function parsed<T extends object>(text: string): T | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as T) : undefined
  } catch {
    return undefined
  }
}
