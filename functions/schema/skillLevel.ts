import * as z from 'zod'
import { authorityId, oneOf, optional, prose, skillId, skillLevelId, yesNo } from './fields.ts'
import { envelope } from './provenance.ts'

// One authority's level in one skill, as it sees itself; for members alone.

export const levels = ['none', 'awareness', 'working', 'practitioner', 'expert'] as const
export type Level = (typeof levels)[number]

/** How many people have the skill at that level, roughly. */
export const peopleBands = ['none', '1', '2 to 4', '5 to 9', '10 or more'] as const
export type PeopleBand = (typeof peopleBands)[number]

const ticked = (question: string) => z.preprocess((typed) => typed ?? false, yesNo(question))

export const skillLevelFields = z
  .object({
    skill: skillId,
    /** Left out while nobody has assessed it. */
    level: optional(oneOf('a level', levels)),
    people: optional(oneOf('how many people', peopleBands)),
    canHelp: ticked('can you help others'),
    wantsHelp: ticked('do you want help'),
    note: optional(prose('the note', 500)),
  })
  .superRefine(({ level, canHelp }, context) => {
    if (canHelp && level === 'none') {
      context.addIssue({
        code: 'custom',
        path: ['canHelp'],
        message: 'You say nobody has this skill, so you cannot help others with it',
      })
    }
  })
export type SkillLevelFields = z.output<typeof skillLevelFields>

export const skillLevel = z.intersection(
  envelope.extend({ kind: z.literal('skillLevel'), id: skillLevelId, authority: authorityId }),
  skillLevelFields,
)
export type SkillLevel = z.output<typeof skillLevel>
