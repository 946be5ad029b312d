import * as z from 'zod'
import { authorityId, instant } from './fields.ts'
import { newVendor } from './proposal.ts'
import { recordKinds } from './record.ts'

/** The largest file taken, in bytes. */
export const mostFileBytes = 20 * 1024 * 1024
export const tooLargeWords =
  'The file is larger than 20 MB. Split it into smaller files, or leave out columns and try again.'

/** Said where the way to the service takes less than the service itself would. */
export const tooLargeToSendWords =
  'The file is larger than can be sent, even compressed. Split it into smaller files, or leave out columns such as descriptions, and try again.'

export const rowResults = ['create', 'update', 'same', 'refuse'] as const

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
  /** Not taken because it is an authority’s whose register this import is not for. */
  elsewhere: z.boolean().optional(),
  title: z.string(),
  authority: authorityId.optional(),
  authorityName: z.string(),
  kind: z.enum(recordKinds),
  /** The record it would create or update. */
  recordId: z.string().optional(),
  baseVersion: z.number().int().min(0).default(0),
  /** What the file states, field by field. On an update it is laid over what the record says. */
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

/**
 * What a list of rows can be narrowed to. `own`: all but other authorities’ rows. Rows set aside and those of other
 * authorities are not among the refused ones here.
 */
export const rowFilters = [
  'all',
  'own',
  'create',
  'update',
  'same',
  'refuse',
  'set aside',
  'elsewhere',
] as const
export type RowFilter = (typeof rowFilters)[number]

type Kept = Pick<ImportRow, 'result' | 'setAside' | 'elsewhere'>
export const filterOf = ({ result, setAside, elsewhere }: Kept) =>
  elsewhere ? 'elsewhere' : setAside ? 'set aside' : result
/** Whether a kind of row is among those asked for. */
export const isAmong = (filter: RowFilter, kind: ReturnType<typeof filterOf>) =>
  filter === 'all' || (filter === 'own' ? kind !== 'elsewhere' : filter === kind)

export const importCounts = z.object({
  create: z.number().int(),
  update: z.number().int(),
  same: z.number().int(),
  refuse: z.number().int(),
})

/** What came of accepting an import, or has so far. */
export const importTaken = z.object({
  /** Rows that are now in open submissions, or were found to be there or on the register already. */
  rows: z.number().int(),
  /** Rows that are to be taken in all. */
  of: z.number().int(),
  submissions: z.array(
    z.object({ authority: authorityId, submission: z.string(), proposals: z.number().int() }),
  ),
  /** Rows that were set aside and were wanted after all. */
  included: z.array(z.number().int()),
})
export type ImportTaken = z.infer<typeof importTaken>

/** Everything about an import but its rows. */
export const importHead = z.object({
  id: z.string(),
  fileName: z.string(),
  shape: z.enum(['Contracts Finder CSV']),
  by: z.string(),
  createdAt: instant,
  state: z.enum(['previewed', 'accepting', 'accepted']),
  /** Rows read: the four counts add up to it. Rows set aside and rows of other authorities are among `refuse`. */
  read: z.number().int(),
  counts: importCounts,
  setAside: z.number().int(),
  elsewhere: z.number().int().optional(),
  taken: importTaken.optional(),
})
export type ImportHead = z.infer<typeof importHead>

/** Some of an import's rows, in the file's order, and where the next ones begin. */
export const importRows = z.object({
  rows: z.array(importRow),
  /** Ask for the rows after this one; absent when there are no more. */
  next: z.number().int().optional(),
})
export type ImportRows = z.infer<typeof importRows>

/** An import with its first rows: all of them, unless the file is a large one. */
export const importPreview = importHead.extend(importRows.shape)
export type ImportPreview = z.infer<typeof importPreview>
