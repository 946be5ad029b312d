import { Hono } from 'hono'
import * as z from 'zod'
import {
  type AuditEvent,
  type AuditHead,
  headFault,
  isVersionOf,
  readEvent,
  sha256,
} from '../domain/audit.ts'
import { problem } from '../domain/problem.ts'
import { authority as authorityOf } from '../reference/index.ts'
import { wholeNumber } from '../schema/fields.ts'
import type { ChainCheck } from '../schema/history.ts'
import { keyText } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { allowed, queryOf } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { before } from './history.ts'
import { latestOf } from './tell.ts'

// An authority's audit trail for LOTI: its latest events, and whether the chain is whole, checked a stretch at a time.

const checkedTogether = 500

export const from = z.object({
  /** The last event that was checked, and its hash: 0 and nothing to begin with. */
  after: wholeNumber('where to go on', 0, 1_000_000_000).default(0),
  hash: z.string().max(64).default(''),
})

export function auditRoutes({ store }: Deps) {
  return new Hono<Env>()
    .get('/:authority', async (c) => {
      const { authority } = c.req.param()
      const actor = allowed(c, 'read audit', 'read the audit trail', authority)
      if (!authorityOf(authority)) throw problem.missing('authority')
      return c.json(await latestOf(store, authority, { actor, ...queryOf(c, before) }))
    })
    .get('/:authority/check', async (c) => {
      const { authority } = c.req.param()
      allowed(c, 'read audit', 'read the audit trail', authority)
      if (!authorityOf(authority)) throw problem.missing('authority')
      const { after, hash } = queryOf(c, from)
      return c.json(await check(store, authority, { n: after, hash }))
    })
}

async function check(store: Store, authority: string, start: AuditHead): Promise<ChainCheck> {
  // The head first: whatever is written meanwhile comes after it.
  const head = await store.table.get<AuditHead>(keys.auditHead(authority))
  const length = head?.revision ?? 0
  const { events: kept } = await store.audit.kept(authority, { after: start.n, limit: checkedTogether })
  let last = start
  let fault: string | undefined
  const published: AuditEvent[] = []
  for (const { sk, revision, text } of kept.slice(0, Math.max(0, length - start.n))) {
    const read = readEvent(last, { n: Number(sk.slice('EVENT#'.length)), revision, text })
    fault = read.fault
    if (fault || !read.event) break
    if (read.event.digest !== undefined) published.push(read.event)
    last = read.event
  }
  const keyOf = ({ recordId = '', version = 0 }: AuditEvent) => keys.version(recordId, version)
  const versions = new Map(
    (await store.table.many(published.map(keyOf))).map((item) => [keyText(item), item]),
  )
  for (const event of published) {
    // What was removed from the register has no versions; `npm run verify` knows which those are.
    const version = versions.get(keyText(keyOf(event)))
    if (version && !isVersionOf(event, { ...version, digest: sha256(version.text) })) {
      fault ??= `version ${event.version} of ${event.recordId} is not what event ${event.n} published`
    }
  }
  const done = fault !== undefined || last.n >= length || kept.length < checkedTogether
  if (done && !fault) fault = headFault(last, head)
  return { checkedTo: last.n, hash: last.hash, ...(fault && { fault }), done, length }
}
