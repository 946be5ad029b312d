import * as z from 'zod'
import { isoDate } from './fields.ts'
import { cannotSay, raterRoles, scores } from './rating.ts'
import { correlation } from './satisfactionView.ts'
import { levels, peopleBands } from './skillLevel.ts'
import { asAt, coverage } from './view.ts'

// What members can read beyond what the public can. Kept apart from what is public, here as everywhere.

const count = z.number().int()
const named = z.object({ id: z.string(), name: z.string() })
const scope = named.extend({ authorities: count })

/** A figure over authorities, each once. Withheld figures are absent: fewer than three would stand behind them. */
export const ratingFigure = z.object({
  n: count,
  mean: z.number(),
  /** Standard deviation. */
  spread: z.number(),
  /** Authorities that say 1, 2, 3, 4 and 5. */
  counts: z.array(count),
})
export type RatingFigure = z.infer<typeof ratingFigure>

const dimensionFigures = z.object({
  overall: ratingFigure.optional(),
  priceTransparency: ratingFigure.optional(),
  valueForMoney: ratingFigure.optional(),
  dataAccess: ratingFigure.optional(),
  digitalWays: ratingFigure.optional(),
  support: ratingFigure.optional(),
})

export const ratedVendor = named.extend({
  figures: dimensionFigures,
  /** Of those who answered, how many would buy from them again. */
  buyAgain: z.object({ n: count, yes: count }).optional(),
  /** Overall, by whose view it is; roles that cannot be shown are absent. */
  roles: z.array(ratingFigure.extend({ role: z.enum(raterRoles) })),
})
export type RatedVendor = z.infer<typeof ratedVendor>

/** Of a day in the past, as members were told at the end of the last quarter that was over by then, which is `today`. */
export const ratingsView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  coverage,
  /** How numbers of suppliers and satisfaction go together, where enough authorities rate. */
  correlation: correlation.optional(),
  /** Vendors of which something may be shown, best overall first. */
  vendors: z.array(ratedVendor),
})
export type RatingsView = z.infer<typeof ratingsView>

const score = z.union([z.literal(scores), z.literal(cannotSay)]).optional()

/** One authority's rating with its name beside it. */
export const namedRating = z.object({
  authority: named,
  product: z.string().optional(),
  overall: score,
  priceTransparency: score,
  valueForMoney: score,
  dataAccess: score,
  digitalWays: score,
  support: score,
  wouldBuyAgain: z.boolean().optional(),
  raterRole: z.enum(raterRoles).optional(),
  comment: z.string().optional(),
  confirmedOn: isoDate.optional(),
})
export type NamedRating = z.infer<typeof namedRating>

/** Of a day in the past, as above: without names, one's own and a trend. */
export const vendorRatingsView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  vendor: ratedVendor,
  /**
   * The overall figure at the end of each quarter, up to today's, as it was let out then; from the first on, and at most
   * 12. It is absent for a quarter at whose end it was withheld. Nothing is told of quarters before they were noted.
   */
  trend: z.array(
    z.object({
      quarter: z.string(),
      /** Its last day, or today in the quarter that has begun. */
      on: isoDate,
      figure: z.object({ n: count, mean: z.number() }).optional(),
    }),
  ),
  /** The names it was rated under, where it was merged: what each showed is added up, so one council may be in two. */
  under: z.array(z.string()).optional(),
  /** Ratings whose authorities show their name. */
  named: z.array(namedRating),
  /** The reader's own authorities' ratings, which they always see. */
  own: z.array(namedRating),
})
export type VendorRatingsView = z.infer<typeof vendorRatingsView>

export const skillLine = named.extend({
  family: z.string(),
  core: z.boolean(),
  /** By authority id; an authority that has not assessed it is absent. */
  levels: z.record(z.string(), z.enum(levels)),
  people: z.record(z.string(), z.enum(peopleBands)),
  canHelp: z.array(z.string()),
  wantsHelp: z.array(z.string()),
})
export type SkillLine = z.infer<typeof skillLine>

export const skillsView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  coverage,
  /** Those that have assessed any skill. */
  authorities: z.array(named.extend({ slug: z.string(), code: z.string().optional() })),
  /** In the order of the list, those nobody has assessed included. */
  skills: z.array(skillLine),
})
export type SkillsView = z.infer<typeof skillsView>
