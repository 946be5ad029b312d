import { describe, expect, test } from 'vitest'
import { undoing } from '../../functions/domain/undo.ts'
import { type Contract, contractFields } from '../../functions/schema/contract.ts'

const at = (version: number, more: Partial<Contract>): Contract => ({
  ...contractFields.parse({ title: 'Old', supplier: 'ven_one' }),
  kind: 'contract',
  id: 'con_one',
  authority: 'E09000007',
  version,
  provenance: { source: 'import', confidence: 'reported' },
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  ...more,
})
const before = at(1, { title: 'Old', annualPounds: 1 })
const made = at(2, { title: 'New', annualPounds: 2 })

describe('what an import changed is proposed back', () => {
  test('field by field', () => {
    expect(undoing({ before, made, current: made })).toEqual({ values: { title: 'Old', annualPounds: 1 } })
  })
  test('save where somebody changed it since, or typed it on its way', () => {
    const current = at(3, { title: 'Newer', annualPounds: 2 })
    expect(undoing({ before, made, current })).toEqual({ values: { annualPounds: 1 } })
    expect(undoing({ before, made, current, typed: ['annualPounds'] })).toBeUndefined()
  })
  test('and what it brought leaves the register, unless somebody touched it', () => {
    expect(undoing({ before: undefined, made, current: made })).toEqual({ leaves: true })
    expect(
      undoing({ before: undefined, made, current: at(3, { title: 'New', annualPounds: 3 }) }),
    ).toBeUndefined()
  })
  test('a confirmation touches nothing', () => {
    const current: Contract = {
      ...made,
      version: 3,
      provenance: { ...made.provenance, confirmedAt: '2026-01-01T00:00:00Z' },
    }
    expect(undoing({ before: undefined, made, current })).toEqual({ leaves: true })
  })
})
