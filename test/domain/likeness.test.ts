import { expect, test } from 'vitest'
import { likenessOf } from '../../functions/domain/likeness.ts'

const facts = {
  kind: 'contract' as const,
  action: 'update' as const,
  newVendors: [],
  changes: [],
  after: { supplier: 'ven_b', product: 'prd_a' },
}
const supplier = { field: 'supplier', from: 'ven_a', to: 'ven_b' }
const ends = { field: 'endsOn', from: '2027-03-31', to: '2028-03-31' }

test('the same change is alike in whatever order it was typed, and another is not', () => {
  const one = likenessOf({ ...facts, changes: [supplier, ends] })
  expect(likenessOf({ ...facts, changes: [ends, supplier] })).toBe(one)
  expect(likenessOf({ ...facts, changes: [supplier] })).not.toBe(one)
  expect(likenessOf({ ...facts, changes: [{ ...supplier, from: 'ven_c' }, ends] })).not.toBe(one)
  expect(likenessOf({ ...facts, kind: 'system', changes: [supplier, ends] })).not.toBe(one)
})

test('the same new vendor is alike however its name is written, and by its company number', () => {
  const named = (name: string, companyNumber?: string) =>
    likenessOf({ ...facts, newVendors: [{ id: 'ven_x', name, ...(companyNumber && { companyNumber }) }] })
  expect(named('Quillmere Ltd')).toBe(named('QUILLMERE Limited'))
  expect(named('Quillmere Ltd')).not.toBe(named('Quillmore Ltd'))
  expect(named('Quillmere', '01234567')).toBe(named('Quillmere Holdings', '01234567'))
})

test('the same new vendor is alike with and without its accents, and signs', () => {
  const named = (name: string) => likenessOf({ ...facts, newVendors: [{ id: 'ven_x', name }] })
  expect(named('Société Générale')).toBe('vendor societe generale')
  expect(named('Societe Generale')).toBe(named('SOCIÉTÉ GÉNÉRALE PLC'))
  expect(named('Fish & Sons')).toBe(named('Fish and Sons Ltd'))
  // Names that are nothing but a legal form, or in other letters, are not all one.
  expect(named('Limited')).not.toBe(named('PLC'))
  expect(named('日立')).not.toBe(named('富士通'))
})

test('two systems of one product are alike when they are added', () => {
  const added = (product?: string) =>
    likenessOf({ ...facts, kind: 'system', action: 'create', after: { ...(product && { product }) } })
  expect(added('prd_a')).toBe(added('prd_a'))
  expect(added('prd_a')).not.toBe(added('prd_b'))
  expect(added()).toBeUndefined()
})

test('one change of two companies’ contracts, or of two products, is two changes', () => {
  const of = (after: Record<string, unknown>) => likenessOf({ ...facts, changes: [ends], after })
  expect(of({ supplier: 'ven_b' })).toBe(of({ supplier: 'ven_b', title: 'Another' }))
  expect(of({ supplier: 'ven_b' })).not.toBe(of({ supplier: 'ven_c' }))
  expect(of({})).toBeUndefined()
  const hosted = (after: Record<string, unknown>) =>
    likenessOf({
      ...facts,
      kind: 'system',
      changes: [{ field: 'hosting', from: 'unknown', to: 'SaaS' }],
      after,
    })
  expect(hosted({ product: 'prd_a' })).not.toBe(hosted({ product: 'prd_b' }))
  expect(hosted({ maker: 'ven_a' })).toBe(hosted({ maker: 'ven_a', name: 'Another' }))
})

test('what leaves the register is like nothing else', () => {
  const retiredOn = { field: 'retiredOn', from: undefined, to: '2026-11-25' }
  expect(likenessOf({ ...facts, action: 'retire', changes: [retiredOn] })).toBeUndefined()
  expect(likenessOf({ ...facts, changes: [ends, retiredOn] })).toBeUndefined()
  expect(
    likenessOf({ ...facts, changes: [{ ...retiredOn, from: '2026-11-25', to: undefined }] }),
  ).toBeDefined()
})

test('a change of nothing is like nothing', () => {
  expect(likenessOf(facts)).toBeUndefined()
})
