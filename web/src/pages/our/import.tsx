import { type FormEvent, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { ImportPreview, ImportRow } from '../../../../functions/schema/import.ts'
import { Problem } from '../../api.ts'
import { Anchor, Button, Details, ErrorSummary, FileUpload, Tag } from '../../govuk/index.ts'
import { counted, dateWords, fields, type Names, poundsWords, printed } from '../fields.ts'
import { namesFrom, useLists } from './lists.ts'
import { Show, useLoaded } from './loading.tsx'
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

/** The preview has an address, so that it survives a reload and can be come back to. */
function Told({ place }: { place: Place }) {
  const [search, setSearch] = useSearchParams()
  const id = search.get('id') ?? undefined
  const [read, setRead] = useState<ImportPreview>()
  const [accepted, setAccepted] = useState<Accepted>()
  const go = (next: string | undefined) => {
    const address = new URLSearchParams(search)
    address.delete('show')
    if (next) address.set('id', next)
    else address.delete('id')
    setSearch(address)
  }
  if (accepted) return <Done place={place} accepted={accepted} />
  if (!id) {
    return (
      <Upload
        place={place}
        onPreview={(preview) => {
          setRead(preview)
          go(preview.id)
        }}
      />
    )
  }
  return (
    <Known
      key={id}
      id={id}
      read={read?.id === id ? read : undefined}
      place={place}
      onAccepted={setAccepted}
      onAgain={() => go(undefined)}
    />
  )
}

function Known({
  id,
  read,
  ...rest
}: {
  id: string
  read: ImportPreview | undefined
  place: Place
  onAccepted: (accepted: Accepted) => void
  onAgain: () => void
}) {
  const loaded = useLoaded(() => (read ? Promise.resolve(read) : service.import(id)), id)
  return (
    <Show of={loaded}>
      {(preview) =>
        preview.state === 'accepted' ? (
          <>
            <h1 className="govuk-heading-l">This import has been taken</h1>
            <p className="govuk-body">
              Its rows are in{' '}
              <Anchor className="govuk-link" href={rest.place.to('/our/submission')}>
                what is to be checked and sent
              </Anchor>
              , unless they have been sent already. Importing the same file again changes nothing.
            </p>
            <Button type="button" className="govuk-button--secondary" onClick={rest.onAgain}>
              Import another file
            </Button>
          </>
        ) : (
          <Preview preview={preview} {...rest} />
        )
      }
    </Show>
  )
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
      <p className="lede">
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
        <p className="govuk-visually-hidden" role="status">
          {state.busy && 'Reading the file'}
        </p>
      </form>
      <Details summary="Where to find the file">
        <p>
          On{' '}
          <a className="govuk-link" href="https://www.contractsfinder.service.gov.uk/Search" rel="external">
            Contracts Finder
          </a>
          , search for your authority, choose awarded contracts, and download the results as CSV.
        </p>
        <p>
          Importing the same file twice changes nothing. Rows that are not about information technology are
          set aside; you can tick them in.
        </p>
      </Details>
    </>
  )
}

const shownAtOnce = 50
const resultWords = { create: 'New', update: 'Changed', same: 'Already there', refuse: 'Not taken' } as const
const filterWords: Record<Filter, string> = { all: 'All', ...resultWords, 'set aside': 'Set aside' }
const resultColours = { create: 'green', update: 'turquoise', same: 'grey', refuse: 'red' } as const
const filters = ['all', 'create', 'update', 'same', 'refuse', 'set aside'] as const
type Filter = (typeof filters)[number]

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
  const [search] = useSearchParams()
  const asked = search.get('show')
  const filter: Filter =
    filters.find((one) => one === asked) ??
    (counts.create + counts.update === 0 && setAside > 0 ? 'set aside' : 'all')
  const addressOf = (show: Filter) => {
    const next = new URLSearchParams(search)
    next.set('show', show)
    return `?${next}`
  }
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
      <nav aria-label="Which rows to show">
        <ul className="switch">
          {filters.map((one) => {
            const count = rows.filter((row) => matches(row, one)).length
            if (count === 0 && one !== filter) return null
            return (
              <li key={one}>
                <Anchor
                  className="govuk-link govuk-link--no-visited-state"
                  href={addressOf(one)}
                  aria-current={one === filter ? 'true' : undefined}
                >
                  {filterWords[one]} ({count.toLocaleString('en-GB')})
                </Anchor>
              </li>
            )
          })}
        </ul>
      </nav>
      {filter === 'set aside' && setAside > 1 && (
        <p className="govuk-body">
          <button
            type="button"
            className="link-button"
            onClick={() =>
              setIncluded(included.size === setAside ? new Set() : new Set(found.map(({ row }) => row)))
            }
          >
            {included.size === setAside ? 'Untick all' : `Tick all ${setAside} set aside`}
          </button>
        </p>
      )}
      {counts.refuse > 0 && (
        <p className="govuk-body">
          <a className="govuk-link" href={`/api/v1/imports/${preview.id}/refused.csv`} download>
            Download the {counts.refuse} rows not taken, with the reasons (CSV)
          </a>
        </p>
      )}
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
        <button type="button" className="link-button" onClick={onAgain}>
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

/** The dates and the sum read, at a glance. */
function inShort({ values: { startsOn, endsOn, annualPounds, wholeLifePounds } }: ImportRow): string {
  const day = (value: unknown) => (typeof value === 'string' ? dateWords(value, { short: true }) : undefined)
  const term =
    startsOn || endsOn
      ? `${day(startsOn) ?? 'start not stated'} to ${day(endsOn) ?? 'end not stated'}`
      : undefined
  const sum =
    typeof annualPounds === 'number'
      ? `${poundsWords(annualPounds)} a year`
      : typeof wholeLifePounds === 'number'
        ? `${poundsWords(wholeLifePounds)} in all`
        : undefined
  return [term, sum].filter(Boolean).join(' · ')
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
        <small>{typeof row.values.supplier === 'string' && names.vendor(row.values.supplier)}</small>
        <small>{inShort(row)}</small>
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
          <small key={`${note.column} ${note.problem}`}>{note.problem}.</small>
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
