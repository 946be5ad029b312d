import type { ReactNode } from 'react'
import type { Person } from '../../../../functions/schema/person.ts'
import { useSession } from '../../session.tsx'
import { NotSignedIn } from '../our/ways.tsx'
import { useTitle } from '../public/loading.tsx'
import './members.css'

/** A page for members: it waits to know who is reading. */
export function MembersPage({ title, children }: { title: string; children: (reader: Person) => ReactNode }) {
  const { person } = useSession()
  useTitle(title)
  if (person === undefined) return null
  if (person === null) return <NotSignedIn />
  return children(person)
}

/** Stands where a figure would give away too few. */
export const Withheld = () => <span className="withheld">fewer than 3</span>
