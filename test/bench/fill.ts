import { terms } from '../../functions/config.ts'
import { emptyChain, sha256 } from '../../functions/domain/audit.ts'
import { publicRecord } from '../../functions/domain/disclosure.ts'
import { explorerRow, holdersOf } from '../../functions/domain/explorerFile.ts'
import { emptyLedger } from '../../functions/domain/ledger.ts'
import { suppliersIn } from '../../functions/domain/satisfaction.ts'
import { addInto, type Totals } from '../../functions/domain/totals.ts'
import type { ExplorerRow } from '../../functions/schema/explorer.ts'
import type { AnyRecord, MembersRecord, RegisterRecord } from '../../functions/schema/record.ts'
import { type Put, storedItem, type Write } from '../../functions/store/dynamo.ts'
import type { Store } from '../../functions/store/index.ts'
import { keys } from '../../functions/store/keys.ts'
import type { Applied } from '../../functions/stream/applied.ts'
import { cut, type Shelf, shelfOf, shelved } from '../../functions/stream/explorerShelves.ts'
import { letOut } from '../../functions/stream/released.ts'
import { shareOf } from '../../functions/tallies/contribution.ts'
import { rowsOf, sharesOf } from '../../functions/tallies/spread.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { pastWrites } from '../../functions/tasks/recountPast.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { estate, opinions, today } from './estate.ts'
import { grouped, say, since } from './figure.ts'

// A table that holds what it would hold had every record been approved and applied one by one, made at once: what each
// record adds is worked out as ever, added up in memory and put where it is kept.

const together = 2000
/** Up to this many systems, what was made is held against a recount. */
const recounted = 10_000

/** The API upon a table with as many systems and their contracts. */
export async function filled(systems: number, directory: string): Promise<Asking> {
  const start = performance.now()
  const world = await createAsking(
    { now: () => new Date(`${today}T12:00:00Z`) },
    { directory, sweeps: false },
  )
  const records = estate(systems, { over: 'London' })
  let waiting: Put[] = []
  let items = 0
  const flush = async () => {
    await world.engine.load(world.table, waiting.map(storedItem))
    items += waiting.length
    waiting = []
  }
  for (const write of writesFor(world.store, records, opinions)) {
    if (!('put' in write)) continue
    waiting.push(write)
    if (waiting.length >= together) await flush()
  }
  await flush()
  await world.store.write([{ put: { ...keys.page(), revision: 1, body: { turnedTo: today } } }])
  if (systems <= recounted) {
    const { differences } = await recount(world.store, { terms, today })
    if (differences.length > 0)
      throw new Error(`The table is not what it would be: ${JSON.stringify(differences[0])}`)
  }
  say(
    `Filled a table with ${grouped(systems)} systems and ${grouped(records.length - systems)} contracts: ${grouped(items)} items in ${Math.round(since(start) / 1000)} s`,
  )
  return world
}

const view = (name: string, body: unknown): Write => ({ put: { ...keys.summary(name), revision: 1, body } })

function* writesFor(
  { writes }: Store,
  records: RegisterRecord[],
  opinions: MembersRecord[],
): Generator<Write> {
  const all: AnyRecord[] = [...records, ...opinions]
  for (const [authority, held] of Map.groupBy(all, (record) => record.authority)) {
    for (const [index, record] of held.entries()) yield* writes.record(record, index + 1)
    yield* writes.events(
      authority,
      emptyChain,
      held.map((record) => ({
        at: record.updatedAt,
        by: 'bench',
        action: 'loaded',
        recordId: record.id,
        version: record.version,
        digest: sha256(JSON.stringify(record)),
      })),
    )
  }
  yield* summaryWrites(all)
  yield* explorerWrites(records)
  yield* pastWrites(
    all.map((record) => [record]),
    { terms, today },
  )
}

function* summaryWrites(records: AnyRecord[]): Generator<Write> {
  const sums = new Map<string, Totals>()
  for (const record of records) {
    const { authority, kind, id, version } = record
    const ref = { authority, kind, id }
    const { counts, rows, until } = shareOf(record, today, terms)
    for (const [name, totals] of sharesOf(counts)) sums.set(name, addInto(sums.get(name) ?? {}, totals))
    const names = rows.map(({ places, name }) => ({ places, name }))
    const applied: Applied = { ref, version, counts, rows: names, until }
    yield { put: { ...keys.applied(id), revision: 1, body: applied } }
    for (const [name, body] of rowsOf(rows)) yield view(name, body)
    if (until) yield { put: { ...keys.due(until, id), revision: 1, body: ref } }
  }
  const suppliers = new Map(
    [...sums].flatMap(([name, has]) => {
      const [, authority] = name.split('/COMPARED#')
      return authority ? [[authority, suppliersIn(has)] as const] : []
    }),
  )
  for (const [name, totals] of sums) {
    yield view(name, totals)
    yield* letOut(name, totals, { revision: 0, ledger: emptyLedger }, { day: today, suppliers }).writes
  }
}

function* explorerWrites(records: RegisterRecord[]): Generator<Write> {
  const held = new Map<string, ExplorerRow[]>()
  for (const record of records) {
    const row = explorerRow(publicRecord(record))
    for (const holder of holdersOf(row)) {
      const rows = held.get(holder)
      if (rows) rows.push(row)
      else held.set(holder, [row])
    }
  }
  for (const [authority, rows] of held) {
    const files = cut('', rows).map(shelved)
    for (const { line, stored: body } of files) {
      yield { put: { ...keys.explorerFile(authority, line.part), revision: 1, body } }
    }
    const lines = files.map(({ line }) => line).toSorted((a, b) => (a.part < b.part ? -1 : 1))
    const shelf: Shelf = { files: lines }
    yield { put: { ...shelfOf(authority, terms), revision: 1, body: shelf } }
  }
}
