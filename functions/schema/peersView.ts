import * as z from 'zod'
import { isoDate } from './fields.ts'
import { asAt } from './view.ts'

// One authority's position among the others of a scope, who are not named.

const count = z.number().int()
const named = z.object({ id: z.string(), name: z.string() })

export const peerMeasures = [
  'suppliers',
  'poundsPerUser',
  'poundsPerResident',
  'systems',
  'systemsConfirmed',
  'contractsConfirmed',
  'systemsComplete',
  'contractsComplete',
] as const
export type PeerMeasure = (typeof peerMeasures)[number]

export const peerLine = z.object({
  measure: z.enum(peerMeasures),
  /** What the authority has; absent where its register does not say. */
  own: z.number().optional(),
  /** How many authorities' figures are known, this one's included. */
  known: count,
  /** Left out while fewer are known than are worth comparing with. */
  others: z
    .object({
      lower: z.number(),
      median: z.number(),
      upper: z.number(),
      /** Authorities with less than this one, and with as much; left out where it has no figure itself. */
      below: count.optional(),
      equal: count.optional(),
    })
    .optional(),
})
export type PeerLine = z.infer<typeof peerLine>

export const peersView = z.object({
  scope: named.extend({ authorities: count }),
  today: isoDate,
  ...asAt,
  authority: named.extend({ slug: z.string() }),
  /** Of those in the scope, how many have anything on the register. */
  reporting: count,
  /** Fewer than this are not compared with. */
  fewest: count,
  /** Of the authority's running contracts, how many state the pounds a year that are added up. */
  contracts: count,
  stating: count,
  /** Months within which a record must have been confirmed to count as that. */
  freshMonths: z.object({ system: count, contract: count }),
  lines: z.array(peerLine),
})
export type PeersView = z.infer<typeof peersView>
