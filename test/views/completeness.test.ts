import fc from 'fast-check'
import { expect, test } from 'vitest'
import { completenessPoints } from '../../functions/domain/completeness.ts'
import { median } from '../../functions/domain/distribution.ts'
import { addInto, type Totals } from '../../functions/domain/totals.ts'
import { completenessShare } from '../../functions/tallies/completeness.ts'
import { medianCompleteness } from '../../functions/views/completeness.ts'
import { anyRecord, terms, today } from '../support/records.ts'

test('the median is that of each authority’s mean, over the ones that have a record of the kind', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyRecord, { selector: ({ id }) => id, maxLength: 30 }), (records) => {
      const documents = new Map<string, Totals>()
      for (const record of records) {
        for (const { document, totals } of completenessShare(record, today, terms).counts) {
          documents.set(document, addInto(documents.get(document) ?? {}, totals))
        }
      }
      for (const kind of ['system', 'contract'] as const) {
        const held = records.filter(
          (record) => record.kind === kind && !(record.retiredOn && record.retiredOn <= today),
        )
        const means = [...Map.groupBy(held, ({ authority }) => authority).values()].map(
          (those) => those.reduce((sum, one) => sum + completenessPoints(one), 0) / those.length / 10_000,
        )
        const found = medianCompleteness([...documents.values()], kind)
        if (means.length < 3) expect(found).toBeUndefined()
        else {
          expect(found?.authorities).toBe(means.length)
          expect(found?.share).toBeCloseTo(median(means) ?? 0, 10)
        }
      }
    }),
  )
})

test('it stands in members’ summaries alone', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      for (const { places } of completenessShare(record, today, terms).counts) {
        for (const place of places) expect(place).toMatch(/^MEMBERS#/)
      }
    }),
  )
})
