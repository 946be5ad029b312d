import { type FormEvent, useState } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import type { PeoplePage } from '../../../../functions/schema/person.ts'
import {
  Anchor,
  Button,
  ButtonLink,
  Input,
  Lookup,
  NotificationBanner,
  Pagination,
  Select,
} from '../../govuk/index.ts'
import { counted } from '../fields.ts'
import { namesFrom, useLists, useOptions } from '../our/lists.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { AdminPage, rolesInWords, StateTag } from './page.tsx'
import { people } from './service.ts'

const roles = [
  { value: '', text: 'Any' },
  { value: 'editor', text: 'Edits a register' },
  { value: 'member', text: 'Reads only' },
  { value: 'approver', text: 'Approves for LOTI' },
  { value: 'admin', text: 'Administers people' },
]
const states = [
  { value: '', text: 'All who may come in' },
  { value: 'invited', text: 'Invited' },
  { value: 'active', text: 'Active' },
  { value: 'suspended', text: 'Suspended' },
  { value: 'removed', text: 'Removed' },
]
const filters = ['q', 'authority', 'role', 'state'] as const

export default function People() {
  return <AdminPage title="People">{() => <Listed />}</AdminPage>
}

function Listed() {
  const [search] = useSearchParams()
  const query = search.toString()
  const loaded = useLoaded(() => people.list(query), query)
  const done: unknown = useLocation().state
  const isNarrowed = filters.some((name) => search.get(name))
  return (
    <>
      {typeof done === 'string' && <NotificationBanner type="success" text={done} key={done} />}
      <div className="people__head">
        <h1 className="govuk-heading-l">People</h1>
        <ButtonLink href="/people/invite">Invite someone</ButtonLink>
      </div>
      <p className="lede">Who may sign in, for whom they are here, and what they may do.</p>
      <Filters key={query} />
      <Show of={loaded}>
        {(page) =>
          page.total === 0 ? (
            <p className="govuk-body" role="status">
              {isNarrowed
                ? 'Nobody matches. Change or clear the filters.'
                : 'Nobody is here yet. Invite the first IT lead, and they are sent a link to sign in with.'}
            </p>
          ) : (
            <>
              <p className="basis" role="status">
                {counted(page.total, 'person', 'people')}
                {isNarrowed && ' match'}
                {page.people.length < page.total && `, ${page.people.length} of them on this page`}
              </p>
              <PeopleTable page={page} />
              <Pages page={page} />
            </>
          )
        }
      </Show>
    </>
  )
}

function Filters() {
  const [search, setSearch] = useSearchParams()
  const lists = useLists()
  const [words, setWords] = useState(search.get('q') ?? '')
  const narrow = (change: Partial<Record<(typeof filters)[number], string>>) => {
    const next = new URLSearchParams(search)
    next.delete('after')
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value)
      else next.delete(name)
    }
    setSearch(next, { preventScrollReset: true })
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    narrow({ q: words.trim() })
  }
  return (
    <search aria-label="People">
      <form className="list-tools people__filters" onSubmit={onSubmit}>
        <Input
          name="q"
          label="Name or e-mail"
          type="search"
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {lists.value ? (
          <AuthorityFilter
            lists={lists.value}
            value={search.get('authority') ?? ''}
            onChange={(authority) => narrow({ authority })}
          />
        ) : (
          <Input name="authority" label="Authority" disabled />
        )}
        <Select
          name="role"
          label="What they may do"
          items={roles}
          value={search.get('role') ?? ''}
          onChange={(event) => narrow({ role: event.target.value })}
        />
        <Select
          name="state"
          label="State"
          items={states}
          value={search.get('state') ?? ''}
          onChange={(event) => narrow({ state: event.target.value })}
        />
        <div className="actions-row">
          <Button className="govuk-button--secondary">Find</Button>
          {filters.some((name) => search.get(name)) && (
            <Anchor className="govuk-link" href="/people">
              Clear filters
            </Anchor>
          )}
        </div>
      </form>
    </search>
  )
}

function AuthorityFilter({
  lists,
  value,
  onChange,
}: {
  lists: Parameters<typeof useOptions>[0]
  value: string
  onChange: (authority: string) => void
}) {
  const { authorities } = useOptions(lists)
  const [typed, setTyped] = useState(value)
  return (
    <Lookup
      id="authority"
      name="authority"
      label="Authority"
      options={authorities}
      value={typed}
      onChange={(next) => {
        setTyped(next)
        // Half a name narrows nothing yet.
        if (next === '' || authorities.some((one) => one.value === next)) onChange(next)
      }}
    />
  )
}

function PeopleTable({ page }: { page: PeoplePage }) {
  const lists = useLists()
  // An id says nothing to anybody: what they may do is said once their authorities have names.
  const nameOf = lists.value && namesFrom(lists.value).authority
  return (
    <table className="govuk-table stacked register people">
      <caption className="govuk-visually-hidden">People, by name</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {['Name', 'What they may do', 'State'].map((text) => (
            <th scope="col" className="govuk-table__header" key={text}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {page.people.map((person) => (
          <tr className="govuk-table__row" key={person.id}>
            <th scope="row" className="govuk-table__header">
              <Anchor className="govuk-link" href={`/people/${person.id}`}>
                {person.name}
              </Anchor>
              {person.email && <span className="people__email">{person.email}</span>}
            </th>
            <td className="govuk-table__cell">
              <ul className="value-lines govuk-list">
                {(nameOf ? rolesInWords(person, nameOf) : []).map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            </td>
            <td className="govuk-table__cell">
              <StateTag state={person.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Pages({ page }: { page: PeoplePage }) {
  const [search] = useSearchParams()
  const to = (after: string | undefined) => {
    const next = new URLSearchParams(search)
    if (after) next.set('after', after)
    else next.delete('after')
    return `/people?${next}`
  }
  const isFirst = !search.get('after')
  if (isFirst && !page.next) return null
  return (
    <Pagination
      {...(!isFirst && { previous: { text: 'First page', href: to(undefined) } })}
      {...(page.next && { next: { text: 'Next page', href: to(page.next) } })}
    />
  )
}
