import type { Coverage } from '../../../../functions/schema/view.ts'
import { count, date, month, percent } from '../../format.ts'

/** From how many of how many, and how fresh: what every figure says of itself. */
export const basisOf = (coverage: Coverage, what: string): string => {
  const { reporting, authorities, records, confirmed, freshMonths, oldest } = coverage
  if (records === 0) return `No ${what} on the register yet, from 0 of ${authorities} authorities.`
  const fresh = `${percent(confirmed / records)} of ${count(records)} ${what} confirmed in the last ${freshMonths} months`
  return `From ${reporting} of ${authorities} authorities; ${fresh}${oldest ? `, the oldest confirmation from ${month(oldest)}` : ''}.`
}

/** The same, with the day the figures are for. */
export const basisAsOf = (coverage: Coverage, what: string, today: string): string =>
  `${basisOf(coverage, what)} As of ${date(today)}.`
