import { useEffect } from 'react'
import { Outlet } from 'react-router'
import { scopeNamed } from '../../../functions/schema/scope.ts'
import { PageTitle } from './pageTitle.tsx'
import { useScope } from './scope.ts'

/** Pages, unless the address asks for a part of the country that there is not. */
export function KnownScope() {
  const scope = useScope()
  return scopeNamed(scope) === undefined ? <UnknownScope scope={scope} /> : <Outlet />
}

function UnknownScope({ scope }: { scope: string }) {
  useEffect(() => {
    document.title = 'No such part of the country – City Tools'
  }, [])
  return (
    <>
      <PageTitle>No such part of the country</PageTitle>
      <p className="govuk-body prose">
        The address of this page asks for “{scope}”. Choose an area above to see the page for it.
      </p>
    </>
  )
}
