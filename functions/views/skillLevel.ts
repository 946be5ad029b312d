import { assessedIn } from '../domain/skillLevel.ts'
import type { Summary } from '../domain/summary.ts'
import type { Totals } from '../domain/totals.ts'
import type { SkillLine, SkillsView } from '../schema/membersView.ts'
import type { Skill } from '../schema/reference.ts'
import { type Asked, coverageOf, scopeOf } from './parts.ts'

/** Skill by authority: each authority's own document, by its id. */
export function skillsView(
  coverage: Summary,
  assessed: Map<string, Totals>,
  skills: (Skill & { core: boolean })[],
  asked: Asked,
): SkillsView {
  const lines = new Map(
    skills.map(({ id, label, family, core }): [string, SkillLine] => [
      id,
      { id, name: label, family, core, levels: {}, people: {}, canHelp: [], wantsHelp: [] },
    ]),
  )
  const authorities = asked.lists.authoritiesOf(asked.scope).filter(({ id }) => assessed.has(id))
  for (const { id } of authorities) {
    for (const [skill, digits] of Object.entries(assessed.get(id) ?? {})) {
      const line = lines.get(skill)
      if (!line) continue
      const { level, people, canHelp, wantsHelp } = assessedIn(digits)
      if (level) line.levels[id] = level
      if (people) line.people[id] = people
      if (canHelp) line.canHelp.push(id)
      if (wantsHelp) line.wantsHelp.push(id)
    }
  }
  return {
    scope: scopeOf(asked),
    today: asked.today,
    coverage: coverageOf(coverage, 'skillLevel', asked),
    authorities: authorities.map(({ id, name, slug, shortCode }) => ({
      id,
      name,
      slug,
      ...(shortCode && { code: shortCode }),
    })),
    skills: [...lines.values()],
  }
}
