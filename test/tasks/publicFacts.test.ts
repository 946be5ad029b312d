import { expect, test } from 'vitest'
import { schemas } from '../../functions/schema/record.ts'
import { publicFacts } from '../../functions/tasks/publicFacts/index.ts'

const { records } = publicFacts()

test('every public fact names its source in words, and its date', () => {
  expect(records.length).toBeGreaterThan(500)
  for (const { id, provenance } of records) {
    expect(provenance.source, id).toBe('open data')
    expect(provenance.sourceName, id).toMatch(/^[A-Z][\w ,]+$/)
    expect(provenance.sourceName, id).not.toMatch(/_|adapter/)
    expect(provenance.sourceOn, id).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  }
})

test('no public fact counts as confirmed: no authority has looked at it', () => {
  expect(records.filter(({ provenance }) => provenance.confirmedAt)).toEqual([])
})

test('every public fact is a record as the register keeps them', () => {
  for (const record of records)
    expect(() => schemas[record.kind].record.parse(record), record.id).not.toThrow()
})
