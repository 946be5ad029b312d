import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateFrom, poundsFrom, tidy } from '../../functions/imports/values.ts'

describe('dates are read as they come', () => {
  test.each([
    ['31/03/2027', '2027-03-31'],
    ['1/4/2025', '2025-04-01'],
    ['01/04/25', '2025-04-01'],
    ['31.03.2027', '2027-03-31'],
    ['31-03-2027', '2027-03-31'],
    ['31/03/2027 00:00:00', '2027-03-31'],
    ['2027-03-31', '2027-03-31'],
    ['2027/3/31', '2027-03-31'],
    ['2027-03-31T23:59:59Z', '2027-03-31'],
    ['2027-03-31 00:00', '2027-03-31'],
    ['Mar-26', '2026-03-01'],
    ['March 2026', '2026-03-01'],
    ['Sept 2026', '2026-09-01'],
    ['31 Mar 2027', '2027-03-31'],
    ['1st April 2025', '2025-04-01'],
    ['31-Mar-27', '2027-03-31'],
    ['46112', '2026-03-31'],
    ['46112.75', '2026-03-31'],
    ['  31/03/2027 ', '2027-03-31'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is %s', (cell, on) => {
    expect(dateFrom(cell)).toBe(on)
  })

  test.each(['', '   ', 'TBC', 'tbd', 'N/A', 'n/a', 'None', 'unknown', '-', '--'])(
    '“%s” states no date',
    (cell) => {
      expect(dateFrom(cell)).toBeUndefined()
    },
  )

  test.each([
    '31/02/2027',
    '03/31/2027',
    '29/02/2027',
    '32/01/2027',
    '2027-13-01',
    'Marvel 26',
    'ongoing',
    'rolling contract',
    '12345',
    '0',
    '99999999',
    '01/01/0001',
    '=TODAY()',
  ])('%s is no date', (cell) => {
    expect(dateFrom(cell)).toBeNull()
  })

  test('every day reads the same in each way of writing it', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1960-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (at) => {
          const iso = at.toISOString().slice(0, 10)
          const [year = '', month = '', day = ''] = iso.split('-')
          const serial = String(Math.floor(at.getTime() / 86_400_000) + 25_569)
          for (const said of [
            iso,
            `${day}/${month}/${year}`,
            `${Number(day)}.${Number(month)}.${year}`,
            serial,
          ]) {
            expect(dateFrom(said)).toBe(iso)
          }
        },
      ),
    )
  })
})

describe('sums are read as they come', () => {
  test.each([
    ['182000', 182_000],
    ['182,000.00', 182_000],
    ['£182,000', 182_000],
    ['£ 182 000', 182_000],
    ['182000.49', 182_000],
    ['182000.50', 182_001],
    ['£1.2m', 1_200_000],
    ['1.2 million', 1_200_000],
    ['£182k', 182_000],
    ['182 thousand', 182_000],
    ['1.5bn', 1_500_000_000],
    ['GBP 182000', 182_000],
    ['182000 gbp', 182_000],
    ['0', 0],
    ['.5', 1],
  ])('%s is %i pounds', (cell, pounds) => {
    expect(poundsFrom(cell)).toBe(pounds)
  })

  test.each(['', ' ', 'TBC', 'tbd', 'N/A', 'None', 'unknown', '-'])('“%s” states no sum', (cell) => {
    expect(poundsFrom(cell)).toBeUndefined()
  })

  test.each([
    '-500',
    '(500)',
    '£100,000 - £200,000',
    '€500',
    '182,000 per annum',
    'lots',
    '1.2.3',
    '1e9',
    '=1+1',
  ])('%s is no sum', (cell) => {
    expect(poundsFrom(cell)).toBeNull()
  })

  test('a sum reads the same with and without its sign, commas and pence', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), (pounds) => {
        const grouped = pounds.toLocaleString('en-GB')
        for (const said of [String(pounds), grouped, `£${grouped}`, `${grouped}.00`, ` £${pounds} `]) {
          expect(poundsFrom(said)).toBe(pounds)
        }
      }),
    )
  })
})

test('a line is tidied of control characters and of white space that says nothing', () => {
  expect(tidy('  two\r\n lines\u0000\u0007 and\ttabs\u00a0here ')).toBe('two lines and tabs here')
})

test('what is too long to be either is neither, and is not searched', () => {
  const long = '9'.repeat(1_000_000)
  const started = performance.now()
  expect(dateFrom(long)).toBeNull()
  expect(poundsFrom(`${long}x`)).toBeNull()
  expect(performance.now() - started).toBeLessThan(1000)
})

test('anything at all is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (cell) => {
      const on = dateFrom(cell)
      expect(on === null || on === undefined || /^\d{4}-\d{2}-\d{2}$/.test(on)).toBe(true)
      const pounds = poundsFrom(cell)
      expect(pounds === null || pounds === undefined || (Number.isInteger(pounds) && pounds >= 0)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})
