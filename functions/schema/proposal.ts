import * as z from 'zod'
import {
  authorityId,
  contractId,
  instant,
  line,
  productId,
  serviceAreaId,
  systemId,
  vendorId,
} from './fields.ts'
import { provenance } from './provenance.ts'
import { recordKinds } from './record.ts'

export const actions = ['create', 'update', 'retire', 'confirm'] as const
export const outcomes = ['draft', 'sent', 'approved', 'returned', 'withdrawn'] as const

export const newVendor = z.object({
  id: vendorId,
  name: line('the name of the vendor', 160),
  companyNumber: z.string().length(8).optional(),
})
export type NewVendor = z.infer<typeof newVendor>

export const newProduct = z.object({
  id: productId,
  name: line('the name of the product', 160),
  maker: vendorId.optional(),
  serviceAreas: z.array(serviceAreaId).max(50).default([]),
})
export type NewProduct = z.infer<typeof newProduct>

/** Who last typed in a field, and when. */
export const typedBy = z.object({ by: z.string(), byName: z.string(), at: instant })
export type TypedBy = z.infer<typeof typedBy>

/** Something said about a proposal, anchored to one of its fields where it is about one. */
export const comment = z.object({
  by: z.string(),
  byName: z.string(),
  at: instant,
  field: z.string().optional(),
  text: z.string().min(1, 'Enter a comment').max(2000, 'The comment must be 2,000 characters or fewer'),
})
export type Comment = z.infer<typeof comment>

/**
 * One edit that waits for approval, against a known version of a record. At most one for each record in a
 * submission. `values` is what was typed, complete or not: it is judged when the submission is sent, never before.
 */
export const proposal = z.object({
  submission: z.string(),
  authority: authorityId,
  kind: z.enum(recordKinds),
  recordId: z.union([systemId, contractId]),
  action: z.enum(actions),
  /** The record's version proposed against; 0 for a record that does not exist yet. */
  baseVersion: z.number().int().min(0),
  values: z.record(z.string(), z.unknown()),
  outcome: z.enum(outcomes),
  provenance: provenance.partial(),
  /** Vendors it names that are on no list yet: they join the list when it is approved. */
  newVendors: z.array(newVendor).default([]),
  /** Products it names that are on no list yet: they join the list in the same way. */
  newProducts: z.array(newProduct).optional(),
  /** The import it came from, where it came from one. */
  importId: z.string().optional(),
  /** Everyone who typed in it: none of them may approve it. */
  editors: z.array(z.string()),
  /** By field, who typed what it says now. Fields that came from an import are nobody's typing. */
  typedBy: z.record(z.string(), typedBy).optional(),
  comments: z.array(comment),
  /** Counts saves, so that two people's saves cannot silently overwrite one another. */
  revision: z.number().int().positive(),
  createdAt: instant,
  updatedAt: instant,
  decidedAt: instant.optional(),
  decidedBy: z.string().optional(),
})
export type Proposal = z.infer<typeof proposal>
