import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldChanges, judge, statedIn } from '../../functions/domain/proposal.ts'
import { anyRecord } from '../support/records.ts'

const value = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.constant(undefined),
  fc.constant(null),
  fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
)
const values = fc.dictionary(fc.constantFrom('one', 'two', 'three', 'four'), value)

describe('field by field, what would change', () => {
  test('is nothing between a thing and itself, or its copy by way of JSON', () => {
    fc.assert(
      fc.property(values, (one) => {
        expect(fieldChanges(one, one)).toEqual([])
        expect(fieldChanges(one, JSON.parse(JSON.stringify(one)))).toEqual([])
      }),
    )
  })

  test('laid onto what was, makes what is', () => {
    fc.assert(
      fc.property(values, values, (before, after) => {
        const laid = { ...before }
        for (const { field, to } of fieldChanges(before, after)) laid[field] = to as never
        expect(fieldChanges(laid, after)).toEqual([])
      }),
    )
  })

  test('the other way round is the same fields, from and to changed over', () => {
    fc.assert(
      fc.property(values, values, (before, after) => {
        const turned = fieldChanges(after, before).map(({ field, from, to }) => ({
          field,
          from: to,
          to: from,
        }))
        const byField = (a: { field: string }, b: { field: string }) => (a.field < b.field ? -1 : 1)
        expect(fieldChanges(before, after).sort(byField)).toEqual(turned.sort(byField))
      }),
    )
  })

  test('does not count nothing said in different ways', () => {
    for (const nothing of ['', null, undefined, []]) {
      for (const other of ['', null, undefined, []]) {
        expect(fieldChanges({ field: nothing }, { field: other })).toEqual([])
        expect(fieldChanges({ field: nothing }, {})).toEqual([])
      }
    }
    // No and nought are something said.
    expect(fieldChanges({ field: false }, {})).toHaveLength(1)
    expect(fieldChanges({ field: 0 }, {})).toHaveLength(1)
  })

  test('is nothing when a record is judged again: what is kept reads as it was kept', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const { fields, problems } = judge(record.kind, statedIn(record))
        if (problems) return
        const again = judge(record.kind, fields as Record<string, unknown>)
        expect(again.problems).toBeUndefined()
        expect(fieldChanges({ ...fields }, { ...again.fields })).toEqual([])
      }),
    )
  })
})
