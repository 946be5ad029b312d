import { expect, test } from 'vitest'
import { placeLabels } from '../../../web/src/charts/labels.ts'
import { dayOf, linear, stepOf } from '../../../web/src/charts/scale.ts'
import { addMonths, percent, poundsHeadline } from '../../../web/src/format.ts'
import { withScope } from '../../../web/src/layout/scope.ts'
import { everyQuarter, leftOutWords } from '../../../web/src/pages/public/quarterRange.ts'

test('a scale runs straight from one range to another, and stands still where there is none', () => {
  const scale = linear([0, 50], [0, 100])
  expect([scale(0), scale(25), scale(50)]).toEqual([0, 50, 100])
  expect(linear([5, 5], [0, 100])(5)).toBe(0)
})

test('nothing has no step, and the largest the last', () => {
  expect([0, 1, 50, 51, 100].map((value) => stepOf(value, 100))).toEqual([0, 1, 3, 3, 5])
})

test('a day is a day later than the one before, whatever the clocks do', () => {
  expect(dayOf('2027-03-29') - dayOf('2027-03-28')).toBe(1)
})

test('no quarter is left out between the first and the last', () => {
  const of = (quarter: string, contracts: number) => ({
    quarter,
    contracts,
    annualPounds: 0,
    contractsStatingValue: 0,
  })
  expect(
    everyQuarter([of('2026-Q3', 2), of('2027-Q2', 1)], '2026-Q4').map((one) => [one.quarter, one.contracts]),
  ).toEqual([
    ['2026-Q3', 2],
    ['2026-Q4', 0],
    ['2027-Q1', 0],
    ['2027-Q2', 1],
  ])
})

test('quarters far from today are left to the table', () => {
  const far = ['2010-Q1', '2050-Q1'].map((quarter) => ({
    quarter,
    contracts: 1,
    annualPounds: 0,
    contractsStatingValue: 0,
  }))
  const drawn = everyQuarter(far, '2026-Q4')
  expect([drawn[0]?.quarter, drawn.at(-1)?.quarter]).toEqual(['2025-Q2', '2032-Q4'])
  expect(leftOutWords(far, drawn)).toBe(
    ' In the table only: 1 contract from before April to June 2025, and 1 contract from after October to December 2032.',
  )
  expect(leftOutWords(far.slice(1), drawn)).toBe(
    ' In the table only: 1 contract from after October to December 2032.',
  )
  expect(leftOutWords([], drawn)).toBe('')
})

test('words beside points stand by their own point and never over one another', () => {
  const texts = ['Today', 'Decide 30 Nov 2026', 'Term ends 31 Dec 2026', 'Latest end 31 Dec 2028']
  for (const width of [280, 600]) {
    for (const [decide, end] of [
      [2, 3],
      [10, 12],
      [50, 52],
      [90, 97],
      [30, 60],
    ] as const) {
      const labels = [2, decide, end, 98].map((at, index) => ({ at, text: texts[index] ?? '' }))
      const placed = placeLabels(labels, width)
      for (const one of placed) {
        const point = (one.at / 100) * width
        expect(one.reach[0]).toBeGreaterThanOrEqual(0)
        expect(one.reach[1]).toBeLessThanOrEqual(width)
        expect(one.reach[0] <= point && point <= one.reach[1]).toBe(true)
        const beside = placed.filter(
          (other) => other !== one && other.side === one.side && other.row === one.row,
        )
        for (const other of beside) {
          expect(other.reach[1] <= one.reach[0] || one.reach[1] <= other.reach[0]).toBe(true)
        }
      }
    }
  }
})

test('months are kept to their last day', () => {
  expect([addMonths('2026-11-30', 3), addMonths('2026-01-31', 1), addMonths('2027-02-28', -2)]).toEqual([
    '2027-02-28',
    '2026-02-28',
    '2026-12-28',
  ])
})

test('a share that would round away to nothing says so', () => {
  expect([percent(0), percent(0.001), percent(0.125), percent(1)]).toEqual(['0%', 'under 1%', '13%', '100%'])
  expect(poundsHeadline(22_140_000)).toBe('£22.1m')
})

test('links carry the scope along, and London needs none', () => {
  expect(withScope('E12000007', '/market?by=value')).toBe('/market?by=value')
  expect(withScope('E92000001', '/market?by=value#top')).toBe('/market?by=value&scope=E92000001#top')
  expect(withScope('E92000001', '/market')).toBe('/market?scope=E92000001')
})
