import { useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { ButtonLink } from '../../govuk/index.ts'
import { keep } from './drafting/keep.ts'

/** Where to sign in so as to come back to this page. */
export const useSignInLink = () => {
  const { pathname, search } = useLocation()
  return `/api/v1/sign-in?to=${encodeURIComponent(`${pathname}${search}`)}`
}

export function NotSignedIn() {
  const to = useSignInLink()
  const [keeps, setKeeps] = useState(false)
  useEffect(() => void keep.hasAny().then(setKeeps), [])
  return (
    <>
      <h1 className="govuk-heading-l">Sign in to go on</h1>
      <p className="govuk-body">
        This part of City Tools is for officers of the authorities that keep the register and of LOTI. After
        signing in you come straight back to this page.
      </p>
      {keeps && (
        <p className="govuk-inset-text">
          This browser keeps typing that is not saved yet. It is saved when whoever typed it signs in.
        </p>
      )}
      <ButtonLink href={to}>Sign in</ButtonLink>
      <p className="govuk-body">
        The{' '}
        <a className="govuk-link" href="/">
          public summaries
        </a>{' '}
        need no account.
      </p>
    </>
  )
}

export function NotAllowed({ because }: { because?: string | undefined }) {
  const to = useSignInLink()
  return (
    <>
      <h1 className="govuk-heading-l">You cannot see this page</h1>
      <p className="govuk-body">{because ?? 'Your account does not include this.'}</p>
      <p className="govuk-body">
        If you should be able to, ask LOTI to add it to your account, or{' '}
        <a className="govuk-link" href={to}>
          sign in as someone else
        </a>
        .
      </p>
    </>
  )
}
