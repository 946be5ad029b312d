import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import type { Person } from '../../../../functions/schema/person.ts'
import { useStaying } from '../../layout/asAt.ts'
import { useSession } from '../../session.tsx'
import { NotSignedIn } from '../our/ways.tsx'
import { useTitle } from '../public/loading.tsx'
import './members.css'

/** What members read of each other. A new page of theirs joins here and in routes.tsx. */
const places = [
  { to: '/members/ratings', text: 'Ratings' },
  { to: '/members/satisfaction', text: 'Satisfaction' },
  { to: '/members/skills', text: 'Skills' },
  { to: '/members/moves', text: 'Replacements' },
  { to: '/members/peers', text: 'Your position' },
  { to: '/members/completeness', text: 'Completeness' },
]

/** A page for members: it waits to know who is reading. */
export function MembersPage({ title, children }: { title: string; children: (reader: Person) => ReactNode }) {
  const { person } = useSession()
  useTitle(title)
  if (person === undefined) return null
  if (person === null) return <NotSignedIn />
  return (
    <>
      {!person.suspended && <MembersPlaces />}
      {children(person)}
    </>
  )
}

function MembersPlaces() {
  const staying = useStaying()
  return (
    <nav className="subnav" aria-label="For members">
      <ul>
        {places.map(({ to, text }) => (
          <li key={to}>
            <NavLink to={staying(to)} className="govuk-link govuk-link--no-visited-state">
              {text}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Authorities a reader speaks for. */
export const ownAuthorities = ({ memberOf, editorOf }: Person): string[] => [
  ...new Set([...editorOf, ...memberOf]),
]

/** Stands where a figure would give away too few. */
export const Withheld = () => <span className="withheld">fewer than 3</span>
