import { describe, expect, test } from 'vitest'
import { type DecisionFacts, decideBy } from '../../../functions/domain/decideBy.ts'
import { decisionSentences } from '../../../functions/domain/decisionWords.ts'
import { decisionNotes } from '../../../web/src/pages/public/decision.ts'

// What the contract page says, from the facts of a contract on a day.

const today = '2026-11-24'
const told = (facts: Partial<DecisionFacts>, about = false) => {
  const renewal = facts.renewal ?? 'ends'
  const { holdsUntil: _, ...decision } = decideBy(
    { options: [], stillUsed: false, leadMonths: 3, renewal, ...facts },
    today,
  )
  return { decision: { ...decision, about }, renewal }
}
const says = (facts: Partial<DecisionFacts>, about = false) => decisionSentences(told(facts, about)).join(' ')

describe('a decision in sentences', () => {
  test('with time to replace it', () => {
    expect(says({ endsOn: '2027-12-31' })).toBe(
      'This contract ends on 31 December 2027. There is time to replace it: decide by 30 September 2027.',
    )
    expect(says({ endsOn: '2027-12-31', options: [12, 12], renewal: 'by option' })).toContain(
      'It can be extended to 31 December 2029.',
    )
  })
  test('that rolls over', () => {
    expect(says({ endsOn: '2027-12-31', renewal: 'rolls over', rollMonths: 12, noticeMonths: 1 })).toBe(
      'This contract runs to 31 December 2027 and then rolls over again unless notice is given by 30 November 2027. There is time to replace it: decide by 30 September 2027.',
    )
  })
  test('whose notice date has passed', () => {
    expect(says({ endsOn: '2026-12-31', renewal: 'rolls over', rollMonths: 12, noticeMonths: 3 })).toBe(
      'This contract’s notice date passed on 30 September 2026, so it rolls over on 31 December 2026. Next chance to leave: decide by 30 September 2027 to leave on 31 December 2027.',
    )
  })
  test('that has rolled over already', () => {
    expect(says({ endsOn: '2025-12-31', renewal: 'rolls over', rollMonths: 12, noticeMonths: 3 })).toMatch(
      /^This contract has rolled over to 31 December 2026, and the day to give notice for that term passed on 30 September 2026\./,
    )
  })
  test('that can be left but not replaced in time', () => {
    expect(says({ endsOn: '2027-01-31', renewal: 'rolls over', noticeMonths: 1 })).toContain(
      'It can still be left: give notice by 31 December 2026.',
    )
  })
  test('that can only be extended', () => {
    expect(says({ endsOn: '2027-01-31', options: [12], renewal: 'by option' })).toBe(
      'It is too late to replace this contract before it ends on 31 January 2027. It can still be extended, to 31 January 2028 at the latest: decide by 31 January 2027.',
    )
  })
  test('that is late, or over and still used', () => {
    expect(says({ endsOn: '2027-01-31' })).toContain('work had to begin by 31 October 2026')
    expect(says({ endsOn: '2026-01-31', stillUsed: true })).toBe(
      'This contract’s term ended on 31 January 2026 and it is still used. It should have been decided on by 31 October 2025. Act now: renew it or replace it.',
    )
  })
  test('that is over, or has no end', () => {
    expect(says({ endsOn: '2026-01-31' })).toBe('This contract ended on 31 January 2026.')
    expect(says({})).toBe('No end date is stated, so there is no day to decide by.')
  })
  test('says what it assumes', () => {
    const facts = { endsOn: '2027-12-31', renewal: 'rolls over' as const }
    expect(says(facts)).toContain('No notice period is stated, so 3 months are assumed.')
    expect(says(facts, true)).toContain('Only the quarter in which it ends is public')
    expect(decisionNotes(told(facts, true))).toEqual([
      'about: only the quarter is public',
      'notice of 3 months assumed',
    ])
    expect(decisionNotes(told({ endsOn: '2027-12-31' }))).toEqual([])
  })
})
