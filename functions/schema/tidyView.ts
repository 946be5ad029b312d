import * as z from 'zod'
import { productEntryFields, vendorEntryFields } from './entry.ts'
import { entryId, entryKinds, merge } from './merge.ts'

// What LOTI reads when it tidies vendors and products.

const count = z.number().int()
const named = z.object({ id: entryId, name: z.string() })

/** One of two that may be the same: what it is called, and what there is of it in the whole country. */
export const tidySide = named.extend({
  aliases: z.array(z.string()),
  /** Of a vendor. */
  companyNumbers: z.array(z.string()),
  /** Of a product. */
  maker: named.optional(),
  /** It came with the service's own list, and was not added by an authority. */
  shipped: z.boolean(),
  systems: count,
  contracts: count,
})
export type TidySide = z.infer<typeof tidySide>

export const likelyPair = z.object({
  kind: z.enum(entryKinds),
  /** Which would be merged into which: the one with fewer records into the other. */
  from: tidySide,
  into: tidySide,
  /** What speaks for it, most telling first, and what against it. */
  why: z.array(z.string()),
  against: z.array(z.string()),
})
export type LikelyPair = z.infer<typeof likelyPair>

export const mergeTold = merge.omit({ lookingSince: true, shared: true }).extend({
  proposedByName: z.string(),
  decidedByName: z.string().optional(),
  undoneByName: z.string().optional(),
})
export type MergeTold = z.infer<typeof mergeTold>

export const tidyView = z.object({
  likely: z.array(likelyPair),
  /** How many pairs look alike, those not shown included. */
  found: count,
  /** What waits for an approver, or is under way. */
  open: z.array(mergeTold),
})
export type TidyView = z.infer<typeof tidyView>

export const mergesView = z.object({ merges: z.array(mergeTold) })
export type MergesView = z.infer<typeof mergesView>

const moving = z.object({
  systems: count,
  contracts: count,
  /** A year, of those running contracts that disclose it. */
  annualPounds: z.number(),
  contractsStatingValue: count,
})

/** What a merge would move, before anything is. */
export const mergePreview = z.object({
  kind: z.enum(entryKinds),
  from: tidySide,
  into: tidySide,
  why: z.array(z.string()),
  against: z.array(z.string()),
  /** By the authority that keeps the records, those that have ended included. */
  authorities: z.array(moving.extend({ id: z.string(), name: z.string(), slug: z.string() })),
  moves: moving,
  /** Live systems, running contracts and disclosed pounds as the page of each says them, and as one will. */
  figures: z.array(moving.extend({ of: z.enum(['from', 'into', 'together']), authorities: count })),
  /** Authorities whose ratings are shown; nothing where none may be. Of products there are none by themselves. */
  ratings: z.object({ from: count, into: count }).optional(),
  /** Of a vendor: products that will be its successor's. */
  products: z.array(named),
  /** What is not said any more once the two are one, in sentences. */
  ends: z.array(z.string()),
  /** Why it cannot be merged now. */
  refused: z.string().optional(),
  /** Proposed already, and by whom. */
  proposed: mergeTold.optional(),
})
export type MergePreview = z.infer<typeof mergePreview>

/** A vendor or product as LOTI may change it. */
export const entryView = z.object({
  kind: z.enum(entryKinds),
  id: entryId,
  name: z.string(),
  vendor: vendorEntryFields.optional(),
  product: productEntryFields.optional(),
  revision: count,
  /** What was merged into it. */
  merges: z.array(mergeTold),
})
export type EntryView = z.infer<typeof entryView>
