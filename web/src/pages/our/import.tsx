import { type FormEvent, useRef, useState } from 'react'
import type { ImportPreview, ImportRow } from '../../../../functions/schema/import.ts'
import { Problem } from '../../api.ts'
import { Anchor, Button, ErrorSummary, FileUpload, Select, Tag } from '../../govuk/index.ts'
import { counted, fields, type Names, printed } from '../fields.ts'
import { namesFrom, useLists } from './lists.ts'
import { Show } from './loading.tsx'
import { OurPage, type Place } from './page.tsx'
import { service } from './service.ts'

export default function Import() {
  return (
    <OurPage title="Import a contract register" crumbs={[{ text: 'Import' }]} many>
      {(place) => <Told place={place} key={place.authority.id} />}
    </OurPage>
  )
}

type Accepted = Awaited<ReturnType<typeof service.accept>>

function Told({ place }: { place: Place }) {
  const [preview, setPreview] = useState<ImportPreview>()
  const [accepted, setAccepted] = useState<Accepted>()
  if (accepted) return <Done place={place} accepted={accepted} />
  if (preview)
    return (
      <Preview
        place={place}
        preview={preview}
        onAccepted={setAccepted}
        onAgain={() => setPreview(undefined)}
      />
    )
  return <Upload place={place} onPreview={setPreview} />
}

function Upload({ place, onPreview }: { place: Place; onPreview: (preview: ImportPreview) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<{ busy?: true; wrong?: string }>({})
  const forMany = place.person.approver
  const read = (event: FormEvent) => {
    event.preventDefault()
    const file = input.current?.files?.[0]
    if (!file) {
      setState({ wrong: 'Choose a file to import' })
      return
    }
    setState({ busy: true })
    service.preview(file, forMany ? undefined : place.authority.id).then(onPreview, (failure: unknown) =>
      setState({
        wrong: failure instanceof Problem ? failure.message : 'The file could not be sent. Try again.',
      }),
    )
  }
  return (
    <>
      {state.wrong && (
        <ErrorSummary
          key={state.wrong}
          title="There is a problem"
          errors={[{ text: state.wrong, href: '#file' }]}
        />
      )}
      <h1 className="govuk-heading-l">Import a contract register</h1>
      <p className="govuk-body">
        Choose the CSV file that Contracts Finder exports: every column kept, no tidying needed. You see what
        was read, row by row, before anything is taken.
        {forMany && ' A file may cover many authorities: each gets a submission of its own.'}
      </p>
      <form onSubmit={read} noValidate>
        <FileUpload
          name="file"
          label="Contracts Finder CSV file"
          hint="Up to 20 MB"
          accept=".csv,text/csv"
          ref={input}
          errorMessage={state.wrong}
        />
        <Button type="submit" disabled={state.busy}>
          {state.busy ? 'Reading the file…' : 'Read the file'}
        </Button>
      </form>
    </>
  )
}

const shownAtOnce = 50
const resultWords = { create: 'New', update: 'Changed', same: 'Already there', refuse: 'Not taken' } as const
const resultColours = { create: 'green', update: 'turquoise', same: 'grey', refuse: 'red' } as const
type Filter = 'all' | ImportRow['result'] | 'set aside'

const matches = (row: ImportRow, filter: Filter) =>
  filter === 'all' ||
  (filter === 'set aside'
    ? row.setAside
    : filter === 'refuse'
      ? row.result === 'refuse' && !row.setAside
      : row.result === filter)

function Preview({
  place,
  preview,
  onAccepted,
  onAgain,
}: {
  place: Place
  preview: ImportPreview
  onAccepted: (accepted: Accepted) => void
  onAgain: () => void
}) {
  const { counts, setAside, rows } = preview
  const [filter, setFilter] = useState<Filter>(
    counts.create + counts.update > 0 ? 'all' : setAside > 0 ? 'set aside' : 'all',
  )
  const [included, setIncluded] = useState<ReadonlySet<number>>(new Set())
  const [shown, setShown] = useState(shownAtOnce)
  const [state, setState] = useState<{ busy?: true; wrong?: string }>({})
  const lists = useLists()
  const found = rows.filter((row) => matches(row, filter))
  const taking = counts.create + counts.update + included.size
  const accept = () => {
    setState({ busy: true })
    service.accept(preview.id, [...included]).then(onAccepted, (failure: unknown) =>
      setState({
        wrong: failure instanceof Problem ? failure.message : 'The rows could not be taken. Try again.',
      }),
    )
  }
  const toggle = (row: number) => {
    const next = new Set(included)
    if (!next.delete(row)) next.add(row)
    setIncluded(next)
  }
  return (
    <>
      {state.wrong && (
        <ErrorSummary key={state.wrong} title="There is a problem" errors={[{ text: state.wrong }]} />
      )}
      <h1 className="govuk-heading-l wrap-anywhere">What was read from {preview.fileName}</h1>
      <p className="lede">
        {counted(preview.read, 'row')}: {counts.create} new, {counts.update} changed, {counts.same} already
        there, {counts.refuse - setAside} not taken, {setAside} set aside because their subject is not
        information technology.
      </p>
      <div className="list-tools">
        <Select
          name="filter"
          label="Show"
          value={filter}
          onChange={(event) => {
            setFilter(event.target.value as Filter)
            setShown(shownAtOnce)
          }}
          items={[
            { value: 'all', text: `All rows (${preview.read})` },
            { value: 'create', text: `New (${counts.create})` },
            { value: 'update', text: `Changed (${counts.update})` },
            { value: 'same', text: `Already there (${counts.same})` },
            { value: 'refuse', text: `Not taken (${counts.refuse - setAside})` },
            { value: 'set aside', text: `Set aside (${setAside})` },
          ]}
        />
        {counts.refuse > 0 && (
          <a className="govuk-link" href={`/api/v1/imports/${preview.id}/refused.csv`} download>
            Download the {counts.refuse} rows not taken, with the reasons
          </a>
        )}
      </div>
      <Show of={lists}>
        {(known) => {
          const names = namesFrom(known, { newVendors: rows.flatMap(({ newVendor }) => newVendor ?? []) })
          return (
            <table className="govuk-table stacked import-rows">
              <caption className="govuk-visually-hidden">Rows of the file</caption>
              <thead className="govuk-table__head">
                <tr className="govuk-table__row">
                  <th scope="col" className="govuk-table__header">
                    Row
                  </th>
                  <th scope="col" className="govuk-table__header">
                    Contract
                  </th>
                  <th scope="col" className="govuk-table__header">
                    Authority
                  </th>
                  <th scope="col" className="govuk-table__header">
                    What happens
                  </th>
                </tr>
              </thead>
              <tbody className="govuk-table__body">
                {found.slice(0, shown).map((row) => (
                  <RowTold
                    key={row.row}
                    row={row}
                    names={names}
                    included={included.has(row.row)}
                    onToggle={() => toggle(row.row)}
                  />
                ))}
              </tbody>
            </table>
          )
        }}
      </Show>
      {found.length > shown && (
        <Button
          type="button"
          className="govuk-button--secondary"
          onClick={() => setShown((before) => before + 200)}
        >
          Show more of {counted(found.length, 'row')}
        </Button>
      )}
      <div className="actions-row">
        <Button type="button" onClick={accept} disabled={state.busy || taking === 0}>
          {state.busy
            ? 'Taking the rows…'
            : taking === 0
              ? 'Nothing to take'
              : `Take ${counted(taking, 'row')}`}
        </Button>
        <button type="button" className="linklike" onClick={onAgain}>
          Choose another file
        </button>
      </div>
      <p className="govuk-body">
        Rows you take wait in {place.person.approver ? 'each authority’s' : 'your'} open submission. Nothing
        is public until LOTI approves it.
      </p>
    </>
  )
}

function RowTold({
  row,
  names,
  included,
  onToggle,
}: {
  row: ImportRow
  names: Names
  included: boolean
  onToggle: () => void
}) {
  const value = (field: string, given: unknown) =>
    printed('contract', field, given, names).join(', ') || 'nothing'
  return (
    <tr className="govuk-table__row">
      <td className="govuk-table__cell" data-label="Row">
        {row.row}
      </td>
      <th scope="row" className="govuk-table__header govuk-!-font-weight-regular wrap-anywhere">
        {row.title}
        {typeof row.values.supplier === 'string' && (
          <span className="govuk-hint govuk-!-margin-bottom-0">{names.vendor(row.values.supplier)}</span>
        )}
      </th>
      <td className="govuk-table__cell" data-label="Authority">
        {row.authorityName}
      </td>
      <td className="govuk-table__cell">
        {row.setAside ? (
          <Tag colour="grey">Set aside</Tag>
        ) : (
          <Tag colour={resultColours[row.result]}>{resultWords[row.result]}</Tag>
        )}
        {row.changes.map(({ field, from, to }) => (
          <p className="govuk-body-s govuk-!-margin-bottom-1" key={field}>
            {fields.contract[field]?.label ?? field}: {value(field, from)} → {value(field, to)}
          </p>
        ))}
        {row.reasons.map((reason) => (
          <p
            className="govuk-body-s govuk-!-margin-bottom-1 wrap-anywhere"
            key={`${reason.column} ${reason.problem}`}
          >
            {reason.column && <strong>{reason.column}: </strong>}
            {reason.problem}
            {reason.value && ` (“${reason.value}”)`}. {reason.fix && `${reason.fix}.`}
          </p>
        ))}
        {row.notes.map((note) => (
          <p className="govuk-hint govuk-!-margin-bottom-1 govuk-!-font-size-16" key={note.problem}>
            {note.problem}.
          </p>
        ))}
        {row.setAside && (
          <div className="govuk-checkboxes govuk-checkboxes--small">
            <div className="govuk-checkboxes__item">
              <input
                className="govuk-checkboxes__input"
                id={`include-${row.row}`}
                type="checkbox"
                checked={included}
                onChange={onToggle}
              />
              <label className="govuk-label govuk-checkboxes__label" htmlFor={`include-${row.row}`}>
                Take it all the same<span className="govuk-visually-hidden">: {row.title}</span>
              </label>
            </div>
          </div>
        )}
      </td>
    </tr>
  )
}

function Done({ place, accepted }: { place: Place; accepted: Accepted }) {
  const [state, setState] = useState<{ busy?: true; wrong?: string; sent?: number }>({})
  const lists = useLists()
  const { submissions, proposals } = accepted
  const own = submissions.length === 1 && submissions[0]?.authority === place.authority.id
  const sendAll = async () => {
    setState({ busy: true })
    let sent = 0
    for (const { authority } of submissions) {
      try {
        await service.sendOpen(authority, '')
        sent += 1
      } catch (failure) {
        const name = lists.value?.authorities.find(({ id }) => id === authority)?.name ?? authority
        setState({
          wrong: `${name}: ${failure instanceof Problem ? failure.message : 'it could not be sent'}`,
          sent,
        })
        return
      }
    }
    setState({ sent })
  }
  return (
    <>
      {state.wrong && (
        <ErrorSummary key={state.wrong} title="There is a problem" errors={[{ text: state.wrong }]} />
      )}
      <h1 className="govuk-heading-l">{counted(proposals, 'row')} taken</h1>
      {own ? (
        <>
          <p className="govuk-body">
            They wait in your open submission. Check them, mend what needs it, and send.
          </p>
          <Anchor className="govuk-button" href={place.to('/our/submission')} role="button">
            Check and send
          </Anchor>
        </>
      ) : state.sent !== undefined && !state.wrong ? (
        <>
          <p className="govuk-body">
            {counted(state.sent, 'submission')} sent. Someone else at LOTI decides on them.
          </p>
          <Anchor className="govuk-link" href="/review">
            Go to the queue
          </Anchor>
        </>
      ) : (
        <>
          <p className="govuk-body">
            They wait in the open submissions of {counted(submissions.length, 'authority', 'authorities')}.
            Send them now, or leave them for each authority to check.
          </p>
          <Button type="button" onClick={sendAll} disabled={state.busy && !state.wrong}>
            {state.busy && !state.wrong ? 'Sending…' : `Send ${counted(submissions.length, 'submission')}`}
          </Button>
        </>
      )}
    </>
  )
}
