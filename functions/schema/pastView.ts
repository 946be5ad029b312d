import * as z from 'zod'
import { isoDate } from './fields.ts'
import { asAt, coverage, overviewView } from './view.ts'

// What the past is told as: figures by quarter, and what changed in one.

export const changeKinds = [
  'new system',
  'system retired',
  'new contract',
  'contract taken off',
  'supplier changed',
  'renewed',
  'value changed',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** A quarter, as `2027-Q1`. */
export const quarter = z.string().regex(/^(?:19|20|21)\d{2}-Q[1-4]$/, 'Enter a quarter, like 2026-Q3')

const { scope } = overviewView.shape
const count = z.number().int()
const named = z.object({ id: z.string(), name: z.string() })

/** The overview's figures at the end of a day, with what they speak for. */
export const trendPoint = z.object({
  quarter,
  on: isoDate,
  figures: overviewView.shape.figures,
  coverage: z.object({
    systems: coverage,
    contracts: coverage,
    either: overviewView.shape.coverage.shape.either,
  }),
})
export type TrendPoint = z.infer<typeof trendPoint>

export const trendsView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  /** Quarters that are over, oldest first, from the first with anything on the register. */
  quarters: z.array(trendPoint),
  /** The quarter that has begun, as it stands today, or stood on the day that is asked of. */
  now: trendPoint,
})
export type TrendsView = z.infer<typeof trendsView>

const kindCounts = z.partialRecord(z.enum(changeKinds), count)

/** One approved version that brought something people ask for. */
export const change = z.object({
  id: z.string(),
  kind: z.enum(['system', 'contract']),
  on: isoDate,
  kinds: z.array(z.enum(changeKinds)),
  name: z.string(),
  authority: named.extend({ slug: z.string() }),
  areas: z.array(named),
  vendor: named.optional(),
  vendorBefore: named.optional(),
  /** A day, or its quarter where that is held back. */
  ends: z.string().optional(),
  endsBefore: z.string().optional(),
  pounds: count.optional(),
  poundsBefore: count.optional(),
})
export type Change = z.infer<typeof change>

export const changesView = z.object({
  scope,
  today: isoDate,
  quarter,
  from: isoDate,
  to: isoDate,
  /** The quarter is not over yet. */
  soFar: z.boolean(),
  before: quarter,
  /** Nothing while the quarter has not begun. */
  after: quarter.optional(),
  /** Every kind of change, those that did not happen included, and the authorities it happened at. */
  kinds: z.array(z.object({ kind: z.enum(changeKinds), changes: count, authorities: count })),
  /** Authorities at which anything did. */
  changing: count,
  /** Authorities at which something changed, most first. */
  authorities: z.array(named.extend({ slug: z.string(), counts: kindCounts, changes: count })),
  /** Groups of service areas in which something changed, most first. */
  areas: z.array(named.extend({ counts: kindCounts, changes: count })),
  /** The latest changes first. */
  changes: z.array(change),
  /** There are more than are listed. */
  cut: z.boolean(),
})
export type ChangesView = z.infer<typeof changesView>
