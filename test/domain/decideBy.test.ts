import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths } from '../../functions/domain/calendar.ts'
import { type DecisionFacts, decideBy } from '../../functions/domain/decideBy.ts'

const facts = (over: Partial<DecisionFacts> = {}): DecisionFacts => ({
  endsOn: '2027-03-31',
  options: [],
  renewal: 'ends',
  stillUsed: false,
  leadMonths: 6,
  ...over,
})

test('months are clamped to the last day and never drift', () => {
  expect(addMonths('2026-05-31', -3)).toBe('2026-02-28')
  expect(addMonths('2028-05-31', -3)).toBe('2028-02-29')
  expect(addMonths('2026-12-15', 1)).toBe('2027-01-15')
})

test('a contract without an end date has nothing to work from', () => {
  expect(decideBy(facts({ endsOn: undefined }), '2026-01-01')).toMatchObject({ state: 'not stated' })
})

test('there is time to choose until the day it could last be replaced', () => {
  expect(decideBy(facts(), '2026-09-30')).toMatchObject({ state: 'free to choose', decideBy: '2026-09-30' })
  expect(decideBy(facts(), '2026-10-01')).toMatchObject({ state: 'overdue', decideBy: '2026-09-30' })
})

test('with options left and notice still possible it can only be extended', () => {
  const withOption = facts({ options: [12], noticeMonths: 3 })
  expect(decideBy(withOption, '2026-12-31')).toMatchObject({
    state: 'extend only',
    decideBy: '2026-12-31',
    latestEnd: '2028-03-31',
  })
  expect(decideBy(withOption, '2027-01-01').state).toBe('overdue')
})

test('past its end it is ended, or expired and still used', () => {
  expect(decideBy(facts(), '2027-04-01').state).toBe('ended')
  expect(decideBy(facts({ stillUsed: true }), '2027-04-01')).toMatchObject({
    state: 'expired, still used',
    decideBy: '2026-09-30',
  })
})

test('a tacit renewal counts the term it has rolled over into', () => {
  const rolling = facts({ endsOn: '2024-03-31', renewal: 'rolls over', rollMonths: 12, noticeMonths: 3 })
  expect(decideBy(rolling, '2026-06-01')).toMatchObject({
    rolledOver: true,
    end: '2027-03-31',
    state: 'free to choose',
    decideBy: '2026-09-30',
  })
  expect(decideBy(rolling, '2026-11-01')).toMatchObject({ state: 'notice only', decideBy: '2026-12-31' })
  expect(decideBy(rolling, '2027-01-01')).toMatchObject({
    state: 'locked in',
    leaveOn: '2028-03-31',
    decideBy: '2027-09-30',
  })
})

test('a monthly roll from the 31st keeps to month ends', () => {
  const monthly = facts({ endsOn: '2026-01-31', renewal: 'rolls over', rollMonths: 1, noticeMonths: 0 })
  expect(decideBy(monthly, '2026-03-01').end).toBe('2026-03-31')
  expect(decideBy(monthly, '2026-02-10').end).toBe('2026-02-28')
})

const anyDay = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2022-01-01', days))
const anyFacts: fc.Arbitrary<DecisionFacts> = fc.record({
  endsOn: fc.option(anyDay, { nil: undefined, freq: 9 }),
  options: fc.array(fc.integer({ min: 1, max: 36 }), { maxLength: 3 }),
  noticeMonths: fc.option(fc.integer({ min: 0, max: 18 }), { nil: undefined }),
  renewal: fc.constantFrom('ends' as const, 'rolls over' as const, 'by option' as const),
  rollMonths: fc.option(fc.integer({ min: 1, max: 24 }), { nil: undefined }),
  stillUsed: fc.boolean(),
  leadMonths: fc.constantFrom(2, 3, 6, 9, 12),
})

test('the answer holds exactly as long as it says it does', () => {
  fc.assert(
    fc.property(anyFacts, anyDay, fc.integer({ min: 0, max: 900 }), (contract, today, days) => {
      const now = decideBy(contract, today)
      const later = addDays(today, days)
      if (now.holdsUntil === undefined || later <= now.holdsUntil) {
        const { holdsUntil: _a, ...then } = decideBy(contract, later)
        const { holdsUntil: _b, ...first } = now
        expect(then).toEqual(first)
      }
    }),
    { numRuns: 3000 },
  )
})

test('states agree with the days they stand on', () => {
  fc.assert(
    fc.property(anyFacts, anyDay, (contract, today) => {
      const found = decideBy(contract, today)
      const day = found.decideBy
      if (['free to choose', 'extend only', 'notice only', 'locked in'].includes(found.state)) {
        expect(day && day >= today).toBe(true)
      }
      if (['overdue', 'expired, still used'].includes(found.state)) expect(day && day < today).toBe(true)
      if (contract.renewal === 'rolls over' && contract.endsOn) {
        expect(found.end && found.end >= today).toBe(true)
        expect(found.state).not.toBe('ended')
      }
      if (found.leaveOn) expect(found.end && found.leaveOn > found.end).toBe(true)
    }),
    { numRuns: 3000 },
  )
})
