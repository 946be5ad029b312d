import type { Round, RoundState, SectionProgress } from '../schema/round.ts'
import { addDays, type IsoDate } from './calendar.ts'
import type { Ask } from './due.ts'
import { type Totals, under } from './totals.ts'

// How far a round has come, and when whom to remind. Worked out from how complete each register is, which is kept up to
// date with every change: nothing here reads a record.

/** A round is over the day after its deadline, or when it is closed. */
export const stateOf = (round: Pick<Round, 'closedAt' | 'deadline'>, today: IsoDate): RoundState =>
  round.closedAt ? 'closed' : today > round.deadline ? 'ended' : 'open'

/**
 * Each section a round asks for. A record is done when it was confirmed in the round's first month or later; a section
 * is, when all its records are and it has one at least.
 */
export function progressOf(
  { sections, since }: Pick<Round, 'sections' | 'since'>,
  held: Totals,
): SectionProgress[] {
  return sections.map((kind) => {
    const records = held[`${kind}/records`] ?? 0
    const confirmed = Object.entries(under(held, `${kind}/month/`)).reduce(
      (sum, [month, count]) => sum + (month >= since ? count : 0),
      0,
    )
    return { kind, records, confirmed, left: records === 0 ? 1 : records - confirmed }
  })
}

/** What open rounds ask of an authority, for those who must know which records want confirming. */
export const asksOf = (rounds: readonly Round[], authority: string, today: IsoDate): Ask[] =>
  rounds
    .filter((round) => stateOf(round, today) === 'open' && round.authorities.includes(authority))
    .map(({ sections, since, deadline }) => ({ kinds: sections, since, deadline }))

export const leftIn = (sections: SectionProgress[]): number =>
  sections.reduce((sum, { left }) => sum + left, 0)

/**
 * The reminder that is due: the latest whose day has come. One whose day was missed is passed over for a later one, so
 * that nobody is written to twice in a row.
 */
export function reminderDue({ remindDays, deadline, closedAt }: Round, today: IsoDate): number | undefined {
  if (stateOf({ closedAt, deadline }, today) !== 'open') return undefined
  const come = remindDays.filter((days) => addDays(deadline, -days) <= today)
  return come.length > 0 ? Math.min(...come) : undefined
}
