import * as z from 'zod'
import { instant, isoDate, line, listOf, optional, optionalDate, vendorId } from './fields.ts'
import { entryId } from './merge.ts'

// What LOTI says of a vendor or product, in place of what its list says.

const otherNames = listOf(line('another name', 160), 50)

export const vendorEntryFields = z.object({
  name: line('the name of the vendor', 160),
  aliases: otherNames,
  predecessors: listOf(
    z.object({ name: line('the former name', 160), on: optionalDate('the date it ended') }),
    20,
  ),
  successor: optional(z.object({ id: vendorId, on: optionalDate('the date it was succeeded') })),
  parents: listOf(
    z.object({
      id: vendorId,
      from: optionalDate('the first day in the group'),
      to: optionalDate('the last day in the group'),
    }),
    20,
  ),
})
export type VendorEntryFields = z.infer<typeof vendorEntryFields>

export const productEntryFields = z.object({
  name: line('the name of the product', 160),
  aliases: otherNames,
  maker: optional(vendorId),
})
export type ProductEntryFields = z.infer<typeof productEntryFields>

const mergedInto = z.object({ id: entryId, merge: z.string(), on: isoDate })

export const entry = z.object({
  id: entryId,
  vendor: vendorEntryFields.optional(),
  product: productEntryFields.optional(),
  /** The one that is kept in its place. */
  mergedInto: mergedInto.optional(),
  editedAt: instant.optional(),
  editedBy: z.string().optional(),
  revision: z.number().int().positive(),
})
export type Entry = z.infer<typeof entry>

/** Two that look alike and are not the same, said once and remembered for ever. */
export const apart = z.object({
  ids: z.tuple([entryId, entryId]),
  at: instant,
  by: z.string(),
})
export type Apart = z.infer<typeof apart>
