import { useState } from 'react'
import { useNavigate } from 'react-router'
import { londonToday } from '../../../../../functions/domain/calendar.ts'
import { type RecordKind, schemas } from '../../../../../functions/schema/record.ts'
import { Problem } from '../../../api.ts'
import { Button, Details, ErrorMessage, Tag, WarningText } from '../../../govuk/index.ts'
import { instantWords, kindWords } from '../../fields.ts'
import { type Boxes, dateBoxes } from '../drafting/typed.ts'
import type { Place } from '../page.tsx'
import { type Brief, type Entry, service } from '../service.ts'
import { DateBoxes } from './dateBoxes.tsx'
import type { RecordFormState } from './useRecordForm.ts'

/** The ways a record or a draft of it can end. */
export function Endings({
  kind,
  place,
  entry,
  record,
  briefs,
}: {
  kind: RecordKind
  place: Place
  entry: Entry
  record: RecordFormState
  /** What the authority has: which contracts cover a system. */
  briefs: readonly Brief[]
}) {
  const list = place.to(`/our/${kindWords[kind].path}`)
  return (
    <div className="record__endings">
      {entry.record && !entry.record.retiredOn && record.proposal?.action !== 'retire' && (
        <Retire
          kind={kind}
          place={place}
          record={record}
          covering={briefs.flatMap((one) =>
            one.kind === 'contract' && !one.retiredOn && one.systems.includes(entry.record?.id ?? '')
              ? [one.title || 'a new contract']
              : [],
          )}
        />
      )}
      {record.proposal && <Discard isChange={entry.record !== null} record={record} list={list} />}
    </div>
  )
}

function Retire({
  kind,
  place,
  record,
  covering,
}: {
  kind: RecordKind
  place: Place
  record: RecordFormState
  /** Contracts that cover it. */
  covering: string[]
}) {
  const words = kindWords[kind]
  const navigate = useNavigate()
  const [on, setOn] = useState<Boxes>(dateBoxes(londonToday()))
  const [problem, setProblem] = useState<string>()

  async function retire() {
    const read = schemas[kind].fields.shape.retiredOn.safeParse(on)
    const isEmpty = !on.day && !on.month && !on.year
    if (isEmpty || !read.success) {
      setProblem(
        isEmpty
          ? `Enter the date the ${words.one} left your register`
          : (read.error?.issues[0]?.message ?? 'Enter a real date'),
      )
      return
    }
    setProblem(undefined)
    if (await record.retire(dateBoxes(read.data))) void navigate(place.to('/our/submission'))
    else setProblem('This could not be saved yet. Try again in a moment')
  }

  return (
    <Details
      summary={kind === 'system' ? 'This system is no longer used' : 'This contract is no longer ours'}
    >
      <p className="govuk-body">
        Once LOTI has approved it, it is shown as retired from that day on and counts in no figure any more.
        It stays in your list, with its history.
      </p>
      {covering.length > 0 && (
        <p className="govuk-body">
          {covering.join(' and ')} still {covering.length === 1 ? 'covers' : 'cover'} it. If{' '}
          {covering.length === 1 ? 'that contract ends' : 'those contracts end'} too, say so there.
        </p>
      )}
      <DateBoxes
        id="retire"
        fieldset={{
          legend: {
            children: kind === 'system' ? 'When it stopped being used' : 'When it left your register',
            className: 'govuk-fieldset__legend--s',
          },
        }}
        errorMessage={problem}
        value={on}
        onChange={setOn}
      />
      <Button type="button" className="govuk-button--warning" onClick={() => void retire()}>
        Propose to retire
      </Button>
    </Details>
  )
}

function Discard({ isChange, record, list }: { isChange: boolean; record: RecordFormState; list: string }) {
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string>()
  if (!asking) {
    return (
      <p className="govuk-body">
        <button type="button" className="link-button" onClick={() => setAsking(true)}>
          Discard this draft
        </button>
      </p>
    )
  }
  return (
    <div>
      <WarningText>
        {isChange
          ? 'Your changes will be lost. The published record stays as it is.'
          : 'This draft will be lost, with everything typed in it.'}
      </WarningText>
      {problem && <ErrorMessage role="alert">{problem}</ErrorMessage>}
      <div className="govuk-button-group">
        <Button
          type="button"
          className="govuk-button--warning"
          onClick={() =>
            record.discard().then(
              () => navigate(list),
              (failure: unknown) =>
                setProblem(
                  failure instanceof Problem && failure.status === 409
                    ? 'A colleague has changed this draft since. Look at it again before you discard it'
                    : 'It could not be discarded yet. Try again in a moment',
                ),
            )
          }
        >
          Discard the draft
        </Button>
        <button type="button" className="link-button" onClick={() => setAsking(false)}>
          Keep it
        </button>
      </div>
    </div>
  )
}

/** Says that everything in a published record is still correct, without changing it. */
export function ConfirmButton({ place, entry, onDone }: { place: Place; entry: Entry; onDone: () => void }) {
  const [state, setState] = useState<{ busy?: true; wrong?: string }>({})
  const { record } = entry
  if (!record) return null
  const { confirmedAt } = record.provenance
  const confirm = () => {
    setState({ busy: true })
    service.confirm(place.authority.id, [{ id: record.id, version: record.version }]).then(
      ({ results: [result] }) => {
        setState(
          result?.outcome === 'moved on' ? { wrong: 'It has changed since you opened it. Look again.' } : {},
        )
        onDone()
      },
      (problem: unknown) =>
        setState({ wrong: problem instanceof Error ? problem.message : 'That did not work' }),
    )
  }
  return (
    <div className="confirm">
      <p className="govuk-body">
        {confirmedAt ? (
          `Last confirmed ${instantWords(confirmedAt)}.`
        ) : (
          <Tag colour="yellow">Never confirmed</Tag>
        )}
      </p>
      <Button type="button" className="govuk-button--secondary" disabled={state.busy} onClick={confirm}>
        Everything is still correct
      </Button>
      {state.wrong && <ErrorMessage role="alert">{state.wrong}</ErrorMessage>}
    </div>
  )
}
