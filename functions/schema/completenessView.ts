import * as z from 'zod'
import { isoDate } from './fields.ts'
import { asAt } from './view.ts'

// How complete and how fresh each authority's records are, for members.

const count = z.number().int()
const named = z.object({ id: z.string(), name: z.string() })

/** What members see of every authority. Of ratings each sees its own alone: whether others rate anybody is theirs. */
export const completenessKinds = ['system', 'contract', 'skillLevel'] as const
export type CompletenessKind = (typeof completenessKinds)[number]

export const completenessLine = z.object({
  records: count,
  /** The mean over the records of the share of their expected fields that are stated. */
  complete: z.number(),
  /** Confirmed within the freshness period of the kind. */
  confirmed: count,
  /** Confirmed before that. */
  stale: count,
  never: count,
  /** The month of the oldest confirmation. */
  oldest: z.string().optional(),
})
export type CompletenessLine = z.infer<typeof completenessLine>

const middle = z.object({
  /** Authorities with a record of the kind. */
  authorities: count,
  complete: z.number(),
  confirmed: z.number(),
})

export const completenessView = z.object({
  scope: named.extend({ authorities: count }),
  today: isoDate,
  ...asAt,
  sections: z.array(
    z.object({
      kind: z.enum(completenessKinds),
      freshMonths: count,
      reporting: count,
      /** Shares of the authority in the middle; left out while fewer than 3 have a record of the kind. */
      median: middle.optional(),
    }),
  ),
  /** Every authority of the scope; a kind of which it has no record is left out. */
  authorities: z.array(
    named.extend({
      slug: z.string(),
      system: completenessLine.optional(),
      contract: completenessLine.optional(),
      skillLevel: completenessLine.optional(),
    }),
  ),
  /** Of the reader's own authorities, their ratings. */
  own: z.array(named.extend({ freshMonths: count, rating: completenessLine.optional() })),
})
export type CompletenessView = z.infer<typeof completenessView>
