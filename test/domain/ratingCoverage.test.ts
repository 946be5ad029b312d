import { describe, expect, test } from 'vitest'
import { emptyLedger, type Ledger } from '../../functions/domain/ledger.ts'
import {
  coverageAmounts,
  coverageShownOf,
  coverageTogether,
  coverageVoicesIn,
} from '../../functions/domain/ratingCoverage.ts'
import { advance } from '../../functions/domain/release.ts'
import type { Totals } from '../../functions/domain/totals.ts'

// How many have rated moves only when three authorities have, as figures do.

function region() {
  const document: Totals = {}
  let ledger: Ledger = emptyLedger
  return {
    rates(authority: string, records: number, { month = '2026-03' } = {}) {
      for (const path of Object.keys(document)) if (path.startsWith(`${authority}/`)) delete document[path]
      if (records > 0)
        Object.assign(document, {
          [`${authority}/records`]: records,
          [`${authority}/confirmed`]: records,
          [`${authority}/month/${month}`]: records,
        })
      const voices = coverageVoicesIn(document)
      ledger = advance(ledger, voices, { amountsOf: coverageAmounts })
      return coverageShownOf(ledger)
    },
  }
}

describe('coverage of ratings', () => {
  test('is nothing until three rate, and moves with three more or three changed', () => {
    const { rates } = region()
    rates('a', 2)
    expect(rates('b', 3)).toMatchObject({ reporting: 0, records: 0 })
    expect(rates('c', 4, { month: '2025-11' })).toEqual({
      reporting: 3,
      records: 9,
      confirmed: 9,
      oldest: '2025-11',
    })
    rates('d', 1)
    expect(rates('a', 7)).toMatchObject({ reporting: 3, records: 9 })
    expect(rates('b', 8)).toMatchObject({ reporting: 4, records: 20 })
  })

  test('waits while one authority has given nearly all ratings', () => {
    const { rates } = region()
    rates('a', 40)
    rates('b', 1)
    expect(rates('c', 1)).toMatchObject({ reporting: 0 })
    expect(rates('c', 7)).toMatchObject({ reporting: 3, records: 48 })
  })

  test('is taken away with the third', () => {
    const { rates } = region()
    for (const one of ['a', 'b', 'c']) rates(one, 2)
    expect(rates('c', 0)).toMatchObject({ reporting: 0, records: 0 })
  })

  test('adds up over regions', () => {
    expect(
      coverageTogether([
        { reporting: 3, records: 9, confirmed: 8, oldest: '2025-11' },
        { reporting: 0, records: 0, confirmed: 0 },
        { reporting: 4, records: 5, confirmed: 5, oldest: '2025-02' },
      ]),
    ).toEqual({ reporting: 7, records: 14, confirmed: 13, oldest: '2025-02' })
  })
})
