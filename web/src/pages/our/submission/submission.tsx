import { useRef, useState } from 'react'
import { coversSystem } from '../../../../../functions/domain/draft.ts'
import type { OpenSubmission } from '../../../../../functions/schema/review.ts'
import type { Submission } from '../../../../../functions/schema/submission.ts'
import { Problem } from '../../../api.ts'
import { count } from '../../../format.ts'
import { Anchor, Button, ErrorSummary, Textarea } from '../../../govuk/index.ts'
import { counted, fields, kindWords, titleOf } from '../../fields.ts'
import { useKeptText } from '../../keptText.ts'
import { namesFrom, systemsIn, useLists } from '../lists.ts'
import { Show, useLoaded } from '../loading.tsx'
import { OurPage, type Place } from '../page.tsx'
import { service } from '../service.ts'
import { Change } from './change.tsx'
import { Sent } from './sent.tsx'

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
  const held = useLoaded(() => service.brief(authority.id), `register ${authority.id}`)
  const lists = useLists()
  const [message, setMessage] = useKeptText(`message ${authority.id}`)
  const [state, setState] = useState<{
    sending?: true
    sent?: Submission
    left?: number
    wrong?: string
  }>({})
  const [shown, setShown] = useState(shownAtFirst)
  const [pressed, setPressed] = useState(0)

  // Pressed again because the answer was lost, the same changes are sent once.
  const press = useRef({ records: '', key: '' })

  if (state.sent) {
    const back = () => {
      setMessage('')
      setState({})
      loaded.reload()
    }
    return <Sent submission={state.sent} left={state.left ?? 0} onBack={back} to={to} />
  }
  return (
    <Show of={loaded}>
      {({ submission, proposals, total, made, wanting, wantingInAll, ready, next }) => {
        if (!submission || proposals.length === 0) {
          return (
            <>
              {state.wrong && <ErrorSummary errors={[{ text: state.wrong }]} />}
              <h1 className="govuk-heading-l">Nothing to send</h1>
              {state.wrong && (
                <p className="govuk-body">
                  It may have arrived all the same, or a colleague sent it. See{' '}
                  <Anchor className="govuk-link" href={to('/our/history')}>
                    what has been sent
                  </Anchor>
                  .
                </p>
              )}
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
        const unready = total - ready.length
        const mayPart = errors.length > 0 && ready.length > 0
        const told = (ask: () => Promise<Submission>, left: number) => {
          setState({ sending: true })
          // Where the answer was lost it may have been sent: asked again, it is sent once.
          const isLost = (failure: unknown) =>
            failure instanceof Problem && (failure.status === 0 || failure.status >= 500)
          const answer = ask().catch((failure: unknown) => {
            if (isLost(failure)) return ask()
            throw failure
          })
          answer.then(
            (sent) => {
              setMessage('')
              setState({ sent, left })
            },
            (failure: unknown) => {
              setState({
                wrong: failure instanceof Problem ? failure.message : 'It could not be sent. Try again.',
              })
              loaded.reload()
            },
          )
        }
        const send = () => {
          if (errors.length > 0) setPressed((before) => before + 1)
          else told(() => service.sendOpen(authority.id, message, submission.id), 0)
        }
        const sendReady = () => {
          if (press.current.records !== ready.join()) {
            press.current = { records: ready.join(), key: crypto.randomUUID() }
          }
          told(() => service.sendSome(authority.id, message, ready, press.current.key), unready)
        }
        const inSight = Math.min(shown, proposals.length)
        const more = () => {
          setShown(shown + shownMore)
          if (shown + shownMore <= proposals.length || next === undefined) return
          setPages(pages + 1)
          loaded.reload()
        }
        const names =
          lists.value && held.value
            ? namesFrom(lists.value, {
                newVendors: held.value.newVendors,
                newProducts: held.value.newProducts,
                systems: systemsIn(held.value.records),
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
                    covering={
                      one.record
                        ? []
                        : proposals.flatMap(({ proposal: { kind, values } }) =>
                            coversSystem(values, one.proposal.recordId) ? [titleOf(kind, values)] : [],
                          )
                    }
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
            {mayPart && (
              <p className="govuk-body">
                {unready === 1
                  ? '1 change is not ready. It stays here as a draft'
                  : `${unready} changes are not ready. They stay here as drafts`}{' '}
                when you send the rest.
              </p>
            )}
            <div className="govuk-button-group">
              {mayPart && (
                <Button type="button" onClick={sendReady} disabled={state.sending}>
                  {state.sending
                    ? 'Sending…'
                    : ready.length === 1
                      ? 'Send the one that is ready'
                      : `Send the ${ready.length} that are ready`}
                </Button>
              )}
              <Button
                type="button"
                {...(mayPart && { className: 'govuk-button--secondary' })}
                onClick={send}
                disabled={state.sending}
              >
                {mayPart
                  ? `Send all ${total}`
                  : state.sending
                    ? 'Sending…'
                    : `Send ${counted(total, 'change')} for approval`}
              </Button>
            </div>
          </>
        )
      }}
    </Show>
  )
}
