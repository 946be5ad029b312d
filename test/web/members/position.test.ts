import { expect, test } from 'vitest'
import type { PeerLine } from '../../../functions/schema/peersView.ts'
import { titleOf } from '../../../web/src/pages/members/peers.tsx'
import { positionOf } from '../../../web/src/pages/members/position.ts'

const line = (own: number | undefined, known: number, below?: number, equal?: number): PeerLine => ({
  measure: 'suppliers',
  own,
  known,
  others: { lower: 1, median: 2, upper: 3, below, equal },
})

test('a position is told among the others, whatever share of them is alike', () => {
  expect(positionOf(line(5, 20, 14, 0))).toBe('More than 14 of 19 others')
  expect(positionOf(line(5, 20, 14, 1))).toBe('More than 14 of 19 others, the same as\u00a01')
  expect(positionOf(line(9, 20, 19, 0))).toBe('More than all 19 others')
  expect(positionOf(line(9, 20, 17, 2))).toBe('More than 17 of 19 others, the same as\u00a02')
  expect(positionOf(line(0, 20, 0, 0))).toBe('Less than all 19 others')
  expect(positionOf(line(0, 20, 0, 4))).toBe('Less than 15 of 19 others, the same as\u00a04')
  expect(positionOf(line(0, 20, 0, 19))).toBe('The same as all 19 others')
})

test('none is told where the council has no figure, or there are too few to compare with', () => {
  expect(positionOf(line(undefined, 19))).toBe('Not stated')
  expect(positionOf({ measure: 'systems', own: 3, known: 4 })).toBe('Too few to compare with')
})

test('a measure of what is confirmed says within how many months, as it is set', () => {
  const view = { freshMonths: { system: 9, contract: 1 } }
  expect(titleOf('systemsConfirmed', view)).toBe('Systems confirmed in 9 months')
  expect(titleOf('contractsConfirmed', view)).toBe('Contracts confirmed in 1 month')
  expect(titleOf('suppliers', view)).toBe('Suppliers')
})
