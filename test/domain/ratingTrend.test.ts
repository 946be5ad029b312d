import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quarterOverBy } from '../../functions/domain/calendar.ts'
import { emptyLedger, isInTurn, type Ledger, ledgerAt, shown } from '../../functions/domain/ledger.ts'
import { type Answers, digitsOf, figureOf, ratingPath, voicesIn } from '../../functions/domain/rating.ts'
import { trendIn, trendTogether } from '../../functions/domain/ratingTrend.ts'
import { advance } from '../../functions/domain/release.ts'
import type { Totals } from '../../functions/domain/totals.ts'

// A trend says what the figure said at the end of each quarter, and nothing of when in it.

const quarters = ['2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4']
const now = '2026-Q4'

function vendor() {
  const document: Totals = {}
  let ledger: Ledger = emptyLedger
  return {
    says(authority: string, overall: Answers['overall'], quarter: string | undefined, showName = false) {
      const path = ratingPath(authority, undefined)
      if (overall === undefined) delete document[path]
      else document[path] = digitsOf({ overall, showName })
      ledger = advance(ledger, voicesIn(document), { ...(quarter && { quarter }) })
    },
    ledger: () => ledger,
    voices: () => voicesIn(document),
    trend: () => trendIn(ledger),
    /** As it is told of this vendor alone. */
    told: (on = now) =>
      trendTogether([{ isShown: shown(ledger, 'overall').said.size > 0, trend: trendIn(ledger) }], on),
  }
}

const point = (quarter: string, n: number, sum: number) => ({ quarter, n, sum })

test('each quarter is told as it ended, those in which nothing moved as the one before, from the first figure on', () => {
  const them = vendor()
  them.says('a', 5, '2025-Q4')
  for (const one of ['b', 'c']) them.says(one, 4, '2026-Q1')
  for (const one of ['d', 'e', 'f']) them.says(one, 1, '2026-Q1')
  for (const one of ['a', 'b', 'c']) them.says(one, 2, '2026-Q3')
  expect(them.told()).toEqual([
    point('2026-Q1', 6, 16),
    point('2026-Q2', 6, 16),
    point('2026-Q3', 6, 9),
    point('2026-Q4', 6, 9),
  ])
  // A figure that stood within a quarter, and not at its end, is not in it.
  expect(JSON.stringify(them.trend())).not.toContain('13')
})

test('what was taken away is told as withheld, and what was told before stays', () => {
  const them = vendor()
  for (const one of ['a', 'b', 'c']) them.says(one, 4, '2026-Q1')
  them.says('c', undefined, '2026-Q3')
  expect(them.told()).toEqual([
    point('2026-Q1', 3, 12),
    point('2026-Q2', 3, 12),
    point('2026-Q3', 0, 0),
    point('2026-Q4', 0, 0),
  ])
})

test('a clock that goes back dates nothing earlier than what came before', () => {
  const them = vendor()
  for (const one of ['a', 'b', 'c']) them.says(one, 4, '2026-Q3')
  for (const one of ['a', 'b', 'c']) them.says(one, 2, '2026-Q1')
  expect(them.told()).toEqual([point('2026-Q3', 3, 6), point('2026-Q4', 3, 6)])
})

test('figures from before quarters were noted leave the quarters before the first untold', () => {
  const them = vendor()
  for (const one of ['a', 'b', 'c']) them.says(one, 4, undefined)
  expect(them.trend()).toBeUndefined()
  expect(them.told()).toEqual([])
  for (const one of ['a', 'b', 'c']) them.says(one, 2, '2026-Q3')
  expect(them.told()).toEqual([point('2026-Q3', 3, 6), point('2026-Q4', 3, 6)])
})

test('no more than 12 quarters are kept and told, whatever has happened', () => {
  const them = vendor()
  for (let place = 0; place < 20; place += 1) {
    const quarter = `${2022 + Math.floor(place / 4)}-Q${(place % 4) + 1}`
    for (const one of ['a', 'b', 'c']) them.says(one, place % 2 === 0 ? 4 : 2, quarter)
  }
  expect(them.trend()?.points).toHaveLength(12)
  expect(them.told()).toEqual(them.trend()?.points)
  expect(them.told('2027-Q2').map(({ quarter }) => quarter)).toEqual([
    ...(them
      .trend()
      ?.points.slice(2)
      .map(({ quarter }) => quarter) ?? []),
    '2027-Q1',
    '2027-Q2',
  ])
})

describe('several regions together', () => {
  const whole = (...points: ReturnType<typeof point>[]) => ({
    isShown: true,
    trend: { points, isWhole: true },
  })

  test('add up what each showed at the end of each quarter', () => {
    const told = trendTogether(
      [whole(point('2026-Q1', 3, 9), point('2026-Q4', 0, 0)), whole(point('2026-Q3', 4, 20))],
      now,
    )
    expect(told).toEqual([
      point('2026-Q1', 3, 9),
      point('2026-Q2', 3, 9),
      point('2026-Q3', 7, 29),
      point('2026-Q4', 4, 20),
    ])
  })

  test('are told from when all of them are known', () => {
    const from = { isShown: true, trend: { points: [point('2026-Q3', 4, 20)], isWhole: false } }
    const told = trendTogether([whole(point('2026-Q1', 3, 9)), from], now)
    expect(told).toEqual([point('2026-Q3', 7, 29), point('2026-Q4', 7, 29)])
    // Of one there is a figure today, and nobody knows since when: two that are not the same regions are no trend.
    expect(trendTogether([whole(point('2026-Q1', 3, 9)), { isShown: true, trend: undefined }], now)).toEqual(
      [],
    )
    expect(trendTogether([whole(point('2026-Q4', 3, 9)), { isShown: false, trend: undefined }], now)).toEqual(
      [point('2026-Q4', 3, 9)],
    )
  })
})

const change = fc.record({
  authority: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  overall: fc.option(fc.constantFrom(1 as const, 3 as const, 5 as const), { nil: undefined, freq: 6 }),
  showName: fc.boolean(),
  passes: fc.nat(9).map((one) => one === 0),
})

test('whatever is said when, a trend is what somebody would have noted who read at the end of each quarter', () => {
  let moved = 0
  fc.assert(
    fc.property(fc.array(change, { minLength: 10, maxLength: 60 }), (changes) => {
      const them = vendor()
      const noted = new Map<string, ReturnType<typeof point>>()
      let place = 0
      for (const { authority, overall, showName, passes } of changes) {
        if (passes) place = Math.min(quarters.length - 1, place + 1)
        const quarter = quarters[place] ?? now
        them.says(authority, overall, quarter, showName)
        const { n, sum } = figureOf(shown(them.ledger(), 'overall')) ?? { n: 0, sum: 0 }
        for (const later of quarters.slice(place)) noted.set(later, point(later, n, sum))
        // Doing it again changes nothing, nor does doing it later.
        for (const again of [quarter, now]) {
          expect(advance(them.ledger(), them.voices(), { quarter: again })).toEqual(them.ledger())
        }
        expect(isInTurn(them.ledger(), quarter)).toBe(true)
      }
      const all = [...noted.values()]
      const first = all.findIndex(({ n }) => n > 0)
      expect(them.told()).toEqual(first < 0 ? [] : all.slice(first))
      moved += new Set(them.told().map(({ sum }) => sum)).size > 1 ? 1 : 0
    }),
    { numRuns: 300 },
  )
  expect(moved).toBeGreaterThan(30)
})

test('quarters out of turn are seen: backwards, later than now, or missing after one that is noted', () => {
  const ledger = (...noted: (string | undefined)[]): Ledger => ({
    told: {},
    released: { overall: noted.map((quarter) => ({ changes: {}, ...(quarter && { quarter }) })) },
  })
  expect(isInTurn(ledger(undefined, '2026-Q1', '2026-Q1', '2026-Q4'), now)).toBe(true)
  expect(isInTurn(ledger('2026-Q2', '2026-Q1'), now)).toBe(false)
  expect(isInTurn(ledger('2027-Q1'), now)).toBe(false)
  expect(isInTurn(ledger('2026-Q1', undefined), now)).toBe(false)
})

describe('what a ledger had let out by the end of a quarter', () => {
  test('is what it showed then, and nothing of names', () => {
    const them = vendor()
    for (const one of ['a', 'b', 'c', 'd']) them.says(one, 4, '2026-Q1')
    const atFirst = shown(them.ledger(), 'overall')
    for (const one of ['a', 'b', 'c']) them.says(one, 2, '2026-Q3', true)
    for (const quarter of ['2026-Q1', '2026-Q2']) {
      const then = ledgerAt(them.ledger(), quarter)
      expect([...shown(then, 'overall').said]).toEqual([...atFirst.said])
      expect(then.told).toEqual({})
    }
    expect(ledgerAt(them.ledger(), '2025-Q4').released).toEqual({})
    expect(shown(ledgerAt(them.ledger(), '2026-Q3'), 'overall').said).toEqual(
      shown(them.ledger(), 'overall').said,
    )
  })

  test('is not known where the last of it was let out before quarters were noted', () => {
    const them = vendor()
    for (const one of ['a', 'b', 'c']) them.says(one, 4, undefined)
    for (const one of ['a', 'b', 'c']) them.says(one, 2, '2026-Q3')
    expect(ledgerAt(them.ledger(), '2026-Q2').released).toEqual({})
    expect(shown(ledgerAt(them.ledger(), '2026-Q4'), 'overall').said.size).toBe(3)
  })
})

test('the last quarter that is over by a day is its own on the last day of it, and the one before until then', () => {
  expect(['2026-03-31', '2026-04-01', '2026-05-31', '2026-06-30', '2026-01-01'].map(quarterOverBy)).toEqual([
    '2026-Q1',
    '2026-Q1',
    '2026-Q1',
    '2026-Q2',
    '2025-Q4',
  ])
})
