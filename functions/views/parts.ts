import type { IsoDate } from '../domain/calendar.ts'
import { grouped, type Totals, under } from '../domain/totals.ts'
import type { RecordKind } from '../schema/record.ts'
import type { Authority, ServiceArea } from '../schema/reference.ts'
import type {
  AuthorityCount,
  Concentration,
  ContractRow,
  Coverage,
  MarketVendor,
  SystemRow,
} from '../schema/view.ts'

// What several views are made of. A view is worked out when it is read, from documents that are kept up to date:
// nothing here scans records, and nothing knows where the documents are kept.

/** Names and settings the views need. */
export type Lists = {
  /** The authorities of a scope. */
  authoritiesOf: (scope: string) => Authority[]
  authority: (id: string) => Authority | undefined
  scopeName: (id: string) => string
  serviceAreas: () => ServiceArea[]
  vendorName: (id: string) => string
  productName: (id: string) => string
  freshMonths: (kind: RecordKind) => number
}

export type Asked = { scope: string; today: IsoDate; lists: Lists }

/** A row as it is kept: names are added when it is read. */
export type StoredSystemRow = Omit<SystemRow, 'authorityName' | 'makerName' | 'productName'>
export type StoredContractRow = Omit<ContractRow, 'authorityName' | 'supplierName'>

export const number = (totals: Totals, path: string) => totals[path] ?? 0

export const scopeOf = ({ scope, lists }: Asked) => ({
  id: scope,
  name: lists.scopeName(scope),
  authorities: lists.authoritiesOf(scope).length,
})

/** From how many authorities of how many, how much of it confirmed lately, and how old the oldest confirmation is. */
export function coverageOf(totals: Totals, kind: RecordKind, { scope, lists }: Asked): Coverage {
  const found = under(totals, `coverage/${kind}/`)
  const holders = under(found, 'authority/')
  const reporting = lists.authoritiesOf(scope).filter(({ id }) => (holders[id] ?? 0) > 0).length
  const oldest = Object.keys(under(found, 'month/')).sort()[0]
  return {
    reporting,
    authorities: lists.authoritiesOf(scope).length,
    records: number(found, 'records'),
    confirmed: number(found, 'confirmed'),
    freshMonths: lists.freshMonths(kind),
    ...(oldest && { oldest }),
  }
}

/** Every authority of the scope with what it holds, those without anything included. */
export function authorityCounts(totals: Totals, { scope, lists }: Asked): AuthorityCount[] {
  const counts = grouped(under(totals, 'authority/'))
  return lists.authoritiesOf(scope).map(({ id, name, slug, shortCode, tile }) => {
    const held = counts.get(id) ?? {}
    return {
      id,
      name,
      slug,
      ...(shortCode && { code: shortCode }),
      ...(tile && { tile }),
      systems: number(held, 'systems'),
      contracts: number(held, 'contracts'),
      confirmed: number(held, 'confirmed'),
    }
  })
}

/** Vendors in a document, those with most contracts first. */
export const vendorsIn = (totals: Totals, lists: Lists): MarketVendor[] =>
  [...grouped(under(totals, 'vendor/'))]
    .map(([id, held]) => ({
      id,
      name: lists.vendorName(id),
      contracts: number(held, 'contracts'),
      systems: number(held, 'systems'),
      annualPounds: number(held, 'pounds'),
      contractsStatingValue: number(held, 'stating'),
    }))
    .sort(
      (a, b) => b.contracts - a.contracts || b.systems - a.systems || a.name.localeCompare(b.name, 'en-GB'),
    )

/**
 * How concentrated a market is: the shares of the ten and fifteen largest, and the Herfindahl-Hirschman index, the sum
 * of squared percentage shares, from 0 to 10,000 (UK Competition and Markets Authority, Merger Assessment Guidelines).
 */
export function concentrationOf(amounts: number[]): Concentration {
  const sizes = amounts.filter((amount) => amount > 0).sort((a, b) => b - a)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const shareOf = (first: number) =>
    total === 0 ? 0 : sizes.slice(0, first).reduce((sum, size) => sum + size, 0) / total
  return {
    total,
    vendors: sizes.length,
    top10: shareOf(10),
    top15: shareOf(15),
    hhi: total === 0 ? 0 : sizes.reduce((sum, size) => sum + ((100 * size) / total) ** 2, 0),
  }
}

export const systemRowOf = (row: StoredSystemRow, lists: Lists): SystemRow => ({
  ...row,
  authorityName: lists.authority(row.authority)?.name ?? row.authority,
  ...(row.maker && { makerName: lists.vendorName(row.maker) }),
  ...(row.product && { productName: lists.productName(row.product) }),
})

export const contractRowOf = (row: StoredContractRow, lists: Lists): ContractRow => ({
  ...row,
  authorityName: lists.authority(row.authority)?.name ?? row.authority,
  supplierName: lists.vendorName(row.supplier),
})

/** The key figures of a document that counts all kinds. Vendors in either role, each once. */
export const figuresOf = (totals: Totals) => ({
  systems: number(totals, 'systems'),
  contracts: number(totals, 'contracts'),
  vendors: grouped(under(totals, 'vendor/')).size,
  annualPounds: number(totals, 'pounds'),
  contractsStatingValue: number(totals, 'stating'),
})
