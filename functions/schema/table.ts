import * as z from 'zod'
import { isoDate } from './fields.ts'

// Public tables: what a figure draws and what can be downloaded, row for row the same.

export const columnKinds = ['text', 'count', 'pounds', 'share', 'date', 'quarter'] as const

export const column = z.object({
  /** The name in JSON. */
  id: z.string(),
  /** The heading, in CSV and on the page. */
  label: z.string(),
  kind: z.enum(columnKinds),
})
export type Column = z.infer<typeof column>

export const cellValue = z.union([z.string(), z.number(), z.null()])
export type CellValue = z.infer<typeof cellValue>

export const servedTable = z.object({
  id: z.string(),
  title: z.string(),
  /** From how many authorities, and how fresh. */
  basis: z.string(),
  scope: z.object({ id: z.string(), name: z.string() }),
  /** The day the figures are worked out for. */
  asOf: isoDate,
  licence: z.string(),
  columns: z.array(column),
  rows: z.array(z.record(z.string(), cellValue)),
})
export type ServedTable = z.infer<typeof servedTable>
