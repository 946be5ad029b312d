import { type Part, type RatingsShown, ratings } from './kept.ts'
import { type Ledger, ledgerAt } from './ledger.ts'
import { shownFrom } from './membersSummary.ts'
import { figuresIn } from './rating.ts'
import { coverageShownOf } from './ratingCoverage.ts'
import { satisfactionShownOf } from './satisfaction.ts'

// What members were told of ratings at the end of a quarter, from what was let out by then. Names are not told of the past.

const shows = {
  vendor: (ledger: Ledger) => ({ figures: figuresIn(ledger), named: [] }),
  coverage: coverageShownOf,
  satisfaction: (ledger: Ledger) => satisfactionShownOf(ledger),
}

/** From a region's ledgers, by their names: as it is told of today. */
export function ratingsToldAt(parts: readonly Part[], quarter: string): RatingsShown {
  const then = parts.map(({ sk, body }) => {
    const { of, shown } = shownFrom(sk)
    return { sk: shown, body: shows[of](ledgerAt(body as Ledger, quarter)) }
  })
  return ratings.of(then, false)
}
