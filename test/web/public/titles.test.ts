import { describe, expect, test } from 'vitest'
import { confirmedWords } from '../../../functions/domain/coverageWords.ts'
import { leadersOf } from '../../../functions/domain/leaders.ts'
import {
  aheadTitle,
  areasTitle,
  busiestTitle,
  hasMostTitle,
  largestVendorTitle,
  marketTitle,
  mostUsedTitle,
  runByTitle,
  suppliesTitle,
  usedForTitle,
  widestTitle,
} from '../../../web/src/pages/public/titles.ts'

// A title that names a winner must have one: several that share the first place are told together.

const amounts = { contracts: 0, systems: 0, annualPounds: 0, contractsStatingValue: 0 }
const vendor = (name: string, contracts: number, systems = 0) => ({
  ...amounts,
  id: name,
  name,
  contracts,
  systems,
})
const area = (name: string, contracts: number, systems = 0) => ({
  ...vendor(name, contracts, systems),
  group: name,
  groupLabel: name,
})
const product = (name: string, running: number) => ({
  id: name,
  name,
  authorities: Array.from({ length: running }, (_, index) => String(index)),
})
const housing = { name: 'Housing' }
const market = (...contracts: number[]) =>
  marketTitle({
    vendors: contracts.map((held, index) => vendor(`V${index + 1}`, held)),
    of: (one) => one.contracts,
    who: 'vendors',
    total: contracts.reduce((sum, held) => sum + held, 0),
    top10: 0.61,
    area: contracts.length > 10 ? undefined : housing,
  })

test('those who lead are named up to two, and counted beyond', () => {
  const of = (...held: number[]) =>
    leadersOf(
      held.map((value, index) => ({ value, name: `V${index + 1}` })),
      ({ value }) => value,
      ({ name }) => name,
      'vendors',
    )
  expect(of()).toBeUndefined()
  expect(of(0, 0)).toBeUndefined()
  expect(of(3, 1)).toEqual({ amount: 3, tied: 1, all: false, who: 'V1' })
  expect(of(3, 3, 1)?.who).toBe('V1 and V2')
  expect(of(3, 3, 3, 1, 0)?.who).toBe('Three of 4 vendors')
  expect(of(3, 3, 3)).toMatchObject({ all: true, who: 'All three vendors' })
})

describe('a title says', () => {
  test('whose share is largest, or that it is shared', () => {
    expect(market(5, 4, 1)).toBe('V1 has the largest share of Housing: 50%')
    expect(market(4, 4, 2)).toBe('V1 and V2 share the largest part of Housing: 40% each')
    expect(market(4, 4, 4, 2, 2)).toBe('Three of 5 vendors share the largest part of Housing: 25% each')
    expect(market(1, 1, 1)).toBe('All three vendors have the same share of Housing: 33% each')
    expect(market(3)).toBe('V1 has all of Housing')
    expect(market(...Array.from({ length: 12 }, () => 1))).toBe('Ten of 12 vendors hold 61%')
  })

  test('which service area has most', () => {
    expect(areasTitle([area('Housing', 5), area('Parking', 2)], 'contracts', 7)).toBe(
      'Housing has the most running contracts: 5 of 7',
    )
    expect(areasTitle([area('Housing', 0, 5), area('Parking', 0, 5)], 'systems', 7)).toBe(
      'Housing and Parking have as many live systems: 5 each of 7',
    )
  })

  test('who supplies or makes most, and out of what', () => {
    expect(suppliesTitle([vendor('V1', 2)], 'contracts', 2)).toBe('V1 supplies all 2 running contracts')
    expect(suppliesTitle([vendor('V1', 1)], 'contracts', 1)).toBe('V1 supplies the one running contract')
    expect(suppliesTitle([vendor('V1', 0, 3)], 'systems', 4)).toBe(
      'V1 makes all 3 live systems whose maker is stated',
    )
    expect(suppliesTitle([vendor('V1', 3), vendor('V2', 1)], 'contracts', 4)).toBe(
      'V1 supplies the most: 3 of 4 running contracts',
    )
    expect(suppliesTitle([vendor('V1', 2), vendor('V2', 2), vendor('V3', 1)], 'contracts', 5)).toBe(
      'V1 and V2 supply the most: 2 each of 5 running contracts',
    )
    expect(suppliesTitle([vendor('V1', 2), vendor('V2', 2)], 'contracts', 4)).toBe(
      'V1 and V2 supply 2 each of 4 running contracts',
    )
  })

  test('which product is run by most', () => {
    expect(runByTitle([product('P1', 3), product('P2', 1)])).toBe('P1 is run by the most authorities: 3')
    expect(runByTitle([product('P1', 2)])).toBe('P1 is the only product in use, by 2 authorities')
    expect(runByTitle([product('P1', 1), product('P2', 1), product('P3', 1)])).toBe(
      'All three products are run by 1 authority each',
    )
    expect(mostUsedTitle([product('P1', 3), product('P2', 3), product('P3', 1)])).toBe(
      'P1 and P2 are its most used: run by 3 authorities each',
    )
    expect(mostUsedTitle([product('P1', 3), product('P2', 1)])).toBe(
      'P1 is its most used product: run by 3 authorities',
    )
  })

  test('what a vendor is used for most', () => {
    expect(usedForTitle([area('Housing', 1, 2), area('Parking', 1)])).toBe(
      'Housing is what it is used for most: 2 systems and 1 contract',
    )
    expect(usedForTitle([area('Housing', 1), area('Parking', 1)])).toBe(
      'Housing and Parking use as much of it: 1 system or contract each',
    )
  })

  test('which vendor an authority has most of', () => {
    expect(largestVendorTitle([vendor('V1', 1, 2), vendor('V2', 1)])).toBe(
      'V1 is the largest of 2 vendors: 2 systems and 1 contract',
    )
    expect(largestVendorTitle([vendor('V1', 1, 1), vendor('V2', 2)])).toBe(
      'V1 and V2 have as much: 2 systems and contracts each',
    )
    expect(largestVendorTitle([vendor('V1', 2), vendor('V2', 2), vendor('V3', 1)])).toBe(
      'V1 and V2 share the first place: 2 systems and contracts each',
    )
    expect(largestVendorTitle([vendor('V1', 1)])).toBe('V1 is its only vendor: 1 contract')
  })

  test('what is most widely run, and when most is to be done', () => {
    const row = (name: string, authorities: number) => ({ name, authorities })
    expect(widestTitle([row('Parking', 20), row('Repairs', 5)], 33)).toBe(
      'Parking systems run in the most authorities: 20 of 33',
    )
    expect(widestTitle([row('Parking', 20), row('Repairs', 20), row('Planning', 2)], 33)).toBe(
      'Parking and Repairs have systems in the most authorities: 20 of 33 each',
    )
    const lane = (name: string, lines: number) => ({ name, lines: Array.from({ length: lines }) })
    expect(aheadTitle([lane('Housing', 3), lane('Parking', 1)], 'groups', 4)).toBe(
      'Housing has the most decisions ahead: 3 of 4',
    )
    const quarters = (...held: number[]) =>
      busiestTitle(
        held.map((value, index) => ({ quarter: `2027-Q${index + 1}`, value })),
        (amount) => `${amount} contracts`,
      )
    expect(quarters(1, 3)).toBe('April to June 2027 is the busiest: 3 contracts')
    expect(quarters(3, 3, 1)).toBe(
      'January to March 2027 and April to June 2027 are the busiest: 3 contracts in each',
    )
    expect(quarters()).toBeUndefined()
    const held = (name: string, value: number) => ({ name, value })
    expect(hasMostTitle([held('Camden', 2), held('Hackney', 2), held('Brent', 1)], String)).toBe(
      'Camden and Hackney have the most: 2 each',
    )
  })
})

test('a single record has no share', () => {
  const of = (records: number, confirmed: number) =>
    confirmedWords({ records, confirmed, freshMonths: 6 }, 'systems')
  expect(of(1, 1)).toBe('its one system confirmed in the last 6 months')
  expect(of(1, 0)).toBe('its one system not confirmed in the last 6 months')
  expect(of(1000, 1)).toBe('under 1% of 1,000 systems confirmed in the last 6 months')
  expect(of(2, 1)).toBe('50% of 2 systems confirmed in the last 6 months')
})
