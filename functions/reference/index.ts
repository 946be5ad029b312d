import type { Authority, Product, ServiceArea, Skill, Vendor } from '../schema/reference.ts'
import authorityList from './data/authorities.json' with { type: 'json' }
import productList from './data/products.json' with { type: 'json' }
import serviceAreaList from './data/serviceAreas.json' with { type: 'json' }
import skillList from './data/skills.json' with { type: 'json' }
import vendorList from './data/vendors.json' with { type: 'json' }
import { invented } from './invented.ts'

// The lists we ship: what every authority's records point at. Sources and licences are in SOURCES.md.

/** All current authorities of the United Kingdom, by GSS code. */
export const authorities = (): Authority[] => authorityList as Authority[]
export const serviceAreas = (): ServiceArea[] => serviceAreaList as ServiceArea[]
export const skills = (): Skill[] => skillList as Skill[]

/** Vendors of the demonstration, which do not exist. */
export const inventedVendors = (): Vendor[] => invented(serviceAreas()).vendors
/** Products of the demonstration, which do not exist. */
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
  allProducts ??= [...(productList as Product[]), ...inventedProducts()]
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

/** The whole: every authority is in it. */
export const unitedKingdom = 'K02000001'
export const england = 'E92000001'
export const london = 'E12000007'

/** Regions, nations and the whole, by their ONS codes. */
const scopeNames: Record<string, string> = {
  E12000001: 'North East',
  E12000002: 'North West',
  E12000003: 'Yorkshire and the Humber',
  E12000004: 'East Midlands',
  E12000005: 'West Midlands',
  E12000006: 'East of England',
  E12000007: 'London',
  E12000008: 'South East',
  E12000009: 'South West',
  E92000001: 'England',
  S92000003: 'Scotland',
  W92000004: 'Wales',
  N92000002: 'Northern Ireland',
  K02000001: 'United Kingdom',
}
export const scopes = Object.keys(scopeNames)
export const scopeName = (id: string): string => scopeNames[id] ?? id

/** The scopes an authority rolls up into, smallest first; none for one that is on no list. */
export function scopesOf(id: string): string[] {
  const region = authority(id)?.region
  if (region === undefined) return []
  return region.startsWith('E12') ? [region, england, unitedKingdom] : [region, unitedKingdom]
}
