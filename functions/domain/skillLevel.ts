import { levels, peopleBands, type SkillLevel } from '../schema/skillLevel.ts'
import { sha256 } from './audit.ts'

/** Made of what it is about: an authority has one level in a skill. */
export const skillLevelId = (authority: string, skill: string): string =>
  `skl_${sha256(`${authority}\n${skill}`).slice(0, 26)}`

// What an authority says of a skill as one number, so that a running total can hold it: level, people, help, a digit
// each. 431 is practitioner, 2 to 4 people, can help.

type Assessed = Pick<SkillLevel, 'level' | 'people' | 'canHelp' | 'wantsHelp'>

const place = <T extends string>(list: readonly T[], value: T | undefined) =>
  value === undefined ? 0 : list.indexOf(value) + 1

export const skillDigits = ({ level, people, canHelp, wantsHelp }: Assessed): number =>
  place(levels, level) * 100 + place(peopleBands, people) * 10 + (canHelp ? 1 : 0) + (wantsHelp ? 2 : 0)

export function assessedIn(digits: number): Assessed {
  const level = levels[Math.floor(digits / 100) - 1]
  const people = peopleBands[(Math.floor(digits / 10) % 10) - 1]
  const help = digits % 10
  return {
    ...(level && { level }),
    ...(people && { people }),
    canHelp: help === 1 || help === 3,
    wantsHelp: help >= 2,
  }
}
