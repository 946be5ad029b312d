import { type IsoDate, londonToday, quarterEnd, quarterOf } from '../domain/calendar.ts'
import { calledIn, lay } from '../domain/proposal.ts'
import { marked, sent } from '../domain/submission.ts'
import { authority as authorityOf } from '../reference/index.ts'
import { riskSettings } from '../reference/settings.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { AnyRecord, MembersRecord, RegisterRecord } from '../schema/record.ts'
import type { DataSet, Progress } from '../schema/view.ts'
import type { Store } from '../store/index.ts'
import { keys, submissionId } from '../store/keys.ts'
import { applyRecords } from '../stream/applied.ts'
import type { Terms } from '../tallies/parts.ts'
import { demonstration } from './demonstration/index.ts'
import { estatePast } from './demonstration/past.ts'
import { publicFacts } from './publicFacts/index.ts'
import { rebuild } from './recount.ts'
import { fillPast, hasPast } from './recountPast.ts'

/** Which data set a table was opened with, the day it was loaded, and whether all of it is there. */
export type Loaded = {
  dataSet: DataSet
  on: IsoDate
  state: 'loading' | 'ready'
  /** How many authorities it has been taken from, while it is. */
  removal?: Progress
  /** Which form its summaries are kept in. */
  form?: number
}

/** Raised whenever summaries are kept otherwise than before: a local table is then rebuilt as it is opened. */
const summariesForm = 9

/** Who is said to have loaded a data set. */
const loader = 'data set'

export const loadedInto = async (store: Store): Promise<Loaded | undefined> =>
  (await store.table.get<Loaded>(keys.dataSet()))?.body

export const mark = (store: Store, loaded: Loaded) =>
  store.write([{ put: { ...keys.dataSet(), revision: 1, body: { ...loaded, form: summariesForm } } }])

/**
 * Loads people and a data set into a table. Safe to repeat, and to take up again after it was cut short. A table that
 * holds another data set is refused.
 */
export async function seed({
  store,
  terms,
  dataSet,
  today,
  cast,
}: {
  store: Store
  terms: Terms
  /** Left out: the one the table has, or the demonstration. */
  dataSet?: DataSet | undefined
  today: IsoDate
  cast: Person[]
}): Promise<Loaded> {
  for (const person of cast) await store.putPerson(person)
  const before = await loadedInto(store)
  if (before && dataSet && before.dataSet !== dataSet) {
    throw new Error(
      `The data folder holds the data set "${before.dataSet}", not "${dataSet}". Start with --fresh to begin again, or name another folder with --data.`,
    )
  }
  if (before?.state === 'ready') {
    if (before.form === summariesForm && (await hasPast(store))) return before
    await rebuild(store, { terms, today })
    await mark(store, before)
    return before
  }
  const loading: Loaded = {
    dataSet: before?.dataSet ?? dataSet ?? 'demonstration',
    on: before?.on ?? today,
    state: 'loading',
  }
  await mark(store, loading)
  if (loading.dataSet === 'demonstration') {
    const { records, waiting, opinions } = demonstration(loading.on)
    const histories = estatePast(loading.on, records)
    await load(store, terms, histories, today)
    await loadOpinions(store, terms, opinions, today)
    await fillPast(store, [...histories, ...opinions.map((one) => [one])], { terms, today })
    await send(store, waiting, cast, loading.on)
  } else if (loading.dataSet === 'public') {
    const { records, newVendors } = publicFacts()
    const there = await store.listed(newVendors.map(({ id }) => id))
    for (const vendor of newVendors) {
      if (!there.has(vendor.id)) await store.write([store.writes.vendor(vendor)])
    }
    const histories = records.map((record) => [record])
    await load(store, terms, histories, today)
    await fillPast(store, histories, { terms, today })
  }
  const ready: Loaded = { ...loading, state: 'ready' }
  await mark(store, ready)
  return ready
}

/**
 * Publishes version after version, those that are there already left alone, and brings the summaries up to date. Their
 * past is filled in when all is there: some of it is of both.
 */
async function load(store: Store, terms: Terms, histories: RegisterRecord[][], day: IsoDate): Promise<void> {
  const longest = Math.max(...histories.map(({ length }) => length))
  for (let index = 0; index < longest; index += 1) {
    await publish(
      store,
      histories.flatMap((versions) => versions[index] ?? []),
    )
  }
  const last = histories.flatMap((versions) => versions.at(-1) ?? [])
  for (const [, held] of Map.groupBy(last, ({ authority }) => authority)) {
    for (let from = 0; from < held.length; from += appliedTogether) {
      await applyRecords(store, held.slice(from, from + appliedTogether), { terms, day, past: false })
    }
  }
}

const appliedTogether = 60

/**
 * The same of ratings and skill levels, quarter after quarter as they were said, so that figures are let out as they would
 * have been. Those of one vendor are applied together: figures then speak for all who rate it, as they would after a
 * round.
 */
async function loadOpinions(
  store: Store,
  terms: Terms,
  records: MembersRecord[],
  day: IsoDate,
): Promise<void> {
  await publish(store, records)
  const about = (record: MembersRecord) => (record.kind === 'rating' ? record.vendor : record.authority)
  const saidIn = ({ updatedAt }: MembersRecord) => quarterOf(londonToday(new Date(updatedAt)))
  for (const [quarter, said] of [...Map.groupBy(records, saidIn)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const inOrder = said.toSorted((a, b) => (about(a) < about(b) ? -1 : 1))
    for (let from = 0; from < inOrder.length; from += appliedTogether) {
      await applyRecords(store, inOrder.slice(from, from + appliedTogether), {
        terms,
        day,
        letOutOn: quarterEnd(quarter),
        past: false,
      })
    }
  }
}

async function publish(store: Store, records: AnyRecord[]): Promise<void> {
  const most = store.mostPublications(0)
  for (const [authority, held] of Map.groupBy(records, (record) => record.authority)) {
    for (let from = 0; from < held.length; from += most) {
      const group = held.slice(from, from + most)
      const there = await store.records.many(group)
      const missing = group.filter(({ id, version }) => (there.get(id)?.version ?? 0) < version)
      if (missing.length > 0) {
        await store.publish(
          authority,
          missing.map((record) => ({
            record,
            facts: { at: record.updatedAt, by: loader, action: 'loaded' as const },
          })),
        )
      }
    }
  }
}

type Waiting = ReturnType<typeof demonstration>['waiting'][number]

/** Sends the demonstration's waiting proposals to LOTI, each authority's in a submission of its own. */
async function send(store: Store, waiting: Waiting[], cast: Person[], on: IsoDate): Promise<void> {
  for (const [authority, proposals] of Map.groupBy(waiting, (one) => one.authority)) {
    const actor = cast.find(({ id }) => id === authorityOf(authority)?.slug)
    if (!actor) continue
    const id = submissionId('demonstration', authority)
    if (await store.submissions.get(id)) continue
    const at = `${on}T09:00:00.000Z`
    const open = { id, authority, state: 'open' as const, openedAt: at, openedBy: actor.id, revision: 0 }
    const records = await store.records.many(
      proposals.map(({ kind, recordId }) => ({ authority, kind, id: recordId })),
    )
    const prepared = proposals.map(({ kind, recordId, action, values }) => {
      const proposal: Proposal = {
        submission: id,
        authority,
        kind,
        recordId,
        action,
        baseVersion: records.get(recordId)?.version ?? 0,
        values,
        outcome: 'draft',
        provenance: { source: 'demonstration', confidence: 'reported' },
        newVendors: [],
        editors: [actor.id],
        comments: [],
        revision: 1,
        createdAt: at,
        updatedAt: at,
      }
      const laid = lay(proposal, { current: records.get(recordId), base: undefined })
      return { proposal: marked(proposal, laid, riskSettings), title: calledIn(laid.after) }
    })
    await store.write([
      ...store.writes.submission(
        sent(open, {
          actor,
          at,
          proposals: prepared.map(({ proposal: { flags = [] }, title }) => ({ flags, title })),
        }),
      ),
      ...prepared.map(({ proposal }) => store.writes.listed(proposal, at, 0)),
      ...store.writes.events(authority, await store.audit.head(authority), [
        { at, by: actor.id, action: 'sent', submission: id },
      ]),
    ])
  }
}
