import type { IsoDate } from '../domain/calendar.ts'
import { keptOver } from '../domain/kept.ts'
import { releasedFrom } from '../domain/membersSummary.ts'
import { addInto, difference, isEmpty, sameTotals, type Totals } from '../domain/totals.ts'
import type { AnyRecord } from '../schema/record.ts'
import { again as tryAgain } from '../store/again.ts'
import { type Item, MovedOn, mostBytes, mostWrites, type Table, type Write } from '../store/dynamo.ts'
import type { RecordRef, Store } from '../store/index.ts'
import { emptying } from '../store/kept.ts'
import { type Key, keys } from '../store/keys.ts'
import { type Place, renewTogether } from '../store/together.ts'
import { shareOf } from '../tallies/contribution.ts'
import { type Count, nothing, type Terms } from '../tallies/parts.ts'
import {
  countsOf,
  fullNames,
  type Names,
  namesOf,
  rowsOf,
  type Shares,
  sameShares,
  sharesOf,
} from '../tallies/spread.ts'
import { publishFiles } from './explorerFiles.ts'
import { keepPast } from './past.ts'
import { isShownAnew, ledgerKey, letOut, type Released, releasedIn, suppliersBeside } from './released.ts'

// Brings the summaries up to date with the records named. What a record adds is kept beside it, so the difference is
// exact however often, in whatever order and from wherever a change is announced: applying reads what the record
// says now, and a second time finds nothing left to do.

/** What the summaries hold of a record, as it is kept. */
export type Applied = {
  ref: RecordRef
  version: number
  counts: Count[]
  rows: Names
  until?: IsoDate | undefined
  /** Of a step too large for one transaction: rows that already say what this version does. */
  part?: { version: number; rows: Names } | undefined
}

/** The same, by the full names of documents and rows. */
type Held = {
  version: number
  totals: Shares
  rows: string[]
  until?: IsoDate | undefined
  part?: { version: number; rows: string[] } | undefined
}

const heldIn = ({ version, counts, rows, until, part }: Applied): Held => ({
  version,
  totals: sharesOf(counts),
  rows: fullNames(rows),
  until,
  part: part && { version: part.version, rows: fullNames(part.rows) },
})

/** One record's way from what was applied to what is so now. */
type Step = {
  ref: RecordRef
  before: Held | undefined
  revision: number
  after: { totals: Shares; rows: Map<string, object>; until?: IsoDate | undefined }
  version: number
  /** Rows it already has and keeps for now: only where a step is too large to be taken at once. */
  kept: string[]
  part?: Held['part']
}

/** Documents and rows one record may move in one transaction, with room for what goes with them. */
const mostNames = 80
/** The same with what is kept of them, which is emptied beside them. */
const mostMoved = 94
const tries = 30

/**
 * Applies what these records say on a day. Atomic for each record; several share a transaction, so a batch costs
 * little more than one. `letOutOn`: the day figures on ratings are let out, where that is another. `again` rewrites a record's rows even where nothing changed; `past` is false where that is filled
 * in for many at once.
 */
export async function applyRecords(
  store: Store,
  refs: RecordRef[],
  {
    terms,
    day,
    letOutOn = day,
    again = false,
    past = true,
  }: { terms: Terms; day: IsoDate; letOutOn?: IsoDate; again?: boolean; past?: boolean },
): Promise<void> {
  // First, so that whoever is told that the summaries have caught up finds the explorer and the past up to date too.
  await publishFiles(store, refs, terms)
  if (past) await keepPast(store, refs, { terms, day })
  const each = (named: RecordRef[]) => [...new Map(named.map((ref) => [ref.id, ref])).values()]
  let left = each(refs)
  if (left.length === 0) return
  const moved = new Set<string>()
  await tryAgain(
    async () => {
      // A record may be left for two reasons at once: more of it is to come, and someone else held it.
      left = each(await applyOnce(store, left, { terms, day, letOutOn, again, moved }))
      if (left.length > 0)
        throw new MovedOn(left.map(({ authority, kind, id }) => keys.record(authority, kind, id)))
    },
    { tries },
  )
  await renewTogether(store.table, placesOf(moved), day)
}

/** The service areas whose contracts are among the documents that moved. Groups of areas buy nothing together. */
function placesOf(documents: Iterable<string>): Place[] {
  const places: Place[] = []
  for (const name of documents) {
    const [, scope, area] = /^([^/]+)\/AREA#([^#]+)#COUNT#contracts$/.exec(name) ?? []
    if (scope && area && !area.startsWith('all-')) places.push({ scope, area })
  }
  return places
}

/** Applies what it can and answers the records that were in someone else's hands; documents that `moved` are added to. */
async function applyOnce(
  store: Store,
  refs: RecordRef[],
  {
    terms,
    day,
    letOutOn,
    again,
    moved,
  }: { terms: Terms; day: IsoDate; letOutOn: IsoDate; again: boolean; moved: Set<string> },
): Promise<RecordRef[]> {
  const recordKeys = refs.map((ref) => keys.record(ref.authority, ref.kind, ref.id))
  const found = await store.table.many<AnyRecord | Applied>([
    ...recordKeys,
    ...refs.map((ref) => keys.applied(ref.id)),
  ])
  const byKey = new Map(found.map((item) => [`${item.pk}\n${item.sk}`, item]))
  const steps: Step[] = refs.map((ref) => {
    const at = (key: Key) => byKey.get(`${key.pk}\n${key.sk}`)
    const record = at(keys.record(ref.authority, ref.kind, ref.id))?.body as AnyRecord | undefined
    const applied = at(keys.applied(ref.id)) as Item<Applied> | undefined
    const { counts, rows, until } = record ? shareOf(record, day, terms) : nothing
    return {
      ref,
      before: applied && heldIn(applied.body),
      revision: applied?.revision ?? 0,
      after: { totals: sharesOf(counts), rows: rowsOf(rows), until },
      version: record?.version ?? 0,
      kept: [],
    }
  })
  const whole = steps.filter((step) => again || !isApplied(step))
  const due = whole.map(firstPart)

  const unfinished: RecordRef[] = whole.flatMap((step, index) => (due[index] === step ? [] : [step.ref]))
  const documents = await readDocuments(store.table, due)
  for (const group of groups(due, documents)) {
    const { writes, touched } = transaction(group, documents, { terms, day: letOutOn })
    try {
      await store.write(writes)
      for (const [name, document] of touched) {
        documents.set(name, document)
        moved.add(name)
      }
    } catch (failure) {
      if (!(failure instanceof MovedOn)) throw failure
      unfinished.push(...group.map(({ ref }) => ref))
      for (const name of touched.keys()) documents.delete(name)
      const fresh = await readDocuments(store.table, due, new Set(touched.keys()))
      for (const [name, document] of fresh) documents.set(name, document)
    }
  }
  return unfinished
}

/** Nothing to do: this version was applied, and its share is what it would be now. */
const isApplied = ({ before, after, version }: Step): boolean => {
  if (!before) return version === 0
  return (
    before.version === version &&
    before.until === after.until &&
    !before.part &&
    before.rows.length === after.rows.size &&
    before.rows.every((name) => after.rows.has(name)) &&
    sameShares(before.totals, after.totals)
  )
}

/**
 * The step itself, or as much of it as one transaction takes: some documents and rows as they are now, the others as
 * they were. What was applied always says which, so the rest follows as a step of its own.
 */
function firstPart(step: Step): Step {
  const { before, after, version } = step
  const rowsBefore = before?.rows ?? []
  const done = new Set(before?.part?.version === version ? before.part.rows : [])
  const changedDocuments = [...documentsOf(step)].filter(
    (name) => !sameTotals(before?.totals.get(name) ?? {}, after.totals.get(name) ?? {}),
  )
  const rowsToPut = [...after.rows.keys()].filter((name) => !done.has(name))
  const rowsToRemove = rowsBefore.filter((name) => !after.rows.has(name))
  const names = [...changedDocuments, ...rowsToPut, ...rowsToRemove]
  const only = (chosen: Set<string>) => new Map([...after.rows].filter(([name]) => chosen.has(name)))
  const now = new Set(asManyAsFit(names))
  if (now.size === names.length) {
    if (done.size === 0) return step
    return { ...step, after: { ...after, rows: only(new Set(rowsToPut)) }, kept: [...done] }
  }

  const totals = new Map(before?.totals)
  for (const name of changedDocuments) {
    if (!now.has(name)) continue
    const share = after.totals.get(name)
    if (share) totals.set(name, share)
    else totals.delete(name)
  }
  const rows = only(now)
  return {
    ...step,
    after: { totals, rows },
    version: before?.version ?? 0,
    kept: rowsBefore.filter((name) => !now.has(name)),
    part: { version, rows: [...done, ...rows.keys()] },
  }
}

/** The first of these documents and rows that one transaction takes. */
function asManyAsFit(names: readonly string[]): string[] {
  const kept = new Set<string>()
  const fitting: string[] = []
  for (const name of names.slice(0, mostNames)) {
    const over = keptOver(releasedFrom(name)?.shown ?? name)
    if (over) kept.add(over)
    if (fitting.length + 1 + kept.size > mostMoved) break
    fitting.push(name)
  }
  return fitting
}

type Document = {
  revision: number
  totals: Totals
  released?: Released
  suppliers?: ReadonlyMap<string, number> | undefined
}

const documentsOf = (step: Step) =>
  new Set([...(step.before?.totals.keys() ?? []), ...step.after.totals.keys()])

async function readDocuments(
  table: Table,
  steps: Step[],
  only?: Set<string>,
): Promise<Map<string, Document>> {
  const names = new Set(steps.flatMap((step) => [...documentsOf(step)]))
  const wanted = [...names].filter((name) => !only || only.has(name))
  const [found, suppliers] = await Promise.all([
    table.many<Totals>([...wanted.map(keys.summary), ...wanted.flatMap((name) => ledgerKey(name) ?? [])]),
    Promise.all(wanted.map((name) => suppliersBeside(table, name))),
  ])
  const byKey = new Map(found.map((item) => [`${item.pk}\n${item.sk}`, item]))
  const at = (key: Key) => byKey.get(`${key.pk}\n${key.sk}`)
  return new Map(
    wanted.map((name, index) => {
      const item = at(keys.summary(name))
      const ledger = ledgerKey(name)
      const document: Document = { revision: item?.revision ?? 0, totals: item?.body ?? {} }
      if (!ledger) return [name, document]
      return [name, { ...document, released: releasedIn(at(ledger)), suppliers: suppliers[index] }]
    }),
  )
}

/** The writes that belong to one record alone: what was applied, its rows, its day in the calendar. */
function ownWrites({ ref, before, revision, after, version, kept, part }: Step): Write[] {
  const writes: Write[] = []
  const rows = [...kept, ...after.rows.keys()]
  if (rows.length === 0 && after.totals.size === 0) {
    if (before) writes.push({ remove: keys.applied(ref.id), ifRevision: revision })
  } else {
    const applied: Applied = {
      ref,
      version,
      counts: countsOf(after.totals),
      rows: namesOf(rows),
      until: after.until,
      part: part && { version: part.version, rows: namesOf(part.rows) },
    }
    writes.push({
      put: { ...keys.applied(ref.id), revision: revision + 1, body: applied },
      ifRevision: revision,
    })
  }
  for (const [name, row] of after.rows) {
    writes.push({ put: { ...keys.summary(name), revision: 1, body: row } })
  }
  for (const name of rowsGone({ before, after, kept })) writes.push({ remove: keys.summary(name) })
  if (before?.until && before.until !== after.until) writes.push({ remove: keys.due(before.until, ref.id) })
  if (after.until) {
    writes.push({ put: { ...keys.due(after.until, ref.id), revision: 1, body: ref } })
  }
  return writes
}

/** Rows it has no more. */
function rowsGone({ before, after, kept }: Pick<Step, 'before' | 'after' | 'kept'>): string[] {
  const still = new Set([...kept, ...after.rows.keys()])
  return (before?.rows ?? []).filter((name) => !still.has(name))
}

/** About how many bytes a document takes: its paths are some 30 characters long. What is let out of it comes on top. */
const sizeOf = (document: Document | undefined) =>
  40 * Object.keys(document?.totals ?? {}).length +
  (document?.released ? 2 * JSON.stringify(document.released).length : 0)

/** Writes a document takes at most: its own, and where figures are let out of it, its ledger, its figures and their trend. */
const writesFor = (names: Iterable<string>) => {
  let count = 0
  for (const name of names) count += ledgerKey(name) ? 4 : 1
  return count
}

/** What is kept of all that a step may write, by its full name. */
function keptBeside(step: Step): Set<string> {
  const over = new Set<string>()
  const documents = [...documentsOf(step)].map((name) => releasedFrom(name)?.shown ?? name)
  for (const name of [...documents, ...step.after.rows.keys(), ...rowsGone(step)]) {
    const kept = keptOver(name)
    if (kept) over.add(kept)
  }
  return over
}

/** Splits steps so that each group, its documents included, fits one transaction. */
function groups(steps: Step[], documents: Map<string, Document>): Step[][] {
  const made: Step[][] = []
  let group: Step[] = []
  let count = 0
  let bytes = 0
  let names = new Set<string>()
  let emptied = new Set<string>()
  for (const step of steps) {
    const own = ownWrites(step)
    const beside = keptBeside(step)
    const added = [...documentsOf(step)].filter((name) => !names.has(name))
    const size =
      JSON.stringify(own).length + added.reduce((sum, name) => sum + sizeOf(documents.get(name)), 0)
    const together = new Set([...names, ...documentsOf(step)])
    if (
      group.length > 0 &&
      (count + own.length + writesFor(together) + new Set([...emptied, ...beside]).size > mostWrites ||
        bytes + size > mostBytes)
    ) {
      made.push(group)
      group = []
      count = 0
      bytes = 0
      names = new Set()
      emptied = new Set()
    }
    group.push(step)
    count += own.length
    bytes += size
    for (const name of beside) emptied.add(name)
    for (const name of documentsOf(step)) names.add(name)
  }
  if (group.length > 0) made.push(group)
  return made
}

function transaction(
  steps: Step[],
  documents: Map<string, Document>,
  { terms: { rules }, day }: { terms: Terms; day: IsoDate },
) {
  const deltas = new Map<string, Totals>()
  for (const step of steps) {
    for (const name of documentsOf(step)) {
      const delta = difference(step.after.totals.get(name) ?? {}, step.before?.totals.get(name) ?? {})
      deltas.set(name, addInto(deltas.get(name) ?? {}, delta))
    }
  }
  const writes = steps.flatMap(ownWrites)
  const touched = new Map<string, Document>()
  const changed = steps.flatMap((step) => [...step.after.rows.keys(), ...rowsGone(step)])
  for (const [name, delta] of deltas) {
    if (isEmpty(delta)) continue
    const document = documents.get(name) ?? { revision: 0, totals: {} }
    const totals = addInto({ ...document.totals }, delta)
    const revision = document.revision + 1
    writes.push({ put: { ...keys.summary(name), revision, body: totals }, ifRevision: document.revision })
    if (!document.released) {
      touched.set(name, { revision, totals })
      changed.push(name)
      continue
    }
    const { suppliers } = document
    const out = letOut(name, totals, document.released, { day, rules, suppliers })
    writes.push(...out.writes)
    if (isShownAnew(name, { released: document.released, totals: document.totals }, out, rules)) {
      changed.push(releasedFrom(name)?.shown ?? name)
    }
    touched.set(name, { revision, totals, released: out.released, suppliers })
  }
  return { writes: [...writes, ...emptying(changed)], touched }
}
