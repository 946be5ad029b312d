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
import { newAlias } from './name.ts'
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
/** What someone without an account answered by a link: of whom it was asked, who they say they are, and what it changed. */
export const linkAnswer = z.object({
  question: z.string(),
  to: z.string(),
  by: z.string(),
  at: instant,
  fields: z.array(z.string()),
  /** Where a colleague had changed the same field meanwhile: what the answer says there. */
  beside: z.array(z.object({ field: z.string(), value: z.unknown().optional() })),
})
export type LinkAnswer = z.infer<typeof linkAnswer>

/** What makes an approver look twice. Worked out when a proposal is sent (see `domain/risk.ts`). */
export const riskFlags = [
  'new vendor',
  'new product',
  'large value',
  'value changed',
  'date moved',
  'disclosure changed',
  'retire',
] as const
export type RiskFlag = (typeof riskFlags)[number]

/** A finding that was accepted, and by which of the answers given to it, counted from 0. */
export const accepted = z.object({ id: z.string(), answer: z.number().int().min(0) })

/** Something said about a proposal, anchored to one of its fields where it is about one. */
export const comment = z.object({
  by: z.string(),
  byName: z.string(),
  /** Whom they spoke for. */
  from: z.enum(['LOTI', 'authority']),
  at: instant,
  field: z.string().optional(),
  text: z.string().min(1, 'Enter a comment').max(2000, 'The comment must be 2,000 characters or fewer'),
})
export type Comment = z.infer<typeof comment>

/** A field that both the published record and a proposal changed since the version it was written against. */
export const conflict = z.object({
  field: z.string(),
  theirs: z.unknown().optional(),
  yours: z.unknown().optional(),
})
export type Conflict = z.infer<typeof conflict>

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
  /** Other names of vendors it points at, as its authority said: they count for everybody when it is approved. */
  newAliases: z.array(newAlias).max(20).optional(),
  /** What was found of its record and accepted into it: asked again should nothing come of the draft. */
  found: z.array(accepted).optional(),
  /** The import it came from, where it came from one. */
  importId: z.string().optional(),
  /** What the draft said before that import was laid over it. */
  laidOver: z
    .object({
      action: z.enum(actions),
      baseVersion: z.number().int().min(0),
      values: z.record(z.string(), z.unknown()),
      provenance: provenance.partial(),
      newVendors: z.array(newVendor),
      newProducts: z.array(newProduct).optional(),
      newAliases: z.array(newAlias).optional(),
      found: z.array(accepted).optional(),
      importId: z.string().optional(),
      undoes: z.string().optional(),
      restores: z.number().int().positive().optional(),
      typedBy: z.record(z.string(), typedBy).optional(),
      answers: z.array(linkAnswer).optional(),
    })
    .optional(),
  /** The import of which it proposes the reverse. */
  undoes: z.string().optional(),
  /** Everyone who typed in it: none of them may approve it. */
  editors: z.array(z.string()),
  /** By field, who typed what it says now. Fields that came from an import are nobody's typing. */
  typedBy: z.record(z.string(), typedBy).optional(),
  /** Answers by links that it holds. */
  answers: z.array(linkAnswer).optional(),
  comments: z.array(comment),
  /** The submission in which it was last sent and returned. */
  returnedFrom: z.string().optional(),
  /** Why it was returned, where that was a clash with what had been published meanwhile. */
  conflicts: z.array(conflict).optional(),
  /** The earlier version of the record that it brings back. */
  restores: z.number().int().positive().optional(),
  /** Set when it is sent: what to look at twice, and what it has in common with others that wait. */
  flags: z.array(z.enum(riskFlags)).optional(),
  likeness: z.string().optional(),
  /** Counts saves, so that two people's saves cannot silently overwrite one another. */
  revision: z.number().int().positive(),
  createdAt: instant,
  updatedAt: instant,
  decidedAt: instant.optional(),
  decidedBy: z.string().optional(),
  /** The version of the record it became. */
  version: z.number().int().positive().optional(),
})
export type Proposal = z.infer<typeof proposal>
