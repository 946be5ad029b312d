import { expect, test } from 'vitest'
import { type Holding, heldFor, standing } from '../../functions/domain/suggestion.ts'

const fact = (values: Record<string, unknown>, kind: 'contract' | 'system' = 'contract') => ({
  kind,
  recordId: `${kind === 'contract' ? 'con' : 'sys'}_found`,
  values,
  settled: [] as string[],
})
const held = (
  values: Record<string, unknown>,
  kind: 'contract' | 'system' = 'contract',
  id = 'held',
): Holding => ({
  id: `${kind === 'contract' ? 'con' : 'sys'}_${id}`,
  kind,
  state: 'published',
  values,
})
const print = { title: 'Managed print', supplier: 'ven_a', startsOn: '2026-04-01' }
const noticed = (noticeId: string, ocid?: string) => ({
  notices: [{ noticeId, ...(ocid && { ocid }) }],
})

test.each([
  [
    'its own reference beside the notice’s',
    { ...print, reference: 'LBC/17' },
    { ...print, ...noticed('N-1') },
  ],
  [
    'the same notice, and another supplier',
    { ...print, ...noticed('N-1') },
    { ...print, ...noticed('n 1'), supplier: 'ven_b' },
  ],
  [
    'the same title and start, and another supplier',
    print,
    { ...print, supplier: 'ven_b', ...noticed('N-1') },
  ],
  [
    'a notice of the old kind, and its release',
    { ...print, ...noticed('N-1') },
    { ...print, ...noticed('T-9', 'ocds-b5fd17-1') },
  ],
  ['another capital and comma', { ...print, title: 'MANAGED, print' }, { ...print, ...noticed('N-1') }],
])('a contract is known by %s', (_, register, found) => {
  expect(heldFor(fact(found), [held(register)]).held?.id).toBe('con_held')
})

test.each([
  ['another notice', { ...print, ...noticed('N-2') }, { ...print, ...noticed('N-1') }],
  [
    'another process',
    { ...print, ...noticed('N-1', 'ocds-b5fd17-2') },
    { ...print, ...noticed('N-1b', 'ocds-b5fd17-1') },
  ],
  [
    'another start, of the same supplier',
    { ...print, startsOn: '2022-04-01' },
    { ...print, ...noticed('N-1') },
  ],
  [
    'another reference in a council’s own list',
    { ...print, reference: 'LBC/17' },
    { ...print, reference: 'LBC/18' },
  ],
  [
    'a council’s own reference that reads like the notice’s number',
    { ...print, title: 'Scanning', reference: 'N-1' },
    { ...print, ...noticed('N-1') },
  ],
  [
    'the notice’s number where another notice’s stands as the reference',
    { ...print, ...noticed('N-2'), reference: 'N-1' },
    { ...print, ...noticed('N-1') },
  ],
  ['another title', { ...print, title: 'Scanning' }, { ...print, ...noticed('N-1') }],
])('and kept apart from %s', (_, register, found) => {
  expect(heldFor(fact(found), [held(register)])).toEqual({})
})

test('two that are alike are not told apart by guessing, unless one has left the register', () => {
  const found = fact({ ...print, ...noticed('N-1') })
  const two = [held(print), held(print, 'contract', 'other')]
  expect(standing(found, two)).toEqual({ stands: false, several: 2 })
  const [first, second] = two
  const left = { ...second, values: { ...second?.values, retiredOn: '2026-01-01' } } as Holding
  expect(heldFor(found, [first as Holding, left]).held?.id).toBe('con_held')
})

test('what has left the register is not asked about', () => {
  const gone = held({ ...print, endsOn: '2027-03-31', retiredOn: '2026-05-01' })
  expect(standing(fact({ ...print, endsOn: '2029-03-31' }), [gone])).toEqual({ stands: false })
})

test.each([
  [{ name: 'Our Public Access', serviceAreas: [] }, { name: 'Public Access' }],
  [
    { name: 'Committees', product: 'prd_1' },
    { name: 'Modern.Gov', product: 'prd_1' },
  ],
])('a system is known by its product, or by a name within its name', (register, found) => {
  expect(standing(fact(found, 'system'), [held(register, 'system')])).toEqual({ stands: false })
})

test('a short name within another says nothing', () => {
  expect(standing(fact({ name: 'Uni' }, 'system'), [held({ name: 'Uni form' }, 'system')])).toMatchObject({
    stands: true,
  })
})
