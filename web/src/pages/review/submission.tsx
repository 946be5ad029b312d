import { useRef, useState } from 'react'
import { useParams } from 'react-router'
import { Problem } from '../../api.ts'
import {
  Breadcrumbs,
  Button,
  Details,
  ErrorSummary,
  Select,
  SummaryList,
  Tag,
  Textarea,
} from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import {
  actionWords,
  counted,
  differences,
  fields,
  instantWords,
  kindWords,
  type Names,
  printed,
  titleOf,
} from '../fields.ts'
import { CaughtUp } from '../our/caughtUp.tsx'
import { DifferencesTable, Value } from '../our/differencesTable.tsx'
import { Comments } from '../our/form/comments.tsx'
import { namesFrom, useLists } from '../our/lists.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { useTitle } from '../our/page.tsx'
import { type Approval, type Reviewed, service } from '../our/service.ts'
import { proposed, statedBy } from '../our/typed.ts'
import { NotAllowed, NotSignedIn } from '../our/ways.tsx'
import '../our/our.css'

export default function Review() {
  const { id = '' } = useParams()
  const { person } = useSession()
  useTitle('Review a submission')
  if (person === undefined) return null
  if (person === null) return <NotSignedIn />
  if (!person.approver) return <NotAllowed because="Only LOTI decides on what authorities send." />
  return <Told id={id} key={id} />
}

/** Approved in one request; a page with more asks again for the rest. */
const together = 100
const shownAtFirst = 50

function Told({ id }: { id: string }) {
  const loaded = useLoaded(() => service.review(id), `review ${id}`)
  const lists = useLists()
  const authority = loaded.value?.submission.authority
  // Contracts name the systems they cover by id.
  const systems = useLoaded(
    async () => (authority ? (await service.register(authority, 'system')).records : []),
    `systems ${authority}`,
  )
  const [results, setResults] = useState<ReadonlyMap<string, Approval>>(new Map())
  const [latest, setLatest] = useState<{ recordId: string; version: number }[]>([])
  const [state, setState] = useState<{ busy?: string; wrong?: string }>({})
  const [shown, setShown] = useState(shownAtFirst)
  const top = useRef<HTMLHeadingElement>(null)

  const approve = async (records: string[]) => {
    const told = new Map(results)
    const fresh: { recordId: string; version: number }[] = []
    try {
      for (let from = 0; from < records.length; from += together) {
        setState({
          busy: records.length > together ? `Approving ${from + 1} of ${records.length}…` : 'Approving…',
        })
        const { results: some } = await service.approve(id, records.slice(from, from + together))
        for (const one of some) {
          told.set(one.recordId, one)
          if (one.outcome === 'approved' && one.version)
            fresh.push({ recordId: one.recordId, version: one.version })
        }
        setResults(new Map(told))
      }
      setState({})
    } catch (failure) {
      setState({
        wrong: failure instanceof Problem ? failure.message : 'The decision could not be sent. Try again.',
      })
    }
    setLatest(fresh)
    loaded.reload()
    top.current?.focus()
  }
  const giveBack = async (recordId: string, comments: Said[]) => {
    setState({ busy: 'Returning…' })
    try {
      await service.giveBack(
        id,
        recordId,
        comments.map(({ field, text }) => ({ ...(field && { field }), text })),
      )
      setState({})
      loaded.reload()
      top.current?.focus()
    } catch (failure) {
      setState({
        wrong: failure instanceof Problem ? failure.message : 'It could not be returned. Try again.',
      })
    }
  }

  return (
    <Show of={loaded}>
      {({ submission, proposals }) => {
        const open = proposals.filter(({ mayDecide }) => mayDecide)
        const own = proposals.filter(({ ownWork, proposal }) => ownWork && proposal.outcome === 'draft')
        const approvedNow = [...results.values()].filter(({ outcome }) => outcome === 'approved').length
        const failed = [...results.values()].filter(({ outcome }) => outcome !== 'approved')
        const names = lists.value
          ? namesFrom(lists.value, {
              newVendors: proposals.flatMap(({ proposal }) => proposal.newVendors),
              newProducts: proposals.flatMap(({ proposal }) => proposal.newProducts ?? []),
              systems: [
                ...(systems.value ?? []).flatMap((one) =>
                  one.kind === 'system' ? [{ id: one.id, name: one.name }] : [],
                ),
                ...proposals.flatMap(({ proposal: { kind, recordId, values } }) =>
                  kind === 'system' ? [{ id: recordId, name: titleOf(kind, values) }] : [],
                ),
              ],
            })
          : undefined
        return (
          <>
            <Breadcrumbs
              items={[{ text: 'Review', href: '/review' }, { text: submission.reference ?? 'Not sent' }]}
            />
            {state.wrong && (
              <ErrorSummary key={state.wrong} title="There is a problem" errors={[{ text: state.wrong }]} />
            )}
            <h1 className="govuk-heading-l" tabIndex={-1} ref={top}>
              {submission.authorityName}: {counted(proposals.length, 'change')}
            </h1>
            <p className="basis">
              {submission.reference}
              {submission.sentAt && `, sent ${instantWords(submission.sentAt)}`}
              {submission.sentByName && ` by ${submission.sentByName}`}. {counted(open.length, 'change')} for
              you to decide.
            </p>
            {submission.message && <p className="govuk-inset-text">{submission.message}</p>}
            {results.size > 0 && (
              <div className="state-line">
                <p className="govuk-body">
                  {counted(approvedNow, 'change')} approved
                  {failed.length > 0 && `, ${counted(failed.length, 'change')} not`}.
                </p>
                {latest.length > 0 && <CaughtUp records={latest} />}
              </div>
            )}
            {own.length > 0 && (
              <p className="govuk-inset-text">
                You typed in {counted(own.length, 'of these changes', 'of these changes')} or sent the
                submission, so someone else must decide on {own.length === 1 ? 'it' : 'them'}.
              </p>
            )}
            {open.length > 1 && (
              <Button
                type="button"
                onClick={() => void approve(open.map(({ proposal }) => proposal.recordId))}
                disabled={state.busy !== undefined}
              >
                {state.busy ?? `Approve ${counted(open.length, 'change')}`}
              </Button>
            )}
            {names &&
              proposals
                .slice(0, shown)
                .map((one) => (
                  <Decision
                    key={one.proposal.recordId}
                    reviewed={one}
                    names={names}
                    result={results.get(one.proposal.recordId)}
                    busy={state.busy !== undefined}
                    onApprove={() => void approve([one.proposal.recordId])}
                    onReturn={(comments) => void giveBack(one.proposal.recordId, comments)}
                  />
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
          </>
        )
      }}
    </Show>
  )
}

type Said = { field: string; text: string }

function Outcome({
  reviewed: { proposal, ownWork },
  result,
}: {
  reviewed: Reviewed
  result: Approval | undefined
}) {
  if (proposal.outcome === 'approved') return <Tag colour="green">Approved</Tag>
  if (result?.outcome === 'conflict') return <Tag colour="red">Clashed, returned</Tag>
  if (proposal.outcome === 'returned') return <Tag colour="orange">Returned</Tag>
  if (result && result.outcome !== 'approved') return <Tag colour="red">Not approved</Tag>
  if (ownWork && proposal.outcome === 'draft') return <Tag colour="grey">For someone else to decide</Tag>
  return null
}

function Decision({
  reviewed,
  names,
  result,
  busy,
  onApprove,
  onReturn,
}: {
  reviewed: Reviewed
  names: Names
  result: Approval | undefined
  busy: boolean
  onApprove: () => void
  onReturn: (comments: Said[]) => void
}) {
  const { proposal, record, mayDecide, ownWork } = reviewed
  const { kind, recordId: id } = proposal
  const words = kindWords[kind]
  const before = record ? statedBy(record) : {}
  const after = proposed(record, proposal.values)
  const title = titleOf(kind, after)
  const isDecided = proposal.outcome !== 'draft' && proposal.outcome !== 'sent'
  const changed = differences(kind, before, after)
  const rest = Object.keys(fields[kind]).filter(
    (name) => !changed.includes(name) && printed(kind, name, after[name], names).length > 0,
  )
  // Nothing while the return is not being written; then its comments, at least one.
  const [comments, setComments] = useState<Said[]>([])
  const [wrong, setWrong] = useState(false)
  const said = (index: number, part: Partial<Said>) =>
    setComments(comments.map((one, place) => (place === index ? { ...one, ...part } : one)))
  const begin = (field: string) =>
    setComments([...comments.filter(({ text }) => text.trim()), { field, text: '' }])
  return (
    <section className="proposal-card" aria-label={title}>
      <h2 className="govuk-heading-m wrap-anywhere">
        {actionWords[proposal.action]} {words.one}: {title} <Outcome reviewed={reviewed} result={result} />
      </h2>
      {result && result.outcome !== 'approved' && <p className="govuk-error-message">{result.problem}</p>}
      {proposal.provenance.sourceName && <p className="basis">From {proposal.provenance.sourceName}</p>}
      <NewToList what="vendors" entries={proposal.newVendors} />
      <NewToList what="products" entries={proposal.newProducts ?? []} />
      <Comments
        comments={proposal.comments.filter(({ field }) => !field || isDecided || !changed.includes(field))}
      />
      {!isDecided && changed.length > 0 && (
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
              <Comments comments={proposal.comments.filter((one) => one.field === field)} />
              {mayDecide && (
                <button type="button" className="link-button comment-on" onClick={() => begin(field)}>
                  Comment<span className="govuk-visually-hidden"> on {fields[kind][field]?.label}</span>
                </button>
              )}
            </>
          )}
        />
      )}
      {!isDecided && record && rest.length > 0 && (
        <Details summary={`The rest of this ${words.one}`}>
          <SummaryList
            className="rest"
            rows={rest.map((name) => ({
              key: fields[kind][name]?.label ?? name,
              value: <Value kind={kind} field={name} value={after[name]} names={names} />,
            }))}
          />
        </Details>
      )}
      {ownWork && proposal.outcome === 'draft' && (
        <p className="govuk-body">You typed in this or sent it, so someone else at LOTI must decide on it.</p>
      )}
      {mayDecide && (
        <div className="actions-row">
          <Button type="button" onClick={onApprove} disabled={busy}>
            Approve<span className="govuk-visually-hidden"> {title}</span>
          </Button>
          <Button
            type="button"
            className="govuk-button--secondary"
            onClick={() => (comments.length > 0 ? setComments([]) : begin(''))}
            aria-expanded={comments.length > 0}
            disabled={busy}
          >
            Return with a comment<span className="govuk-visually-hidden">: {title}</span>
          </Button>
        </div>
      )}
      {mayDecide && comments.length > 0 && (
        <form
          className="govuk-inset-text"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            const written = comments.filter(({ text }) => text.trim())
            if (written.length === 0) {
              setWrong(true)
              document.getElementById(`text-${id}-0`)?.focus()
              return
            }
            setWrong(false)
            onReturn(written.map(({ field, text }) => ({ field, text: text.trim() })))
          }}
        >
          {comments.map(({ field, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: comments are known by their place until they are sent
            <div key={index}>
              <Select
                name={`field-${id}-${index}`}
                label="Which field it is about"
                value={field}
                onChange={(event) => said(index, { field: event.target.value })}
                items={[
                  { value: '', text: 'The whole record' },
                  ...Object.entries(fields[kind]).map(([name, { label }]) => ({ value: name, text: label })),
                ]}
              />
              <Textarea
                name={`text-${id}-${index}`}
                label="What needs attention"
                rows={3}
                value={text}
                // The question was asked for just now by pressing a button: the typing goes on here.
                autoFocus
                errorMessage={wrong && index === 0 ? 'Enter what needs attention' : undefined}
                onChange={(event) => said(index, { text: event.target.value })}
              />
            </div>
          ))}
          <div className="govuk-button-group">
            <Button disabled={busy}>Return it</Button>
            <button
              type="button"
              className="link-button"
              onClick={() => setComments([...comments, { field: '', text: '' }])}
            >
              Add another comment
            </button>
            <button type="button" className="link-button" onClick={() => setComments([])}>
              Cancel
            </button>
          </div>
        </form>
      )}
    </section>
  )
}

/** Says what joins a reference list when the proposal that names it is approved. */
function NewToList({ what, entries }: { what: string; entries: { name: string }[] }) {
  if (entries.length === 0) return null
  const isOne = entries.length === 1
  return (
    <p className="govuk-inset-text">
      {entries.map(({ name }) => name).join(', ')} {isOne ? 'is' : 'are'} new to the list of {what}, and{' '}
      {isOne ? 'joins' : 'join'} it when you approve this.
    </p>
  )
}
