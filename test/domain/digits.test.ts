import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersIn, digitsOf, ratingId } from '../../functions/domain/rating.ts'
import { assessedIn, skillDigits, skillLevelId } from '../../functions/domain/skillLevel.ts'
import { cannotSay, dimensions, raterRoles, scores } from '../../functions/schema/rating.ts'
import { levels, peopleBands } from '../../functions/schema/skillLevel.ts'

// What a running total holds of ratings and skill levels is a number, and says all that was said.

const maybe = <T>(of: readonly T[]) => fc.option(fc.constantFrom(...of), { nil: undefined })
const stated = (record: object) =>
  Object.fromEntries(Object.entries(record).filter(([, one]) => one !== undefined))

test('a rating’s digits hold every answer', () => {
  const answers = fc.record({
    ...Object.fromEntries(dimensions.map((one) => [one, maybe([...scores, cannotSay])])),
    wouldBuyAgain: maybe([true, false]),
    raterRole: maybe(raterRoles),
    showName: fc.boolean(),
  })
  fc.assert(
    fc.property(answers, (said) => {
      expect(answersIn(digitsOf(said))).toEqual(stated(said))
    }),
  )
})

test('a skill level’s digits hold what was said of it', () => {
  const assessed = fc.record({
    level: maybe(levels),
    people: maybe(peopleBands),
    canHelp: fc.boolean(),
    wantsHelp: fc.boolean(),
  })
  fc.assert(
    fc.property(assessed, (said) => {
      expect(assessedIn(skillDigits(said))).toEqual(stated(said))
    }),
  )
})

test('ids come from what a record is about, so that there is one of each', () => {
  expect(ratingId('E09000007', 'ven_a')).toBe(ratingId('E09000007', 'ven_a', undefined))
  expect(ratingId('E09000007', 'ven_a', 'prd_x')).not.toBe(ratingId('E09000007', 'ven_a'))
  expect(ratingId('E09000007', 'ven_a')).toMatch(/^rat_\w{26}$/)
  expect(skillLevelId('E09000007', 'testing')).not.toBe(skillLevelId('E09000012', 'testing'))
})
