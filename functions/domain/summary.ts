import type { RecordKind } from '../schema/record.ts'
import { type Totals, withUnder } from './totals.ts'

// What the summaries are kept in, by name. A place (a scope, or an authority) has a summary of everything in it, and
// scopes have one of each service area, vendor and product. A summary is kept in documents, an item each, cut so that none
// grows with the number of records, authorities or vendors, and a change rewrites only its own: totals of systems, totals
// of contracts, and a document for each vendor, service area and authority. Documents lie side by side, so one query reads a
// whole summary. Beside it lie its rows.

export const summaries = {
  everything: 'COUNT#',
  /** Service areas against authorities. */
  whoRunsWhat: 'WHO#COUNT#',
  area: (area: string) => `AREA#${area}#COUNT#`,
  vendor: (vendor: string) => `VENDOR#${vendor}#COUNT#`,
  product: (product: string) => `PRODUCT#${product}#COUNT#`,
}

/** Groups of a summary that are kept a document for each member. */
export const groups = { areas: 'area', vendors: 'vendor', authorities: 'authority' } as const
type Group = (typeof groups)[keyof typeof groups]
export const documentOf = (summary: string, group: Group, id: string) => `${summary}${group}/${id}`
export const countOf = (summary: string, kind: 'systems' | 'contracts') => `${summary}${kind}`

/** Contracts without a day to decide by are listed after all that have one. */
export const undated = '9999'
export const lists = {
  renewals: 'RENEWALS#',
  timeline: 'TIMELINE#',
  /** Contracts by the day to decide by. */
  contractsOf: (what: 'AREA' | 'VENDOR', id: string) => `${what}#${id}#CONTRACT#`,
  systemsOf: (what: 'AREA' | 'VENDOR' | 'PRODUCT', id: string) => `${what}#${id}#SYSTEM#`,
  /** Of an authority; they come after its summary. */
  heldOf: (kind: RecordKind) => `ROW#${kind.toUpperCase()}#`,
}

/** Whether a name is that of a document of a summary; otherwise it is a row's. */
export const isDocument = (name: string): boolean => /(^|#)COUNT#/.test(name)

/** A summary put together from its documents, each by its name: those of a member under `group/id/`. */
export function wholeOf(
  summary: string,
  documents: Iterable<readonly [name: string, totals: Totals]>,
): Totals {
  const whole: Totals = {}
  for (const [name, totals] of documents) {
    const document = name.slice(summary.length)
    withUnder(whole, document.includes('/') ? `${document}/` : '', totals)
  }
  return whole
}

/** The documents of a summary's authorities by their id, and the others put together. */
export function byAuthority(summary: string, documents: Iterable<readonly [name: string, totals: Totals]>) {
  const prefix = documentOf(summary, groups.authorities, '')
  const others: [string, Totals][] = []
  const authorities = new Map<string, Totals>()
  for (const [name, totals] of documents) {
    if (name.startsWith(prefix)) authorities.set(name.slice(prefix.length), totals)
    else others.push([name, totals])
  }
  return { totals: wholeOf(summary, others), authorities }
}
