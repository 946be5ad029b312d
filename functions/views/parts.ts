import type { IsoDate } from '../domain/calendar.ts'
import type { AnyProduct } from '../domain/entry.ts'
import { coveredIn, reportingIn } from '../domain/figures.ts'
import type { Kept } from '../domain/merge.ts'
import type { Summary } from '../domain/summary.ts'
import { grouped, type Totals } from '../domain/totals.ts'
import type { Route } from '../schema/contract.ts'
import type { AnyKind } from '../schema/record.ts'
import type { Authority, ServiceArea, Vendor } from '../schema/reference.ts'
import type {
  AreaCount,
  AuthorityCount,
  Concentration,
  ContractRow,
  Coverage,
  MarketVendor,
  ProductUse,
  QuarterCount,
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
  /** Groups of service areas, each as an area that holds them all. */
  groups: () => AreaGroup[]
  /** A service area or a group of them. */
  area: (id: string) => ServiceArea | AreaGroup | undefined
  /** Whatever is known of a vendor, or of the one kept in its place; its name at least, where it has been named at all. */
  vendor: (id: string) => Vendor | undefined
  vendors: () => Vendor[]
  vendorName: (id: string) => string
  product: (id: string) => KnownProduct | undefined
  products: () => KnownProduct[]
  productName: (id: string) => string
  /** What is kept of a vendor or product: another, where it was merged. */
  kept: Kept
  /** All that stand for the same, the one that is kept first. */
  family: (id: string) => string[]
  /** One by itself, under the names that are its own. */
  ownVendor: (id: string) => Vendor | undefined
  ownProduct: (id: string) => KnownProduct | undefined
  /** Whether it came with the service, and did not join since. */
  isShipped: (id: string) => boolean
  freshMonths: (kind: AnyKind) => number
  /** Months it takes to replace a contract by its route. */
  leadMonths: (route: Route) => number
}

/** A product proposed from a form may not say who makes it. */
export type KnownProduct = AnyProduct
export type AreaGroup = ServiceArea & { members: ServiceArea[] }

/** What is asked of a part of the country: the day it is told as of, and the names and settings that hold. */
export type Asked = { scope: string; today: IsoDate; lists: Lists }
/** The same of no one part of the country. */
export type AskedAnywhere = Omit<Asked, 'scope'>

/** A row as it is kept: names are added when it is read. */
export type StoredSystemRow = Omit<
  SystemRow,
  'authorityName' | 'authoritySlug' | 'areas' | 'partners' | 'makerName' | 'productName'
>
export type StoredContractRow = Omit<
  ContractRow,
  'authorityName' | 'authoritySlug' | 'areas' | 'partners' | 'supplierName'
>

export const number = (totals: Totals, path: string) => totals[path] ?? 0

export const scopeOf = ({ scope, lists }: Asked) => ({
  id: scope,
  name: lists.scopeName(scope),
  authorities: lists.authoritiesOf(scope).length,
})

/** From how many authorities of how many, how much of it confirmed lately, and how old the oldest confirmation is. */
export function coverageOf(
  { totals, authorities }: Pick<Summary, 'totals' | 'authorities'>,
  kind: AnyKind,
  { scope, lists }: Asked,
): Coverage {
  return {
    reporting: reportingIn(authorities, [kind], lists.authoritiesOf(scope)),
    authorities: lists.authoritiesOf(scope).length,
    freshMonths: lists.freshMonths(kind),
    ...coveredIn({ totals }, kind),
  }
}

const nothing: Totals = {}

/** Every authority of the scope with what it holds, those without anything included. */
export function authorityCounts(
  { authorities }: Pick<Summary, 'authorities'>,
  { scope, lists }: Asked,
): AuthorityCount[] {
  return lists.authoritiesOf(scope).map(({ id, name, slug, shortCode, tile, hex }) => {
    const held = authorities.get(id) ?? nothing
    return {
      id,
      name,
      slug,
      ...(shortCode && { code: shortCode }),
      ...(tile && { tile }),
      ...(hex && { hex }),
      systems: number(held, 'systems'),
      contracts: number(held, 'contracts'),
      confirmed: number(held, 'confirmed'),
    }
  })
}

/** Vendors in a summary, those with most contracts first. */
export const vendorsIn = ({ vendors }: Summary, lists: Lists): MarketVendor[] =>
  [...vendors]
    .map(([id, held]) => ({
      id,
      name: lists.vendorName(id),
      contracts: number(held, 'contracts'),
      systems: number(held, 'systems'),
      annualPounds: number(held, 'pounds'),
      contractsStatingValue: number(held, 'stating'),
    }))
    .sort((a, b) => b.contracts - a.contracts || b.systems - a.systems || byName(a, b))

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

const placed = (row: StoredSystemRow | StoredContractRow, lists: Lists) => {
  const authority = lists.authority(row.authority)
  return {
    authorityName: authority?.name ?? row.authority,
    authoritySlug: authority?.slug ?? row.authority,
    areas: row.serviceAreas.map((id) => {
      const area = lists.area(id)
      return {
        id,
        name: area?.label ?? id,
        group: area?.group ?? id,
        groupLabel: area?.groupLabel ?? id,
      }
    }),
    partners: [...new Set([...row.sharedWith, ...(row.leadAuthority ? [row.leadAuthority] : [])])]
      .filter((id) => id !== row.authority)
      .flatMap((id) => lists.authority(id) ?? [])
      .map(({ id, name, slug }) => ({ id, name, slug })),
  }
}

export const systemRowOf = (row: StoredSystemRow, lists: Lists): SystemRow => ({
  ...row,
  ...placed(row, lists),
  ...(row.maker && { makerName: lists.vendorName(row.maker) }),
  ...(row.product && { productName: lists.productName(row.product) }),
})

export const contractRowOf = (row: StoredContractRow, lists: Lists): ContractRow => ({
  ...row,
  ...placed(row, lists),
  supplierName: lists.vendorName(row.supplier),
})

export const areaName = (id: string, lists: Lists): string => lists.area(id)?.label ?? id

/** Service areas of a summary with something in them. */
export function areaCounts({ areas: held }: Summary, areas: readonly ServiceArea[]): AreaCount[] {
  return areas.flatMap(({ id, label, group, groupLabel }) => {
    const found = held.get(id)
    if (!found) return []
    return [
      {
        id,
        name: label,
        group,
        groupLabel,
        contracts: number(found, 'contracts'),
        systems: number(found, 'systems'),
        annualPounds: number(found, 'pounds'),
        contractsStatingValue: number(found, 'stating'),
      },
    ]
  })
}

const productPath = 'product/'

/** Products in a summary and the authorities that run each, those run by most first. */
export function productsIn({ authorities }: Summary, lists: Lists): ProductUse[] {
  const products = new Map<string, string[]>()
  // Taken in the order of their names, so that each product has them in it.
  const holders = [...authorities]
    .map(([id, held]) => ({ id, held, name: lists.authority(id)?.name ?? id }))
    .sort(byName)
  for (const { id: holder, held } of holders) {
    for (const path of Object.keys(held)) {
      if (!path.startsWith(productPath)) continue
      const id = path.slice(productPath.length)
      const those = products.get(id)
      if (those) those.push(holder)
      else products.set(id, [holder])
    }
  }
  return [...products]
    .map(([id, holders]) => {
      const maker = lists.product(id)?.maker
      return {
        id,
        name: lists.productName(id),
        ...(maker && { maker: { id: maker, name: lists.vendorName(maker) } }),
        authorities: holders,
      }
    })
    .sort((a, b) => b.authorities.length - a.authorities.length || byName(a, b))
}

/** Every authority of the scope with what a summary says it has, those without anything included. */
export const holdersIn = (summary: Summary, asked: Asked) =>
  authorityCounts(summary, asked).map(({ confirmed: _, ...holder }) => holder)

/** Totals by quarter, in order of time. */
export const quartersIn = (totals: Totals): QuarterCount[] =>
  [...grouped(totals)]
    .map(([quarter, held]) => ({
      quarter,
      contracts: number(held, 'contracts'),
      annualPounds: number(held, 'pounds'),
      contractsStatingValue: number(held, 'stating'),
    }))
    .sort((a, b) => (a.quarter < b.quarter ? -1 : 1))

const inOrder = new Intl.Collator('en-GB').compare

export const byName = (a: { name: string }, b: { name: string }) => inOrder(a.name, b.name)
