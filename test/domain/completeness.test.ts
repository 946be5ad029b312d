import { describe, expect, test } from 'vitest'
import { completeness, completenessPoints, expectedOf } from '../../functions/domain/completeness.ts'
import { median } from '../../functions/domain/distribution.ts'
import type { ContractInput } from '../../functions/schema/contract.ts'
import { contractFields } from '../../functions/schema/contract.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import type { SystemInput } from '../../functions/schema/system.ts'
import { systemFields } from '../../functions/schema/system.ts'

const envelope = {
  authority: 'E09000007',
  version: 1,
  provenance: { source: 'form' as const, confidence: 'verified' as const },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}
const system = (stated: Partial<SystemInput>): RegisterRecord => ({
  ...systemFields.parse({ name: 'Repairs', serviceAreas: ['housing'], ...stated }),
  ...envelope,
  kind: 'system',
  id: 'sys_1',
})
const contract = (stated: Partial<ContractInput>): RegisterRecord => ({
  ...contractFields.parse({ title: 'Repairs', supplier: 'ven_a', ...stated }),
  ...envelope,
  kind: 'contract',
  id: 'con_1',
})

describe('completeness is the share of expected fields that are stated', () => {
  test('a system with its name and service area alone', () => {
    expect(completeness(system({}))).toMatchObject({ stated: 2, expected: 12 })
  })

  test('“unknown” counts as not stated, and zero as stated', () => {
    expect(completeness(system({ hosting: 'unknown' })).missing).toContain('hosting')
    expect(completeness(system({ hosting: 'SaaS' })).missing).not.toContain('hosting')
    expect(completeness(contract({ annualPounds: 0, noticeMonths: 0 })).missing).not.toContain('annualPounds')
    expect(completeness(system({ hasApi: 'no' })).missing).not.toContain('hasApi')
    expect(completeness(contract({ route: 'unknown' })).missing).toContain('route')
  })

  test('a value held back counts as stated, whether or not it was entered', () => {
    const heldBack = [{ field: 'users' as const, ground: 'other' as const, reviewOn: '2027-01-01' }]
    expect(completeness(system({ heldBack })).missing).not.toContain('users')
    expect(completeness(system({ heldBack, users: 5 })).stated).toBe(3)
  })

  test('what is expected depends on what the record says of itself', () => {
    expect(expectedOf(system({ maker: 'in-house' }))).not.toContain('product')
    expect(expectedOf(contract({ renewal: 'rolls over', rollMonths: 12 }))).toContain('rollMonths')
    expect(expectedOf(contract({ renewal: 'by option' }))).toContain('options')
    expect(expectedOf(contract({ route: 'framework direct award' }))).toContain('framework')
    expect(expectedOf(contract({}))).not.toContain('framework')
  })

  test('points are whole, so that they add up in any order', () => {
    expect(completenessPoints(system({}))).toBe(1667)
    expect(Number.isInteger(completenessPoints(contract({})))).toBe(true)
  })
})

test('the median is the middle one, or between the two in the middle', () => {
  expect(median([])).toBeUndefined()
  expect(median([0.4])).toBe(0.4)
  expect(median([0.9, 0.1, 0.5])).toBe(0.5)
  expect(median([0.2, 0.4, 0.6, 0.8])).toBe(0.5)
})
