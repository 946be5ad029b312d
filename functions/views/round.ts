import { canBeWrittenTo } from '../domain/person.ts'
import { leftIn, progressOf, stateOf } from '../domain/round.ts'
import type { Totals } from '../domain/totals.ts'
import type { Account } from '../schema/person.ts'
import type { Round, RoundLeft, RoundSummary, RoundView, SectionProgress } from '../schema/round.ts'
import type { AskedAnywhere } from './parts.ts'

type Registers = ReadonlyMap<string, Totals>
const sectionsOf = (round: Round, authority: string, registers: Registers) =>
  progressOf(round, registers.get(authority) ?? {})

export const roundSummary = (round: Round, registers: Registers, today: string): RoundSummary => {
  const { authorities, openedBy: _, ...rest } = round
  return {
    ...rest,
    state: stateOf(round, today),
    authorities: authorities.length,
    complete: authorities.filter((id) => leftIn(sectionsOf(round, id, registers)) === 0).length,
  }
}

/** Of ratings, LOTI is told whether all are confirmed and never how many there are: a single one would tell of whom. */
const untold = (section: SectionProgress): SectionProgress => {
  if (section.kind !== 'rating') return section
  const left = section.left > 0 ? 1 : 0
  return { kind: 'rating', records: 1, confirmed: 1 - left, left }
}

/** One round, authority by authority: those with most left first. */
export function roundView(
  round: Round,
  {
    registers,
    everyone,
    reminded,
  }: {
    registers: Registers
    everyone: readonly Account[]
    reminded: { days: number; at: string; person?: string }[]
  },
  { today, lists }: AskedAnywhere,
): RoundView {
  const editors = everyone.filter(canBeWrittenTo).flatMap(({ editorOf }) => editorOf)
  return {
    today,
    round,
    state: stateOf(round, today),
    authorities: round.authorities
      .map((id) => {
        const sections = sectionsOf(round, id, registers).map(untold)
        const { name, slug } = lists.authority(id) ?? { name: id, slug: id }
        return {
          id,
          name,
          slug,
          left: leftIn(sections),
          editors: editors.filter((one) => one === id).length,
          sections,
        }
      })
      .sort((a, b) => b.left - a.left || a.name.localeCompare(b.name, 'en-GB')),
    reminded: [...Map.groupBy(reminded, ({ days }) => days)]
      .map(([days, those]) => ({
        days,
        people: those.filter(({ person }) => person).length,
        at: those.map(({ at }) => at).sort()[0] ?? '',
      }))
      .sort((a, b) => b.days - a.days),
  }
}

/** What open rounds still ask of one authority. */
export const roundsLeft = (rounds: Round[], authority: string, held: Totals, today: string): RoundLeft[] =>
  rounds
    .filter((round) => stateOf(round, today) === 'open' && round.authorities.includes(authority))
    .map((round) => ({
      id: round.id,
      name: round.name,
      deadline: round.deadline,
      since: round.since,
      sections: progressOf(round, held),
    }))
    .sort((a, b) => (a.deadline < b.deadline ? -1 : 1))
