import { countOf, documentOf, groups, stampPath, summaries } from '../domain/summary.ts'
import { isEmpty, type Totals } from '../domain/totals.ts'

// A place's summaries while they are added up: plain counters, so that counting goes as fast as a machine counts. They
// are written out as documents, totals by path, when these are asked for: `{ late: { contracts: 2 } }` becomes
// `{ 'late/contracts': 2 }`.

/** Live systems, running contracts, and the pounds a year of those contracts that are `stating` them. */
export type Amounts = { systems: number; contracts: number; pounds: number; stating: number }
const amounts = (): Amounts => ({ systems: 0, contracts: 0, pounds: 0, stating: 0 })

/** How much a figure speaks for: records, those confirmed lately, and the months of their confirmations. */
export type Coverage = { records: number; confirmed: number; month: Map<string, number> }
const coverage = (): Coverage => ({ records: 0, confirmed: 0, month: new Map() })

/** `made`: live systems whose maker is stated. */
type SystemsTally = { coverage: { system: Coverage }; systems: number; made: number }
const systemsTally = (): SystemsTally => ({ coverage: { system: coverage() }, systems: 0, made: 0 })

export type ContractsTally = Amounts & {
  coverage: { contract: Coverage }
  [stampPath]: number
  late: Amounts
  state: Map<string, Amounts>
  decide: Map<string, Amounts>
  end: Map<string, Amounts>
}
const contractsTally = (): ContractsTally => ({
  ...amounts(),
  coverage: { contract: coverage() },
  [stampPath]: 0,
  late: amounts(),
  state: new Map(),
  decide: new Map(),
  end: new Map(),
})

/** What one authority has of something; `product`, its live systems by product, where products are told apart. */
export type AuthorityTally = {
  systems: number
  contracts: number
  confirmed: number
  'records/system': number
  'records/contract': number
  product: Map<string, number> | undefined
}
const authorityTally = (): AuthorityTally => ({
  systems: 0,
  contracts: 0,
  confirmed: 0,
  'records/system': 0,
  'records/contract': 0,
  product: undefined,
})

/** Of everything, or of one service area, vendor or product. */
export type SummaryTally = {
  systems: SystemsTally
  contracts: ContractsTally
  areas: Map<string, Amounts>
  vendors: Map<string, Amounts>
  authorities: Map<string, AuthorityTally>
}
const summaryTally = (): SummaryTally => ({
  systems: systemsTally(),
  contracts: contractsTally(),
  areas: new Map(),
  vendors: new Map(),
  authorities: new Map(),
})

/** Service areas against authorities. */
type RunsTally = { 'records/system': number; systems: number; area: Map<string, number> }
const runsTally = (): RunsTally => ({ 'records/system': 0, systems: 0, area: new Map() })
type MatrixTally = {
  systems: { coverage: { system: Coverage }; systems: number; area: Map<string, number> }
  authorities: Map<string, RunsTally>
}

export type PlaceTally = {
  everything: SummaryTally
  whoRunsWhat: MatrixTally
  areas: Map<string, SummaryTally>
  vendors: Map<string, SummaryTally>
  products: Map<string, SummaryTally>
}
export const placeTally = (): PlaceTally => ({
  everything: summaryTally(),
  whoRunsWhat: {
    systems: { coverage: { system: coverage() }, systems: 0, area: new Map() },
    authorities: new Map(),
  },
  areas: new Map(),
  vendors: new Map(),
  products: new Map(),
})

/** One member of a group, made when it is first asked for. */
function member<T>(group: Map<string, T>, id: string, make: () => T): T {
  const known = group.get(id)
  if (known !== undefined) return known
  const made = make()
  group.set(id, made)
  return made
}
export const amountsOf = (group: Map<string, Amounts>, id: string) => member(group, id, amounts)
export const summaryIn = (group: Map<string, SummaryTally>, id: string) => member(group, id, summaryTally)
export const authorityIn = ({ authorities }: SummaryTally, id: string) =>
  member(authorities, id, authorityTally)
export const runsIn = ({ authorities }: MatrixTally, id: string) => member(authorities, id, runsTally)

export const bump = (group: Map<string, number>, id: string) => group.set(id, (group.get(id) ?? 0) + 1)

/** The documents of a place's summaries by name, those that come to nothing left out. */
export function documentsOf(place: PlaceTally): Map<string, Totals> {
  const documents = new Map<string, Totals>()
  const write = (name: string, tally: object) => {
    const totals = totalsOf(tally)
    if (!isEmpty(totals)) documents.set(name, totals)
  }
  const writeAll = (summary: string, { systems, contracts, areas, vendors, authorities }: SummaryTally) => {
    write(countOf(summary, 'systems'), systems)
    write(countOf(summary, 'contracts'), contracts)
    for (const [id, tally] of areas) write(documentOf(summary, groups.areas, id), tally)
    for (const [id, tally] of vendors) write(documentOf(summary, groups.vendors, id), tally)
    for (const [id, tally] of authorities) write(documentOf(summary, groups.authorities, id), tally)
  }
  writeAll(summaries.everything, place.everything)
  for (const [id, tally] of place.areas) writeAll(summaries.area(id), tally)
  for (const [id, tally] of place.vendors) writeAll(summaries.vendor(id), tally)
  for (const [id, tally] of place.products) writeAll(summaries.product(id), tally)
  const { systems, authorities } = place.whoRunsWhat
  write(countOf(summaries.whoRunsWhat, 'systems'), systems)
  for (const [id, tally] of authorities)
    write(documentOf(summaries.whoRunsWhat, groups.authorities, id), tally)
  return documents
}

const entriesOf = (tally: object): Iterable<[string, unknown]> =>
  tally instanceof Map ? tally : Object.entries(tally)

/** Counters as totals by path, those at nothing left out. */
function totalsOf(tally: object, under = '', totals: Totals = {}): Totals {
  for (const [name, value] of entriesOf(tally)) {
    if (typeof value === 'number') {
      if (value !== 0) totals[under + name] = value
    } else if (typeof value === 'object' && value !== null) {
      totalsOf(value, `${under}${name}/`, totals)
    }
  }
  return totals
}

/** Tallies of the same make added up. What only one of them has is taken over as it is: read it, never add to it. */
export function sumOf<T>(tallies: readonly T[]): T
export function sumOf(tallies: readonly unknown[]): unknown {
  const given = tallies.filter((tally) => tally !== undefined)
  const [first] = given
  if (given.length <= 1) return first
  if (typeof first === 'number') return given.reduce((sum: number, one) => sum + Number(one), 0)
  if (first instanceof Map) return sumOfGroups(given.filter((tally) => tally instanceof Map))
  const parts = given.map((tally) => new Map<string, unknown>(Object.entries(Object(tally))))
  return Object.fromEntries(
    Object.keys(Object(first)).map((name) => [name, sumOf(parts.map((part) => part.get(name)))]),
  )
}

function sumOfGroups([first, ...others]: Map<string, unknown>[]): Map<string, unknown> {
  const sum = new Map(first)
  const alike = new Map<string, unknown[]>()
  for (const group of others) {
    for (const [id, tally] of group) {
      const known = alike.get(id)
      if (known) known.push(tally)
      else if (sum.has(id)) alike.set(id, [sum.get(id), tally])
      else sum.set(id, tally)
    }
  }
  for (const [id, tallies] of alike) sum.set(id, sumOf(tallies))
  return sum
}
