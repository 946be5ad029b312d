import * as z from 'zod'
import { isoDate } from './fields.ts'
import { membersKinds, recordKinds } from './record.ts'
import { submission } from './submission.ts'
import { decisionStates } from './view.ts'

// What an authority's own front page says: what is left to do, how the register stands, what comes next.

const count = z.number().int()
const share = z.number()
const about = z.object({ recordId: z.string(), kind: z.enum(recordKinds), title: z.string() })

export const homeView = z.object({
  today: isoDate,
  /** What is left, in jobs, and about how long it takes. */
  left: z.object({
    minutes: count,
    /** How the minutes are worked out. */
    method: z.string(),
    confirm: count,
    said: count,
    review: count,
    returned: count,
    unfinished: count,
    ready: count,
    found: count,
  }),
  sections: z.array(
    z.object({
      kind: z.enum(recordKinds),
      /** On the register today: what has been retired is not counted. */
      records: count,
      /** Of those, what is not in use yet. */
      planned: count,
      /** Listed besides, though it has been retired. */
      retired: count,
      /** Confirmed within the freshness period. */
      fresh: count,
      freshMonths: count,
      /** Mean over its records of the share of expected fields stated; absent when there are none. */
      complete: share.optional(),
      /** The same of the median authority in the region, where enough of them report. */
      median: z.object({ share, authorities: count }).optional(),
      /** Expected fields most often left out, and of how many records. */
      missing: z.array(z.object({ field: z.string(), records: count })),
    }),
  ),
  decisions: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      supplierName: z.string(),
      decideBy: isoDate,
      state: z.enum(decisionStates),
    }),
  ),
  /** Contracts with a day to decide by, those not listed included. */
  decisionsInAll: count,
  returned: z.array(
    about.extend({
      comments: z.array(
        z.object({ field: z.string().optional(), text: z.string(), byName: z.string(), at: z.string() }),
      ),
    }),
  ),
  changed: z.array(
    z.object({
      at: z.string(),
      byName: z.string(),
      action: z.string(),
      what: z.enum(['record', ...membersKinds]),
      /** Records changed together in one act. */
      records: count,
      /** The record, where it was one. */
      record: about.optional(),
      version: count.optional(),
    }),
  ),
  /**
   * What is said to members: of the vendors in use, how many are rated; of the core skills, how many assessed. For the
   * authority's own officers: one that uses a single vendor and rates one gives itself away by the count.
   */
  said: z
    .object({
      vendors: count,
      rated: count,
      coreSkills: count,
      assessed: count,
      /** Said, and not confirmed within its period. */
      stale: count,
    })
    .optional(),
  sent: z.array(submission),
  /** What open data says and the register does not, and about how long answering takes. */
  found: z.object({ suggestions: count, minutes: count }),
  /** Nothing has ever been registered, drafted or sent. */
  isNew: z.boolean(),
})
export type HomeView = z.infer<typeof homeView>
