import type { SkillsTold } from '../domain/kept.ts'
import { assessedIn } from '../domain/skillLevel.ts'
import { addInto, type Totals } from '../domain/totals.ts'
import type { SkillLine, SkillsView } from '../schema/membersView.ts'
import type { Skill } from '../schema/reference.ts'
import { type Asked, coverageOf, scopeOf } from './parts.ts'

/** Skill by authority, from what each region of the scope tells: an authority speaks in one of them alone. */
export function skillsView(
  regions: readonly SkillsTold[],
  skills: (Skill & { core: boolean })[],
  asked: Asked,
): SkillsView {
  const lines = new Map(
    skills.map(({ id, label, family, core }): [string, SkillLine] => [
      id,
      { id, name: label, family, core, levels: {}, people: {}, canHelp: [], wantsHelp: [] },
    ]),
  )
  const entries = (of: 'held' | 'given') => new Map(regions.flatMap((region) => Object.entries(region[of])))
  const assessed = entries('held')
  const totals = regions.reduce((sum: Totals, one) => addInto(sum, one.totals), {})
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
    coverage: coverageOf({ totals, authorities: entries('given') }, 'skillLevel', asked),
    authorities: authorities.map(({ id, name, slug, shortCode }) => ({
      id,
      name,
      slug,
      ...(shortCode && { code: shortCode }),
    })),
    skills: [...lines.values()],
  }
}
