import type { ReactNode } from 'react'
import { Navigate, useLocation } from 'react-router'
import { Anchor } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'

/** Sends whoever came by the id of what was merged on to the page that is kept. */
export function Led({ from, to, at, also }: { from: string; to: string; at: string; also: ReactNode }) {
  const { search } = useLocation()
  return from === to ? also : <Navigate to={`${at}${encodeURIComponent(to)}${search}`} replace />
}

/** For LOTI's approvers: the way to change what everyone reads of a vendor or product. */
export function Change({ kind, id }: { kind: 'vendor' | 'product'; id: string }) {
  const { person } = useSession()
  if (!person?.approver || person.suspended || id === 'in-house') return null
  return (
    <p className="govuk-body lone">
      <Anchor className="govuk-link" href={`/${kind}s/${encodeURIComponent(id)}/change`}>
        Change this {kind}
      </Anchor>
    </p>
  )
}
