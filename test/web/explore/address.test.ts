import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Asked,
  exploreHref,
  facetIds,
  filtersIn,
  kinds,
  nothingAsked,
  readAddress,
  showing,
  sorts,
  toggled,
  ways,
  writeAddress,
} from '../../../web/src/pages/public/explore/address.ts'

const read = (search: string) => readAddress(new URLSearchParams(search))

const asked: fc.Arbitrary<Asked> = fc.record({
  show: fc.constantFrom(...kinds),
  chosen: fc
    .array(
      fc.tuple(
        fc.constantFrom(...facetIds),
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 4 }),
      ),
      { maxLength: 5 },
    )
    .map((chosen) => Object.fromEntries(chosen)),
  q: fc.string({ maxLength: 40 }),
  view: fc.constantFrom(...ways),
  sort: fc.constantFrom(...sorts),
  down: fc.boolean(),
  page: fc.integer({ min: 1, max: 4000 }),
})

describe('the explorer’s address', () => {
  test('gives back all that was asked, whatever it is', () => {
    fc.assert(
      fc.property(asked, (one) => {
        expect(read(writeAddress(one))).toEqual(one)
      }),
    )
  })
  test('is empty where nothing is asked', () => {
    expect(exploreHref()).toBe('/explore')
    expect(exploreHref({ show: 'contracts' })).toBe('/explore?show=contracts')
    expect(read('')).toEqual(nothingAsked())
    expect(read('show=contracts')).toEqual(nothingAsked('contracts'))
  })
  test('reads as people would write it', () => {
    expect(
      exploreHref({
        show: 'contracts',
        chosen: { area: ['housing-management'], borough: ['camden', 'hackney'] },
      }),
    ).toBe('/explore?show=contracts&area=housing-management&borough=camden&borough=hackney')
  })
  test('leaves out what it does not know', () => {
    expect(read('show=everything&sort=-luck&page=-3&view=globe&area=&colour=red')).toEqual(nothingAsked())
    expect(read('page=1e99').page).toBe(1)
    expect(read(`q=${'x'.repeat(5000)}`).q).toHaveLength(200)
  })
  test('carries the scope along', () => {
    expect(writeAddress({ chosen: { hosting: ['SaaS'] } }, { scope: 'E92000001' })).toBe(
      '?scope=E92000001&hosting=SaaS',
    )
  })
  test('an option chosen twice is no longer chosen, and either way the first page is shown', () => {
    const once = toggled({ ...nothingAsked(), page: 4 }, 'area', 'libraries')
    expect(once).toMatchObject({ chosen: { area: ['libraries'] }, page: 1 })
    expect(filtersIn(once)).toBe(1)
    expect(toggled(once, 'area', 'libraries')).toEqual(nothingAsked())
    expect(filtersIn({ chosen: { area: ['a', 'b'] }, q: ' x ' })).toBe(3)
  })
  test('the other kind keeps the filters and has its own order', () => {
    const systems = toggled({ ...nothingAsked(), page: 3, sort: 'standing', down: true }, 'borough', 'camden')
    expect(showing(systems, 'contracts')).toMatchObject({
      show: 'contracts',
      chosen: { borough: ['camden'] },
      sort: 'decide',
      down: false,
      page: 1,
    })
  })
})
