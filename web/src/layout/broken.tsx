import { useRouteError } from 'react-router'
import { Button } from '../govuk/index.ts'

/** What is shown when a page cannot be drawn: a new version was put up meanwhile, or there is a bug. */
export function Broken() {
  const failure = useRouteError()
  console.error(failure)
  return (
    <>
      <h1 className="govuk-heading-l">This page could not be shown</h1>
      <p className="govuk-body">
        City Tools may have been updated while you had it open. Load the page again; what you have saved is
        safe.
      </p>
      <Button type="button" onClick={() => window.location.reload()}>
        Load the page again
      </Button>
    </>
  )
}
