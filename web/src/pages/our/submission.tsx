import { useEffect, useRef, useState } from 'react'
import type { OpenSubmission } from '../../../../functions/schema/review.ts'
import type { Submission } from '../../../../functions/schema/submission.ts'
import { Problem } from '../../api.ts'
import { count } from '../../format.ts'
import { Anchor, Button, ErrorSummary, Panel, Tag, Textarea } from '../../govuk/index.ts'
import { actionWords, counted, differences, fields, kindWords, type Names, titleOf } from '../fields.ts'
import { ConflictChooser } from './conflict.tsx'
import { DifferencesTable } from './differencesTable.tsx'
import { thread } from './historyService.ts'
import { namesFrom, useLists } from './lists.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place } from './page.tsx'
import { service, type Waiting } from './service.ts'
import { Reply, Thread } from './thread.tsx'
import { proposed, statedBy } from './typed.ts'

export default function CheckAndSend() {
  return (
    <OurPage title="Check your answers" crumbs={[{ text: 'Check your answers' }]}>
      {(place) => <Told place={place} key={place.authority.id} />}
    </OurPage>
  )
}

const shownAtFirst = 25
const shownMore = 100
const errorsShown = 20

/** `2 new contracts, 1 changed system`. */
function inKinds(made: OpenSubmission['made']): string {
  const done = { create: 'new', update: 'changed', retire: 'retired', confirm: 'confirmed' } as const
  return made
    .map(({ action, kind, count: some }) => counted(some, `${done[action]} ${kindWords[kind].one}`))
    .join(', ')
}

function Told({ place }: { place: Place }) {
  const { authority, to } = place
  const [pages, setPages] = useState(1)
  const loaded = useLoaded(() => service.open(authority.id, pages), `open ${authority.id}`)
  const systems = useLoaded(() => service.register(authority.id, 'system'), `systems ${authority.id}`)
  const lists = useLists()
  const [message, setMessage] = useState('')
  const [state, setState] = useState<{ sending?: true; sent?: Submission; wrong?: string }>({})
  const [shown, setShown] = useState(shownAtFirst)
  const [pressed, setPressed] = useState(0)

  if (state.sent) return <Sent submission={state.sent} to={to} />
  return (
    <Show of={loaded}>
      {({ submission, proposals, total, made, wanting, wantingInAll, next }) => {
        if (!submission || proposals.length === 0) {
          return (
            <>
              <h1 className="govuk-heading-l">Nothing to send</h1>
              <p className="govuk-body">
                Changes you make to{' '}
                <Anchor className="govuk-link" href={to('/our/contracts')}>
                  contracts
                </Anchor>{' '}
                and{' '}
                <Anchor className="govuk-link" href={to('/our/systems')}>
                  systems
                </Anchor>
                , and rows you accept from an import, gather here until you send them.
              </p>
            </>
          )
        }
        const errors = wanting
          .slice(0, errorsShown)
          .map(({ recordId, kind, title, field, text, conflict }) => {
            const called = titleOf(kind, { name: title, title })
            return conflict
              ? {
                  text: `${called}: choose what is right for ${(fields[kind][field]?.label ?? field).toLowerCase()}`,
                  href: `#choose-${recordId}-${field}`,
                }
              : {
                  text: `${called}: ${text}`,
                  href: to(`/our/${kindWords[kind].path}/${recordId}#${field.split('.')[0]}`),
                }
          })
        const unsaid = wantingInAll - errors.length
        const send = () => {
          if (errors.length > 0) {
            setPressed((before) => before + 1)
            return
          }
          setState({ sending: true })
          service.sendOpen(authority.id, message, submission.id).then(
            (sent) => setState({ sent }),
            (failure: unknown) => {
              setState({
                wrong: failure instanceof Problem ? failure.message : 'It could not be sent. Try again.',
              })
              loaded.reload()
            },
          )
        }
        const inSight = Math.min(shown, proposals.length)
        const more = () => {
          setShown(shown + shownMore)
          if (shown + shownMore <= proposals.length || next === undefined) return
          setPages(pages + 1)
          loaded.reload()
        }
        const names = lists.value
          ? namesFrom(lists.value, {
              newVendors: proposals.flatMap(({ proposal }) => proposal.newVendors),
              newProducts: proposals.flatMap(({ proposal }) => proposal.newProducts ?? []),
              systems: (systems.value?.records ?? []).flatMap((one) =>
                one.kind === 'system' ? [{ id: one.id, name: one.name }] : [],
              ),
            })
          : undefined
        return (
          <>
            {(errors.length > 0 || state.wrong) && (
              <ErrorSummary
                key={`${state.wrong} ${pressed}`}
                disableAutoFocus={!state.wrong && pressed === 0}
                title="There is a problem"
                errors={[
                  ...(state.wrong ? [{ text: state.wrong }] : []),
                  ...errors,
                  ...(unsaid > 0
                    ? [{ text: `And ${unsaid} more. Changes that need attention come first below.` }]
                    : []),
                ]}
              />
            )}
            <h1 className="govuk-heading-l">Check your answers before sending</h1>
            <p className="lede">
              {counted(total, 'change')} for {authority.name}: {inKinds(made)}. LOTI sees exactly this.
            </p>
            {names &&
              proposals
                .slice(0, shown)
                .map((one) => (
                  <Change
                    waiting={one}
                    names={names}
                    place={place}
                    onChanged={loaded.reload}
                    key={one.proposal.recordId}
                  />
                ))}
            {total > inSight && (
              <p className="govuk-body" aria-live="polite">
                Showing {count(inSight)} of {count(total)} changes.
              </p>
            )}
            {(proposals.length > shown || next !== undefined) && (
              <Button type="button" className="govuk-button--secondary" onClick={more}>
                Show more changes
              </Button>
            )}
            <Textarea
              name="message"
              label="Anything LOTI should know (optional)"
              rows={3}
              value={message}
              onChange={(event) => setMessage(event.target.value)}
            />
            <Button type="button" onClick={send} disabled={state.sending}>
              {state.sending ? 'Sending…' : `Send ${counted(total, 'change')} for approval`}
            </Button>
          </>
        )
      }}
    </Show>
  )
}

function Sent({ submission: { reference, sentCount = 0 }, to }: { submission: Submission; to: Place['to'] }) {
  const told = useRef<HTMLDivElement>(null)
  useEffect(() => {
    window.scrollTo(0, 0)
    told.current?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      <div ref={told} tabIndex={-1} className="skip-target">
        <Panel title="Sent to LOTI">
          Your reference is
          <br />
          <strong>{reference}</strong>
        </Panel>
      </div>
      <h2 className="govuk-heading-m">What happens next</h2>
      <p className="govuk-body sent-words">
        LOTI looks at {counted(sentCount, 'change')}. Until they decide, the published register stays as it
        is. Anything that needs another look comes back to your register with a comment.
      </p>
      <p className="govuk-body card-links">
        <Anchor className="govuk-link" href={to('/our')}>
          Back to your register
        </Anchor>
        <Anchor className="govuk-link" href={to('/our/history')}>
          Everything you have sent
        </Anchor>
      </p>
    </>
  )
}

function Change({
  waiting,
  names,
  place,
  onChanged,
}: {
  waiting: Waiting
  names: Names
  place: Place
  onChanged: () => void
}) {
  const { proposal, record, problems, conflicts } = waiting
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
      .discard(place.authority.id, recordId)
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
          </p>
          {wrong && <p className="govuk-error-message">{wrong}</p>}
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
