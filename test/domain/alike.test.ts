import { describe, expect, test } from 'vitest'
import { alike, type KnownContract, type KnownSystem } from '../../functions/domain/alike.ts'

const system = (given: Partial<KnownSystem>): KnownSystem => ({
  kind: 'system',
  id: 'sys_new',
  title: 'Repairs',
  serviceAreas: ['housing'],
  ...given,
})
const contract = (given: Partial<KnownContract>): KnownContract => ({
  kind: 'contract',
  id: 'con_new',
  title: 'Housing management',
  supplier: 'ven_a',
  systems: [],
  serviceAreas: [],
  ...given,
})
const why = (one: KnownSystem | KnownContract, other: KnownSystem | KnownContract) =>
  alike(one, [{ ...other, id: `${other.id}_known` }]).map((found) => found.why)[0]

describe('a system may be one already there', () => {
  test('by product and service area', () => {
    expect(why(system({ product: 'prd_1' }), system({ product: 'prd_1', title: 'Voids' }))).toMatch(
      /same product/,
    )
    expect(
      why(
        system({ product: 'prd_1' }),
        system({ product: 'prd_1', title: 'Voids', serviceAreas: ['parking'] }),
      ),
    ).toBeUndefined()
  })
  test('by name, whatever the case, the accents and the ampersands', () => {
    expect(why(system({ title: 'Café & bar' }), system({ title: 'CAFE and Bar', serviceAreas: [] }))).toBe(
      'the same name',
    )
    expect(why(system({ title: '' }), system({ title: '', serviceAreas: [] }))).toBeUndefined()
  })
  test('but not itself, nor a contract', () => {
    expect(alike(system({}), [system({})])).toEqual([])
    expect(why(system({ title: 'Repairs' }), contract({ title: 'Repairs' }))).toBeUndefined()
  })
})

describe('a contract may be one already there', () => {
  test('by reference, however it is spaced', () => {
    expect(
      why(
        contract({ reference: 'IT/2024-07', supplier: 'ven_b' }),
        contract({ reference: 'it 2024 07', title: 'X' }),
      ),
    ).toBe('the same reference')
  })
  test('by supplier and a similar title', () => {
    expect(
      why(contract({ title: 'Housing management system' }), contract({ title: 'Housing Management' })),
    ).toBe('the same supplier and a similar title')
    expect(why(contract({}), contract({ supplier: 'ven_b' }))).toBeUndefined()
    expect(why(contract({ supplier: undefined }), contract({ supplier: undefined }))).toBeUndefined()
  })
  test('by supplier, dates that overlap and what it covers', () => {
    const now = { startsOn: '2026-01-01', endsOn: '2028-12-31', serviceAreas: ['housing'], title: 'One' }
    const then = { startsOn: '2020-01-01', endsOn: '2025-12-31', serviceAreas: ['housing'], title: 'Other' }
    expect(why(contract(now), contract({ ...now, title: 'Other' }))).toMatch(/at the same time/)
    expect(why(contract(now), contract(then))).toBeUndefined()
    expect(
      why(
        contract({ ...now, systems: ['sys_1'], serviceAreas: [] }),
        contract({ ...then, endsOn: undefined, systems: ['sys_1'] }),
      ),
    ).toMatch(/same supplier and system/)
  })
})
