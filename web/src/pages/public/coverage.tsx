import type { ReactNode } from 'react'
import { confirmedWords } from '../../../../functions/domain/coverageWords.ts'
import type { Coverage } from '../../../../functions/schema/view.ts'
import { date, month } from '../../format.ts'

/** From how many of how many, and how fresh: what every figure says of itself. */
export const basisOf = (coverage: Coverage, what: string): string => {
  const { reporting, authorities, records, oldest } = coverage
  if (records === 0) return `No ${what} on the register, from 0 of ${authorities} authorities.`
  return `From ${reporting} of ${authorities} authorities; ${confirmedWords(coverage, what)}${oldest ? `, the oldest confirmation from ${month(oldest)}` : ''}.`
}

/** The oldest day anything was confirmed on, of several kinds of record; nothing where none ever was. */
export const oldestOf = (...kinds: Pick<Coverage, 'oldest'>[]): string | undefined =>
  kinds.flatMap(({ oldest }) => oldest ?? []).sort()[0]

/** The same, with the day the figures are for. */
export const basisAsOf = (coverage: Coverage, what: string, today: string): string =>
  `${basisOf(coverage, what)} As of ${date(today)}.`

/** Why a page has nothing to show, and what even that rests on. */
export const NothingToShow = ({ basis, children }: { basis: string; children: ReactNode }) => (
  <div className="govuk-inset-text">
    <div className="govuk-body">{children}</div>
    <p className="basis">{basis}</p>
  </div>
)
