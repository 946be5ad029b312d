import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publicRecord } from '../../functions/domain/disclosure.ts'
import { summaries, summaryFrom, summaryIn, wholeOf } from '../../functions/domain/summary.ts'
import { recount } from '../../functions/tallies/recount.ts'
import { documentsOf } from '../../functions/tallies/tally.ts'
import { anyRecord, terms, today } from '../support/records.ts'

test('a summary is read alike from its documents and from what they are put together', () => {
  const records = fc.uniqueArray(anyRecord, { selector: ({ id }) => id, minLength: 1, maxLength: 30 })
  const met = new Set<string>()
  fc.assert(
    fc.property(records, (records) => {
      for (const place of recount(records.map(publicRecord), today, terms).values()) {
        const documents = [...documentsOf(place)]
        const names = new Set(
          documents.map(([name]) => name.slice(0, name.indexOf('COUNT#') + 'COUNT#'.length)),
        )
        for (const summary of names) {
          const its = documents.filter(([name]) => name.startsWith(summary))
          const read = summaryFrom(summary, its)
          expect(summaryIn(wholeOf(summary, its))).toEqual(read)
          for (const [group, members] of Object.entries(read))
            if (members instanceof Map && members.size > 0) met.add(group)
          if (summary === summaries.whoRunsWhat) met.add(summary)
        }
      }
    }),
  )
  expect([...met].sort()).toEqual(['WHO#COUNT#', 'areas', 'authorities', 'vendors'])
})
