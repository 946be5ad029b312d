import fc from 'fast-check'
import { expect, test } from 'vitest'
import { completenessPoints } from '../../functions/domain/completeness.ts'
import { median } from '../../functions/domain/distribution.ts'
import { isFresh } from '../../functions/domain/due.ts'
import { completenessOf, membersPlace } from '../../functions/domain/membersSummary.ts'
import { lineOf } from '../../functions/domain/registerFigures.ts'
import { skillDigits } from '../../functions/domain/skillLevel.ts'
import { addInto, type Totals } from '../../functions/domain/totals.ts'
import { type AnyRecord, anyKinds } from '../../functions/schema/record.ts'
import { completenessShare } from '../../functions/tallies/completeness.ts'
import { medianCompleteness } from '../../functions/views/completeness.ts'
import { anyOpinion, anyRecord, terms, today } from '../support/records.ts'

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

test('an authority’s line is what a count of its own records comes to, of every kind', () => {
  const records = fc.uniqueArray(fc.oneof(anyRecord, anyOpinion), {
    selector: ({ id }) => id,
    maxLength: 30,
  })
  fc.assert(
    fc.property(records, (records) => {
      const documents = new Map<string, Totals>()
      for (const record of records) {
        for (const { places, document, totals } of completenessShare(record, today, terms).counts) {
          for (const place of places) {
            const name = `${place}/${document}`
            documents.set(name, addInto(documents.get(name) ?? {}, totals))
          }
        }
      }
      for (const [authority, those] of Map.groupBy(records, (record) => record.authority)) {
        for (const kind of anyKinds) {
          const held = those.filter((record) => record.kind === kind && counts(record))
          const region = terms.scopesOf(authority)[0] ?? ''
          const place = membersPlace(kind === 'rating' ? authority : region)
          const line = lineOf(documents.get(`${place}/${completenessOf(authority)}`) ?? {}, kind)
          if (held.length === 0) {
            expect(line).toBeUndefined()
            continue
          }
          const months = held.flatMap(({ provenance }) => provenance.confirmedAt?.slice(0, 7) ?? []).sort()
          const fresh = held.filter((record) => isFresh(record, today, terms.freshMonths)).length
          expect(line).toMatchObject({
            records: held.length,
            confirmed: fresh,
            stale: months.length - fresh,
            never: held.length - months.length,
          })
          expect(line?.oldest).toBe(months[0])
          expect(line?.complete).toBeCloseTo(
            held.reduce((sum, record) => sum + completenessPoints(record), 0) / held.length / 10_000,
            10,
          )
        }
      }
    }),
  )
})

/** What has been withdrawn, emptied or retired counts nowhere. */
const counts = (record: AnyRecord) =>
  record.kind === 'skillLevel'
    ? skillDigits(record) > 0
    : !(record.retiredOn !== undefined && record.retiredOn <= today)

test('that an authority rates anybody is written in a place of its own, never beside its region’s', () => {
  fc.assert(
    fc.property(anyOpinion, (opinion) => {
      for (const { places } of completenessShare(opinion, today, terms).counts) {
        expect(places).toEqual([
          membersPlace(
            opinion.kind === 'rating' ? opinion.authority : (terms.scopesOf(opinion.authority)[0] ?? ''),
          ),
        ])
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
