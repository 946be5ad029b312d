import * as z from 'zod'
import { authorityId, instant, productId, vendorId } from './fields.ts'
import { recordKinds } from './record.ts'

// Two vendors, or two products, that are one: one is kept, and the other leads to it.

export const entryKinds = ['vendor', 'product'] as const
export type EntryKind = (typeof entryKinds)[number]

export const entryId = z.union([vendorId, productId], { error: 'Choose a vendor or a product from the list' })

/** Which is to be merged into which. */
export const pair = z.object({ from: entryId, into: entryId })
export type Pair = z.infer<typeof pair>

export const mergeStates = ['proposed', 'declined', 'moving', 'done', 'undoing', 'undone'] as const
export type MergeState = (typeof mergeStates)[number]

const count = z.number().int().min(0)
const named = z.object({ id: entryId, name: z.string() })

export const merge = z.object({
  id: z.string(),
  kind: z.enum(entryKinds),
  from: named,
  into: named,
  state: z.enum(mergeStates),
  proposedAt: instant,
  proposedBy: z.string(),
  decidedAt: instant.optional(),
  decidedBy: z.string().optional(),
  /** When records began to be looked for, in milliseconds by the clock of the machine that did. */
  lookingSince: z.number().optional(),
  /** Names that both had when they were merged, as names are compared: undoing it may give them back to both. */
  shared: z.array(z.string()).optional(),
  undoneAt: instant.optional(),
  undoneBy: z.string().optional(),
  /** About how many records named it when it was merged. */
  expected: count.optional(),
  /**
   * Records that it has moved, each once, however many merges they follow: also those that somebody changed since, or
   * that another merge led on or back.
   */
  moved: count,
  /**
   * Of these, those that name their own again since it was undone, and those left as they were, because they named it no
   * more. Once it is undone the two come to all it has moved.
   */
  returned: count,
  left: count,
  revision: z.number().int().positive(),
})
export type Merge = z.infer<typeof merge>

/** A record that a merge has moved. */
export const moved = z.object({ authority: authorityId, kind: z.enum(recordKinds), id: z.string() })
export type Moved = z.infer<typeof moved>
