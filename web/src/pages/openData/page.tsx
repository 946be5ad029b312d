import type { ReactNode } from 'react'
import { type Breadcrumb, Breadcrumbs } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { useTitle } from '../our/page.tsx'
import { NotAllowed, NotSignedIn } from '../our/ways.tsx'
import '../our/our.css'

/** A page for those who load open data. */
export function OpenDataPage({
  title,
  crumbs,
  children,
}: {
  title: string
  crumbs: Breadcrumb[]
  children: ReactNode
}) {
  const { person } = useSession()
  useTitle(title)
  if (person === undefined) return null
  if (person === null) return <NotSignedIn />
  if (!person.approver) return <NotAllowed because="Only LOTI’s officers load open data." />
  return (
    <>
      <Breadcrumbs items={[{ text: 'Review', href: '/review' }, ...crumbs]} collapseOnMobile />
      {children}
    </>
  )
}
