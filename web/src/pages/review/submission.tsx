import { useRef, useState } from 'react'
import { useParams } from 'react-router'
import { Problem } from '../../api.ts'
import { Breadcrumbs, Button, ErrorSummary, Select, Tag, Textarea } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { actionWords, counted, fields, instantWords, kindWords, type Names, titleOf } from '../fields.ts'
import { Comments } from '../our/ask.tsx'
import { CaughtUp } from '../our/caughtUp.tsx'
import { DifferencesTable } from '../our/differencesTable.tsx'
import { namesFrom, useLists } from '../our/lists.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { useTitle } from '../our/page.tsx'
import { type Approval, type Reviewed, service } from '../our/service.ts'
import { statedBy } from '../our/typed.ts'
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

const valuesAfter = ({ record, proposal }: Reviewed) => ({
  ...(record ? statedBy(record) : {}),
  ...proposal.values,
})

function Told({ id }: { id: string }) {
  const loaded = useLoaded(() => service.review(id), `review ${id}`)
  const lists = useLists()
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
  const giveBack = async (recordId: string, field: string, text: string) => {
    setState({ busy: 'Returning…' })
    try {
      await service.giveBack(id, recordId, [{ ...(field && { field }), text }])
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
          ? namesFrom(lists.value, { newVendors: proposals.flatMap(({ proposal }) => proposal.newVendors) })
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
                    onReturn={(field, text) => void giveBack(one.proposal.recordId, field, text)}
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

function Outcome({ reviewed: { proposal }, result }: { reviewed: Reviewed; result: Approval | undefined }) {
  if (proposal.outcome === 'approved') return <Tag colour="green">Approved</Tag>
  if (proposal.outcome === 'returned') return <Tag colour="orange">Returned</Tag>
  if (result && result.outcome !== 'approved') return <Tag colour="red">Not approved</Tag>
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
  onReturn: (field: string, text: string) => void
}) {
  const { proposal, record, changes, mayDecide } = reviewed
  const words = kindWords[proposal.kind]
  const after = valuesAfter(reviewed)
  const title = titleOf(proposal.kind, after)
  const decided = proposal.outcome === 'approved'
  const changed = changes.map(({ field }) => field).filter((field) => fields[proposal.kind][field])
  const [returning, setReturning] = useState(false)
  const [field, setField] = useState('')
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string>()
  const id = proposal.recordId
  return (
    <section className="proposal-card" aria-label={title}>
      <h2 className="govuk-heading-m wrap-anywhere">
        {actionWords[proposal.action]} {words.one}: {title} <Outcome reviewed={reviewed} result={result} />
      </h2>
      {result && result.outcome !== 'approved' && <p className="govuk-error-message">{result.problem}</p>}
      {proposal.provenance.sourceName && <p className="basis">From {proposal.provenance.sourceName}</p>}
      <Comments comments={proposal.comments} />
      {!decided && changed.length > 0 && (
        <DifferencesTable
          kind={proposal.kind}
          before={record ? statedBy(record) : {}}
          after={after}
          changed={changed}
          names={names}
          caption={`What would change in ${title}`}
          isNew={!record}
        />
      )}
      {mayDecide && (
        <div className="actions-row">
          <Button type="button" onClick={onApprove} disabled={busy}>
            Approve<span className="govuk-visually-hidden"> {title}</span>
          </Button>
          <Button
            type="button"
            className="govuk-button--secondary"
            onClick={() => setReturning((before) => !before)}
            aria-expanded={returning}
            disabled={busy}
          >
            Return with a comment<span className="govuk-visually-hidden">: {title}</span>
          </Button>
        </div>
      )}
      {mayDecide && returning && (
        <div className="govuk-inset-text">
          <Select
            name={`field-${id}`}
            label="Which field it is about"
            value={field}
            onChange={(event) => setField(event.target.value)}
            items={[
              { value: '', text: 'The whole record' },
              ...Object.entries(fields[proposal.kind]).map(([name, { label }]) => ({
                value: name,
                text: label,
              })),
            ]}
          />
          <Textarea
            name={`text-${id}`}
            label="What needs attention"
            rows={3}
            value={text}
            errorMessage={wrong}
            onChange={(event) => setText(event.target.value)}
          />
          <Button
            type="button"
            disabled={busy}
            onClick={() => {
              if (!text.trim()) {
                setWrong('Enter what needs attention')
                return
              }
              setWrong(undefined)
              onReturn(field, text.trim())
            }}
          >
            Return it
          </Button>
        </div>
      )}
    </section>
  )
}
