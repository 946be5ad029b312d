import { Link } from 'react-router'
import type { Problem } from '../../api.ts'
import { date } from '../../format.ts'
import { BackToToday, useOtherDay } from './asAt.tsx'
import { useTitle } from './loading.tsx'
import NotFound from './notFound.tsx'

/** In place of a view that is not there: on the day asked of, or at all. */
export default function NotThere({ refusal: { message, more } }: { refusal: Problem }) {
  const { joinedOn } = more
  return typeof joinedOn === 'string' ? <NotYetThere says={message} joinedOn={joinedOn} /> : <NotFound />
}

/** A record as at a day before it joined the register. */
function NotYetThere({ says, joinedOn }: { says: string; joinedOn: string }) {
  const otherDay = useOtherDay()
  useTitle('Not on the register yet')
  return (
    <>
      <h1 className="govuk-heading-l">Not on the register yet</h1>
      <p className="govuk-body">{says}</p>
      <p className="govuk-body screen-only">
        <Link className="govuk-link" to={otherDay(joinedOn)}>
          See it as at {date(joinedOn)}
        </Link>
      </p>
      <BackToToday />
    </>
  )
}
