import type { Authority, Product, ServiceArea, Skill, Vendor } from '../schema/reference.ts'
import { london, scopeNamed, scopesHolding, unitedKingdom } from '../schema/scope.ts'
import authorityList from './data/authorities.list.json' with { type: 'json' }
import productList from './data/products.list.json' with { type: 'json' }
import serviceAreaList from './data/serviceAreas.list.json' with { type: 'json' }
import skillList from './data/skills.list.json' with { type: 'json' }
import vendorList from './data/vendors.list.json' with { type: 'json' }
import { invented, inventedTwins } from './invented.ts'

// The lists we ship: what every authority's records point at. Sources and licences are in SOURCES.md.

/** All current authorities of the United Kingdom, by GSS code. */
export const authorities = (): Authority[] => authorityList as Authority[]
export const serviceAreas = (): ServiceArea[] => serviceAreaList as ServiceArea[]
export const skills = (): Skill[] => skillList as Skill[]

/** Vendors of the demonstration, which do not exist. */
export const inventedVendors = (): Vendor[] => [
  ...invented(serviceAreas()).vendors,
  ...inventedTwins(serviceAreas()).vendors,
]
/** Products of the demonstration, which do not exist; without those it has a second time. */
export const inventedProducts = (): Product[] => invented(serviceAreas()).products

let allVendors: Vendor[] | undefined
/** Real vendors, and those of the demonstration, which say so. */
export function vendors(): Vendor[] {
  allVendors ??= [...(vendorList as Vendor[]), ...inventedVendors()]
  return allVendors
}

let allProducts: Product[] | undefined
/** Real products, and those of the demonstration, which say so. */
export function products(): Product[] {
  allProducts ??= [
    ...(productList as Product[]),
    ...inventedProducts(),
    ...inventedTwins(serviceAreas()).products,
  ]
  return allProducts
}

const indexed = <T extends { id: string }>(list: () => T[]) => {
  let byId: Map<string, T> | undefined
  return (id: string): T | undefined => {
    byId ??= new Map(list().map((one) => [one.id, one]))
    return byId.get(id)
  }
}
export const authority = indexed(authorities)
export const vendor = indexed(vendors)
export const product = indexed(products)
export const serviceArea = indexed(serviceAreas)
export const skill = indexed(skills)

/** A group of service areas, as an area that holds them all. Areas on no list are a group of their own. */
export const groupOf = (area: string): string => `all-${serviceArea(area)?.group ?? area}`

export { london, unitedKingdom }
export const scopeName = (id: string): string => scopeNamed(id) ?? id

/** The scopes an authority rolls up into, smallest first; none for one that is on no list. */
export function scopesOf(id: string): string[] {
  const region = authority(id)?.region
  return region === undefined ? [] : scopesHolding(region)
}
