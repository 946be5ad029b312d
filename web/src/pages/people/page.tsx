import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import type { AccountState, ListedPerson, Person } from '../../../../functions/schema/person.ts'
import { type Breadcrumb, Breadcrumbs, Tag, type TagColour } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { Show, useLoaded } from '../our/loading.tsx'
import { useTitle } from '../our/page.tsx'
import { NotAllowed, NotSignedIn } from '../our/ways.tsx'
import { people } from './service.ts'
import '../our/our.css'
import './people.css'

/** A page for administrators alone. */
export function AdminPage({
  title,
  crumbs = [],
  children,
}: {
  title: string
  crumbs?: Breadcrumb[]
  children: (admin: Person) => ReactNode
}) {
  const { person } = useSession()
  useTitle(title)
  if (person === undefined) return null
  if (person === null) return <NotSignedIn />
  if (!person.admin) return <NotAllowed because="Only LOTI’s administrators look after people." />
  return (
    <>
      {crumbs.length > 0 && (
        <Breadcrumbs items={[{ text: 'People', href: '/people' }, ...crumbs]} collapseOnMobile />
      )}
      {children(person)}
    </>
  )
}

/** A page about the person the address names. */
export function AboutPerson({
  title,
  children,
}: {
  title: (person: ListedPerson) => string
  children: (about: { person: ListedPerson; isOwn: boolean }) => ReactNode
}) {
  const { id = '' } = useParams()
  const loaded = useLoaded(() => people.get(id), id)
  return (
    <AdminPage
      title={loaded.value ? title(loaded.value) : 'People'}
      crumbs={[{ text: loaded.value?.name ?? '' }]}
    >
      {(admin) => <Show of={loaded}>{(person) => children({ person, isOwn: admin.id === person.id })}</Show>}
    </AdminPage>
  )
}

const states: Record<AccountState, { text: string; colour: TagColour }> = {
  invited: { text: 'Invited', colour: 'yellow' },
  active: { text: 'Active', colour: 'green' },
  suspended: { text: 'Suspended', colour: 'red' },
  removed: { text: 'Removed', colour: 'grey' },
}
export const StateTag = ({ state }: { state: AccountState }) => (
  <Tag colour={states[state].colour}>{states[state].text}</Tag>
)

/** What someone may do, a line each. */
export function rolesInWords(person: ListedPerson, nameOf: (authority: string) => string): string[] {
  const { memberOf, editorOf, approver, admin } = person
  const reads = memberOf.filter((id) => !editorOf.includes(id))
  return [
    editorOf.length > 0 && `Edits the register of ${listed(editorOf.map(nameOf))}`,
    reads.length > 0 && `Reads for ${listed(reads.map(nameOf))}`,
    approver && 'Approves for LOTI',
    admin && 'Administers people',
  ].filter((words) => words !== false)
}

const listed = (names: string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
