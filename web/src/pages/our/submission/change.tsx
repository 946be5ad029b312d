import { useState } from 'react'
import { Problem } from '../../../api.ts'
import { Anchor, Button, ErrorMessage, Tag } from '../../../govuk/index.ts'
import { actionWords, differences, fields, kindWords, type Names, titleOf } from '../../fields.ts'
import { ConflictChooser } from '../conflict.tsx'
import { DifferencesTable } from '../differencesTable.tsx'
import { proposed, statedBy } from '../drafting/typed.ts'
import { thread } from '../history/historyService.ts'
import { LinkAnswers } from '../linkAnswers.tsx'
import type { Place } from '../page.tsx'
import { service, type Waiting } from '../service.ts'
import { Reply, Thread } from './thread.tsx'

/** One change before it is sent: what it would change, what it needs, and the ways to mend it or let it go. */
export function Change({
  waiting,
  names,
  place,
  covering,
  onChanged,
}: {
  waiting: Waiting
  names: Names
  place: Place
  /** Contracts drafted here that are to cover it. */
  covering: string[]
  onChanged: () => void
}) {
  const { proposal, record, problems, conflicts, waitsFor } = waiting
  const { kind, recordId, comments } = proposal
  const words = kindWords[kind]
  const after = proposed(record, proposal.values)
  const title = titleOf(kind, after)
  const before = record ? statedBy(record) : {}
  const changed = differences(kind, before, after)
  const troubled = Object.keys(problems).map((path) => path.split('.')[0] ?? path)
  // A question that must be answered is listed even where nothing has been typed yet.
  const listed = Object.keys(fields[kind]).filter(
    (field) => changed.includes(field) || troubled.includes(field),
  )
  const link = place.to(`/our/${words.path}/${recordId}`)
  const [asking, setAsking] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const answer = (field: string | undefined, text: string) =>
    thread.answer(place.authority.id, recordId, { field, text }).then(onChanged)
  const discard = () => {
    service
      .discard(place.authority.id, recordId, proposal)
      .then(onChanged, (failure: unknown) =>
        setWrong(failure instanceof Problem ? failure.message : 'It could not be discarded. Try again.'),
      )
  }
  return (
    <section className="proposal-card" aria-label={title}>
      <h2 className="govuk-heading-m wrap-anywhere">
        {actionWords[proposal.action]} {words.one}: {title}{' '}
        {troubled.length + conflicts.length > 0 && <Tag colour="red">Needs attention</Tag>}
        {troubled.length + conflicts.length === 0 && comments.length > 0 && (
          <Tag colour="orange">Returned</Tag>
        )}
      </h2>
      <LinkAnswers kind={kind} answers={proposal.answers} names={names} />
      {conflicts.length > 0 && record && (
        <ConflictChooser
          id={`choose-${recordId}`}
          kind={kind}
          conflicts={conflicts}
          names={names}
          onSettle={(values) =>
            thread.settle(place.authority.id, recordId, conflicts, values, record.version).then(onChanged)
          }
        />
      )}
      <Thread
        comments={comments.filter(({ field }) => !field || !listed.includes(field))}
        authorityName={place.authority.name}
      />
      {comments.some(({ field }) => !field) && (
        <Reply id={`answer-${recordId}`} about={title} onSend={(text) => answer(undefined, text)} />
      )}
      {listed.length === 0 ? (
        <p className="govuk-body">This changes nothing, so it is left out when you send.</p>
      ) : (
        <DifferencesTable
          kind={kind}
          before={before}
          after={after}
          changed={listed}
          names={names}
          caption={`What would change in ${title}`}
          isNew={!record}
          beside={(field) => (
            <>
              {Object.entries(problems)
                .filter(([path]) => path.split('.')[0] === field)
                .map(([path, text]) => (
                  <p className="govuk-error-message" key={path}>
                    <span className="govuk-visually-hidden">Error: </span>
                    {text}
                  </p>
                ))}
              <Thread
                comments={comments.filter((one) => one.field === field)}
                authorityName={place.authority.name}
              />
              {comments.some((one) => one.field === field) && (
                <Reply
                  id={`answer-${recordId}-${field}`}
                  about={fields[kind][field]?.label ?? field}
                  onSend={(text) => answer(field, text)}
                />
              )}
            </>
          )}
        />
      )}
      {waitsFor.length > 0 && (
        <p className="govuk-inset-text">
          It covers {waitsFor.map(names.system).join(' and ')}, which needs attention first. It is sent with
          that system, or once you take that system off.
        </p>
      )}
      {proposal.newVendors.length > 0 && (
        <p className="govuk-body">
          New to the list of vendors: {proposal.newVendors.map(({ name }) => name).join(', ')}
        </p>
      )}
      {proposal.newProducts && proposal.newProducts.length > 0 && (
        <p className="govuk-body">
          New to the list of products: {proposal.newProducts.map(({ name }) => name).join(', ')}
        </p>
      )}
      {asking ? (
        <div className="govuk-inset-text">
          <p>
            {record
              ? 'Your change is lost; the published record stays as it is.'
              : 'The draft is lost, with everything in it.'}
            {proposal.found && ' What was found about you and accepted into it is asked again.'}
            {covering.length > 0 && ` It is taken off ${covering.join(' and ')} too.`}
          </p>
          {wrong && <ErrorMessage role="alert">{wrong}</ErrorMessage>}
          <div className="govuk-button-group">
            <Button type="button" className="govuk-button--warning" onClick={discard}>
              Discard<span className="govuk-visually-hidden"> {title}</span>
            </Button>
            <button type="button" className="link-button" onClick={() => setAsking(false)}>
              Keep it
            </button>
          </div>
        </div>
      ) : (
        <p className="govuk-body card-links">
          <Anchor className="govuk-link" href={link}>
            Change<span className="govuk-visually-hidden"> {title}</span>
          </Anchor>
          <button type="button" className="link-button" onClick={() => setAsking(true)}>
            Discard<span className="govuk-visually-hidden"> {title}</span>
          </button>
        </p>
      )}
    </section>
  )
}
