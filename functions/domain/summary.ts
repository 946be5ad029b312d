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

/** What both everything's documents and what is kept of it by quarter begin with: they lie side by side. */
export const everythingByQuarter = 'COUNT'
/** The key figures of everything in a scope at the end of each quarter, as they were worked out last. */
export const byQuarter = `${everythingByQuarter} BY QUARTER`

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
  /** Of a service area, what settles when its contracts could end, in the same order: lean, and next to the summary. */
  couldEnd: (area: string) => `AREA#${area}#COULD END#`,
  systemsOf: (what: 'AREA' | 'VENDOR' | 'PRODUCT', id: string) => `${what}#${id}#SYSTEM#`,
  /** Of a system: contracts that name it. */
  covering: 'CONTRACT#',
  /** Of an authority; they come after its summary. */
  heldOf: (kind: RecordKind) => `ROW#${kind.toUpperCase()}#`,
}

/**
 * Where the contracts of a service area leave a mark each, added up: while it is the same, so are they, and what was made
 * of them still holds. It counts nothing.
 */
export const stampPath = 'stamp'

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

/** A summary as it is read: the totals of all in it, and what it has of each service area, vendor and authority. */
export type Summary = { totals: Totals } & Record<keyof typeof groups, ReadonlyMap<string, Totals>>

const emptySummary = () => ({
  totals: {} as Totals,
  areas: new Map<string, Totals>(),
  vendors: new Map<string, Totals>(),
  authorities: new Map<string, Totals>(),
})
const groupNamed = new Map<string, keyof typeof groups>([
  [groups.areas, 'areas'],
  [groups.vendors, 'vendors'],
  [groups.authorities, 'authorities'],
])

/** A summary from its documents, each by its name. They are taken as they are: reading costs no more than parsing them. */
export function summaryFrom(
  summary: string,
  documents: Iterable<readonly [name: string, totals: Totals]>,
): Summary {
  const read = emptySummary()
  for (const [name, totals] of documents) {
    const at = name.indexOf('/', summary.length)
    const group = at < 0 ? undefined : groupNamed.get(name.slice(summary.length, at))
    if (group) read[group].set(name.slice(at + 1), totals)
    else Object.assign(read.totals, totals)
  }
  return read
}

/** The same of a summary put together, as its past is kept. */
export function summaryIn(whole: Totals): Summary {
  const read = emptySummary()
  for (const [path, amount] of Object.entries(whole)) {
    const [head = '', id = '', ...rest] = path.split('/')
    const group = groupNamed.get(head)
    // What all of it has by service area, in the matrix, is a total like any other.
    if (!group || rest.length === 0) {
      read.totals[path] = amount
      continue
    }
    const member = read[group].get(id) ?? {}
    member[rest.join('/')] = amount
    read[group].set(id, member)
  }
  return read
}
