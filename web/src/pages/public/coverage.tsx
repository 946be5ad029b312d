import { confirmedWords } from '../../../../functions/domain/coverageWords.ts'
import type { Coverage } from '../../../../functions/schema/view.ts'
import { date, month } from '../../format.ts'

/** From how many of how many, and how fresh: what every figure says of itself. */
export const basisOf = (coverage: Coverage, what: string): string => {
  const { reporting, authorities, records, oldest } = coverage
  if (records === 0) return `No ${what} on the register yet, from 0 of ${authorities} authorities.`
  return `From ${reporting} of ${authorities} authorities; ${confirmedWords(coverage, what)}${oldest ? `, the oldest confirmation from ${month(oldest)}` : ''}.`
}

/** The same, with the day the figures are for. */
export const basisAsOf = (coverage: Coverage, what: string, today: string): string =>
  `${basisOf(coverage, what)} As of ${date(today)}.`
