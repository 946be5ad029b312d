import { Link } from 'react-router'
import { useTitle } from './loading.tsx'

export default function NotFound() {
  useTitle('Page not found')
  return (
    <>
      <h1 className="govuk-heading-l">Page not found</h1>
      <p className="govuk-body">
        If you typed the address, check that it is right. If you followed a link, it may be out of date.
      </p>
      <p className="govuk-body">
        Start from the{' '}
        <Link to="/" className="govuk-link">
          front page
        </Link>
        , the{' '}
        <Link to="/service-areas" className="govuk-link">
          service areas
        </Link>{' '}
        or the{' '}
        <Link to="/boroughs" className="govuk-link">
          boroughs
        </Link>
        .
      </p>
    </>
  )
}
