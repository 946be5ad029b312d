import type { ImportRow } from '../../../../../functions/schema/import.ts'
import { Tag } from '../../../govuk/index.ts'
import { dateWords, fields, type Names, poundsWords, printed } from '../../fields.ts'

export const resultWords = {
  create: 'New',
  update: 'Changed',
  same: 'Already there',
  refuse: 'Not taken',
} as const
const resultColours = { create: 'green', update: 'turquoise', same: 'grey', refuse: 'red' } as const

type Ticks = { has: (row: number) => boolean; toggle: (row: number) => void }

export function Rows({ rows, names, ticks }: { rows: ImportRow[]; names: Names; ticks: Ticks }) {
  return (
    <table className="govuk-table stacked import-rows">
      <caption className="govuk-visually-hidden">Rows of the file</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {['Row', nameOf(rows), 'Authority', 'What happens'].map((text) => (
            <th scope="col" className="govuk-table__header" key={text}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {rows.map((row) => (
          <Row key={row.row} row={row} names={names} ticks={ticks} />
        ))}
      </tbody>
    </table>
  )
}

const nameOf = (rows: ImportRow[]) => {
  const kinds = new Set(rows.map(({ kind }) => kind))
  return kinds.size > 1 ? 'System or contract' : kinds.has('system') ? 'System' : 'Contract'
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

const closed = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`)

function Row({ row, names, ticks }: { row: ImportRow; names: Names; ticks: Ticks }) {
  const value = (field: string, given: unknown) =>
    printed(row.kind, field, given, names).join(', ') || 'nothing'
  // What would be read into a row matters once it can be taken.
  const company = row.kind === 'contract' ? row.values.supplier : row.values.maker
  const isRefused = row.result === 'refuse' && !row.setAside
  return (
    <tr className="govuk-table__row">
      <td className="govuk-table__cell" data-label="Row">
        {row.place ?? row.row.toLocaleString('en-GB')}
      </td>
      <th scope="row" className="govuk-table__header import-rows__contract">
        {row.title}
        {typeof company === 'string' && <small>{names.vendor(company)}</small>}
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
          <p className="import-rows__change" key={field}>
            {fields[row.kind][field]?.label ?? field}: <del>{value(field, from)}</del>{' '}
            <span aria-hidden="true">→</span>
            <span className="govuk-visually-hidden"> becomes </span> <ins>{value(field, to)}</ins>
          </p>
        ))}
        {!row.setAside &&
          row.reasons.map(({ column, value: cell, problem, fix }) => (
            <p className="import-rows__reason" key={`${column} ${problem}`}>
              {column && <strong>{shortColumn(column)}: </strong>}
              {closed(problem)}
              {cell && (
                <>
                  {' '}
                  It says <q>{cell}</q>.
                </>
              )}{' '}
              {fix && closed(fix)}
            </p>
          ))}
        {!isRefused &&
          row.notes.map((note) => (
            <small key={`${note.column} ${note.problem}`}>{closed(note.problem)}</small>
          ))}
        {row.setAside && (
          <>
            <small>{closed(row.reasons[0]?.problem ?? '')}</small>
            <div className="govuk-checkboxes govuk-checkboxes--small">
              <div className="govuk-checkboxes__item">
                <input
                  className="govuk-checkboxes__input"
                  id={`include-${row.row}`}
                  type="checkbox"
                  checked={ticks.has(row.row)}
                  onChange={() => ticks.toggle(row.row)}
                />
                <label className="govuk-label govuk-checkboxes__label" htmlFor={`include-${row.row}`}>
                  Take it all the same<span className="govuk-visually-hidden">: {row.title}</span>
                </label>
              </div>
            </div>
          </>
        )}
      </td>
    </tr>
  )
}

/** A column’s name without what is packed in it. */
const shortColumn = (column: string) => column.replace(/ \[.*$/, '')
