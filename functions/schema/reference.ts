import * as z from 'zod'
import { authorityId, isoDate, productId, serviceAreaId, vendorId } from './fields.ts'

// Reference lists: what every authority's records point at.

export const authorityKinds = [
  'London borough',
  'unitary',
  'district',
  'county',
  'combined',
  'other',
] as const

export const authority = z.object({
  /** GSS code. */
  id: authorityId,
  name: z.string(),
  officialName: z.string(),
  /** For addresses: `camden`. */
  slug: z.string(),
  /** Two or three letters on a tile. */
  shortCode: z.string().optional(),
  aliases: z.array(z.string()),
  kind: z.enum(authorityKinds),
  /** Region or nation id (`E12000007` for London, `S92000003` for Scotland): the smallest scope it rolls up into. */
  region: z.string(),
  /** Column and row on the London Squared grid, from the top left. */
  tile: z.object({ x: z.number().int(), y: z.number().int() }).optional(),
  /** Column and row on a map of hexagons of the whole country: odd rows stand half a column to the right, north is up. */
  hex: z.object({ q: z.number().int(), r: z.number().int() }).optional(),
  population: z.number().int().optional(),
  usersCount: z.number().int().optional(),
  memberships: z.array(z.object({ body: z.string(), from: isoDate, to: isoDate.optional() })),
})
export type Authority = z.infer<typeof authority>

export const vendor = z.object({
  id: vendorId,
  name: z.string(),
  aliases: z.array(z.string()),
  predecessors: z.array(z.object({ name: z.string(), on: isoDate.optional() })),
  successor: z.object({ id: vendorId, on: isoDate.optional() }).optional(),
  parents: z.array(z.object({ id: vendorId, from: isoDate.optional(), to: isoDate.optional() })),
  /** Companies House numbers, 8 characters, leading zeros kept. */
  companyNumbers: z.array(z.string().length(8)),
  sme: z.boolean().optional(),
  vcse: z.boolean().optional(),
  website: z.url().optional(),
  /** Belongs to the demonstration: not a real company. */
  invented: z.boolean().optional(),
})
export type Vendor = z.infer<typeof vendor>

export const product = z.object({
  id: productId,
  name: z.string(),
  maker: vendorId,
  serviceAreas: z.array(serviceAreaId),
  aliases: z.array(z.string()),
  invented: z.boolean().optional(),
})
export type Product = z.infer<typeof product>

export const serviceAreaKinds = ['frontline', 'corporate', 'foundational'] as const

export const serviceArea = z.object({
  id: serviceAreaId,
  label: z.string(),
  /** One of 26 groups: `housing`. */
  group: z.string(),
  groupLabel: z.string(),
  kind: z.enum(serviceAreaKinds),
  description: z.string(),
  /** Numbers of the source list this area stands for. */
  functionIds: z.array(z.string()),
})
export type ServiceArea = z.infer<typeof serviceArea>

export const skill = z.object({
  id: z.string(),
  label: z.string(),
  family: z.string(),
  /** The official page that describes the skill. */
  url: z.url().optional(),
})
export type Skill = z.infer<typeof skill>
