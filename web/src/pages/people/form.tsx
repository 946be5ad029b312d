import { type ChangeEvent, type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { type Asked, asked, invitation, type ListedPerson } from '../../../../functions/schema/person.ts'
import type { ReferenceLists } from '../../../../functions/schema/view.ts'
import { Problem } from '../../api.ts'
import { Anchor, Button, Checkboxes, ErrorSummary, Input, LookupMany } from '../../govuk/index.ts'
import { label } from '../our/form/asking.tsx'
import { useLists, useOptions } from '../our/lists.ts'
import { Show } from '../our/loading.tsx'
import { useTitle } from '../our/page.tsx'
import { AboutPerson, AdminPage } from './page.tsx'
import { people } from './service.ts'

type Typed = Asked & { email: string }
type Wrong = { fields: Record<string, string>; detail?: string; at: number }

export function InvitePage() {
  return (
    <AdminPage title="Invite someone" crumbs={[{ text: 'Invite someone' }]}>
      {() => <Form title="Invite someone" />}
    </AdminPage>
  )
}

export function ChangePage() {
  return (
    <AboutPerson title={({ name }) => `Change what ${name} may do`}>
      {({ person, isOwn }) => (
        <Form title={`Change what ${person.name} may do`} person={person} isOwn={isOwn} />
      )}
    </AboutPerson>
  )
}

function Form({ title, person, isOwn = false }: { title: string; person?: ListedPerson; isOwn?: boolean }) {
  const lists = useLists()
  return (
    <Show of={lists}>
      {(reference) => <Questions reference={reference} title={title} person={person} isOwn={isOwn} />}
    </Show>
  )
}

const order = ['name', 'email', 'editorOf', 'memberOf', 'admin'] as const

function Questions({
  reference,
  title,
  person,
  isOwn,
}: {
  reference: ReferenceLists
  title: string
  person: ListedPerson | undefined
  isOwn: boolean
}) {
  const navigate = useNavigate()
  const { authorities } = useOptions(reference)
  const [typed, setTyped] = useState<Typed>(() => ({
    name: person?.name ?? '',
    email: person?.email ?? '',
    editorOf: person?.editorOf ?? [],
    memberOf: (person?.memberOf ?? []).filter((id) => !person?.editorOf.includes(id)),
    approver: person?.approver ?? false,
    admin: person?.admin ?? false,
  }))
  const [wrong, setWrong] = useState<Wrong>()
  const [busy, setBusy] = useState(false)
  useTitle(wrong ? `Error: ${title}` : title)
  const set = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }))

  const refuse = (fields: Record<string, string>, detail?: string) =>
    setWrong({ fields, ...(detail && { detail }), at: Date.now() })
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    const schema = person ? asked : invitation
    const read = schema.safeParse(typed)
    if (!read.success) {
      const entries = read.error.issues.map(({ path, message }) => [String(path[0]), message] as const)
      return refuse(Object.fromEntries(entries.reverse()))
    }
    setBusy(true)
    try {
      if (person) {
        await people.change(person.id, read.data, person.revision)
        await navigate(`/people/${person.id}`, { state: `${read.data.name} is changed`, replace: true })
      } else {
        const made = await people.invite({ ...read.data, email: typed.email })
        await navigate('/people', { state: `An invitation is on its way to ${made.email}` })
      }
    } catch (failure) {
      setBusy(false)
      if (failure instanceof Problem && Object.keys(failure.fields).length > 0) refuse(failure.fields)
      else refuse({}, failure instanceof Error ? failure.message : 'That did not work. Try again.')
    }
  }
  const errorFor = (field: string) => wrong?.fields[field]
  const errors = wrong && [
    ...order.flatMap((field) =>
      wrong.fields[field] ? [{ text: wrong.fields[field], href: `#${field}` }] : [],
    ),
    ...(wrong.detail ? [{ text: wrong.detail }] : []),
  ]
  return (
    <form onSubmit={onSubmit} noValidate className="people__form">
      {errors && <ErrorSummary errors={errors} key={wrong.at} />}
      <h1 className="govuk-heading-l">{title}</h1>
      <Input
        name="name"
        label={label('Name')}
        hint="As colleagues know them. It is shown beside what they send and decide."
        autoComplete="off"
        value={typed.name}
        onChange={(event) => set({ name: event.target.value })}
        errorMessage={errorFor('name')}
      />
      {!person && (
        <Input
          name="email"
          label={label('E-mail address')}
          hint="Their own work address. The invitation goes there, and they sign in with it."
          type="email"
          autoComplete="off"
          spellCheck={false}
          value={typed.email}
          onChange={(event) => set({ email: event.target.value })}
          errorMessage={errorFor('email')}
        />
      )}
      <h2 className="govuk-heading-m">For an authority</h2>
      <LookupMany
        id="editorOf"
        name="editorOf"
        label={label('Edits the register of')}
        hint="Proposes changes, confirms records and sends them for approval. Sees everything members see."
        options={authorities}
        values={typed.editorOf}
        onChange={(editorOf) => set({ editorOf })}
        errorMessage={errorFor('editorOf')}
      />
      <LookupMany
        id="memberOf"
        name="memberOf"
        label={label('Reads only, for')}
        hint="Sees ratings, skills and contacts as an officer of the authority, and changes nothing."
        options={authorities.filter(({ value }) => !typed.editorOf.includes(value))}
        values={typed.memberOf.filter((id) => !typed.editorOf.includes(id))}
        onChange={(memberOf) => set({ memberOf })}
        errorMessage={errorFor('memberOf')}
      />
      <h2 className="govuk-heading-m">For LOTI</h2>
      <Checkboxes
        name="admin"
        fieldset={{ legend: { children: 'What they do at LOTI', className: 'govuk-visually-hidden' } }}
        errorMessage={errorFor('admin') ?? errorFor('approver')}
        items={[
          {
            value: 'approver',
            text: 'Approves',
            hint: 'Decides on what authorities send, except what they typed or sent themselves.',
            checked: typed.approver,
            onChange: (event) => set({ approver: event.target.checked }),
          },
          // Nobody decides on their own administration: see the note below.
          ...(isOwn
            ? []
            : [
                {
                  value: 'admin',
                  text: 'Administers people',
                  hint: 'Invites people, changes what they may do, suspends and removes them.',
                  checked: typed.admin,
                  onChange: (event: ChangeEvent<HTMLInputElement>) => set({ admin: event.target.checked }),
                },
              ]),
        ]}
      />
      {isOwn && (
        <p className="basis">You administer people. Another administrator must change that for you.</p>
      )}
      <div className="govuk-button-group">
        <Button disabled={busy}>{person ? 'Save' : 'Send the invitation'}</Button>
        <Anchor className="govuk-link" href={person ? `/people/${person.id}` : '/people'}>
          Cancel
        </Anchor>
      </div>
    </form>
  )
}
