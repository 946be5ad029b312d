import * as z from 'zod'
import { isoDate } from './fields.ts'
import { asAt, coverage } from './view.ts'

// How satisfied authorities are with their vendors, against how many suppliers they have. One's own is told exactly; the
// others' together, and as a correlation.

const count = z.number().int()
const named = z.object({ id: z.string(), name: z.string() })

const mean = z.object({
  /** Authorities, three at least. */
  n: count,
  /** Of their satisfaction, 1 to 5, each authority once. */
  mean: z.number(),
})

const coefficient = z.object({
  /** To two places. */
  value: z.number(),
  /** Nearer to 1, or to −1, than is told: then the value, and what follows from it, is a bound. */
  isBeyond: z.boolean(),
  /** How likely one at least as far from 0 would be if there were no link; two-sided. */
  p: z.number(),
  /** The 95% interval. */
  lower: z.number(),
  upper: z.number(),
})
export type Coefficient = z.infer<typeof coefficient>

export const correlation = z.object({
  /** Authorities with ratings enough and a contract on the register. */
  n: count,
  /** The regions they are of: each is worked out by itself. */
  regions: count,
  pearson: coefficient,
  spearman: coefficient,
})
export type Correlation = z.infer<typeof correlation>

export const satisfactionView = z.object({
  scope: named.extend({ authorities: count }),
  today: isoDate,
  /** The day asked for: all is then as it was told at the end of the last quarter that was over, without councils by name. */
  ...asAt,
  /** Of ratings, as it may be shown. */
  coverage,
  /** Ratings an authority needs to count. */
  fewestRatings: count,
  /** Authorities a region needs for a correlation. */
  fewestCorrelated: count,
  /** All together; absent while fewer than three would stand behind it. */
  whole: mean.optional(),
  /** By number of suppliers, fewest first; bands with too few authorities are absent. */
  bands: z.array(mean.extend({ band: z.string() })),
  /** Those of bands that are absent, and those without a contract on the register. */
  rest: mean.optional(),
  /**
   * Authorities that show their name on overall ratings enough, by these alone, each vendor once; those with no contract on
   * the register are left out. How many others there are is told by nothing here.
   */
  byName: z.array(
    named.extend({
      /** Of running contracts, today. */
      suppliers: count,
      /** Overall ratings that show its name. */
      ratings: count,
      mean: z.number(),
    }),
  ),
  /** Absent where there are too few authorities. */
  correlation: correlation.optional(),
  /** The reader's own authorities. */
  own: z.array(
    named.extend({
      /** Of running contracts, today. */
      suppliers: count,
      /** The band that is in. */
      band: z.string().optional(),
      /** Overall ratings it gives now. */
      ratings: count,
      mean: z.number().optional(),
    }),
  ),
})
export type SatisfactionView = z.infer<typeof satisfactionView>
