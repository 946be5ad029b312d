import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { suppliersIn } from '../../functions/imports/suppliers.ts'

describe('suppliers packed in one cell are told apart', () => {
  test('one, with its address, number and flags', () => {
    expect(suppliersIn('[Nobody Knows Us Limited|1 High Street|Companies House|1628868|No|Yes]')).toEqual([
      { name: 'Nobody Knows Us Limited', companyNumber: '01628868', sme: false, vcse: true },
    ])
  })

  test('several, with line breaks and bars in their addresses, in any letter case', () => {
    const cell =
      '[One Ltd|1 Street\r\n|Floor 2|London|COMPANIES_HOUSE|SC123456|YES|NO][Two  Ltd|||NONE||yes|no]'
    expect(suppliersIn(cell)).toEqual([
      { name: 'One Ltd', companyNumber: 'SC123456', sme: true, vcse: false },
      { name: 'Two Ltd', companyNumber: '', sme: true, vcse: false },
    ])
  })

  test('brackets inside a name or an address belong to it', () => {
    expect(suppliersIn('[Nobody [formerly Somebody]|1 [the] Street|NONE||No|No]')).toMatchObject([
      { name: 'Nobody [formerly Somebody]' },
    ])
  })

  test('a cell without brackets is a name, and one cut short keeps its beginning', () => {
    expect(suppliersIn('Nobody Knows Us Limited')).toMatchObject([{ name: 'Nobody Knows Us Limited' }])
    expect(suppliersIn('[Nobody Knows Us Limited|1 High Str')).toMatchObject([
      { name: 'Nobody Knows Us Limited' },
    ])
    expect(suppliersIn(']]] [One|x]')).toMatchObject([{ name: 'One' }])
  })

  test.each(['', '  ', '[]', '[|||||]', '[ |address]'])('“%s” names nobody', (cell) => {
    expect(suppliersIn(cell)).toEqual([])
  })

  test('a number that is none of Companies House is left out', () => {
    expect(suppliersIn('[One|x|DUNS|1628868|No|No]')).toMatchObject([{ companyNumber: '' }])
    expect(suppliersIn('[One|x|Companies House|n/a|No|No]')).toMatchObject([{ companyNumber: '' }])
  })

  test('a hostile cell is read in a moment', () => {
    const started = performance.now()
    for (const cell of [
      '['.repeat(100_000),
      '[['.repeat(50_000),
      '[]'.repeat(50_000),
      '[a|'.repeat(40_000),
    ]) {
      suppliersIn(cell)
    }
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('whatever the names and addresses, as many come out as went in, by name', () => {
    const text = fc
      .string({ minLength: 1, maxLength: 20 })
      .filter((one) => !/[[\]|]/.test(one) && /\w/.test(one))
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (given) => {
        const cell = given.map(([name, address]) => `[${name}|${address}|NONE||No|No]`).join('')
        const names = given.map(([name]) => name.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim())
        expect(suppliersIn(cell).map(({ name }) => name)).toEqual(names)
      }),
    )
  })
})
