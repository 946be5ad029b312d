import { Hono } from 'hono'
import * as z from 'zod'
import { messages } from '../domain/proposal.ts'
import { skillLevelId } from '../domain/skillLevel.ts'
import { coreSkills } from '../reference/coreSkills.ts'
import { skill, skills } from '../reference/index.ts'
import { skillLevelFields } from '../schema/skillLevel.ts'
import { type Judge, saveMany, saveOne } from './acceptance.ts'
import { allowed, bodyOf } from './answers.ts'
import type { Deps, Env } from './deps.ts'

// What an authority says it can do. It counts as soon as it is saved.

const mostAssessed = 200

const one = z.record(z.string().max(60), z.unknown())
const many = z.object({
  levels: z
    .array(one, { error: 'Give levels as a list' })
    .max(mostAssessed, `Assess no more than ${mostAssessed}`),
})

/** The skills to choose from, those asked about first marked. */
export const skillList = () => {
  const core = new Set(coreSkills)
  return skills().map((each) => ({ ...each, core: core.has(each.id) }))
}

const judging =
  (authority: string): Judge =>
  (values, version) => {
    const read = skillLevelFields.safeParse(values)
    if (!read.success) return { problems: messages(read.error) }
    if (!skill(read.data.skill)) return { problems: { skill: 'Choose a skill from the list' } }
    const id = skillLevelId(authority, read.data.skill)
    return { said: { kind: 'skillLevel', id, authority, version, fields: read.data } }
  }

export function skillLevelRoutes({ store, now = () => new Date() }: Deps) {
  return new Hono<Env>()
    .get('/:authority/skills', async (c) => {
      const { authority } = c.req.param()
      allowed(c, 'read own', 'see how this authority assesses itself', authority)
      return c.json({ levels: await store.records.of(authority, 'skillLevel'), skills: skillList() })
    })
    .put('/:authority/skills', async (c) => {
      const { authority } = c.req.param()
      const actor = allowed(c, 'assess', 'assess this authority’s skills', authority)
      const { levels } = await bodyOf(c, many)
      const facts = { actor, authority, at: now().toISOString() }
      const results = await saveMany(store, levels, judging(authority), facts)
      return c.json({
        results: results.map((result, index) => ({ skill: levels[index]?.skill, ...result })),
      })
    })
    .put('/:authority/skills/:skill', async (c) => {
      const { authority, skill: of } = c.req.param()
      const actor = allowed(c, 'assess', 'assess this authority’s skills', authority)
      const sent = { ...(await bodyOf(c, one)), skill: of }
      const facts = { actor, authority, at: now().toISOString() }
      return c.json(await saveOne(c, store, sent, judging(authority), facts, 'skill level'))
    })
}
