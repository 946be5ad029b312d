import { type FormEvent, useState } from 'react'
import { type ImportLook, type Mapping, mappingProblems } from '../../../../../functions/schema/import.ts'
import { Button, ErrorSummary, Radios, Select } from '../../../govuk/index.ts'
import { counted, instantWords } from '../../fields.ts'
import type { Place } from '../page.tsx'
import { type Looked, Sending, type Then, useSending } from './sending.tsx'

type Kind = Mapping['kind']
type Said = { field: string; why?: string | undefined }

const kindWords = { contract: 'Contracts', system: 'Systems' } as const
const leftOut = { value: '', text: 'Leave it out' }

/** What was said last time, or what the columns seem to be. */
const begun = ({ columns, remembered }: ImportLook, kind: Kind): Said[] =>
  columns.map(({ guesses }, index) => {
    if (remembered?.kind === kind) {
      const field = remembered.fields[index] ?? ''
      return { field, ...(field !== '' && { why: 'As last time' }) }
    }
    return guesses[kind] ?? { field: '' }
  })

/** What each column of a file is that nobody has named yet: guessed, shown with samples, and said by a person. */
export function Columns({
  place,
  looked: { file, look },
  then,
  onAgain,
}: {
  place: Place
  looked: Looked
  then: Then
  onAgain: () => void
}) {
  const { columns, remembered, headerRow, sheet, sheets, starts } = look
  const [kind, setKind] = useState<Kind>(remembered?.kind ?? look.kind)
  const [said, setSaid] = useState(() => begun(look, kind))
  const { state, send, cancel, refuse } = useSending(place, then)
  const choices = look.fields[kind]
  const fields = said.map(({ field }) => field)
  const isSending = state.file !== undefined

  const read = (event: FormEvent) => {
    event.preventDefault()
    const wrong = mappingProblems({ kind, fields }, choices)
    if (Object.keys(wrong).length > 0) refuse('Say what each column is.', wrong)
    else send(file, { mapping: { kind, headerRow, fields, ...(sheet !== undefined && { sheet }) } })
  }
  const wrong = Object.entries(state.fields ?? {})
  const columnOf = (key: string) => /^fields\.(\d+)$/.exec(key)?.[1]
  const problems = wrong.map(([key, text]) => ({ text, href: `#column-${columnOf(key) ?? 0}` }))
  const wholly = state.wrong && problems.length === 0 ? [{ text: state.wrong }] : problems
  const named = columns.map(({ name }, index) => name || `Column ${index + 1}`)
  return (
    <>
      {wholly.length > 0 && (
        <ErrorSummary
          key={wholly.map(({ text }) => text).join()}
          title="There is a problem"
          errors={wholly}
        />
      )}
      <h1 className="govuk-heading-l">Say what each column is</h1>
      <p className="lede wrap-anywhere">
        {remembered
          ? `${file.name} has the columns of a file that ${remembered.byName} read on ${instantWords(remembered.at)}. They are as said then: check them and go on.`
          : `${file.name} has columns we have not met. Say what each is: it is remembered for next time.`}
      </p>
      <form onSubmit={read} noValidate>
        <div className="columns-what">
          {sheets && sheets.length > 1 && (
            <Select
              name="sheet"
              label="Sheet"
              items={sheets.map((name) => ({ value: name, text: name }))}
              value={sheet}
              disabled={isSending}
              onChange={({ target }) => send(file, { sheet: target.value })}
            />
          )}
          <Select
            name="header-row"
            label="Row that names the columns"
            items={starts.map((cells, index) => ({
              value: String(index + 1),
              text: `${index + 1}: ${cells.filter(Boolean).join(', ').slice(0, 60) || 'empty'}`,
            }))}
            value={String(headerRow)}
            disabled={isSending}
            onChange={({ target }) =>
              send(file, { headerRow: Number(target.value), ...(sheet !== undefined && { sheet }) })
            }
          />
        </div>
        <Radios
          name="kind"
          fieldset={{ legend: { children: 'What is in it?', className: 'govuk-fieldset__legend--s' } }}
          className="govuk-radios--inline govuk-radios--small"
          items={(['contract', 'system'] as const).map((one) => ({
            value: one,
            text: kindWords[one],
            checked: one === kind,
            onChange: () => {
              setKind(one)
              setSaid(begun(look, one))
            },
          }))}
        />
        <table className="govuk-table stacked import-columns">
          <caption className="govuk-visually-hidden">Columns of {file.name}</caption>
          <thead className="govuk-table__head">
            <tr className="govuk-table__row">
              {['Column of your file', 'What it says', 'Read as'].map((text) => (
                <th scope="col" className="govuk-table__header" key={text}>
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="govuk-table__body">
            {columns.map(({ samples }, index) => {
              const one = said[index]
              const id = `column-${index}`
              const problem = state.fields?.[`fields.${index}`]
              return (
                <tr className="govuk-table__row" key={id}>
                  <th scope="row" className="govuk-table__header wrap-anywhere">
                    {named[index]}
                  </th>
                  <td className="govuk-table__cell import-columns__samples" data-label="What it says">
                    {samples.length === 0 ? (
                      <span className="nothing">Nothing in the first rows</span>
                    ) : (
                      samples.map((sample) => <span key={sample}>{sample}</span>)
                    )}
                  </td>
                  <td className="govuk-table__cell">
                    <Select
                      id={id}
                      name={id}
                      label={{ children: `Read ${named[index]} as`, className: 'govuk-visually-hidden' }}
                      items={[leftOut, ...choices.map(({ field, label }) => ({ value: field, text: label }))]}
                      value={one?.field ?? ''}
                      disabled={isSending}
                      {...(problem && { errorMessage: problem })}
                      onChange={({ target }) => setSaid(said.with(index, { field: target.value }))}
                    />
                    {one?.why && <small>{one.why}</small>}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
        <p className="govuk-body" role="status">
          {counted(fields.filter(Boolean).length, 'column')} of {columns.length} will be read; nothing of the
          others is kept.
          {!fields.includes('authority') && ` Every row is taken as ${place.authority.name}’s.`}
        </p>
        {isSending ? (
          <Sending state={state} onCancel={cancel} />
        ) : (
          <div className="actions-row">
            <Button type="submit">Read the file</Button>
            <button type="button" className="link-button" onClick={onAgain}>
              Choose another file
            </button>
          </div>
        )}
      </form>
    </>
  )
}
