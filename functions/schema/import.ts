import { z } from 'zod'
import { authorityId, instant } from './fields.ts'
import { newVendor } from './proposal.ts'
import { recordKinds } from './record.ts'

export const rowResults = ['create', 'update', 'same', 'refuse'] as const
export type RowResult = (typeof rowResults)[number]

/** Why a row, or one cell of it, is not taken, or what was read into it. */
export const reason = z.object({
  /** The file's own column name. */
  column: z.string().optional(),
  /** What the cell held, cut to 200 characters. */
  value: z.string().optional(),
  /** What is wrong, in plain words. */
  problem: z.string(),
  /** What would mend it. */
  fix: z.string().optional(),
})
export type Reason = z.infer<typeof reason>

export const importRow = z.object({
  /** The row's number among the file's data rows, from 1; line breaks inside cells do not count. */
  row: z.number().int().positive(),
  result: z.enum(rowResults),
  /** Set aside rather than wrong: it can be ticked in. */
  setAside: z.boolean().default(false),
  title: z.string(),
  authority: authorityId.optional(),
  authorityName: z.string(),
  kind: z.enum(recordKinds),
  /** The record it would create or update. */
  recordId: z.string().optional(),
  baseVersion: z.number().int().min(0).default(0),
  /** The fields as they would be proposed. */
  values: z.record(z.string(), z.unknown()),
  /** For an update: what each field that differs holds now. */
  changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
  reasons: z.array(reason),
  /** A supplier that is on no list yet: it would join with the contract. */
  newVendor: newVendor.optional(),
  /** What was taken on trust and may need a second look: a name matched by likeness, a sum that was packed. */
  notes: z.array(reason),
})
export type ImportRow = z.infer<typeof importRow>

export const importCounts = z.object({
  create: z.number().int(),
  update: z.number().int(),
  same: z.number().int(),
  refuse: z.number().int(),
})
export type ImportCounts = z.infer<typeof importCounts>

export const importPreview = z.object({
  id: z.string(),
  fileName: z.string(),
  shape: z.enum(['Contracts Finder CSV']),
  by: z.string(),
  createdAt: instant,
  state: z.enum(['previewed', 'accepted']),
  /** Rows read: the four counts add up to it. Rows set aside are among `refuse`. */
  read: z.number().int(),
  counts: importCounts,
  setAside: z.number().int(),
  rows: z.array(importRow),
})
export type ImportPreview = z.infer<typeof importPreview>
