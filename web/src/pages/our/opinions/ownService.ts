import type { Rating, RatingFields } from '../../../../../functions/schema/rating.ts'
import type { Skill } from '../../../../../functions/schema/reference.ts'
import type { SkillLevel, SkillLevelFields } from '../../../../../functions/schema/skillLevel.ts'
import { get, send } from '../../../api.ts'
import type { Answered } from './opinions.ts'

// What an authority says of vendors and of itself: read, and saved many at once.

export type OwnRatings = {
  ratings: Rating[]
  /** Those it uses, by what. */
  vendors: { id: string; name: string; contracts: number; systems: string[] }[]
}
export type OwnSkills = { levels: SkillLevel[]; skills: (Skill & { core: boolean })[] }

const of = (authority: string) => `/authorities/${encodeURIComponent(authority)}`
const results = ({ results: all }: { results: Answered[] }) => all

export const ownService = {
  ratings: (authority: string) => get<OwnRatings>(`${of(authority)}/ratings`),
  rate: (authority: string, ratings: (RatingFields & { version: number })[]) =>
    send<{ results: Answered[] }>('PUT', `${of(authority)}/ratings`, { ratings }).then(results),
  skills: (authority: string) => get<OwnSkills>(`${of(authority)}/skills`),
  assess: (authority: string, levels: (SkillLevelFields & { version: number })[]) =>
    send<{ results: Answered[] }>('PUT', `${of(authority)}/skills`, { levels }).then(results),
}
