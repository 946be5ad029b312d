import { type ReactNode, useEffect } from 'react'
import { useSearchParams } from 'react-router'
import type { Person } from '../../../../functions/schema/person.ts'
import { type Breadcrumb, Breadcrumbs } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { UnsentNotice } from './drafting/unsentNotice.tsx'
import { useLists } from './lists.ts'
import { Show } from './loading.tsx'
import { NotAllowed, NotSignedIn } from './ways.tsx'
import './our.css'

export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} – City Tools`
  }, [title])
}

export type Place = {
  authority: { id: string; name: string }
  person: Person
  /** The authorities this person keeps, to choose between. */
  choices: { id: string; name: string }[]
  /** An address in this part for the same authority. */
  to: (path: string) => string
}

/** A page about one authority's own register: settles who is asking and for which authority. */
export function OurPage({
  title,
  crumbs = [],
  many = false,
  children,
}: {
  title: string
  crumbs?: Breadcrumb[]
  /** A page that an approver may use for many authorities at once. */
  many?: boolean
  children: (place: Place) => ReactNode
}) {
  const { person } = useSession()
  const [search] = useSearchParams()
  const lists = useLists()
  useTitle(title)
  if (person === undefined) return null
  if (person === null) return <NotSignedIn />
  if (person.suspended) return <NotAllowed because="Your account is suspended." />
  return (
    <Show of={lists}>
      {({ authorities }) => {
        const wanted = search.get('authority')
        const mayChoose = (id: string) => person.editorOf.includes(id) || person.approver
        const first = person.editorOf[0] ?? (many && person.approver ? authorities[0]?.id : undefined)
        const id = wanted && mayChoose(wanted) ? wanted : first
        if (!id || (wanted && !mayChoose(wanted))) {
          return (
            <NotAllowed
              because={
                wanted
                  ? 'You do not keep this authority’s register.'
                  : 'Your account keeps no authority’s register.'
              }
            />
          )
        }
        const name = (one: string) => authorities.find((authority) => authority.id === one)?.name ?? one
        const named = (one: string) => ({ id: one, name: name(one) })
        const explicit = person.editorOf.length !== 1 || id !== person.editorOf[0]
        const to = (path: string) => {
          if (!explicit) return path
          const [before, hash] = path.split('#')
          return `${before}${before?.includes('?') ? '&' : '?'}authority=${id}${hash ? `#${hash}` : ''}`
        }
        const place: Place = { authority: named(id), person, choices: person.editorOf.map(named), to }
        return (
          <>
            {crumbs.length > 0 && (
              <Breadcrumbs
                items={[
                  person.editorOf.length > 0 || wanted
                    ? { text: 'Our register', href: to('/our') }
                    : { text: 'Review', href: '/review' },
                  ...crumbs.map((crumb) => ({
                    ...crumb,
                    ...(crumb.href && { href: to(crumb.href) }),
                  })),
                ]}
                collapseOnMobile
              />
            )}
            <UnsentNotice place={place} key={id} />
            {children(place)}
          </>
        )
      }}
    </Show>
  )
}
