import type { Person } from '../schema/person.ts'
import type { Authority } from '../schema/reference.ts'

// The people one can sign in as on one's own machine. They are roles and not real people; their addresses lead
// nowhere. Tests use the same cast.

const nobody = { memberOf: [], editorOf: [], approver: false, admin: false, suspended: false }
const roleMailbox = (id: string) => `${id}@cast.example.org`

/** An editor for every London borough, named by its slug, and the other roles. */
export function cast(authorities: Authority[]): Person[] {
  const boroughs = authorities.filter(({ kind }) => kind === 'London borough')
  const idOf = (slug: string) => boroughs.filter((borough) => borough.slug === slug).map(({ id }) => id)
  const camden = idOf('camden')
  const joint = [...idOf('kingston-upon-thames'), ...idOf('sutton')]
  const person = (id: string, name: string, may: Partial<Person>): Person => ({
    ...nobody,
    ...may,
    id,
    name,
    email: roleMailbox(id),
  })
  return [
    ...boroughs.map(({ id, slug, name }) =>
      person(slug, `${name} IT lead`, { memberOf: [id], editorOf: [id] }),
    ),
    person('kingston-sutton', 'Kingston and Sutton shared IT lead', { memberOf: joint, editorOf: joint }),
    person('member', 'Camden officer, reading only', { memberOf: camden }),
    person('loti', 'LOTI officer', { approver: true }),
    person('loti-2', 'Second LOTI officer', { approver: true }),
    person('loti-camden', 'LOTI officer seconded from Camden', {
      memberOf: camden,
      editorOf: camden,
      approver: true,
    }),
    person('admin', 'LOTI administrator', { approver: true, admin: true }),
    person('suspended', 'Suspended Camden officer', {
      memberOf: camden,
      editorOf: camden,
      suspended: true,
    }),
  ]
}
