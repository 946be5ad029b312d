import {
  type AuditEvent,
  type AuditHead,
  emptyChain,
  headFault,
  isVersionOf,
  type Kept as KeptEvent,
  readEvent,
  sha256,
} from '../domain/audit.ts'
import { type AnyKind, anyKinds } from '../schema/record.ts'
import type { Kept } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { type Key, keys } from '../store/keys.ts'

// Proves the audit trail from what is stored: each chain in itself, each version of a record against the event that
// published it, and each record against its latest version. A single altered byte in any of them is found.

export type Fault = { name: string; detail: string }

/** A version or a record as it was read, without its text. */
type Seen = { revision: number; digest: string; event?: number | undefined; key: Key }

const versionName = (id: string, version: number) => `${id}@${version}`
const kindOfKey = new Map<string, AnyKind>(anyKinds.map((kind) => [kind.toUpperCase(), kind]))

type Chain = { events: KeptEvent[]; head?: Omit<KeptEvent, 'n'> }

/** Gathers what belongs to the trail from a scan of the table, in any order; then says what is wrong. */
export function auditTrail() {
  const chains = new Map<string, Chain>()
  const versions = new Map<string, Seen>()
  const records = new Map<string, Seen & { authority: string; kind: AnyKind; id: string }>()
  const strays: Fault[] = []

  return {
    take(item: Kept): void {
      const { pk, sk, revision, text } = item
      if (pk.startsWith('AUDIT#')) {
        const authority = pk.slice('AUDIT#'.length)
        const chain: Chain = chains.get(authority) ?? { events: [] }
        chains.set(authority, chain)
        const [, n] = /^EVENT#(\d{9})$/.exec(sk) ?? []
        if (sk === 'HEAD') chain.head = { revision, text }
        else if (n) chain.events.push({ n: Number(n), revision, text })
        else strays.push({ name: authority, detail: `${sk} does not belong in the chain` })
      } else if (pk.startsWith('RECORD#')) {
        const [, version] = /^VERSION#(\d{6,})$/.exec(sk) ?? []
        const id = pk.slice('RECORD#'.length)
        if (version) versions.set(versionName(id, Number(version)), seenIn(item))
        else strays.push({ name: id, detail: `${sk} is no version` })
      } else if (pk.startsWith('AUTHORITY#')) {
        const [prefix = '', id = ''] = sk.split(/#(.*)/s)
        const kind = kindOfKey.get(prefix)
        if (kind) records.set(id, { ...seenIn(item), authority: pk.slice('AUTHORITY#'.length), kind, id })
      }
    },

    events: () => [...chains.values()].reduce((sum, { events }) => sum + events.length, 0),

    /** What was written while the table was read is looked at again before anything is said of it. */
    async faults(store: Store): Promise<Fault[]> {
      const faults = [...strays]
      const published = new Map<string, AuditEvent>()
      const removed = new Map<string, number>()
      for (const [authority, chain] of chains) {
        const { events, fault } = await readChain(store, authority, chain)
        if (fault) faults.push({ name: authority, detail: fault })
        for (const event of events) {
          const { recordId, version, digest, action } = event
          if (recordId === undefined || version === undefined) continue
          if (action === 'removed') removed.set(recordId, Math.max(version, removed.get(recordId) ?? 0))
          else if (digest !== undefined) published.set(versionName(recordId, version), event)
        }
      }

      const latest = new Map<string, number>()
      for (const [name, event] of published) {
        const { recordId: id = '', version = 0 } = event
        latest.set(id, Math.max(version, latest.get(id) ?? 0))
        const seen = versions.get(name) ?? (await look(store, keys.version(id, version)))
        if (!seen) {
          if (version > (removed.get(id) ?? 0)) {
            faults.push({
              name: id,
              detail: `version ${version} is missing, which event ${event.n} published`,
            })
          }
        } else if (!isVersionOf(event, seen)) {
          faults.push({ name: id, detail: `version ${version} was changed` })
        }
      }
      for (const [name, { key }] of versions) {
        if (published.has(name) || (await isNewer(store, key, chains))) continue
        const [id = '', version = ''] = name.split('@')
        faults.push({ name: id, detail: `version ${version} was published by no event` })
      }
      for (const { id, revision, key } of records.values()) {
        if (latest.has(id) || !(await look(store, key))) continue
        if (await isNewer(store, keys.version(id, revision), chains)) continue
        faults.push({ name: id, detail: 'the record was published by no event' })
      }
      for (const [id, version] of latest) {
        if (version <= (removed.get(id) ?? 0)) continue
        const seen = records.get(id)
        const said = published.get(versionName(id, version))
        if (seen && seen.revision === version && seen.digest === said?.digest) continue
        // It may have gone on since it was read.
        const now = seen && (await look(store, seen.key))
        const itsVersion = now && (await look(store, keys.version(id, now.revision)))
        if (now && itsVersion?.digest === now.digest && now.revision > version) continue
        faults.push({
          name: id,
          detail: seen ? `the record is not what its version ${version} says` : 'the record is missing',
        })
      }
      return faults
    },
  }
}

/** A chain's events as far as they can be read, and the first thing that is wrong with it. */
async function readChain(
  store: Store,
  authority: string,
  { events: kept, head }: Chain,
): Promise<{ events: AuditEvent[]; fault?: string | undefined }> {
  const events: AuditEvent[] = []
  let last: AuditHead = emptyChain
  let fault: string | undefined
  const read = (one: KeptEvent) => {
    const found = readEvent(last, one)
    fault ??= found.fault
    if (found.event) events.push(found.event)
    last = { n: one.n, hash: found.event?.hash ?? '' }
  }
  for (const one of kept.sort((a, b) => a.n - b.n)) read(one)
  if (fault || !headFault(last, head)) return { events, fault }
  // The head moved on while the table was read, or something is wrong with it: what is there now tells.
  const now = await store.table.get<AuditHead>(keys.auditHead(authority))
  const { events: later } = await store.audit.kept(authority, { after: last.n, limit: mostLater })
  for (const { sk, revision, text } of later) {
    if (last.n < (now?.revision ?? 0)) read({ n: Number(sk.slice('EVENT#'.length)), revision, text })
  }
  return { events, fault: fault ?? headFault(last, now) }
}

/** Events that may be written to one chain while the table is read. */
const mostLater = 10_000

const seenIn = ({ pk, sk, revision, text, event }: Kept): Seen => ({
  revision,
  digest: sha256(text),
  event,
  key: { pk, sk },
})

async function look(store: Store, key: Key): Promise<Seen | undefined> {
  const item = await store.table.get(key)
  return item && seenIn(item)
}

/** Whether a version was published after its chain was read, by an event that is there now. */
async function isNewer(store: Store, key: Key, chains: ReadonlyMap<string, Chain>): Promise<boolean> {
  const version = await store.table.get<{ authority?: unknown }>(key)
  if (version?.event === undefined) return false
  const authority = authorityIn(version)
  const known = chains.get(authority)?.events.some(({ n }) => n === version.event)
  const event = known ? undefined : await store.table.get<AuditEvent>(keys.event(authority, version.event))
  return event !== undefined && isVersionOf(event.body, seenIn(version))
}

/** Whose record a version is; nobody's where its text was damaged. */
const authorityIn = (version: Kept<{ authority?: unknown }>): string => {
  try {
    return String(version.body.authority)
  } catch {
    return ''
  }
}
