import * as z from 'zod'
import { isoDate } from './fields.ts'
import { asAt } from './view.ts'

// Moves from one product to another, for members: who plans one, who has made it, and who could help.

const count = z.number().int()
const named = z.object({ id: z.string(), name: z.string() })
const authority = named.extend({ slug: z.string() })
const scope = named.extend({ authorities: count })

/** A system, and the mailbox its authority gives for peers to write to. */
const system = named.extend({ authority, contact: z.string().optional() })

export const plannedMove = system.extend({
  product: named.optional(),
  /** The day it is to be replaced. */
  on: isoDate.optional(),
  /** What replaces it, in the authority's words. */
  by: z.string().optional(),
})
export type PlannedMove = z.infer<typeof plannedMove>

export const movesView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  /** The soonest first, those without a day last. */
  planned: z.array(plannedMove),
  /** There are more than these. */
  cut: z.boolean(),
})
export type MovesView = z.infer<typeof movesView>

export const moveView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  product: named.extend({ maker: named.optional(), serviceAreas: z.array(named) }),
  planned: z.array(plannedMove),
  /** Those that ran it and do so no more, the latest first. */
  left: z.array(system.extend({ on: isoDate, by: z.string().optional() })),
  /** Authorities that run it and say nothing of leaving. */
  staying: count,
  /** What it is said to be replaced by, most often first, and who runs that. */
  successors: z.array(
    named.extend({
      systems: z.array(system.extend({ since: isoDate.optional(), movedFromIt: z.boolean() })),
    }),
  ),
  /** Skills a move takes, with who can help and who of those that plan it wants help. */
  skills: z.array(named.extend({ canHelp: z.array(authority), wantsHelp: z.array(authority) })),
})
export type MoveView = z.infer<typeof moveView>
