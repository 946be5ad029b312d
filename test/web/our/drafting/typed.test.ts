import { expect, test } from 'vitest'
import { contractFields } from '../../../../functions/schema/contract.ts'
import { schemas } from '../../../../functions/schema/record.ts'
import { systemFields } from '../../../../functions/schema/system.ts'
import { differences, fields, type Names, printed, sections } from '../../../../web/src/pages/fields.ts'
import { dateBoxes, editsBetween, meet, typed } from '../../../../web/src/pages/our/drafting/typed.ts'
import { knownFromSystems } from '../../../../web/src/pages/our/form/filling.ts'

const contract = {
  title: 'Housing management',
  supplier: 'ven_example',
  systems: ['sys_1'],
  serviceAreas: ['housing-management'],
  startsOn: '2024-04-01',
  endsOn: '2027-03-31',
  options: [12, 12],
  noticeMonths: 6,
  renewal: 'by option',
  stillUsed: false,
  annualPounds: 182_000,
  smeSupplier: true,
  notices: [{ noticeId: 'N1', service: 'Contracts Finder' }],
  cpvCodes: ['48000000'],
  heldBack: [{ field: 'annualPounds', ground: 'commercially sensitive', reviewOn: '2027-01-31' }],
}

const names: Names = {
  authority: (id) => id,
  vendor: (id) => (id === 'ven_example' ? 'Example Ltd' : id),
  product: (id) => id,
  serviceArea: () => 'Housing management',
  system: (id) => id,
}

test('every field of a kind is asked for in exactly one section', () => {
  for (const kind of ['system', 'contract'] as const) {
    const asked = sections[kind].flatMap((section) => section.fields)
    expect(new Set(asked).size).toBe(asked.length)
    const inSchema = Object.keys(schemas[kind].fields.shape)
    expect(Object.keys(fields[kind]).sort()).toEqual([...inSchema].sort())
    const within = Object.keys(fields[kind]).filter((name) => fields[kind][name]?.within)
    // What is held back is asked beside each field it applies to.
    const elsewhere = ['heldBack', ...within, ...(kind === 'contract' ? ['retiredOn'] : [])]
    expect([...asked, ...elsewhere].sort()).toEqual([...inSchema].sort())
  }
})

test('what a form holds reads back as the very same record', () => {
  const boxes = typed('contract', contract)
  expect(boxes.endsOn).toEqual({ day: '31', month: '3', year: '2027' })
  expect(boxes.annualPounds).toBe('182000')
  expect(contractFields.parse(boxes)).toEqual(contractFields.parse(contract))
  expect(differences('contract', contract, boxes)).toEqual([])
  const system = { name: 'Repairs', serviceAreas: ['housing-management'], hasApi: true, users: 40 }
  expect(systemFields.parse(typed('system', system))).toEqual(systemFields.parse(system))
})

test('a form left empty differs in nothing from a record that states nothing', () => {
  expect(differences('contract', {}, typed('contract', {}))).toEqual([])
})

test('a half-typed date stays as it was typed', () => {
  expect(dateBoxes({ day: '3' })).toEqual({ day: '3', month: '', year: '' })
  expect(dateBoxes('Mar-26')).toEqual({ day: 'Mar-26', month: '', year: '' })
})

test('a month may be typed by its name', () => {
  const { endsOn } = contractFields.shape
  const read = (month: string) => endsOn.safeParse({ day: '31', month, year: '2027' })
  for (const month of ['3', '03', 'mar', 'March', ' MARCH ', 'Mar.'])
    expect(read(month).data).toBe('2027-03-31')
  expect(endsOn.parse('31 March 2027')).toBe('2027-03-31')
  expect(endsOn.parse({ day: '1', month: 'Sept', year: '2027' })).toBe('2027-09-01')
  for (const month of ['ma', 'marchy', 'juneuary', '13']) {
    expect(read(month).error?.issues[0]?.message).toMatch(/must be a real date$/)
  }
})

test('a day to look again reads as a date while it is typed, however the month is', () => {
  const held = (month: string) =>
    printed(
      'contract',
      'heldBack',
      [{ field: 'annualPounds', ground: '', reviewOn: { day: '25', month, year: '2027' } }],
      names,
    )
  expect(held('11')).toEqual(['Annual value: no reason yet, review on 25 November 2027'])
  expect(held('nov')).toEqual(held('11'))
  expect(held('13')).toEqual(['Annual value: no reason yet, review on 25 13 2027'])
})

test('a contract over several systems is called after all of them, or not at all', () => {
  const brief = (id: string, title: string) => ({
    kind: 'system' as const,
    id,
    title,
    serviceAreas: [],
    state: 'published' as const,
  })
  const briefs = [
    brief('sys_1', 'Parking'),
    brief('sys_2', 'Permits'),
    brief('sys_3', 'Fines'),
    brief('sys_4', 'Tolls'),
  ]
  const title = (count: number) =>
    knownFromSystems(
      briefs.slice(0, count).map(({ id }) => id),
      briefs,
    )?.values.title
  expect([1, 2, 3, 4].map(title)).toEqual([
    'Parking',
    'Parking and Permits',
    'Parking, Permits and Fines',
    '',
  ])
})

test('values read as people write them', () => {
  const words = (field: string, value: unknown) => printed('contract', field, value, names).join('; ')
  expect(words('annualPounds', '£1.2m')).toBe('£1,200,000')
  expect(words('endsOn', { day: '31', month: '3', year: '2027' })).toBe('31 March 2027')
  expect(words('endsOn', { day: '31', month: '', year: '2027' })).toBe('31 2027')
  expect(words('supplier', 'ven_example')).toBe('Example Ltd')
  expect(words('options', ['12', '1'])).toBe('12 months; 1 month')
  expect(words('renewal', 'rolls over')).toBe('It rolls over')
  expect(words('stillUsed', 'yes')).toBe('Yes')
  expect(words('department', '')).toBe('')
  expect(words('heldBack', contract.heldBack)).toBe(
    'Annual value: commercially sensitive, review on 31 January 2027',
  )
})

test('edits are what differs, and not how it is written', () => {
  const start = typed('contract', contract)
  expect(editsBetween('contract', start, { ...start, annualPounds: '£182,000' })).toEqual({})
  expect(editsBetween('contract', start, { ...start, annualPounds: '190000' })).toEqual({
    annualPounds: { from: '182000', to: '190000' },
  })
})

test('two people who touch different fields both keep their work', () => {
  const basis = typed('contract', contract)
  const mine = { ...basis, annualPounds: '190000' }
  const theirs = { ...basis, department: 'Housing' }
  const { values, clashes, taken } = meet('contract', { basis, mine, theirs })
  expect(clashes).toEqual([])
  expect(taken).toEqual(['department'])
  expect(values).toMatchObject({ annualPounds: '190000', department: 'Housing' })
})

test('two people who touch one field are asked which to keep, and until then each sees their own', () => {
  const basis = typed('contract', contract)
  const { values, clashes } = meet('contract', {
    basis,
    mine: { ...basis, annualPounds: '190000' },
    theirs: { ...basis, annualPounds: '200000' },
  })
  expect(clashes).toEqual(['annualPounds'])
  expect(values.annualPounds).toBe('190000')
})

test('an answer that means the same is left as it was typed', () => {
  const basis = typed('contract', contract)
  const mine = { ...basis, annualPounds: '£190k' }
  expect(meet('contract', { basis, mine, theirs: { ...basis, annualPounds: '190000' } })).toMatchObject({
    values: { annualPounds: '£190k' },
    taken: [],
  })
})

test('whatever stands in a field, the form holds what its boxes can', () => {
  const odd = {
    title: { a: 1 },
    systems: { length: 3 },
    options: 'zzz',
    notices: [1, null, { url: { a: 1 } }],
    heldBack: 7,
    startsOn: { day: {}, month: [], year: 5 },
    endsOn: [],
  }
  const form = typed('contract', odd)
  expect(form).toMatchObject({ title: '', startsOn: { day: '', month: '', year: '5' } })
  // As text in boxes, all the way down: anything else cannot be shown.
  const leaves = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value]
  for (const leaf of leaves(form)) expect(typeof leaf).toBe('string')
})
