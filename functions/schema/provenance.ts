import * as z from 'zod'
import { instant } from './fields.ts'

export const sources = ['form', 'import', 'open data', 'demonstration'] as const
export const confidences = ['verified', 'reported', 'estimated'] as const

/** Where a record's facts came from, and who last said they are right. */
export const provenance = z.object({
  source: z.enum(sources),
  /** The file, register or service the facts were taken from, with its own date where it has one. */
  sourceName: z.string().max(300).optional(),
  sourceUrl: z.url().optional(),
  sourceOn: z.iso.date().optional(),
  confidence: z.enum(confidences),
  /** Set only by an explicit act of confirming or correcting. */
  confirmedAt: instant.optional(),
  confirmedBy: z.string().optional(),
})
export type Provenance = z.infer<typeof provenance>

/** What every record carries, whatever its kind. */
export const envelope = z.object({
  authority: z.string(),
  /** 1 for the first approved version, one more for each later one. */
  version: z.number().int().positive(),
  provenance,
  createdAt: instant,
  updatedAt: instant,
})

/** Under what id a person named what was merged since, by field: what the field would say without that merge. */
export const saidAs = z.record(z.string(), z.string())
