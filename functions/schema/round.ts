import * as z from 'zod'
import { authorityId, date, instant, isoDate, line, listOf, oneOf, wholeNumber } from './fields.ts'
import { anyKinds } from './record.ts'

// A collection round: LOTI asks authorities to confirm parts of their registers by a day, and those with something
// left are reminded.

const mostAuthorities = 500
/** How long before the deadline people can be reminded, in days. */
const mostDays = 90
const mostReminders = 5

/** What is typed. */
export const roundFields = z.object({
  name: line('the name of the round', 100),
  sections: listOf(oneOf('what to ask for', anyKinds)).pipe(
    z.array(z.enum(anyKinds)).min(1, 'Choose at least one section'),
  ),
  authorities: listOf(authorityId, mostAuthorities).pipe(
    z.array(authorityId).min(1, 'Choose at least one authority'),
  ),
  deadline: date('the deadline'),
  /** Days before the deadline on which those with something left are reminded; none for no reminders. */
  remindDays: listOf(wholeNumber('the days before the deadline', 0, mostDays), mostReminders),
})
export type RoundFields = z.infer<typeof roundFields>

export const round = roundFields.extend({
  id: z.string(),
  /** The month from which a confirmation counts, as `YYYY-MM`: that in which the round was opened. */
  since: z.string(),
  openedAt: instant,
  openedBy: z.string(),
  closedAt: instant.optional(),
  revision: z.number().int(),
})
export type Round = z.infer<typeof round>

export const roundStates = ['open', 'ended', 'closed'] as const
export type RoundState = (typeof roundStates)[number]

const count = z.number().int()

/** How far one section of one register has come. */
export const sectionProgress = z.object({
  kind: z.enum(anyKinds),
  records: count,
  confirmed: count,
  /** To be confirmed; 1 where the section has nothing in it yet. */
  left: count,
})
export type SectionProgress = z.infer<typeof sectionProgress>

const summary = round.omit({ authorities: true, openedBy: true }).extend({
  state: z.enum(roundStates),
  authorities: count,
  complete: count,
})
export type RoundSummary = z.infer<typeof summary>

/** Rounds, the latest first. */
export const roundsView = z.object({ today: isoDate, rounds: z.array(summary) })
export type RoundsView = z.infer<typeof roundsView>

/** One round, authority by authority: those with most left first. */
export const roundView = z.object({
  today: isoDate,
  round,
  state: z.enum(roundStates),
  authorities: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      slug: z.string(),
      left: count,
      /** People who keep this register and can be reminded. */
      editors: count,
      sections: z.array(sectionProgress),
    }),
  ),
  /** How many people were reminded, by the days before the deadline. */
  reminded: z.array(z.object({ days: count, people: count, at: instant })),
})
export type RoundView = z.infer<typeof roundView>

/** What a round still asks of one authority. */
export const roundLeft = z.object({
  id: z.string(),
  name: z.string(),
  deadline: isoDate,
  since: z.string(),
  sections: z.array(sectionProgress),
})
export type RoundLeft = z.infer<typeof roundLeft>
