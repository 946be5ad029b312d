import type { Ref } from 'react'
import type { AlikeGroup, Reviewed } from '../../../../functions/schema/review.ts'
import { Button, Details, ErrorMessage, SummaryList, Tag } from '../../govuk/index.ts'
import { actionWords, differences, fields, kindWords, type Names, printed, titleOf } from '../fields.ts'
import { ConflictTable } from '../our/conflict.tsx'
import { DifferencesTable, Value } from '../our/differencesTable.tsx'
import { proposed, statedBy } from '../our/drafting/typed.ts'
import { LinkAnswers } from '../our/linkAnswers.tsx'
import { Thread } from '../our/submission/thread.tsx'
import { AlikeElsewhere } from './alike.tsx'
import { Circumstances, ThreadByField } from './circumstances.tsx'
import type { Decisions } from './decisions.ts'
import { ReturnForm, type Said } from './returnForm.tsx'
import { Flags } from './risk.tsx'
import type { Approval, InSubmission } from './service.ts'

function Outcome({ reviewed, result }: { reviewed: Reviewed; result: Approval | undefined }) {
  const { proposal, ownWork, mayDecide } = reviewed
  const version = result?.version ?? proposal.version
  if (proposal.outcome === 'approved' || result?.outcome === 'approved')
    return <Tag colour="green">Approved{version ? `, version ${version}` : ''}</Tag>
  if (result?.outcome === 'conflict' || proposal.conflicts?.length)
    return <Tag colour="red">Clashed, sent back</Tag>
  if (proposal.outcome === 'returned') return <Tag colour="orange">Returned</Tag>
  if (result?.outcome === 'refused') return <Tag colour="red">Not approved</Tag>
  if (ownWork && !mayDecide) return <Tag colour="grey">Your own work</Tag>
  return null
}

export type CardProps = {
  reviewed: Reviewed
  submission: string
  authorityName: string
  names: Names
  decisions: Decisions
  alike: AlikeGroup | undefined
  selected: boolean
  onSelect: (selected: boolean) => void
  onApprove: () => void
  /** The comments being written, none while the return is not. */
  comments: Said[]
  onComments: (comments: Said[]) => void
  onFocus: () => void
  ref: Ref<HTMLElement>
}

/** One proposal with everything an approver needs in sight: what changes, what was said, and what to look at twice. */
export function Decision({
  reviewed,
  submission,
  authorityName,
  names,
  decisions,
  alike,
  selected,
  onSelect,
  onApprove,
  comments,
  onComments,
  onFocus,
  ref,
}: CardProps) {
  const { proposal, record, mayDecide, ownWork, conflicts, since, sinceReturned } = reviewed
  const { kind, recordId: id } = proposal
  const words = kindWords[kind]
  const before = record ? statedBy(record) : {}
  const after = proposed(record, proposal.values)
  const title = titleOf(kind, after)
  const result = decisions.results.get(id)
  const isDeciding = decisions.deciding.has(id)
  const waits =
    proposal.outcome === 'draft' && result?.outcome !== 'approved' && result?.outcome !== 'conflict'
  const open = mayDecide && waits
  const changed = differences(kind, before, after)
  const rest = Object.keys(fields[kind]).filter(
    (name) => !changed.includes(name) && printed(kind, name, after[name], names).length > 0,
  )
  const answered = new Set(sinceReturned?.changes.map(({ field }) => field))
  const begin = (field: string) =>
    onComments([...comments.filter(({ text }) => text.trim()), { field, text: '' }])
  const elsewhere = proposal.comments.filter(({ field }) => !field || !waits || !changed.includes(field))
  const busy = isDeciding
  /** Together with what it needs, in one go where that is in the same submission. */
  const approveWith = (needs: readonly InSubmission[]) => {
    if (needs.every((one) => one.submission === submission)) {
      decisions.approve([...needs.map(({ recordId }) => recordId), id])
      return
    }
    void decisions.approveEach([
      ...needs.map((one) => ({ submission: one.submission, recordId: one.recordId })),
      { submission, recordId: id },
    ])
  }
  return (
    <section className="proposal-card" aria-label={title} ref={ref} tabIndex={-1} onFocus={onFocus}>
      <div className="proposal-card__head">
        <h2 className="govuk-heading-m wrap-anywhere">
          {actionWords[proposal.action]} {words.one}: {title} <Outcome reviewed={reviewed} result={result} />
        </h2>
        {open && (
          <label className="select-one">
            <input type="checkbox" checked={selected} onChange={({ target }) => onSelect(target.checked)} />
            <span>
              Select<span className="govuk-visually-hidden"> {title}</span>
            </span>
          </label>
        )}
      </div>
      {waits && <Flags flags={proposal.flags ?? []} isNew={!record} />}
      {result && result.outcome !== 'approved' && <ErrorMessage role="alert">{result.problem}</ErrorMessage>}
      {open && result?.needs && (
        <NeedsToo
          needs={result.needs}
          title={title}
          busy={busy}
          onApprove={() => approveWith(result.needs ?? [])}
        />
      )}
      {waits && (
        <Circumstances reviewed={reviewed} words={words.one} authorityName={authorityName} names={names} />
      )}
      {waits && <LinkAnswers kind={kind} answers={proposal.answers} names={names} />}
      <ThreadByField comments={elsewhere} kind={kind} authorityName={authorityName} />
      {(result?.conflicts ?? (waits ? [] : conflicts)).length > 0 && (
        <ConflictTable
          kind={kind}
          conflicts={result?.conflicts ?? conflicts}
          names={names}
          caption={`What clashed in ${title}`}
        />
      )}
      {waits && changed.length > 0 && (
        <DifferencesTable
          kind={kind}
          before={before}
          after={after}
          changed={changed}
          names={names}
          caption={`What would change in ${title}`}
          isNew={!record}
          beside={(field) => (
            <>
              {answered.has(field) && <span className="changed-since">Changed since it was returned</span>}
              <Thread
                comments={proposal.comments.filter((one) => one.field === field)}
                authorityName={authorityName}
              />
              {open && (
                <button type="button" className="link-button comment-on" onClick={() => begin(field)}>
                  Comment<span className="govuk-visually-hidden"> on {fields[kind][field]?.label}</span>
                </button>
              )}
            </>
          )}
        />
      )}
      {waits && record && rest.length > 0 && (
        <Details summary={`The rest of this ${words.one}`} data-rest>
          <SummaryList
            className="rest"
            rows={rest.map((name) => ({
              key: fields[kind][name]?.label ?? name,
              value: <Value kind={kind} field={name} value={after[name]} names={names} />,
            }))}
          />
        </Details>
      )}
      {since.length > 0 && waits && (
        <p className="govuk-body">
          Published meanwhile in other fields, and kept:{' '}
          {since.map(({ field }) => fields[kind][field]?.label ?? field).join(', ')}.
        </p>
      )}
      {ownWork && waits && (
        <p className="govuk-body">
          Your own work: you typed in this or sent it, so someone else must decide.
        </p>
      )}
      {open && (
        <div className="actions-row">
          <Button type="button" onClick={onApprove} disabled={busy}>
            {isDeciding ? 'Deciding…' : 'Approve'}
            <span className="govuk-visually-hidden"> {title}</span>
          </Button>
          <Button
            type="button"
            className="govuk-button--secondary"
            onClick={() => (comments.length > 0 ? onComments([]) : begin(''))}
            aria-expanded={comments.length > 0}
            disabled={busy}
          >
            Return with a comment<span className="govuk-visually-hidden">: {title}</span>
          </Button>
        </div>
      )}
      {open && comments.length > 0 && (
        <ReturnForm
          id={id}
          kind={kind}
          comments={comments}
          busy={busy}
          onChange={onComments}
          onReturn={(said) =>
            void decisions
              .giveBack(
                id,
                said.map(({ field, text }) => ({ ...(field && { field }), text })),
              )
              .then((done) => done && onComments([]))
          }
        />
      )}
      {alike && (
        <AlikeElsewhere
          key={alike.likeness}
          group={alike}
          here={open ? [{ submission, recordId: id }] : []}
          names={names}
          decisions={decisions}
        />
      )}
    </section>
  )
}

/** One press for a contract and the systems it covers that wait too. */
function NeedsToo({
  needs,
  title,
  busy,
  onApprove,
}: {
  needs: NonNullable<Approval['needs']>
  title: string
  busy: boolean
  onApprove: () => void
}) {
  return (
    <Button type="button" disabled={busy} onClick={onApprove}>
      {needs.length === 1 ? 'Approve both' : 'Approve them together'}
      <span className="govuk-visually-hidden">
        : {[...needs.map((one) => one.title), title].join(' and ')}
      </span>
    </Button>
  )
}
