import { describe, expect, test } from 'vitest'
import type { FieldChange } from '../../functions/domain/proposal.ts'
import { risksOf } from '../../functions/domain/risk.ts'
import { riskSettings } from '../../functions/reference/settings.ts'

// What an approver is asked to look at twice.

const flags = (changes: FieldChange[], more: Partial<Parameters<typeof risksOf>[0]> = {}) =>
  risksOf(
    {
      action: 'update',
      newVendors: [],
      changes,
      after: Object.fromEntries(changes.map(({ field, to }) => [field, to])),
      ...more,
    },
    riskSettings,
  )
const change = (field: string, from: unknown, to: unknown): FieldChange => ({ field, from, to })

describe('what to look at twice', () => {
  test('an ordinary change has nothing to it', () => {
    expect(flags([change('notes', 'old', 'new'), change('noticeMonths', undefined, 3)])).toEqual([])
  })

  test('a vendor that is on no list yet', () => {
    expect(flags([], { newVendors: [{ id: 'ven_new', name: 'New' }] })).toEqual(['new vendor'])
  })

  test.each([
    ['just below', 499_999, []],
    ['£500,000 a year', 500_000, ['large value']],
    ['more', 2_000_000, ['large value']],
  ])('a large value: %s', (_, annualPounds, expected) => {
    expect(flags([change('annualPounds', undefined, annualPounds)])).toEqual(expected)
  })

  test('a whole-life value counts by the year of its term, or all at once where no term is stated', () => {
    const wholeLifePounds = 2_000_000
    const stated = [change('wholeLifePounds', undefined, wholeLifePounds)]
    const term = { startsOn: '2026-04-01', endsOn: '2031-03-31' }
    expect(flags(stated, { after: { wholeLifePounds, ...term } })).toEqual([])
    expect(flags(stated, { after: { wholeLifePounds, ...term, endsOn: '2029-03-31' } })).toEqual([
      'large value',
    ])
    expect(flags(stated, { after: { wholeLifePounds } })).toEqual(['large value'])
  })

  test('a large contract whose value stays the same is no news', () => {
    expect(flags([change('notes', '', 'x')], { after: { annualPounds: 3_000_000 } })).toEqual([])
  })

  test.each([
    [100_000, 150_000, []],
    [100_000, 150_001, ['value changed']],
    [100_000, 50_000, []],
    [100_000, 49_999, ['value changed']],
    [0, 1, ['value changed']],
    [100_000, undefined, ['value changed']],
    [undefined, 100_000, []],
  ])('a value that goes from %s to %s', (from, to, expected) => {
    expect(flags([change('annualPounds', from, to)])).toEqual(expected)
  })

  test.each([
    ['endsOn', '2027-03-31', '2027-09-30', []],
    ['endsOn', '2027-03-31', '2027-10-01', ['date moved']],
    ['endsOn', '2027-03-31', '2026-09-29', ['date moved']],
    ['goesLiveOn', '2026-01-01', '2027-01-01', ['date moved']],
    ['endsOn', undefined, '2030-01-01', []],
    ['endsOn', '2030-01-01', undefined, ['date moved']],
    ['plannedReplacementOn', '2030-01-01', undefined, []],
  ])('%s moved from %s to %s', (field, from, to, expected) => {
    expect(flags([change(field, from, to)])).toEqual(expected)
  })

  test('what is held back, and leaving the register', () => {
    const held = [{ field: 'annualPounds', ground: 'other', reviewOn: '2027-01-01' }]
    expect(flags([change('heldBack', [], held)])).toEqual(['disclosure changed'])
    expect(flags([], { action: 'retire' })).toEqual(['retire'])
    expect(flags([change('retiredOn', undefined, '2026-11-24')])).toEqual(['retire'])
  })
})
