import type { Comment } from '../../../../../functions/schema/proposal.ts'
import type { RecordKind } from '../../../../../functions/schema/record.ts'
import { InsetText, NotificationBanner } from '../../../govuk/index.ts'
import { fields, fieldWords, type Names } from '../../fields.ts'
import { ClashChooser } from '../drafting/clash.tsx'
import { Reply, Thread } from '../submission/thread.tsx'
import type { Asking } from './asking.tsx'
import type { RecordFormState } from './useRecordForm.ts'

const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** What happened to a draft besides this person's typing: disputes, recovered typing, colleagues, LOTI's questions. */
export function Notices({
  kind,
  record,
  names,
  order,
  comments,
  answering,
}: {
  kind: RecordKind
  record: RecordFormState
  names: Names
  /** The fields in the order they are asked for. */
  order: string[]
  comments: readonly Comment[]
  /** How to answer what was asked; nothing while there is no draft to answer in. */
  answering: Asking['answering']
}) {
  const general = comments.filter(({ field }) => !field || !(field in fields[kind]))
  const questions = comments.filter(({ from }) => from !== 'authority').length
  const others = record.taken.filter((field) => field in fields[kind])
  return (
    <>
      {Object.keys(record.clashing).length > 0 && (
        <ClashChooser
          kind={kind}
          clashing={record.clashing}
          mine={record.form.getValues()}
          names={names}
          onSettle={record.settle}
        />
      )}
      {record.recovered && (
        <InsetText>
          This browser kept typing of yours that had not been saved. It is back in the form and being saved
          now.
        </InsetText>
      )}
      {others.length > 0 && (
        <InsetText>
          A colleague is working on this too. What they changed is in the form now:{' '}
          {listed.format(others.map((field) => fieldWords(kind, field)))}.
        </InsetText>
      )}
      {comments.length > 0 && (
        <NotificationBanner title="Returned to you">
          <p className="govuk-notification-banner__heading">
            LOTI has asked about {questions === 1 ? 'one thing' : `${questions} things`} here.
          </p>
          <Thread comments={general} authorityName={answering?.authorityName} />
          {answering && general.length > 0 && (
            <Reply id="answer" about="the whole" onSend={(text) => answering.send(undefined, text)} />
          )}
          <ul className="govuk-list">
            {order
              .filter((name) => comments.some(({ field }) => field === name))
              .map((name) => (
                <li key={name}>
                  <a className="govuk-notification-banner__link" href={`#${name}-comments`}>
                    {fields[kind][name]?.label}
                  </a>
                </li>
              ))}
          </ul>
        </NotificationBanner>
      )}
    </>
  )
}
