import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { correlated, type Pair, testedTogether } from '../../functions/domain/correlation.ts'

const pairs = (xs: number[], ys: number[]): Pair[] =>
  xs.map((x, place) => ({ x, y: ys[place] ?? Number.NaN }))

// Examples as they are published, with what R's cor.test says of them.

/** Hollander and Wolfe, the example of R's own page on cor.test: tuna by panel and by lightness. */
const tuna = pairs(
  [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1],
  [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8],
)
/** The first of Anscombe's four. */
const anscombe = pairs(
  [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5],
  [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
)
/** Miles a gallon and weight of 32 cars, Motor Trend 1974: many ties in both. */
const cars = pairs(
  [
    21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4,
    30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4,
  ],
  [
    2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345,
    2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78,
  ],
)
/** Intelligence and hours of television, Wikipedia's example of Spearman’s coefficient. */
const television = pairs(
  [106, 100, 86, 101, 99, 103, 97, 113, 112, 110],
  [7, 27, 2, 50, 28, 29, 20, 12, 6, 17],
)

describe('coefficients', () => {
  test.each([
    ['tuna', tuna, 0.5711816, 0.6],
    ['the first of Anscombe’s four', anscombe, 0.8164205, 0.8181818],
    ['cars', cars, -0.8676594, -0.886422],
  ])('of %s are those published', (_, of, pearson, spearman) => {
    const found = correlated(of)
    expect(found?.pearson).toBeCloseTo(pearson, 6)
    expect(found?.spearman).toBeCloseTo(spearman, 6)
  })

  test('of television are those published', () => {
    expect(correlated(television)?.spearman).toBeCloseTo(-29 / 165, 9)
  })

  test('do not hang on the order in which pairs come', () => {
    const some = fc.array(
      fc.record({ x: fc.integer({ min: 0, max: 5 }), y: fc.integer({ min: 1, max: 5 }) }),
      {
        minLength: 3,
        maxLength: 20,
      },
    )
    fc.assert(
      fc.property(some, (all) => {
        const [one, other] = [correlated(all), correlated(all.toReversed())]
        expect(one === undefined).toBe(other === undefined)
        if (one && other) {
          expect(one.pearson).toBeCloseTo(other.pearson, 9)
          expect(one.spearman).toBeCloseTo(other.spearman, 9)
        }
      }),
    )
  })

  test('are none where nothing tells the numbers held against apart, and 0 where all answer the same', () => {
    expect(correlated(pairs([4, 4, 4], [1, 2, 3]))).toBeUndefined()
    expect(correlated(pairs([1, 2, 3], [4, 4, 4]))).toEqual({ pearson: 0, spearman: 0 })
  })
})

describe('Fisher’s interval and test', () => {
  test.each([
    ['tuna', 9, 0.5711816, -0.1497426, 0.8955795],
    ['the first of Anscombe’s four', 11, 0.8164205, 0.4243912, 0.9506933],
    ['cars', 32, -0.8676594, -0.9338264, -0.7440872],
  ])('of %s is the published one', (_, n, r, lower, upper) => {
    const tested = testedTogether([{ n, r }])
    expect(tested?.r).toBeCloseTo(r, 9)
    expect(tested?.lower).toBeCloseTo(lower, 4)
    expect(tested?.upper).toBeCloseTo(upper, 4)
  })

  test('the chance is under 5 in 100 just when the interval leaves out 0', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 60 }), fc.integer({ min: -90, max: 90 }), (n, hundredths) => {
        const tested = testedTogether([{ n, r: hundredths / 100 }])
        if (!tested) throw new Error('There are enough')
        if (Math.abs(tested.p - 0.05) < 1e-5) return
        expect(tested.p < 0.05).toBe(tested.lower > 0 || tested.upper < 0)
      }),
    )
    // 2 × (1 − Φ(√6 × artanh 0.5711816)) = 2 × (1 − Φ(1.5904)).
    expect(testedTogether([{ n: 9, r: 0.5711816 }])?.p).toBeCloseTo(0.1117, 3)
  })

  test('groups that agree are surer together, and a larger one weighs more', () => {
    const alone = testedTogether([{ n: 15, r: 0.5 }])
    const both = testedTogether([
      { n: 15, r: 0.5 },
      { n: 15, r: 0.5 },
    ])
    expect(both?.r).toBeCloseTo(0.5, 9)
    expect((both?.upper ?? 0) - (both?.lower ?? 0)).toBeLessThan((alone?.upper ?? 0) - (alone?.lower ?? 0))
    const uneven = testedTogether([
      { n: 33, r: 0.6 },
      { n: 13, r: 0 },
    ])
    expect(uneven?.r).toBeGreaterThan(0.3)
    expect(testedTogether([{ n: 3, r: 0.5 }])).toBeUndefined()
  })
})
