import { describe, expect, test } from 'vitest'
import { lists } from '../../functions/api/lists.ts'
import { summaryIn } from '../../functions/domain/summary.ts'
import type { Totals } from '../../functions/domain/totals.ts'
import type { Coverage } from '../../functions/schema/view.ts'
import { findingsOf, isWellFounded } from '../../functions/views/findings.ts'

const asked = { scope: 'E12000007', today: '2026-11-24', lists: lists() }
const coverage = (reporting: number): Coverage => ({
  reporting,
  authorities: 33,
  records: 100,
  confirmed: 50,
  freshMonths: 6,
})

/** Twenty vendors: ten with four contracts each, ten with one. */
const market: Totals = Object.fromEntries([
  ['contracts', 50],
  ['systems', 40],
  ['pounds', 5000],
  ['stating', 30],
  ...Array.from({ length: 20 }, (_, n) => [`vendor/ven_${n}/contracts`, n < 10 ? 4 : 1]),
  ...Array.from({ length: 20 }, (_, n) => [`vendor/ven_${n}/pounds`, 250]),
  ['area/parking/systems', 12],
])
const renewals: Totals = {
  'state/free to choose/contracts': 40,
  'state/expired, still used/contracts': 5,
  'late/contracts': 6,
  'decide/2026-Q3/contracts': 4,
  'decide/2026-Q4/contracts': 7,
  'decide/2027-Q1/contracts': 3,
  'decide/2030-Q1/contracts': 30,
  'end/2025-Q1/contracts': 5,
  'end/2027-Q4/contracts': 10,
  'end/2028-Q4/contracts': 5,
  'end/2031-Q1/contracts': 30,
}
const told = (reporting: number, of: Totals = market) =>
  new Map(
    findingsOf(
      {
        summary: summaryIn({ ...renewals, ...of }),
        systems: coverage(reporting),
        contracts: coverage(reporting),
      },
      asked,
    ).map(({ id, sentence, to }) => [id, { sentence, to }]),
  )

describe('findings', () => {
  test('say what they found and out of what', () => {
    const found = told(22)
    expect(found.get('concentration')).toEqual({
      sentence:
        'Ten vendors hold 80% of the 50 contracts reported by 22 of 33 authorities; fifteen hold 90%.',
      to: '/market',
    })
    expect(found.get('value')?.sentence).toBe(
      'Ten of 20 vendors take 50% of the £5,000 a year that 30 of 50 contracts state.',
    )
    expect(found.get('expiries')?.sentence).toBe(
      'Ten of 50 contracts (20%) reach the end of their term by December 2027, and 15 (30%) by December 2028.',
    )
    expect(found.get('out-of-term')?.sentence).toBe(
      'Five of 50 running contracts (10%) are past the end of the term and still used.',
    )
  })

  test('count what of this quarter is late already among the late, and not among what is ahead', () => {
    // Six are late: four of last quarter, so two of the seven of this one.
    expect(told(22).get('soon')?.sentence).toBe(
      'Eight of 45 contracts that have not ended are to be decided on by the end of March 2027; six more should have been decided on already.',
    )
  })

  test('name the service area with most systems, and all that share that place', () => {
    expect(told(22).get('commonest')).toEqual({
      sentence: 'Parking has the most systems of any service area: 12 of 40.',
      to: '/service-areas/parking',
    })
    expect(told(22, { ...market, 'area/repairs/systems': 12 }).get('commonest')).toEqual({
      sentence: 'Repairs Management and Parking have the most systems: 12 each of 40.',
      to: '/service-areas',
    })
    const locked = { ...market, 'state/locked in/contracts': 1 }
    expect(told(22, locked).get('locked-in')?.sentence).toBe(
      'One of 46 contracts that have not ended is locked in for another term, because the day to give notice has passed.',
    )
  })

  test('say nothing that rests on fewer than 3 authorities', () => {
    expect(told(2).size).toBe(0)
    expect(told(3).size).toBeGreaterThan(3)
  })

  test('say nothing that rests on fewer than 20 records', () => {
    const few = { ...market, contracts: 19, stating: 19 }
    const found = told(22, few)
    expect(found.has('value')).toBe(false)
    expect(found.has('out-of-term')).toBe(false)
    expect(isWellFounded({ authorities: 3, records: 20 })).toBe(true)
    expect(isWellFounded({ authorities: 3, records: 19 })).toBe(false)
    expect(isWellFounded({ authorities: 2, records: 20 })).toBe(false)
  })

  test('do not call ten of ten vendors a concentration', () => {
    const ten = Object.fromEntries(Object.entries(market).filter(([path]) => !/^vendor\/ven_1\d/.test(path)))
    expect(told(22, ten).has('concentration')).toBe(false)
  })
})
