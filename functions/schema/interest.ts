import * as z from 'zod'
import { openToBuying } from './contract.ts'
import { authorityId, instant, mailbox, optional, prose, serviceAreaId } from './fields.ts'

// An authority's wish to buy together with others in one service area. It binds nobody: members read it, so that those
// whose contracts can end together find each other.

/** What is typed. */
export const interestFields = z.object({
  contact: mailbox('the mailbox to write to'),
  note: optional(prose('the note', 500)),
})

export const interest = interestFields.extend({
  authority: authorityId,
  area: serviceAreaId,
  /** When it was last said or changed, and the person who did. */
  at: instant,
  by: z.string(),
  revision: z.number().int(),
})
export type Interest = z.infer<typeof interest>

const named = z.object({ id: z.string(), name: z.string() })
const authority = named.extend({ slug: z.string() })

/** One authority's interest, as members read it. */
export const interested = interestFields.extend({
  authority,
  at: instant,
  revision: z.number().int(),
})
export type Interested = z.infer<typeof interested>

/** Who is interested, service area by service area: those that most are interested in first. */
export const interestsView = z.object({
  scope: named.extend({ authorities: z.number().int() }),
  areas: z.array(named.extend({ interested: z.array(interested) })),
})
export type InterestsView = z.infer<typeof interestsView>

/** Who is interested in one service area, and what each contract there says of buying together. */
export const areaInterestView = z.object({
  scope: named.extend({ authorities: z.number().int() }),
  area: named,
  interested: z.array(interested),
  /** The authorities for which the reader may say so. */
  speaksFor: z.array(authority),
  /** By contract id; a contract that does not say is absent. */
  openTo: z.record(z.string(), z.enum(openToBuying)),
})
export type AreaInterestView = z.infer<typeof areaInterestView>
