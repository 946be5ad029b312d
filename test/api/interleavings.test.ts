import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../functions/domain/audit.ts'
import { rules } from '../../functions/domain/rules.ts'
import { type Engine, startEngine } from '../../functions/local/engine/index.ts'
import { createTable } from '../../functions/local/table.ts'
import { authorities } from '../../functions/reference/index.ts'
import type { Person } from '../../functions/schema/person.ts'
import { type Proposal, proposal as proposalSchema } from '../../functions/schema/proposal.ts'
import type { Submission } from '../../functions/schema/submission.ts'
import type { System } from '../../functions/schema/system.ts'
import { createStore, type Store } from '../../functions/store/index.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import type { Terms } from '../../functions/tallies/parts.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { appOn, someoneWho } from '../support/asking.ts'
import { clientOf } from '../support/world.ts'

// Five people at once: two editors of one authority, one editor of two, an approver, and an approver who edits too.
// Whatever they do in whatever order, and truly at once: nothing that was approved is lost or applied twice, nobody
// approves their own work, the trail is whole and the summaries equal a recount.

const runs = Number(process.env.INTERLEAVINGS ?? 1000)
const firstSeed = Number(process.env.INTERLEAVINGS_SEED ?? 1)
const atOnce = 8
const today = '2026-11-24'

/** Each run has two authorities of its own, and a scope of its own that holds both. */
const pairs = Array.from({ length: Math.floor(authorities().length / 2) }, (_, pair) =>
  authorities().slice(pair * 2, pair * 2 + 2),
)
const pairOf = new Map(pairs.flatMap((pair, index) => pair.map(({ id }) => [id, index])))
const terms: Terms = {
  scopesOf: (authority) => [`pair ${pairOf.get(authority)}`],
  groupOf: () => 'all-areas',
  rules,
  leadMonths: () => 3,
  freshMonths: () => 12,
}

type World = { store: Store; app: ReturnType<typeof appOn> }
let engine: Engine
let client: DynamoDBClient
const people = new Map<string, Person>()

beforeAll(async () => {
  engine = await startEngine({ sweeps: false })
  client = clientOf(engine)
})
afterAll(async () => {
  client.destroy()
  await engine.close()
})

/** The same numbers for the same seed (mulberry32). */
function chanceFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    below: (most: number) => Math.floor(next() * most),
    one: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T,
    is: (share: number) => next() < share,
  }
}
type Chance = ReturnType<typeof chanceFrom>

type Entry = {
  record: System | null
  proposal: Proposal | null
  conflicts: { field: string; theirs: unknown }[]
}
type Answer = { status: number; body: Record<string, unknown> }
type Claim = { submission: string; recordId: string; version: number }

const changing = { users: ['10', '20', '30', ''], notes: ['red', 'green', ''] } as const
const allowedAnswers = new Set([200, 201, 204, 403, 404, 409, 422])

/** What a save says of the draft it went into. */
const savedDraft = proposalSchema.pick({ submission: true, recordId: true, createdAt: true })

/** One history, by its seed. */
class Run {
  readonly number: number
  readonly world: World
  readonly a: string
  readonly b: string
  readonly chance: Chance
  readonly records: { authority: string; id: string }[] = []
  readonly sent = new Set<string>()
  /** What people were told is approved. */
  readonly claims: Claim[] = []
  /** Who typed in what, by submission, record and the instant its draft was begun. */
  readonly typed = new Map<string, Set<string>>()
  /** Forms that are open, with what they showed. */
  readonly hands = new Map<string, Entry>()
  readonly wrong: string[] = []

  constructor(number: number, world: World) {
    this.number = number
    this.world = world
    const [a = '', b = ''] = (pairs[number % pairs.length] ?? []).map(({ id }) => id)
    this.a = a
    this.b = b
    this.chance = chanceFrom(firstSeed * 1_000_003 + number)
    const person = (name: string, may: Partial<Person>) => someoneWho(`${number}-${name}`, may)
    for (const one of [
      person('first', { editorOf: [a] }),
      person('second', { editorOf: [a] }),
      person('both', { editorOf: [a, b] }),
      person('loti', { approver: true }),
      person('loti-editor', { approver: true, editorOf: [a] }),
    ]) {
      people.set(one.id, one)
    }
  }

  async ask(who: string, method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.world.app.request(`/api/v1${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Who': `${this.number}-${who}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!allowedAnswers.has(answer.status)) this.wrong.push(`${method} ${path}: ${answer.status} ${text}`)
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text) }
  }

  /** Remembers what a save said: where it went, and who typed it. */
  saved(who: string, { status, body }: Answer) {
    if (status >= 300) return
    const { submission, recordId, createdAt } = savedDraft.parse(body)
    // A draft that was discarded and begun again is another.
    const key = `${submission} ${recordId} ${createdAt}`
    this.typed.set(key, (this.typed.get(key) ?? new Set()).add(`${this.number}-${who}`))
  }

  editor = () => this.chance.one(['first', 'second', 'both', 'first', 'second', 'both', 'loti-editor'])
  authorityFor = (who: string) => (who === 'both' && this.chance.is(0.3) ? this.b : this.a)
  record = (authority: string) => this.chance.one(this.records.filter((one) => one.authority === authority))

  /** Something else in one field than what it says. */
  change(now: Record<string, unknown> = {}): Record<string, unknown> {
    const field = this.chance.one(Object.keys(changing) as (keyof typeof changing)[])
    return { [field]: this.chance.one(changing[field].filter((value) => value !== kept(now[field]))) }
  }

  async begin() {
    for (const authority of [this.a, this.b]) {
      const id = `sys_${authority}`
      const record = {
        kind: 'system' as const,
        id,
        authority,
        version: 1,
        name: 'First',
        serviceAreas: ['housing-management'],
        hosting: 'SaaS' as const,
        sharedWith: [],
        users: 5,
        heldBack: [],
        provenance: { source: 'form' as const, confidence: 'verified' as const },
        createdAt: '2026-01-01T00:00:00.000Z',
        updatedAt: '2026-01-01T00:00:00.000Z',
      }
      await this.world.store.publish(authority, [
        { record, facts: { at: record.updatedAt, by: 'data set', action: 'loaded' } },
      ])
      this.records.push({ authority, id })
    }
  }

  readonly steps = {
    /** Opens a record's form: what is seen now may be saved much later. */
    open: async () => {
      const who = this.editor()
      const { authority, id } = this.record(this.authorityFor(who))
      const { status, body } = await this.ask(who, 'GET', `/authorities/${authority}/systems/${id}`)
      if (status === 200) this.hands.set(`${who} ${id}`, body as Entry)
    },
    /** Saves as a form does: every field, against the version that was looked at. */
    save: async () => {
      const who = this.editor()
      const authority = this.authorityFor(who)
      const { id } = this.record(authority)
      const path = `/authorities/${authority}`
      let entry = this.hands.get(`${who} ${id}`)
      this.hands.delete(`${who} ${id}`)
      entry ??= (await this.ask(who, 'GET', `${path}/systems/${id}`)).body as Entry
      const { record, proposal, conflicts } = entry
      if (record === undefined) return
      const settles = conflicts.length > 0 && this.chance.is(0.7)
      const theirs =
        settles && this.chance.is(0.5) ? conflicts.map(({ field, theirs }) => [field, theirs ?? '']) : []
      const before = { ...statedBy(record), ...proposal?.values, ...Object.fromEntries(theirs) }
      const values = { ...before, ...(!settles && this.change(before)) }
      const answer = await this.ask(who, 'PUT', `${path}/proposals/${id}`, {
        values,
        revision: proposal?.outcome === 'sent' ? 0 : (proposal?.revision ?? 0),
        baseVersion: settles ? record?.version : (proposal?.baseVersion ?? record?.version ?? 0),
      })
      this.saved(who, answer)
    },
    /** Saves one field alone: what was seen there, and what is typed instead. */
    edit: async () => {
      const who = this.editor()
      const authority = this.authorityFor(who)
      const { id } = this.record(authority)
      const path = `/authorities/${authority}`
      const { status, body } = await this.ask(who, 'GET', `${path}/systems/${id}`)
      if (status !== 200) return
      const { record, proposal, conflicts } = body as Entry
      const seen = { ...statedBy(record), ...(proposal?.outcome === 'draft' && proposal.values) }
      const [[field, to] = []] = Object.entries(this.change(seen))
      if (field === undefined) return
      const answer = await this.ask(who, 'PATCH', `${path}/proposals/${id}`, {
        edits: { [field]: { from: seen[field], to } },
        // A later version counts as looked at once nothing in it is in dispute.
        baseVersion: conflicts.length > 0 ? (proposal?.baseVersion ?? 0) : (record?.version ?? 0),
      })
      const saved = answer.body.proposal as Proposal | undefined
      // Where a colleague had typed the same already, nothing of it is this person's.
      if (saved?.typedBy?.[field]?.by === `${this.number}-${who}`) this.saved(who, { ...answer, body: saved })
    },
    /** Types something and sends it at once. */
    saveAndSend: async () => {
      await this.steps.save()
      await this.steps.send()
    },
    editAndSend: async () => {
      await this.steps.edit()
      await this.steps.send()
    },
    /** Two submissions about the same records wait at once, and both are decided on. */
    rivals: async () => {
      await this.steps.editAndSend()
      await this.steps.editAndSend()
      await this.steps.approve()
      await this.steps.approveMany()
    },
    /** What was sent first is returned after what was sent next was approved, and comes again. */
    overtaken: async () => {
      await this.steps.saveAndSend()
      const first = [...this.sent].at(-1)
      await this.steps.editAndSend()
      await this.steps.approve()
      await this.steps.giveBack(first)
      await this.steps.send()
      await this.steps.approve()
    },
    create: async () => {
      const who = this.editor()
      const authority = this.authorityFor(who)
      const answer = await this.ask(who, 'POST', `/authorities/${authority}/proposals`, {
        kind: 'system',
        values: { name: 'Another', serviceAreas: ['library-management'], ...this.change() },
      })
      this.saved(who, answer)
      if (answer.status === 201) this.records.push({ authority, id: String(answer.body.recordId) })
    },
    discard: async () => {
      const who = this.editor()
      const { authority, id } = this.record(this.authorityFor(who))
      await this.ask(who, 'DELETE', `/authorities/${authority}/proposals/${id}`)
    },
    send: async () => {
      const who = this.editor()
      const authority = this.authorityFor(who)
      const { status, body } = await this.ask(who, 'POST', `/authorities/${authority}/submission/send`, {})
      if (status === 200) this.sent.add(String(body.id))
    },
    approve: async () => {
      const who = this.chance.one(['loti', 'loti-editor', 'loti', 'first'])
      const submission = this.some().at(-1)
      if (!submission) return
      const { status, body } = await this.ask(who, 'POST', `/review/${submission}/approve`, {})
      if (status === 200) this.claimed(submission, body)
    },
    /** Several submissions in one decision, some of it decided already. */
    approveMany: async () => {
      const proposals = this.some().flatMap((submission) =>
        this.records.map(({ id }) => ({ submission, recordId: id })),
      )
      if (proposals.length === 0) return
      const who = this.chance.one(['loti', 'loti-editor'])
      const { status, body } = await this.ask(who, 'POST', '/review/approvals', { proposals })
      if (status === 200) this.claimed('', body)
    },
    giveBack: async (submission = this.some().at(-1)) => {
      const who = this.chance.one(['loti', 'loti-editor', 'loti', 'second'])
      if (!submission) return
      const [, authority = ''] = submission.split(/_(?=[^_]*$)/)
      await this.ask(who, 'POST', `/review/${submission}/return`, {
        recordId: this.record(authority).id,
        comments: [{ field: 'users', text: 'Is that so?' }],
      })
    },
    reply: async () => {
      const who = this.editor()
      const { authority, id } = this.record(this.authorityFor(who))
      const path = `/authorities/${authority}/proposals/${id}/comments`
      this.saved(who, await this.ask(who, 'POST', path, { text: 'It is' }))
    },
    restore: async () => {
      const who = this.editor()
      const { authority, id } = this.record(this.authorityFor(who))
      const entry = await this.ask(who, 'GET', `/authorities/${authority}/systems/${id}`)
      if (entry.status !== 200) return
      const { record, proposal } = entry.body as Entry
      this.saved(
        who,
        await this.ask(who, 'POST', `/authorities/${authority}/records/${id}/restore`, {
          version: 1 + this.chance.below(record?.version ?? 1),
          revision: proposal?.outcome === 'sent' ? 0 : (proposal?.revision ?? 0),
        }),
      )
    },
    confirm: async () => {
      const who = this.chance.one(['first', 'both', 'loti'])
      const { authority, id } = this.record(this.authorityFor(who))
      await this.ask(who, 'POST', `/authorities/${authority}/confirmations`, { records: [id] })
    },
    /** The stream tells of some of what happened so far, perhaps not for the first time. */
    deliver: async () => {
      const some = this.records.filter(() => this.chance.is(0.5))
      await applyRecords(this.world.store, some.map(refOf), { terms, day: today })
    },
  }

  some = () => {
    const all = [...this.sent]
    // Mostly what was sent last: the rest has likely been decided.
    const from = this.chance.is(0.7) ? all.length - 1 : this.chance.below(all.length)
    return all.slice(Math.max(0, from - this.chance.below(2)), from + 1)
  }

  claimed(submission: string, body: Answer['body']) {
    for (const one of body.results as (Claim & { outcome: string })[]) {
      if (one.outcome === 'approved') {
        this.claims.push({
          submission: one.submission ?? submission,
          recordId: one.recordId,
          version: one.version,
        })
      }
    }
  }

  async play() {
    await this.begin()
    const weights: [keyof Run['steps'], number][] = [
      ['open', 2],
      ['save', 3],
      ['edit', 1],
      ['saveAndSend', 7],
      ['editAndSend', 4],
      ['create', 1],
      ['discard', 1],
      ['send', 1],
      ['approve', 8],
      ['approveMany', 2],
      ['rivals', 2],
      ['overtaken', 2],
      ['giveBack', 3],
      ['reply', 1],
      ['restore', 4],
      ['confirm', 1],
      ['deliver', 1],
    ]
    const bag = weights.flatMap(([step, weight]) => Array.from({ length: weight }, () => step))
    const length = 4 + this.chance.below(5)
    for (let n = 0; n < length; n += 1) {
      const together = this.chance.is(0.35) ? 2 : 1
      // What each will do is settled by chance before any of it begins, as far as it does not depend on answers.
      await Promise.all(Array.from({ length: together }, () => this.steps[this.chance.one(bag)]()))
    }
    await applyRecords(this.world.store, this.records.map(refOf), { terms, day: today })
  }
}

const refOf = ({ authority, id }: { authority: string; id: string }) => ({
  authority,
  kind: 'system' as const,
  id,
})
const stated = [
  'name',
  'serviceAreas',
  'hosting',
  'users',
  'criticality',
  'notes',
  'sharedWith',
  'heldBack',
] as const
const statedBy = (record: System | null | undefined) =>
  Object.fromEntries(
    stated.flatMap((field) => (record?.[field] === undefined ? [] : [[field, record[field]]])),
  )

/** A value as text, however it was typed. */
const kept = (value: unknown): string => (Array.isArray(value) ? value.join() : String(value ?? ''))

/** A register of its own for as many histories as there are authorities to go round. */
async function createRegister(table: string): Promise<World> {
  await createTable(client, table)
  const store = createStore({ client, table })
  // Who people are is not what is tried here: they are known without a look at the table.
  const app = appOn({
    ...store,
    people: {
      ...store.people,
      bySubject: async (id) => {
        const person = people.get(id)
        return person && { ...person, subject: id, revision: 1 }
      },
    },
  })
  return { store, app }
}

/** Everything in the table, by what it is. */
async function everything(store: Store) {
  const events = new Map<string, AuditEvent[]>()
  const versions = new Map<string, System>()
  const latest = new Map<string, System>()
  const submissions = new Map<string, Submission>()
  const proposals = new Map<string, Proposal>()
  const open = new Map<string, string>()
  for await (const { pk, sk, body } of store.table.scan()) {
    if (pk.startsWith('AUDIT#') && sk !== 'HEAD') {
      const event = body as AuditEvent
      events.set(pk.slice(6), [...(events.get(pk.slice(6)) ?? []), event])
    } else if (pk.startsWith('RECORD#')) {
      const version = body as System
      versions.set(`${version.id}@${version.version}`, version)
    } else if (sk.startsWith('SYSTEM#')) latest.set((body as System).id, body as System)
    else if (/^(SUBMISSION|DECIDED)#/.test(sk)) submissions.set((body as Submission).id, body as Submission)
    else if (sk.startsWith('PROPOSAL#')) proposals.set(`${pk.slice(11)} ${sk.slice(9)}`, body as Proposal)
    else if (sk === 'OPEN') open.set(pk.slice(10), body as string)
  }
  return { events, versions, latest, submissions, proposals, open }
}

type Found = Awaited<ReturnType<typeof everything>>

/** What went against the rules in one run. */
function faultsIn(run: Run, { events, versions, latest, submissions, proposals, open }: Found): string[] {
  const faults = [...run.wrong]
  const expectTrue = (holds: boolean, what: string) => {
    if (!holds) faults.push(what)
  }
  const approvals = new Set<string>()
  const broughtBack = new Set(
    [...proposals.values()].flatMap(({ recordId, restores }) => (restores === undefined ? [] : [recordId])),
  )
  for (const authority of [run.a, run.b]) {
    const trail = events.get(authority) ?? []
    const ofVersion = Map.groupBy(
      trail.filter(({ version }) => version !== undefined),
      ({ recordId, version }) => `${recordId}@${version}`,
    )
    for (const { id } of run.records.filter((one) => one.authority === authority)) {
      const last = latest.get(id)?.version ?? 0
      for (let n = 1; n <= last; n += 1) {
        const now = versions.get(`${id}@${n}`)
        const before = versions.get(`${id}@${n - 1}`)
        const [event, ...more] = ofVersion.get(`${id}@${n}`) ?? []
        if (!now || !event || more.length > 0) {
          faults.push(
            `${id}@${n} has ${event ? more.length + 1 : 'no'} events, ${now ? 'and' : 'and no'} version`,
          )
          continue
        }
        if (event.action === 'confirmed') {
          expectTrue(
            stated.every((field) => kept(now[field]) === kept(before?.[field])),
            `${id}@${n} was confirmed and says something else`,
          )
        }
        if (event.action !== 'approved') continue
        const key = `${event.submission} ${id}`
        const proposal = proposals.get(key)
        const submission = submissions.get(event.submission ?? '')
        expectTrue(!approvals.has(key), `${key} was applied twice`)
        approvals.add(key)
        if (!proposal || !submission) {
          faults.push(`${key} was approved and is not there`)
          continue
        }
        expectTrue(
          proposal.outcome === 'approved' && proposal.version === n,
          `${key} does not know it was approved`,
        )
        expectTrue(!proposal.editors.includes(event.by), `${event.by} approved what they typed: ${key}`)
        expectTrue(submission.sentBy !== event.by, `${event.by} approved what they sent: ${key}`)
        for (const who of run.typed.get(`${key} ${proposal.createdAt}`) ?? []) {
          expectTrue(proposal.editors.includes(who), `${who} typed in ${key} and it does not say so`)
        }
        const base = versions.get(`${id}@${proposal.baseVersion}`)
        for (const field of stated) {
          const own = field in proposal.values && kept(proposal.values[field]) !== kept(base?.[field])
          const wanted = own ? proposal.values[field] : before?.[field]
          const otherwise = n === 1 && field === 'hosting' ? 'unknown' : wanted
          expectTrue(
            kept(now[field]) === kept(otherwise),
            `${id}@${n}: ${field} is ${kept(now[field])}, and ${own ? 'was proposed as' : 'was'} ${kept(wanted)}`,
          )
          // Nobody types what a record said at first: it comes back by being brought back, in a proposal or in a form
          // opened on one that waits, or by a mistake.
          const isFirst = field === 'users' && kept(now[field]) === '5' && n > 1
          expectTrue(
            !isFirst || kept(before?.[field]) === '5' || broughtBack.has(id),
            `${id}@${n}: ${field} went back to what it was, and nobody asked for that in ${key}`,
          )
          // Nobody's approved value gives way to a proposal whose author had not seen it.
          expectTrue(
            !own || [kept(base?.[field]), kept(proposal.values[field])].includes(kept(before?.[field])),
            `${id}@${n}: ${field} was ${kept(before?.[field])}, which the author of ${key} had not seen`,
          )
        }
      }
    }
    expectTrue(
      [...submissions.values()].filter((one) => one.authority === authority && one.state === 'open').length <=
        1,
      `${authority} has two open submissions`,
    )
    const opened = open.get(authority)
    expectTrue(
      !opened || submissions.get(opened)?.state === 'open',
      `${authority}'s open submission is not open`,
    )
    for (const submission of submissions.values()) {
      if (submission.authority !== authority || submission.state === 'open') continue
      const inIt = [...proposals.values()].filter((one) => one.submission === submission.id)
      const undecided = inIt.filter(({ outcome }) => outcome === 'draft').length
      expectTrue(
        submission.undecidedCount === undecided,
        `${submission.id} counts ${submission.undecidedCount}, not ${undecided}`,
      )
      expectTrue(
        (submission.state === 'decided') === (undecided === 0),
        `${submission.id} is ${submission.state}`,
      )
      const said = (action: AuditEvent['action'], recordId?: string) =>
        trail.filter(
          (one) => one.action === action && one.submission === submission.id && one.recordId === recordId,
        ).length
      expectTrue(said('sent') === 1, `${submission.id} was sent ${said('sent')} times`)
      for (const { recordId, outcome } of inIt) {
        const times = said('returned', recordId)
        expectTrue(
          times === (outcome === 'returned' ? 1 : 0),
          `${submission.id} ${recordId} was returned ${times} times`,
        )
        expectTrue(
          (outcome === 'approved') === approvals.has(`${submission.id} ${recordId}`),
          `${submission.id} ${recordId} is ${outcome}`,
        )
      }
    }
  }
  for (const { submission, recordId, version } of run.claims) {
    const proposal = proposals.get(`${submission} ${recordId}`)
    expectTrue(
      proposal?.version === version,
      `${recordId} was said to be approved as version ${version}, and is not`,
    )
  }
  return faults
}

describe('five people at once', { timeout: 600_000 }, () => {
  test(`${runs} histories end as they should`, async () => {
    const events: AuditEvent[] = []
    const proposals: Proposal[] = []
    for (let from = 0; from < runs; from += pairs.length) {
      const world = await createRegister(`histories-from-${from}`)
      const all = Array.from(
        { length: Math.min(pairs.length, runs - from) },
        (_, n) => new Run(from + n, world),
      )
      const waiting = [...all]
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (let run = waiting.pop(); run; run = waiting.pop()) await run.play()
        }),
      )
      const found = await everything(world.store)
      const faults = all.flatMap((run) =>
        faultsIn(run, found).map((fault) => `history ${run.number}: ${fault}`),
      )
      expect(faults.slice(0, 10)).toEqual([])
      const { differences } = await recount(world.store, { terms, today })
      expect(differences).toEqual([])
      events.push(...[...found.events.values()].flat())
      proposals.push(...found.proposals.values())
    }
    // Histories in which nothing much happens would hold anything.
    const happened = {
      sent: events.filter(({ action }) => action === 'sent').length,
      approved: events.filter(({ action }) => action === 'approved').length,
      returned: events.filter(({ action }) => action === 'returned').length,
      confirmed: events.filter(({ action }) => action === 'confirmed').length,
      disputed: proposals.filter(({ conflicts }) => conflicts).length,
      restored: proposals.filter(({ restores, outcome }) => restores && outcome === 'approved').length,
    }
    const shares = {
      sent: 1.5,
      approved: 0.5,
      returned: 0.1,
      confirmed: 0.1,
      disputed: 0.015,
      restored: 0.005,
    }
    for (const [what, share] of Object.entries(shares)) {
      expect(happened[what as keyof typeof shares], what).toBeGreaterThan(runs * share)
    }
  })
})
