import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { londonToday } from '../../functions/domain/calendar.ts'
import { connect } from '../../functions/local/connect.ts'
import type { Submission } from '../../functions/schema/submission.ts'
import { createStore, type Store } from '../../functions/store/index.ts'
import { keys } from '../../functions/store/keys.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { type Child, freePort, killAll, spawnService, startChild } from '../support/child.ts'
import { fileOf } from '../support/contractsFinder.ts'

// The whole service, killed without warning again and again while people draft, import, send, approve, return and
// confirm over HTTP. Whatever was acknowledged is there afterwards, once; the summaries equal a recount; the audit
// chains are whole.

const kills = 20
const authorities = { camden: 'E09000007', hackney: 'E09000012' } as const
type Who = keyof typeof authorities

let directory = ''
let port = 0
/** Under way or decided. */
const everySubmission = async (store: Store, authority: string): Promise<Submission[]> => {
  const ranges = [keys.submissionsOf(authority), keys.decidedOf(authority)]
  const found = await Promise.all(ranges.map((range) => store.table.all<Submission>(range)))
  return found.flat().map(({ body }) => body)
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'city-tools-kills-'))
  port = await freePort()
})
afterAll(() => {
  killAll()
  return rm(directory, { recursive: true, force: true })
})

/** What was acknowledged. */
const told = {
  /** By title: each draft's key was sent until it was answered. */
  drafts: new Map<string, { authority: string; recordId: string; submission: string; revision: number }>(),
  sent: new Set<string>(),
  approved: new Map<string, { authority: string; recordId: string; version: number }>(),
  returned: new Map<string, { submission: string; recordId: string }>(),
  imported: new Map<string, { authority: string; recordIds: string[] }>(),
}
/** Drafts whose answer never came: asked again after the restart. */
const unanswered = new Map<string, Who>()
let serial = 0

type Call = (
  who: string,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; body: never }>

function caller(service: Child): Call {
  const tokens = new Map<string, Promise<string>>()
  return async (who, method, path, body, headers = {}) => {
    const token = tokens.get(who) ?? service.tokenFor(who)
    tokens.set(who, token)
    const isForm = body instanceof FormData
    const answer = await fetch(`${service.origin}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${await token}`,
        ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as never }
  }
}

async function drafts(call: Call, who: Who, title: string) {
  const authority = authorities[who]
  unanswered.set(title, who)
  const values = { name: title, maker: 'in-house', serviceAreas: ['library-management'], hosting: 'SaaS' }
  const begun = await call(
    who,
    'POST',
    `/authorities/${authority}/proposals`,
    { kind: 'system', values },
    { 'Idempotency-Key': title },
  )
  if (begun.status > 201) return
  const draft: { recordId: string; submission: string; revision: number } = begun.body
  unanswered.delete(title)
  told.drafts.set(title, { ...draft, authority })
  const saved = await call(who, 'PUT', `/authorities/${authority}/proposals/${draft.recordId}`, {
    values: { ...values, users: serial },
    revision: draft.revision,
  })
  if (saved.status === 200) told.drafts.set(title, { ...(saved.body as typeof draft), authority })
}

async function imports(call: Call, who: Who) {
  const authority = authorities[who]
  serial += 1
  const form = new FormData()
  const rows = [1, 2, 3].map((n) => ({ id: `K-${serial}-${n}`, buyer: `LB ${who}` }))
  form.set('file', new Blob([fileOf(...rows)]), `${serial}.csv`)
  const preview = await call(who, 'POST', '/imports', form)
  if (preview.status !== 201) return
  const { id, rows: read }: { id: string; rows: { recordId: string }[] } = preview.body
  const accepted = await call(who, 'POST', `/imports/${id}/accept`, {})
  if (accepted.status === 200) {
    told.imported.set(id, { authority, recordIds: read.map(({ recordId }) => recordId) })
  }
}

async function sends(call: Call, who: Who) {
  const sent = await call(who, 'POST', `/authorities/${authorities[who]}/submission/send`, {})
  if (sent.status === 200) told.sent.add((sent.body as { id: string }).id)
}

async function decides(call: Call, approver: string) {
  const queue = await call(approver, 'GET', '/review')
  for (const { id, authority } of (queue.body as { submissions: { id: string; authority: string }[] })
    .submissions) {
    const { proposals }: { proposals: { proposal: { recordId: string }; mayDecide: boolean }[] } = (
      await call(approver, 'GET', `/review/${id}`)
    ).body
    const [first, ...others] = proposals
      .filter(({ mayDecide }) => mayDecide)
      .map(({ proposal }) => proposal.recordId)
    if (first && others.length > 2) {
      const back = await call(approver, 'POST', `/review/${id}/return`, {
        recordId: first,
        comments: [{ text: 'Which one?' }],
      })
      if (back.status === 200) told.returned.set(`${id} ${first}`, { submission: id, recordId: first })
    }
    const answer = await call(approver, 'POST', `/review/${id}/approve`, {})
    if (answer.status !== 200) continue
    const { results }: { results: { recordId: string; outcome: string; version: number }[] } = answer.body
    for (const { recordId, outcome, version } of results) {
      if (outcome === 'approved') told.approved.set(recordId, { authority, recordId, version })
    }
  }
}

async function confirms(call: Call, who: Who) {
  const records = [...told.approved.values()]
    .filter(({ authority }) => authority === authorities[who])
    .slice(-3)
  if (records.length === 0) return
  const answer = await call(who, 'POST', `/authorities/${authorities[who]}/confirmations`, {
    records: records.map(({ recordId }) => recordId),
  })
  if (answer.status !== 200) return
  const { results }: { results: { recordId: string; version: number }[] } = answer.body
  for (const { recordId, version } of results) {
    told.approved.set(recordId, { authority: authorities[who], recordId, version })
  }
}

/** People at work until the service is gone. */
async function work(call: Call, isAlive: () => boolean) {
  const repeat = async (deed: () => Promise<void>) => {
    while (isAlive()) {
      try {
        await deed()
      } catch {
        // Cut off mid-way: what was asked may have happened or not.
        return
      }
    }
  }
  for (const [title, who] of unanswered) await drafts(call, who, title).catch(() => undefined)
  await Promise.all([
    ...(['camden', 'hackney'] as const).flatMap((who) => [
      repeat(async () => {
        serial += 1
        await drafts(call, who, `System ${serial}`)
        if (serial % 3 === 0) await sends(call, who)
      }),
      repeat(async () => {
        await imports(call, who)
        await confirms(call, who)
      }),
    ]),
    repeat(() => decides(call, 'loti')),
    repeat(() => decides(call, 'loti-2')),
  ])
}

const acknowledged = () => Object.values(told).reduce((all, one) => all + one.size, 0)

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

test(`killed ${kills} times at work, nothing acknowledged is lost and all of it adds up`, {
  timeout: 300_000,
}, async () => {
  for (let kill = 0; kill < kills; kill += 1) {
    if (kill % 5 === 4) {
      // Now and then before it is even ready.
      const starting = spawnService({ directory, port })
      await wait(Math.random() * 1000)
      await starting.kill()
    }
    const service = await startChild({ directory, port })
    let alive = true
    const working = work(caller(service), () => alive)
    const before = acknowledged()
    const deadline = Date.now() + 5000
    while (acknowledged() < before + 4 && Date.now() < deadline) await wait(5)
    await wait(Math.random() * 600)
    alive = false
    await service.kill()
    await working
  }

  const service = await startChild({ directory, port })
  const { client, table, close } = await connect(directory)
  const store = createStore({ client, table })
  const found = await recount(store, { terms, today: londonToday() })
  expect(found.differences).toEqual([])
  expect(found.records).toBeGreaterThan(0)

  const everything = new Map<string, number>()
  for (const authority of Object.values(authorities)) {
    for (const submission of await everySubmission(store, authority)) {
      for (const { values, outcome } of await store.proposals.of(submission.id)) {
        const title = String(values.name ?? '')
        if (outcome !== 'returned') everything.set(title, (everything.get(title) ?? 0) + 1)
      }
    }
    const events = await store.audit.of(authority)
    const versions = events.flatMap(({ recordId, version }) => (version ? [`${recordId}@${version}`] : []))
    expect(new Set(versions).size, 'each version was published once').toBe(versions.length)
    const published = new Set(versions)
    for (const one of told.approved.values()) {
      if (one.authority === authority) expect(published).toContain(`${one.recordId}@${one.version}`)
    }
  }
  for (const [title, { submission, recordId, revision }] of told.drafts) {
    const proposal = await store.proposals.get(submission, recordId)
    expect(proposal?.revision, title).toBeGreaterThanOrEqual(revision)
    expect(everything.get(title), `${title} is there once`).toBe(1)
  }
  for (const id of told.sent) expect((await store.submissions.get(id))?.reference, id).toMatch(/^CT-/)
  for (const { submission, recordId } of told.returned.values()) {
    expect((await store.proposals.get(submission, recordId))?.outcome).toBe('returned')
  }
  for (const { authority, recordIds } of told.imported.values()) {
    const submissions = await everySubmission(store, authority)
    const there = new Set<string>()
    for (const { id } of submissions) {
      for (const { recordId } of await store.proposals.many(id, recordIds)) there.add(recordId)
    }
    expect([...there].sort()).toEqual(recordIds.sort())
  }
  console.log(
    `Acknowledged over ${kills} kills: ${told.drafts.size} drafts, ${told.sent.size} sent, ${told.approved.size} approved, ${told.returned.size} returned, ${told.imported.size} imports`,
  )
  expect(told.drafts.size).toBeGreaterThan(kills)
  expect(Math.min(told.sent.size, told.approved.size, told.imported.size)).toBeGreaterThan(3)
  await close()
  await service.stop()
})
