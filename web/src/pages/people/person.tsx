import { useLocation } from 'react-router'
import type { ListedPerson } from '../../../../functions/schema/person.ts'
import { ButtonLink, InsetText, NotificationBanner, SummaryList } from '../../govuk/index.ts'
import { instantWords } from '../fields.ts'
import { namesFrom, useLists } from '../our/lists.ts'
import { AboutPerson, rolesInWords, StateTag } from './page.tsx'

export default function PersonPage() {
  return (
    <AboutPerson title={({ name }) => name}>
      {({ person, isOwn }) => <Told person={person} isOwn={isOwn} key={person.revision} />}
    </AboutPerson>
  )
}

function Told({ person, isOwn }: { person: ListedPerson; isOwn: boolean }) {
  const lists = useLists()
  const nameOf = lists.value ? namesFrom(lists.value).authority : (id: string) => id
  const done: unknown = useLocation().state
  const { id, name, email, state, invitedAt, joinedAt, removedAt } = person
  const roles = rolesInWords(person, nameOf)
  const to = (path: string) => `/people/${id}/${path}`
  const rows = [
    { key: 'State', value: <StateTag state={state} /> },
    ...(email ? [{ key: 'E-mail', value: <span className="wrap-anywhere">{email}</span> }] : []),
    ...(roles.length > 0
      ? [
          {
            key: 'May',
            value: (
              <ul className="value-lines govuk-list">
                {roles.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    ...(invitedAt ? [{ key: 'Invited', value: instantWords(invitedAt) }] : []),
    ...(joinedAt ? [{ key: 'First signed in', value: instantWords(joinedAt) }] : []),
    ...(removedAt ? [{ key: 'Removed', value: instantWords(removedAt) }] : []),
  ]
  return (
    <>
      {typeof done === 'string' && <NotificationBanner type="success" text={done} />}
      <h1 className="govuk-heading-l">{name}</h1>
      {state === 'removed' && (
        <InsetText>
          They can no longer sign in. What they sent and decided stays under their name; everything else about
          them is gone.
        </InsetText>
      )}
      <SummaryList rows={rows} />
      {state !== 'removed' && (
        <div className="govuk-button-group">
          <ButtonLink href={to('change')}>Change what they may do</ButtonLink>
          {!isOwn && state === 'suspended' && (
            <ButtonLink href={to('restore')} className="govuk-button--secondary">
              Restore
            </ButtonLink>
          )}
          {!isOwn && state !== 'suspended' && (
            <>
              <ButtonLink href={to('send-again')} className="govuk-button--secondary">
                {state === 'invited' ? 'Send the invitation again' : 'Ask to sign in afresh'}
              </ButtonLink>
              <ButtonLink href={to('suspend')} className="govuk-button--secondary">
                Suspend
              </ButtonLink>
            </>
          )}
          {!isOwn && (
            <ButtonLink href={to('remove')} className="govuk-button--secondary">
              Remove
            </ButtonLink>
          )}
        </div>
      )}
      {isOwn && (
        <p className="basis">
          This is you. Another administrator must suspend or remove you, or change that you administer people.
        </p>
      )}
    </>
  )
}
