import type { IsoDate } from '../domain/calendar.ts'
import { membersPlace, skillsOf } from '../domain/membersSummary.ts'
import { skillDigits } from '../domain/skillLevel.ts'
import type { SkillLevel } from '../schema/skillLevel.ts'
import { regionOf, skillCoverageShare, unsaid } from './members.ts'
import type { Contribution, Terms } from './parts.ts'

/** What a skill level adds to members' summaries on a day: a line of its authority's document. */
export function skillLevelShare(level: SkillLevel, day: IsoDate, terms: Terms): Contribution {
  const digits = skillDigits(level)
  if (digits === 0) return { counts: [unsaid(level, terms)], rows: [] }
  const { counts, until } = skillCoverageShare(level, day, terms)
  const places = regionOf(level.authority, terms).map(membersPlace)
  const document = skillsOf(level.authority)
  return { counts: [...counts, { places, document, totals: { [level.skill]: digits } }], rows: [], until }
}
