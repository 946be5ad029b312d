import { describe, expect, test } from 'vitest'
import { emptyLedger, type Ledger } from '../../functions/domain/ledger.ts'
import { advance, isSafe } from '../../functions/domain/release.ts'
import {
  bandOf,
  besideSatisfaction,
  satisfactionAmounts,
  satisfactionShownOf,
  satisfactionTogether,
  satisfactionVoicesIn,
} from '../../functions/domain/satisfaction.ts'
import type { Totals } from '../../functions/domain/totals.ts'

// How satisfied councils are by how many suppliers they have: let out as ratings are, with a correlation from 12 up.

function region() {
  const document: Totals = {}
  const suppliers = new Map<string, number>()
  let ledger: Ledger = emptyLedger
  const settle = () => {
    ledger = advance(ledger, satisfactionVoicesIn(document), {
      amountsOf: satisfactionAmounts,
      beside: besideSatisfaction(document, suppliers),
    })
    expect(isSafe(ledger)).toBe(true)
    return satisfactionShownOf(ledger)
  }
  return {
    has(authority: string, many: number) {
      suppliers.set(authority, many)
      return settle()
    },
    /** Scores it gives, each to another vendor. */
    rates(authority: string, scores: number[], { named = false } = {}) {
      for (const path of Object.keys(document)) if (path.startsWith(`${authority}/`)) delete document[path]
      if (scores.length > 0)
        Object.assign(document, {
          [`${authority}/ratings`]: scores.length,
          [`${authority}/sum`]: scores.reduce((sum, score) => sum + score, 0),
          ...(!named && { [`${authority}/unnamed`]: scores.length }),
        })
      return settle()
    },
    ledger: () => ledger,
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('')

/** Numbers of suppliers as they come. */
const numbers = [7, 31, 12, 22, 9, 40, 15, 28, 3, 18, 26, 35, 11, 24, 5]

/** So many councils one after another, the more satisfied the more suppliers they have. */
function many(of: number) {
  const it = region()
  const those = letters.slice(0, of)
  for (const [n, one] of those.entries()) {
    it.has(one, numbers[n] ?? 0)
    it.rates(one, [1 + Math.floor((numbers[n] ?? 0) / 10), 2 + (n % 3), 3])
  }
  return { ...it, those }
}

describe('satisfaction by number of suppliers', () => {
  test('is nothing until three councils have given three ratings each, and moves with three more', () => {
    const { has, rates } = region()
    for (const one of ['a', 'b', 'c', 'd']) has(one, 4)
    rates('a', [5, 5, 5])
    rates('b', [3, 3, 3])
    expect(rates('c', [1, 1])).toEqual({ n: 0, bands: {} })
    expect(rates('c', [1, 1, 1])).toMatchObject({ n: 3, mean: 3, bands: { 'under 10': { n: 3, mean: 3 } } })
    expect(rates('d', [5, 5, 5])).toMatchObject({ n: 3, mean: 3 })
    rates('a', [1, 1, 1])
    expect(rates('b', [1, 1, 1])).toMatchObject({ n: 4, mean: 2 })
    expect(rates('d', [])).toMatchObject({ n: 4 })
  })

  test('tells a band from three councils up, and leaves no fewer over', () => {
    const { has, rates } = region()
    for (const [n, one] of ['a', 'b', 'c', 'd', 'e', 'f', 'g'].entries())
      has(one, n < 3 ? 5 : n < 6 ? 15 : 25)
    let shown = satisfactionShownOf(emptyLedger)
    for (const one of ['d', 'e', 'f', 'a', 'b']) shown = rates(one, [2, 2, 2])
    rates('g', [5, 5, 5])
    shown = rates('c', [2, 2, 2])
    for (const { n } of Object.values(shown.bands)) expect(n).toBeGreaterThanOrEqual(3)
    expect(shown.rest?.n ?? 3).toBeGreaterThanOrEqual(3)
    const told = Object.values(shown.bands).reduce((sum, { n }) => sum + n, shown.rest?.n ?? 0)
    expect(told === 0 || told === shown.n).toBe(true)
  })

  test('a number of suppliers that changes by itself moves nothing', () => {
    const { has, ledger, those } = many(15)
    const before = JSON.stringify(ledger())
    for (const one of those) has(one, 31)
    expect(JSON.stringify(ledger())).toBe(before)
  })

  test('is correlated from twelve councils up, and over those with a contract alone', () => {
    expect(satisfactionShownOf(many(11).ledger()).correlation).toBeUndefined()
    const { rates, has, ledger, those } = many(15)
    const { correlation } = satisfactionShownOf(ledger())
    // Three more, correlated too, would stand in a sum and a weighed sum of just them: it stays as it was.
    expect(correlation).toMatchObject({ n: 12 })
    expect(correlation?.pearson).toBeGreaterThan(0.2)
    for (const one of those.slice(9, 12)) has(one, 0)
    for (const one of those.slice(0, 9)) rates(one, [4, 4, 3, 5])
    expect(satisfactionShownOf(ledger())).toMatchObject({ n: 15, correlation: { n: 12 } })
    for (const one of those.slice(0, 8)) rates(one, [])
    expect(satisfactionShownOf(ledger()).n).toBeLessThan(12)
    expect(satisfactionShownOf(ledger()).correlation).toBeUndefined()
  })

  test('councils that stand on one line are not told to', () => {
    const it = region()
    for (const [n, one] of letters.slice(0, 12).entries()) {
      const suppliers = numbers[n] ?? 0
      it.has(one, suppliers)
      it.rates(
        one,
        Array.from({ length: 40 }, (_, place) => (place < suppliers ? 5 : 1)),
      )
    }
    expect(satisfactionShownOf(it.ledger()).correlation).toMatchObject({ n: 12, pearson: 0.9, spearman: 0.9 })
  })

  test('councils whose every rating shows its name protect nobody', () => {
    const { has, rates } = region()
    for (const one of ['a', 'b', 'c', 'd', 'e']) has(one, 4)
    rates('a', [5, 5, 5], { named: true })
    rates('b', [3, 3, 3], { named: true })
    expect(rates('c', [1, 2, 1])).toEqual({ n: 0, bands: {} })
    rates('d', [1, 1, 1])
    expect(rates('e', [1, 1, 4])).toMatchObject({ n: 5 })
  })
})

test('bands run on without a gap, and no contract is no band', () => {
  expect([0, 1, 9, 10, 19, 20, 39, 40, 200].map(bandOf)).toEqual([
    undefined,
    'under 10',
    'under 10',
    '10 to 19',
    '10 to 19',
    '20 to 39',
    '20 to 39',
    '40 or more',
    '40 or more',
  ])
})

test('a larger scope puts its regions together, and tells of those without bands beside them', () => {
  const together = satisfactionTogether([
    {
      n: 15,
      mean: 3.2,
      bands: { 'under 10': { n: 5, mean: 3 }, '10 to 19': { n: 6, mean: 3.5 } },
      rest: { n: 4, mean: 3 },
      correlation: { n: 14, pearson: 0.4, spearman: 0.3 },
    },
    { n: 3, mean: 4, bands: {} },
    { n: 0, bands: {} },
  ])
  expect(together.whole).toEqual({ n: 18, mean: 3.3 })
  expect(together.bands).toEqual([
    { band: 'under 10', n: 5, mean: 3 },
    { band: '10 to 19', n: 6, mean: 3.5 },
  ])
  expect(together.rest).toEqual({ n: 7, mean: 3.4 })
  expect(together.correlation).toMatchObject({ n: 14, regions: 1 })
  expect(together.correlation?.pearson.r).toBeCloseTo(0.4, 9)
  expect(satisfactionTogether([{ n: 3, mean: 4, bands: {} }])).toMatchObject({ bands: [], rest: undefined })
})
