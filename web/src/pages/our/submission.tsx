import { useState } from 'react'
import type { Submission } from '../../../../functions/schema/submission.ts'
import { Problem } from '../../api.ts'
import { Anchor, Button, ErrorSummary, Panel, Tag, Textarea } from '../../govuk/index.ts'
import { actionWords, counted, fields, kindWords, type Names, titleOf } from '../fields.ts'
import { Comments } from './ask.tsx'
import { DifferencesTable } from './differencesTable.tsx'
import { namesFrom, useLists } from './lists.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place } from './page.tsx'
import { service, type Waiting } from './service.ts'
import { statedBy } from './typed.ts'

export default function CheckAndSend() {
  return (
    <OurPage title="Check your answers" crumbs={[{ text: 'Check your answers' }]}>
      {(place) => <Told place={place} key={place.authority.id} />}
    </OurPage>
  )
}

const shownAtFirst = 25

const valuesAfter = ({ record, proposal }: Pick<Waiting, 'record' | 'proposal'>) => ({
  ...(record ? statedBy(record) : {}),
  ...proposal.values,
})

function Told({ place }: { place: Place }) {
  const { authority, to } = place
  const loaded = useLoaded(() => service.open(authority.id), `open ${authority.id}`)
  const systems = useLoaded(() => service.register(authority.id, 'system'), `systems ${authority.id}`)
  const lists = useLists()
  const [message, setMessage] = useState('')
  const [state, setState] = useState<{ sending?: true; sent?: Submission; wrong?: string }>({})
  const [shown, setShown] = useState(shownAtFirst)

  if (state.sent) {
    return (
      <>
        <Panel title="Sent to LOTI" headingLevel={1}>
          Your reference is
          <br />
          <strong>{state.sent.reference}</strong>
        </Panel>
        <p className="govuk-body">
          LOTI will look at {counted(state.sent.sentCount ?? 0, 'change')}. Until then the published register
          stays as it is. Anything that needs another look comes back here with a comment.
        </p>
        <p className="govuk-body">
          <Anchor className="govuk-link" href={to('/our')}>
            Back to your register
          </Anchor>
        </p>
      </>
    )
  }
  return (
    <Show of={loaded}>
      {({ submission, proposals }) => {
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
        const errors = proposals.flatMap(({ proposal, record, problems }) =>
          Object.entries(problems).map(([field, text]) => ({
            text: `${titleOf(proposal.kind, valuesAfter({ proposal, record }))}: ${text}`,
            href: to(`/our/${kindWords[proposal.kind].path}/${proposal.recordId}#${field.split('.')[0]}`),
          })),
        )
        const send = () => {
          setState({ sending: true })
          service.sendOpen(authority.id, message).then(
            (sent) => setState({ sent }),
            (failure: unknown) => {
              setState({
                wrong: failure instanceof Problem ? failure.message : 'It could not be sent. Try again.',
              })
              loaded.reload()
            },
          )
        }
        const names = lists.value
          ? namesFrom(lists.value, {
              newVendors: proposals.flatMap(({ proposal }) => proposal.newVendors),
              systems: (systems.value?.records ?? []).flatMap((one) =>
                one.kind === 'system' ? [{ id: one.id, name: one.name }] : [],
              ),
            })
          : undefined
        return (
          <>
            {(errors.length > 0 || state.wrong) && (
              <ErrorSummary
                key={state.wrong ?? 'errors'}
                title="There is a problem"
                errors={[...(state.wrong ? [{ text: state.wrong }] : []), ...errors.slice(0, 20)]}
              />
            )}
            <h1 className="govuk-heading-l">Check your answers before sending</h1>
            <p className="lede">
              {counted(proposals.length, 'change')} for {authority.name}. LOTI sees exactly this.
            </p>
            {names &&
              proposals
                .slice(0, shown)
                .map((one) => (
                  <Change waiting={one} names={names} place={place} key={one.proposal.recordId} />
                ))}
            {proposals.length > shown && (
              <Button
                type="button"
                className="govuk-button--secondary"
                onClick={() => setShown(proposals.length)}
              >
                Show all {proposals.length} changes
              </Button>
            )}
            <Textarea
              name="message"
              label="Anything LOTI should know (optional)"
              rows={3}
              value={message}
              onChange={(event) => setMessage(event.target.value)}
            />
            <Button type="button" onClick={send} disabled={state.sending || errors.length > 0}>
              {state.sending ? 'Sending…' : `Send ${counted(proposals.length, 'change')} for approval`}
            </Button>
            {errors.length > 0 && (
              <p className="govuk-body">
                Mend what is named at the top of this page first. Nothing you typed is lost.
              </p>
            )}
          </>
        )
      }}
    </Show>
  )
}

function Change({ waiting, names, place }: { waiting: Waiting; names: Names; place: Place }) {
  const { proposal, record, problems, changes } = waiting
  const words = kindWords[proposal.kind]
  const after = valuesAfter(waiting)
  const title = titleOf(proposal.kind, after)
  const before = record ? statedBy(record) : {}
  const changed = changes.map(({ field }) => field).filter((field) => fields[proposal.kind][field])
  const link = place.to(`/our/${words.path}/${proposal.recordId}`)
  return (
    <section className="proposal-card" aria-label={title}>
      <h2 className="govuk-heading-m wrap-anywhere">
        {actionWords[proposal.action]} {words.one}: {title}{' '}
        {Object.keys(problems).length > 0 && <Tag colour="red">Needs attention</Tag>}
      </h2>
      <Comments comments={proposal.comments.filter(({ field }) => !field)} />
      {changed.length === 0 ? (
        <p className="govuk-body">This changes nothing, so it is left out when you send.</p>
      ) : (
        <DifferencesTable
          kind={proposal.kind}
          before={before}
          after={after}
          changed={changed}
          names={names}
          caption={`What would change in ${title}`}
          isNew={!record}
          beside={(field) => (
            <>
              {problems[field] && (
                <p className="govuk-error-message govuk-!-margin-bottom-0">{problems[field]}</p>
              )}
              <Comments comments={proposal.comments.filter((one) => one.field === field)} />
            </>
          )}
        />
      )}
      <p className="govuk-body">
        <Anchor className="govuk-link" href={link}>
          Change<span className="govuk-visually-hidden"> {title}</span>
        </Anchor>
      </p>
    </section>
  )
}
