import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publicRecord } from '../../functions/domain/disclosure.ts'
import { addInto, type Totals } from '../../functions/domain/totals.ts'
import { contribution } from '../../functions/tallies/contribution.ts'
import { recount } from '../../functions/tallies/recount.ts'
import { countsOf, fullNames, namesOf, sameShares, sharesOf } from '../../functions/tallies/spread.ts'
import { documentsOf } from '../../functions/tallies/tally.ts'
import { anyRecord, terms, today } from '../support/records.ts'

// A recount adds up at the speed of counting, and must come to what the records add one by one.

const someRecords = fc
  .array(anyRecord, { maxLength: 40 })
  .map((records) => records.map((record, n) => publicRecord({ ...record, id: `${record.id}_${n}` })))

describe('a recount', () => {
  test('comes to the sum of what each record adds, in every document of every place', () => {
    fc.assert(
      fc.property(someRecords, (records) => {
        const sums = new Map<string, Totals>()
        for (const record of records) {
          for (const [name, totals] of sharesOf(contribution(record, today, terms).counts)) {
            sums.set(name, addInto(sums.get(name) ?? {}, totals))
          }
        }
        const counted = new Map<string, Totals>()
        for (const [place, tally] of recount(records, today, terms)) {
          for (const [document, totals] of documentsOf(tally)) counted.set(`${place}/${document}`, totals)
        }
        expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(sums))
      }),
      { numRuns: 300 },
    )
  })

  test('comes to the same in any order, and a second time', () => {
    fc.assert(
      fc.property(someRecords, (records) => {
        const once = recount(records, today, terms)
        expect(recount(records.toReversed(), today, terms)).toEqual(once)
        expect(recount(records, today, terms)).toEqual(once)
      }),
      { numRuns: 50 },
    )
  })
})

test('what a record adds is kept once for all places where it is the same, and comes back whole', () => {
  fc.assert(
    fc.property(anyRecord.map(publicRecord), (record) => {
      const { counts, rows } = contribution(record, today, terms)
      const shares = sharesOf(counts)
      expect(sameShares(sharesOf(countsOf(shares)), shares)).toBe(true)
      expect(JSON.stringify(countsOf(shares)).length).toBeLessThanOrEqual(JSON.stringify([...shares]).length)
      const names = fullNames(rows)
      expect(fullNames(namesOf(names)).toSorted()).toEqual(names.toSorted())
    }),
  )
})
