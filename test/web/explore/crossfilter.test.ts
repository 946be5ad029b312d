import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCrossfilter, facetOf } from '../../../web/src/pages/public/explore/crossfilter.ts'

// Against the plainest way to say what is meant: row by row, filter by filter.

const facetCount = 3
const options = 5

type Row = number[][]
const row: fc.Arbitrary<Row> = fc.array(fc.uniqueArray(fc.nat(options - 1), { maxLength: 3 }), {
  minLength: facetCount,
  maxLength: facetCount,
})
const click = fc.oneof(
  fc.record({
    facet: fc.nat(facetCount - 1),
    chosen: fc.option(fc.uniqueArray(fc.nat(options - 1), { maxLength: 3 }), { nil: undefined }),
  }),
  fc.record({
    marked: fc.option(fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), { nil: undefined }),
  }),
)

describe('cross-filtering', () => {
  test('counts what the plain way counts, after any clicks', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 40 }),
        fc.array(click, { minLength: 1, maxLength: 8 }),
        (rows, clicks) => {
          const facets = Array.from({ length: facetCount }, (_, facet) =>
            facetOf(rows.length, options, (at) => rows[at]?.[facet] ?? []),
          )
          const crossfilter = createCrossfilter(rows.length, facets, 1)
          const chosen: (number[] | undefined)[] = facets.map(() => undefined)
          let marked: boolean[] | undefined
          for (const one of clicks) {
            if ('facet' in one) {
              chosen[one.facet] = one.chosen
              crossfilter.choose(one.facet, one.chosen)
            } else {
              marked = one.marked
              crossfilter.mask(0, marked && Uint8Array.from(marked, Number))
            }
          }
          const passesFacet = (has: Row, facet: number) =>
            !chosen[facet] || (has[facet] ?? []).some((code) => chosen[facet]?.includes(code))
          const passing = (leftOut?: number) =>
            rows.flatMap((has, at) =>
              (!marked || marked[at]) &&
              facets.every((_, facet) => facet === leftOut || passesFacet(has, facet))
                ? [at]
                : [],
            )
          const { selected, counts } = crossfilter.count()
          expect(selected).toBe(passing().length)
          for (const [facet, count] of counts.entries()) {
            const rowsLeft = passing(facet)
            expect([...count]).toEqual(
              Array.from(
                { length: options },
                (_, code) => rowsLeft.filter((at) => rows[at]?.[facet]?.includes(code)).length,
              ),
            )
          }
          const backwards = Uint32Array.from(rows.keys()).reverse()
          expect(crossfilter.page(backwards, 2, 6)).toEqual(passing().reverse().slice(2, 6))
          expect([...crossfilter.passing()]).toEqual(passing())
        },
      ),
      { numRuns: 500 },
    )
  })

  test('a row that has an option twice counts once', () => {
    const facet = facetOf(1, 2, () => [1, 1, 0, 1])
    expect([...facet.codes]).toEqual([1, 0])
  })

  test('more options than two bytes can say are kept apart', () => {
    const facet = facetOf(2, 70_000, (at) => [at === 0 ? 69_999 : 4463])
    expect([...facet.codes]).toEqual([69_999, 4463])
  })

  test('a filter that is not there is refused', () => {
    const crossfilter = createCrossfilter(1, [facetOf(1, 1, () => [0])])
    expect(() => crossfilter.choose(1, [0])).toThrow('no facet 1')
    expect(() => crossfilter.mask(0, undefined)).toThrow('no mask 0')
    expect(() => createCrossfilter(1, [], 32)).toThrow('No room')
  })
})
