import * as z from 'zod'
import {
  authorityId,
  oneOf,
  optional,
  optionalDate,
  productId,
  prose,
  ratingId,
  vendorId,
  yesNo,
} from './fields.ts'
import { envelope } from './provenance.ts'

// One authority's opinion of one vendor, for members alone.

/** What is asked of a vendor: `overall` first, then what it is made of. */
export const dimensions = [
  'overall',
  'priceTransparency',
  'valueForMoney',
  'dataAccess',
  'digitalWays',
  'support',
] as const
export type Dimension = (typeof dimensions)[number]

export const cannotSay = 'cannot say'
export const scores = [1, 2, 3, 4, 5] as const
/** 1 (very poor) to 5 (very good), or that one cannot say. */
export type Score = (typeof scores)[number] | typeof cannotSay

/** Whose view a rating gives. */
export const raterRoles = ['IT', 'service', 'procurement'] as const
export type RaterRole = (typeof raterRoles)[number]

const score = (what: string) =>
  optional(
    z.preprocess(
      (typed) => (typeof typed === 'string' && /^\s*[1-5]\s*$/.test(typed) ? Number(typed) : typed),
      z.union([z.literal(scores), z.literal(cannotSay)], {
        error: `Choose 1 to 5 for ${what}, or “cannot say”`,
      }),
    ),
  )

export const ratingFields = z
  .object({
    vendor: vendorId.refine((id) => id !== 'in-house', 'Choose a vendor other than yourselves'),
    /** Left out, the rating is of the vendor as a whole. */
    product: optional(productId),
    overall: score('how satisfied you are overall'),
    priceTransparency: score('how clear their prices are'),
    valueForMoney: score('value for money'),
    dataAccess: score('access to your own data'),
    digitalWays: score('digital ways of working'),
    support: score('support'),
    wouldBuyAgain: optional(yesNo('would you buy from them again')),
    comment: optional(prose('the comment')),
    raterRole: optional(oneOf('whose view this is', raterRoles)),
    /** Whether members may see that this authority said it. */
    showName: z.preprocess((typed) => typed ?? false, yesNo('may members see your authority’s name')),
    retiredOn: optionalDate('the date the rating was withdrawn'),
  })
  .superRefine((rating, context) => {
    const says =
      dimensions.some((dimension) => rating[dimension] !== undefined) ||
      rating.wouldBuyAgain !== undefined ||
      rating.comment
    if (!says)
      context.addIssue({ code: 'custom', path: ['overall'], message: 'Answer at least one question' })
  })
export type RatingFields = z.output<typeof ratingFields>

export const rating = z.intersection(
  envelope.extend({ kind: z.literal('rating'), id: ratingId, authority: authorityId }),
  ratingFields,
)
export type Rating = z.output<typeof rating>
