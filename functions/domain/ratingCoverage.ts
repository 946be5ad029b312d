import { type Ledger, shown, type Voice } from './ledger.ts'
import { grouped, type Totals, under } from './totals.ts'

// How much a region's authorities have rated, let out as their figures are: how many rate, how many ratings, how fresh.
// One more rating would otherwise show at once in what everyone reads, and who uses a vendor is public.

/** What an authority adds, as one answer: ratings, those confirmed lately, and the month of the oldest confirmation. */
const question = 'coverage'
const answerOf = (held: Totals): string => {
  const [oldest = ''] = Object.keys(under(held, 'month/')).sort()
  return [held.records ?? 0, held.confirmed ?? 0, oldest].join('/')
}
const readBack = (answer: string) => {
  const [records = '0', confirmed = '0', oldest = ''] = answer.split('/')
  return { records: Number(records), confirmed: Number(confirmed), oldest }
}

/** Ratings, and ratings confirmed: of neither sum may one authority hold nearly all. */
export const coverageAmounts = (_: string, answer: string): number[] => {
  const { records, confirmed } = readBack(answer)
  return [records, confirmed]
}

/**
 * What each authority of a region says by having rated. Names tell nothing of it: who shows its name on some ratings may
 * have given others.
 */
export const coverageVoicesIn = (document: Totals): Map<string, Voice> =>
  new Map(
    [...grouped(document)].flatMap(([authority, held]) =>
      held.records ? [[authority, { named: false, says: { [question]: answerOf(held) } }] as const] : [],
    ),
  )

/** As it may be shown. */
export type RatingCoverage = { reporting: number; records: number; confirmed: number; oldest?: string }

const sumOf = (answers: Iterable<string>) => {
  const each = [...answers].map(readBack)
  const [oldest] = each.flatMap((one) => one.oldest || []).sort()
  return {
    reporting: each.length,
    records: each.reduce((sum, { records }) => sum + records, 0),
    confirmed: each.reduce((sum, { confirmed }) => sum + confirmed, 0),
    ...(oldest && { oldest }),
  }
}

export const coverageShownOf = (ledger: Ledger): RatingCoverage =>
  sumOf(shown(ledger, question).said.values())

/** Coverage as it is at this moment, let out or not: never for the service to show. */
export const coverageAtOnce = (voices: ReadonlyMap<string, Voice>): RatingCoverage =>
  sumOf([...voices.values()].flatMap(({ says }) => says[question] ?? []))

/** A scope's: the sum of what its regions let out. */
export function coverageTogether(regions: readonly RatingCoverage[]): RatingCoverage {
  const sum = (of: 'reporting' | 'records' | 'confirmed') => regions.reduce((all, one) => all + one[of], 0)
  const [oldest] = regions.flatMap((one) => one.oldest ?? []).sort()
  return {
    reporting: sum('reporting'),
    records: sum('records'),
    confirmed: sum('confirmed'),
    ...(oldest && { oldest }),
  }
}
