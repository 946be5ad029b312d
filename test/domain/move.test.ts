import { describe, expect, test } from 'vitest'
import { hasLeft, isLeaving, isStaying, type Move, moveOf, successors } from '../../functions/domain/move.ts'
import type { System } from '../../functions/schema/system.ts'
import { systemFields } from '../../functions/schema/system.ts'

const today = '2026-11-24'
const move = (stated: Partial<Move>): Move => ({
  id: 'sys_1',
  authority: 'E09000007',
  name: 'Old',
  serviceAreas: ['housing'],
  ...stated,
})
const products = [
  { id: 'prd_new', name: 'New Thing', aliases: ['NT'] },
  { id: 'prd_other', name: 'Other', aliases: [] },
]

describe('a move from one product to another', () => {
  test('is under way from the day a replacement is planned or named until the system is retired', () => {
    expect(isLeaving(move({}), today)).toBe(false)
    expect(isLeaving(move({ plannedReplacementOn: '2028-01-01' }), today)).toBe(true)
    // Late is not gone.
    expect(isLeaving(move({ plannedReplacementOn: '2025-01-01' }), today)).toBe(true)
    expect(isLeaving(move({ replacedBy: 'New Thing' }), today)).toBe(true)
    expect(isLeaving(move({ replacedBy: 'New Thing', retiredOn: '2027-01-01' }), today)).toBe(true)
    expect(isLeaving(move({ replacedBy: 'New Thing', retiredOn: today }), today)).toBe(false)
    expect(hasLeft(move({ retiredOn: today }), today)).toBe(true)
  })

  test('is none where a system is in use and nobody says that it goes', () => {
    expect(isStaying(move({}), today)).toBe(true)
    expect(isStaying(move({ goesLiveOn: '2027-05-01' }), today)).toBe(false)
    expect(isStaying(move({ replacedOn: '2028-05-01' }), today)).toBe(false)
  })

  test('leads to the product its own words name, the one named most often first', () => {
    const moves = ['other', 'NEW  thing!', 'N.T.', 'Being chosen', undefined].map((replacedBy) =>
      move({ replacedBy }),
    )
    expect(successors(moves, products)).toEqual(['prd_new', 'prd_other'])
    expect(successors([move({ replacedBy: 'Being chosen' })], products)).toEqual([])
    expect(successors([], products)).toEqual([])
  })

  test('is told without notes and without what the authority keeps to itself', () => {
    const system = {
      ...systemFields.parse({ name: 'Old', serviceAreas: ['housing'], notes: 'Ours alone', hasApi: 'no' }),
      kind: 'system',
      id: 'sys_1',
      authority: 'E09000007',
    } as System
    expect(JSON.stringify(moveOf(system))).not.toContain('Ours alone')
    expect(moveOf(system)).not.toHaveProperty('hasApi')
  })
})
