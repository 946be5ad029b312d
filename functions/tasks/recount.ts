import { goOn, lookAgain } from '../api/moving.ts'
import { type IsoDate, quarterOf } from '../domain/calendar.ts'
import { isFull, isInTurn } from '../domain/ledger.ts'
import { isMembersDocument, isReleased, releasedFrom } from '../domain/membersSummary.ts'
import { isSafe } from '../domain/release.ts'
import { isDocument as isPublicDocument } from '../domain/summary.ts'
import { addInto, difference, sameTotals, type Totals } from '../domain/totals.ts'
import { type AnyRecord, isMembersRecord, type RegisterRecord } from '../schema/record.ts'
import { unlessMovedOn } from '../store/again.ts'
import type { Item } from '../store/dynamo.ts'
import type { RecordRef, Store } from '../store/index.ts'
import { emptying } from '../store/kept.ts'
import { keys } from '../store/keys.ts'
import { wait } from '../store/pause.ts'
import { type Applied, applyRecords } from '../stream/applied.ts'
import { ledgerKey, letOut, type Released, releasedIn, suppliersBeside } from '../stream/released.ts'
import { turnPage } from '../stream/turnPage.ts'
import { shareOf } from '../tallies/contribution.ts'
import { nothing, type Terms } from '../tallies/parts.ts'
import { fullNames, rowsOf, sameShares, sharesOf } from '../tallies/spread.ts'
import { auditTrail } from './auditTrail.ts'
import { type ExplorerFault, explorerFaults, explorerItems, mendExplorer } from './recountExplorer.ts'
import { type KeptFault, keptItems, mendKept } from './recountKept.ts'
import { mergedItems } from './recountMerges.ts'
import { mendPast, type PastFault, pastItems } from './recountPast.ts'
import { mendRated, type RatedFault, ratedItems } from './recountRated.ts'
import { mendTogether, type TogetherFault, togetherItems } from './recountTogether.ts'
import { isByQuarter } from './recountTrends.ts'

// Counts everything again from the approved records and compares it with what is kept. Works while the service runs:
// a difference counts only if nothing has written to the document since before the recount began.

export type Difference = {
  what:
    | 'record'
    | 'row'
    | 'document'
    | 'release'
    | 'explorer'
    | 'past'
    | 'merge'
    | 'together'
    | 'rated'
    | 'kept'
    | 'audit'
  name: string
  detail: string
}

type Facts = { terms: Terms; today: IsoDate }

type Recount = {
  differences: Difference[]
  records: number
  /** Of these, those of the register. */
  registered: number
  documents: number
  rows: number
  events: number
  /** Records whose share or rows are not what they should be. */
  stale: RecordRef[]
  orphans: string[]
  documentsToMend: { name: string; revision: number; totals: Totals }[]
  explorer: ExplorerFault[]
  past: PastFault[]
  together: TogetherFault[]
  rated: RatedFault[]
  kept: KeptFault[]
  /** Documents whose figures are not let out as they may be. */
  releasesToMend: string[]
  /** Merges that have missed records. */
  mergesToMend: string[]
}

const isRegistered = (record: AnyRecord): record is RegisterRecord => !isMembersRecord(record)
const isSummary = ({ pk }: Item) => pk.startsWith('VIEW#') || pk.startsWith('MEMBERS#')
const isDocument = ({ pk, sk }: Item) =>
  pk.startsWith('MEMBERS#') ? isMembersDocument(sk) : isPublicDocument(sk)
const nameOf = ({ pk, sk }: Item) => `${pk.startsWith('VIEW#') ? pk.slice('VIEW#'.length) : pk}/${sk}`

/** Recounts once. Differences may be changes under way: see `recount`. */
async function recountOnce(store: Store, { terms, today }: Facts): Promise<Recount> {
  // Documents are read before the shares they are made of: whatever is written in between raises a revision.
  const documents = new Map<string, { revision: number; totals: Totals }>()
  const released = new Map<string, Item>()
  const past = pastItems()
  for await (const item of store.table.scan()) {
    if (past.see(item) || !isSummary(item)) continue
    if (isDocument(item)) {
      documents.set(nameOf(item), { revision: item.revision, totals: item.body as Totals })
    } else if (isReleased(item.sk)) released.set(nameOf(item), item)
  }
  const records = new Map<string, AnyRecord>()
  const applied = new Map<string, Applied>()
  const rows = new Map<string, string>()
  const trail = auditTrail()
  const explorer = explorerItems()
  const merged = mergedItems()
  const together = togetherItems()
  const rated = ratedItems()
  const kept = keptItems(nameOf)
  for await (const item of store.table.scan()) {
    trail.take(item)
    if (explorer.take(item) || merged.take(item) || together.take(item) || rated.take(item)) continue
    if (isByQuarter(item) || (isSummary(item) && kept.take(item))) continue
    past.take(item)
    if (item.pk.startsWith('AUTHORITY#') && /^(SYSTEM|CONTRACT|RATING|SKILLLEVEL)#/.test(item.sk)) {
      const record = item.body as AnyRecord
      records.set(record.id, record)
    } else if (item.pk.startsWith('APPLIED#')) {
      const share = item.body as Applied
      applied.set(share.ref.id, share)
    } else if (isSummary(item)) {
      if (!isDocument(item) && !isReleased(item.sk)) rows.set(nameOf(item), JSON.stringify(item.body))
    }
  }

  const differences: Difference[] = []
  const stale = new Map<string, RecordRef>()
  const wantedRows = new Set<string>()
  const sums = new Map<string, Totals>()
  for (const id of new Set([...records.keys(), ...applied.keys()])) {
    const record = records.get(id)
    const share = applied.get(id)
    const due = record ? shareOf(record, today, terms) : nothing
    const held = sharesOf(share?.counts ?? [])
    const ref = share?.ref ?? {
      authority: record?.authority ?? '',
      kind: record?.kind ?? 'system',
      id,
    }
    const differ = (what: Difference['what'], name: string, detail: string) => {
      differences.push({ what, name, detail })
      stale.set(id, ref)
    }
    if ((share?.version ?? 0) !== (record?.version ?? 0)) {
      differ(
        'record',
        id,
        `version ${record?.version ?? 0} is approved, ${share?.version ?? 0} is in the summaries`,
      )
    } else if (!sameShares(sharesOf(due.counts), held)) {
      differ('record', id, 'its share of the totals is not what the record says')
    }
    for (const [name, row] of rowsOf(due.rows)) {
      wantedRows.add(name)
      const kept = rows.get(name)
      if (kept !== JSON.stringify(row)) differ('row', name, kept ? 'says something else' : 'is missing')
    }
    for (const [document, totals] of held) {
      sums.set(document, addInto(sums.get(document) ?? {}, totals))
    }
  }
  const claimed = new Set([...applied.values()].flatMap(({ rows }) => fullNames(rows)))
  const orphans = [...rows.keys()].filter((name) => !wantedRows.has(name) && !claimed.has(name))
  for (const name of orphans) differences.push({ what: 'row', name, detail: 'belongs to no record' })

  const documentsToMend: Recount['documentsToMend'] = []
  for (const name of new Set([...documents.keys(), ...sums.keys()])) {
    const kept = documents.get(name) ?? { revision: 0, totals: {} }
    const totals = sums.get(name) ?? {}
    if (sameTotals(kept.totals, totals)) continue
    documentsToMend.push({ name, revision: kept.revision, totals })
    const paths = Object.entries(difference(totals, kept.totals)).slice(0, 5)
    differences.push({
      what: 'document',
      name,
      detail: paths.map(([path, by]) => `${path} is out by ${by}`).join(', '),
    })
  }
  const registered = [...records.values()].filter(isRegistered)
  const faults = explorerFaults(explorer.kept, registered)
  for (const { authority, detail } of faults) differences.push({ what: 'explorer', name: authority, detail })
  const late = merged.faults(registered)
  for (const { record, named } of late) {
    differences.push({ what: 'merge', name: record, detail: `names ${named}, which was merged` })
  }
  const pastFaults = past.faults(records, { terms, today })
  for (const { name, detail } of pastFaults) differences.push({ what: 'past', name, detail })
  const togetherFaults = together.faults(rows, documents, today)
  for (const { scope, area } of togetherFaults) {
    differences.push({
      what: 'together',
      name: `${scope}/${area}`,
      detail: 'is not what its contracts come to',
    })
  }
  const ratedFaults = rated.faults(rows, documents, records, today)
  for (const { place, vendor } of ratedFaults) {
    differences.push({ what: 'rated', name: `${place}/${vendor}`, detail: 'is not what its ratings say' })
  }
  const keptFaults = kept.faults(rows, documents, released)
  for (const { name } of keptFaults) {
    differences.push({ what: 'kept', name, detail: 'is not what it is made of' })
  }
  const releasesToMend = releaseFaults(documents, released, { terms, today }, differences)
  for (const fault of await trail.faults(store)) differences.push({ what: 'audit', ...fault })
  return {
    differences,
    records: records.size,
    registered: registered.length,
    documents: documents.size,
    rows: rows.size,
    events: trail.events(),
    stale: [...stale.values()],
    orphans,
    documentsToMend,
    explorer: faults,
    past: pastFaults,
    together: togetherFaults,
    rated: ratedFaults,
    kept: keptFaults,
    releasesToMend,
    mergesToMend: [...new Set(late.map(({ merge }) => merge))],
  }
}

/**
 * What was let out of ratings must be all that may be shown, given what was let out before. Answers the documents to
 * let out from again; that too much was ever shown is told, and cannot be mended.
 */
function releaseFaults(
  documents: Map<string, { totals: Totals }>,
  released: Map<string, Item>,
  { terms: { rules }, today }: Facts,
  differences: Difference[],
): string[] {
  const mend = new Set<string>()
  const wanted = new Set<string>()
  for (const [name, { totals }] of documents) {
    const names = releasedFrom(name)
    if (!names) continue
    const before = releasedIn(released.get(names.ledger))
    // Whether anything may be let out does not hang on what stands beside it.
    const { released: after, ...told } = letOut(name, totals, before, { day: today, rules })
    const said = [
      [names.shown, told.shown] as const,
      ...(names.trend ? [[names.trend, told.trend] as const] : []),
    ]
    if (after.revision !== before.revision) {
      differences.push({ what: 'release', name: names.ledger, detail: 'could have moved on' })
      mend.add(name)
    } else {
      for (const [place, body] of said) {
        if (JSON.stringify(released.get(place)?.body) === JSON.stringify(body)) continue
        differences.push({ what: 'release', name: place, detail: 'is not what may be shown' })
        mend.add(name)
      }
    }
    if (!isSafe(before.ledger, rules)) {
      differences.push({ what: 'release', name: names.ledger, detail: 'has shown too much' })
    }
    if (!isInTurn(before.ledger, quarterOf(today))) {
      differences.push({ what: 'release', name: names.ledger, detail: 'notes quarters out of turn' })
    }
    if (isFull(before.ledger)) {
      differences.push({
        what: 'release',
        name: names.ledger,
        detail: 'is full: its figures stay as they are',
      })
    }
    for (const place of [names.ledger, ...said.map(([one]) => one)]) wanted.add(place)
  }
  for (const name of released.keys()) {
    if (wanted.has(name)) continue
    differences.push({ what: 'release', name, detail: 'belongs to no ratings' })
    mend.add(name)
  }
  return [...mend]
}

/** Lets figures out from a document again as they may be shown; takes away what belongs to no document. */
async function mendRelease(store: Store, name: string, { terms: { rules }, today }: Facts): Promise<void> {
  const ledger = ledgerKey(name)
  if (!ledger) return store.write([{ remove: keys.summary(name) }, ...emptying([name])])
  const key = keys.summary(name)
  const found = await store.table.many<Totals | Released>([key, ledger])
  const at = ({ sk }: { sk: string }) => found.find((item) => item.sk === sk)
  const document = at(key)
  const suppliers = await suppliersBeside(store.table, name)
  const { writes } = letOut(name, (document?.body ?? {}) as Totals, releasedIn(at(ledger)), {
    day: today,
    rules,
    suppliers,
  })
  await store.write([
    ...writes,
    { check: key, ifRevision: document?.revision ?? 0 },
    ...emptying([releasedFrom(name)?.shown ?? name]),
  ])
}

const looks = 5
/** Rows of no record that go in one transaction, each with what is kept of it. */
const orphansTogether = 50

/**
 * Recounts, and looks again where something differs: a change under way settles, a real difference stays.
 */
export async function recount(store: Store, facts: Facts): Promise<Recount> {
  await turnPage(store, facts)
  let found = await recountOnce(store, facts)
  let before = new Set<string>()
  for (let look = 1; look < looks && found.differences.length > 0; look += 1) {
    const said = new Set(found.differences.map(({ what, name, detail }) => `${what} ${name} ${detail}`))
    if (said.size === before.size && [...said].every((one) => before.has(one))) break
    before = said
    await wait(250 * look)
    found = await recountOnce(store, facts)
  }
  return found
}

/**
 * Recounts and puts right what differs. A document is mended only if nothing has written to it since before the
 * recount; otherwise it is counted again. Answers what differed at first. Audit chains are never mended.
 */
export async function rebuild(store: Store, facts: Facts): Promise<Recount> {
  const first = await recount(store, facts)
  let found = first
  for (let round = 0; round < looks; round += 1) {
    const mendable = found.differences.some(({ what }) => what !== 'audit')
    if (!mendable) break
    for (const fault of found.explorer) {
      await unlessMovedOn(() => mendExplorer(store, facts.terms, fault))
    }
    await mendPast(store, found.past)
    for (const fault of found.together) await mendTogether(store, fault)
    for (const fault of found.rated) await mendRated(store, fault)
    for (const fault of found.kept) await mendKept(store, fault)
    for (let from = 0; from < found.stale.length; from += 100) {
      await applyRecords(store, found.stale.slice(from, from + 100), {
        terms: facts.terms,
        day: facts.today,
        again: true,
      })
    }
    for (let from = 0; from < found.orphans.length; from += orphansTogether) {
      const names = found.orphans.slice(from, from + orphansTogether)
      await store.write([...names.map((name) => ({ remove: keys.summary(name) })), ...emptying(names)])
    }
    for (const { name, revision, totals } of found.documentsToMend) {
      await unlessMovedOn(() =>
        store.write([
          { put: { ...keys.summary(name), revision: revision + 1, body: totals }, ifRevision: revision },
          ...emptying([name]),
        ]),
      )
    }
    for (const id of found.mergesToMend) {
      await lookAgain(store, id)
      await goOn(store, id, { at: new Date().toISOString() })
    }
    for (const name of found.releasesToMend) {
      await unlessMovedOn(() => mendRelease(store, name, facts))
    }
    found = await recount(store, facts)
  }
  return first
}

/** The outcome as the health page keeps it. Anyone may read that, so it does not count what members say. */
export const noteOf = ({ registered, differences }: Recount) => ({
  at: new Date().toISOString(),
  records: registered,
  differences: differences.length,
})

/** The outcome as people read it. */
export function report({ differences, records, documents, rows, events }: Recount): string {
  const read = `Recounted ${records.toLocaleString('en-GB')} records, ${documents.toLocaleString('en-GB')} documents, ${rows.toLocaleString('en-GB')} rows and ${events.toLocaleString('en-GB')} audit events.`
  if (differences.length === 0) return `${read} No difference.`
  const lines = differences.slice(0, 50).map(({ what, name, detail }) => `  ${what} ${name}: ${detail}`)
  const more = differences.length > 50 ? [`  and ${differences.length - 50} more`] : []
  return [
    `${read} ${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}:`,
    ...lines,
    ...more,
  ].join('\n')
}
