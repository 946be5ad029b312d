import { useState } from 'react'
import { addMonths, type IsoDate } from '../../../../../functions/domain/calendar.ts'
import type { Edits } from '../../../../../functions/domain/draft.ts'
import type { Proposal } from '../../../../../functions/schema/proposal.ts'
import type { RegisterRecord } from '../../../../../functions/schema/record.ts'
import type { ReferenceLists } from '../../../../../functions/schema/view.ts'
import { Anchor, ErrorMessage, Tag } from '../../../govuk/index.ts'
import {
  counted,
  dateWords,
  fields,
  fieldWords,
  kindWords,
  type Names,
  poundsWords,
  printed,
  titleOf,
} from '../../fields.ts'
import { statedBy } from '../drafting/typed.ts'
import type { Place } from '../page.tsx'
import { service } from '../service.ts'
import { ChangeInPlace } from './changeInPlace.tsx'
import type { DueRecord } from './confirm.tsx'

/** What a person checks at a glance. */
function glance(record: RegisterRecord, names: Names, today: IsoDate, isTwin: boolean): string {
  const said =
    record.kind === 'system'
      ? [
          record.product && names.product(record.product) !== record.name
            ? names.product(record.product)
            : undefined,
          record.maker ? names.vendor(record.maker) : undefined,
          record.hosting === 'unknown' ? undefined : record.hosting,
          record.users === undefined ? undefined : counted(record.users, 'user'),
        ]
      : [
          names.vendor(record.supplier),
          record.endsOn
            ? `${record.endsOn < today ? 'ended' : 'ends'} ${dateWords(record.endsOn)}`
            : 'end date not stated',
          record.annualPounds === undefined
            ? 'value not stated'
            : `${poundsWords(record.annualPounds)} a year`,
        ]
  return [isTwin && record.serviceAreas.map(names.serviceArea).join(', '), ...said]
    .filter(Boolean)
    .join(' · ')
}

const yearLater = 12

/** One record that is due: ticked as it stands, or changed in place. */
export function DueRow({
  one: { record, due, proposal },
  place,
  lists,
  names,
  today,
  isTwin,
  said,
  isTicked,
  isOpen,
  isMadeHere,
  onToggle,
  onOpen,
  onDrafted,
}: {
  one: DueRecord
  place: Place
  lists: ReferenceLists
  names: Names
  today: IsoDate
  /** Another is called the same. */
  isTwin: boolean
  /** What somebody who was asked said since it was last confirmed. */
  said?: string | undefined
  isTicked: boolean
  isOpen: boolean
  /** Its draft was made on this page, so that it can be taken back here; any other is discarded where it can be read. */
  isMadeHere: boolean
  onToggle: () => void
  onOpen: (open: boolean) => void
  onDrafted: (proposal: Proposal | undefined) => void
}) {
  const { kind, id } = record
  const [state, setState] = useState<{ busy?: true; wrong?: string }>({})
  const title = titleOf(kind, { ...record })
  const { confirmedAt } = record.provenance
  const isSent = proposal?.outcome === 'sent'
  const isTickable = due.why !== 'review' && !proposal
  const about = [
    glance(record, names, today, isTwin),
    due.why === 'review'
      ? `${held(record, today)
          .map(({ field }) => fieldWords(kind, field))
          .join(', ')} held back until ${dateWords(due.on ?? today)}`
      : confirmedAt
        ? `last confirmed ${dateWords(confirmedAt)}`
        : undefined,
    said,
  ].filter(Boolean)

  /** One press drafts one change. Of the rest it says nothing. */
  const draft = (edits: Edits) => {
    setState({ busy: true })
    service.save(place.authority.id, id, { edits, baseVersion: record.version }).then(
      ({ proposal: next }) => {
        setState({})
        if (next) onDrafted(next)
      },
      () => setState({ wrong: 'That could not be saved. Try again.' }),
    )
  }
  const undo = () => {
    if (!proposal) return
    setState({ busy: true })
    service.discard(place.authority.id, id, proposal).then(
      () => {
        setState({})
        onDrafted(undefined)
      },
      () => setState({ wrong: 'That could not be undone. Try again.' }),
    )
  }
  const hidden = <span className="govuk-visually-hidden">: {title}</span>
  const heldBack = record.heldBack
  const reviewed = held(record, today).map(({ field }) => field)
  return (
    <li className="due-row" data-open={isOpen}>
      <div className="due-row__line">
        {isTickable ? (
          <div className="govuk-checkboxes govuk-checkboxes--small">
            <div className="govuk-checkboxes__item">
              <input
                className="govuk-checkboxes__input"
                id={`still-${id}`}
                type="checkbox"
                checked={isTicked}
                onChange={onToggle}
                aria-describedby={`about-${id}`}
              />
              <label className="govuk-label govuk-checkboxes__label" htmlFor={`still-${id}`}>
                {title}
              </label>
              <div className="govuk-hint govuk-checkboxes__hint" id={`about-${id}`}>
                {about.join(' · ')}
              </div>
            </div>
          </div>
        ) : (
          <div className="due-row__plain">
            <Anchor className="govuk-link" href={place.to(`/our/${kindWords[kind].path}/${id}`)}>
              {title}
            </Anchor>
            <div className="govuk-hint">
              {proposal && !isOpen ? (
                <Changes record={record} proposal={proposal} names={names} />
              ) : (
                about.join(' · ')
              )}
            </div>
          </div>
        )}
        <div className="due-row__acts">
          {isSent && <Tag colour="turquoise">With LOTI</Tag>}
          {!proposal && due.why === 'review' && (
            <>
              <button
                type="button"
                className="link-button"
                disabled={state.busy}
                onClick={() =>
                  draft({
                    heldBack: {
                      from: heldBack,
                      to: heldBack.map((one) =>
                        reviewed.includes(one.field)
                          ? { ...one, reviewOn: addMonths(today, yearLater) }
                          : one,
                      ),
                    },
                  })
                }
              >
                Hold back for another year{hidden}
              </button>
              <button
                type="button"
                className="link-button"
                disabled={state.busy}
                onClick={() =>
                  draft({
                    heldBack: { from: heldBack, to: heldBack.filter((one) => !reviewed.includes(one.field)) },
                  })
                }
              >
                Make public{hidden}
              </button>
            </>
          )}
          {!proposal && due.why === 'ended' && kind === 'contract' && (
            <button
              type="button"
              className="link-button"
              disabled={state.busy}
              onClick={() => draft({ stillUsed: { from: false, to: 'yes' } })}
            >
              Still used{hidden}
            </button>
          )}
          {proposal && isMadeHere && !isSent && !isOpen && (
            <button type="button" className="link-button" disabled={state.busy} onClick={undo}>
              Undo{hidden}
            </button>
          )}
          {!isSent && (
            <button
              type="button"
              className="link-button"
              aria-expanded={isOpen}
              aria-controls={`change-${id}`}
              onClick={() => onOpen(!isOpen)}
            >
              {isOpen ? 'Close' : 'Change'}
              {hidden}
            </button>
          )}
          {!proposal && !isOpen && (
            <Anchor className="govuk-link due-row__ask" href={place.to(`/our/questions/new?about=${id}`)}>
              Ask{hidden}
            </Anchor>
          )}
        </div>
      </div>
      {state.wrong && <ErrorMessage role="alert">{state.wrong}</ErrorMessage>}
      <div id={`change-${id}`}>
        {isOpen && (
          <ChangeInPlace
            place={place}
            record={record}
            proposal={proposal ?? null}
            lists={lists}
            today={today}
            onDrafted={onDrafted}
            onClose={() => onOpen(false)}
          />
        )}
      </div>
    </li>
  )
}

const held = (record: RegisterRecord, today: IsoDate) =>
  record.heldBack.filter(({ reviewOn }) => reviewOn <= today)

/** What a draft changes, in one line. */
function Changes({ record, proposal, names }: { record: RegisterRecord; proposal: Proposal; names: Names }) {
  const stated = statedBy(record)
  const words = Object.keys(proposal.values).map((field) => {
    const label = fields[record.kind][field]?.label ?? field
    const value = printed(record.kind, field, proposal.values[field], names).join(', ') || 'not stated'
    const before = printed(record.kind, field, stated[field], names).join(', ')
    return field === 'heldBack'
      ? `${label}: ${value}`
      : `${label}: ${value}${before ? `, was ${before}` : ''}`
  })
  return <>{words.length > 0 ? `In your draft: ${words.join(' · ')}` : 'In your draft'}</>
}
