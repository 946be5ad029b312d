import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distributionOf, fewestCompared, median, quantile } from '../../functions/domain/distribution.ts'

describe('where one number stands among others', () => {
  test('the quartiles are those spreadsheets give', () => {
    // R's quantile(1:10) and quantile(c(3, 1, 8, 4, 9)), type 7.
    const ten = Array.from({ length: 10 }, (_, index) => index + 1)
    expect([0.25, 0.5, 0.75].map((share) => quantile(ten, share))).toEqual([3.25, 5.5, 7.75])
    expect([0.25, 0.5, 0.75].map((share) => quantile([3, 1, 8, 4, 9], share))).toEqual([3, 4, 8])
  })

  test('a quarter at least lies at or below the lower quartile, and at or above the upper, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: fewestCompared }), (numbers) => {
        const found = distributionOf(numbers)
        if (!found) throw new Error('There are enough')
        const share = (is: (one: number) => boolean) => numbers.filter(is).length / numbers.length
        expect(share((one) => one <= found.lower)).toBeGreaterThanOrEqual(0.25)
        expect(share((one) => one >= found.upper)).toBeGreaterThanOrEqual(0.25)
        expect(share((one) => one <= found.median)).toBeGreaterThanOrEqual(0.5)
        expect(distributionOf([...numbers].reverse())).toEqual(found)
      }),
    )
  })

  test('nothing is said of fewer than five', () => {
    expect(distributionOf([1, 2, 3, 4])).toBeUndefined()
    expect(distributionOf([1, 2, 3, 4, 5])).toEqual({ authorities: 5, lower: 2, median: 3, upper: 4 })
    expect(median([])).toBeUndefined()
    expect(quantile([7], 0.25)).toBe(7)
  })
})
