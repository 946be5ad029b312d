import type { IsoDate } from '../domain/calendar.ts'
import { soundsOf } from '../domain/sound.ts'
import type { Totals } from '../domain/totals.ts'
import type { PublicContract, PublicRecord, PublicSystem } from '../schema/view.ts'
import type { Terms } from './parts.ts'

// Where a record stands beside the summaries of a scope: on its own page, on those of what it names, and in search.

/** Names of documents and rows of pages for things. A document sorts before the rows that belong with it. */
export const thingDocuments = {
  vendor: (vendor: string) => `VENDOR#${vendor}#`,
  product: (product: string) => `PRODUCT#${product}#`,
}
export const thingRows = {
  vendorContract: (vendor: string, decideBy: string, id: string) =>
    `VENDOR#${vendor}#CONTRACT#${decideBy}#${id}`,
  vendorSystem: (vendor: string, id: string) => `VENDOR#${vendor}#SYSTEM#${id}`,
  productSystem: (product: string, id: string) => `PRODUCT#${product}#SYSTEM#${id}`,
  timeline: (decideBy: IsoDate, id: string) => `TIMELINE#${decideBy}#${id}`,
  /** The record itself, by its id alone. */
  itself: (id: string) => `${id}/RECORD`,
  /** A contract, at a system it covers. */
  coveredBy: (system: string, contract: string) => `${system}/CONTRACT#${contract}`,
  /** A record under the sound of a word of its name. */
  named: (sound: string, record: PublicRecord) =>
    `search-${sound.slice(0, 2)}/${sound}#${record.kind.toUpperCase()}#${record.id}`,
}

/** Every service area of a record, and each group they belong to once. */
export const areasOf = (record: PublicRecord, terms: Terms): string[] => [
  ...new Set([...record.serviceAreas, ...record.serviceAreas.map(terms.groupOf)]),
]

/** What a line of the timeline needs, and no more: several hundred are read at once. */
export const timelineRow = ({ id, title, authority, supplier, serviceAreas }: PublicContract) => ({
  id,
  title,
  authority,
  supplier,
  serviceAreas,
})

/** The rows a record has once, whatever scopes it counts in. */
export function ownRows(record: PublicRecord, row: unknown): Record<string, unknown> {
  const rows: Record<string, unknown> = { [thingRows.itself(record.id)]: row }
  if (record.kind === 'contract') {
    for (const system of record.systems) rows[thingRows.coveredBy(system, record.id)] = row
  }
  const name = record.kind === 'contract' ? record.title : record.name
  const found = { kind: record.kind, id: record.id, name, authority: record.authority }
  for (const sound of soundsOf(name)) rows[thingRows.named(sound, record)] = found
  return rows
}

/** What a live system adds to the documents of its maker and its product. */
export function systemThing(system: PublicSystem, held: string[]): Totals {
  const totals: Totals = { systems: 1 }
  for (const area of system.serviceAreas) totals[`area/${area}/systems`] = 1
  for (const holder of held) {
    totals[`authority/${holder}/systems`] = 1
    if (system.product) totals[`product/${system.product}/${holder}`] = 1
  }
  return totals
}
