import { Link, useSearchParams } from 'react-router'
import { londonToday, quarterEnd, quarterOverBy } from '../../../../functions/domain/calendar.ts'
import { date, month } from '../../format.ts'
import { isDay, useAsAt } from '../../layout/asAt.ts'
import './past.css'

// The way from a page to the same page as at an earlier day, and what says that one is there.

const lastQuarterEnds = (today: string, many: number): string[] => {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const first = Math.floor((month - 1) / 3) * 3
  return Array.from({ length: many }, (_, n) =>
    new Date(Date.UTC(year, first - 3 * n, 0)).toISOString().slice(0, 10),
  )
}

/** The address of the page one is on as at another day, or of today. */
export function useOtherDay() {
  const [search] = useSearchParams()
  return (on?: string) => {
    const next = new URLSearchParams(search)
    if (on) next.set('asAt', on)
    else next.delete('asAt')
    return `?${next}`
  }
}

/** Leads a page of another day back; nothing on a page of today. */
export function BackToToday() {
  const address = useOtherDay()
  return (
    useAsAt() && (
      <p className="govuk-body screen-only">
        <Link className="govuk-link" to={address()} preventScrollReset>
          Back to today
        </Link>
      </p>
    )
  )
}

/**
 * Says which day a page is of, and leads to others. `isTold`: it is of what members were told, which is kept by the ends of
 * quarters.
 */
export function AsAt({ isTold = false }: { isTold?: boolean }) {
  const [search, setSearch] = useSearchParams()
  const asAt = useAsAt()
  const today = londonToday()
  const address = useOtherDay()
  return (
    <>
      {asAt && isDay(asAt) && asAt < today && (
        <div className="in-the-past" role="status">
          <p>
            <strong>This page shows the past: {date(asAt)}.</strong>{' '}
            {isTold
              ? `Figures are as they were told at the end of ${month(quarterEnd(quarterOverBy(asAt)).slice(0, 7))}. Who said what by name, and what your council said, is told of today alone.`
              : 'It is worked out from the versions approved by the end of that day, told as they may be told today. '}
            {!isTold && (
              <Link className="govuk-link" to="/about#past">
                How this is worked out
              </Link>
            )}
          </p>
          <BackToToday />
        </div>
      )}
      <details className="as-at screen-only">
        <summary>{asAt ? 'Another day' : 'See this page as at an earlier day'}</summary>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const day = new FormData(event.currentTarget).get('day')
            if (!day) return
            const next = new URLSearchParams(search)
            next.set('asAt', String(day))
            setSearch(next, { preventScrollReset: true })
          }}
        >
          <label className="govuk-label" htmlFor="as-at">
            As at the end of
          </label>
          <div className="as-at__row">
            <input
              className="govuk-input govuk-input--width-10"
              // Says the day one has come to, by whatever way.
              key={asAt}
              id="as-at"
              name="day"
              type="date"
              required
              max={today}
              defaultValue={asAt}
            />
            <button type="submit" className="govuk-button govuk-button--secondary">
              Show that day
            </button>
          </div>
          <ul className="as-at__quarters">
            {lastQuarterEnds(today, 4).map((on) => (
              <li key={on}>
                <Link className="govuk-link" to={address(on)} preventScrollReset>
                  {date(on)}
                </Link>
              </li>
            ))}
          </ul>
        </form>
      </details>
    </>
  )
}
