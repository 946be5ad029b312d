import type { ReactNode } from 'react'
import type { RecordKind } from '../../../../functions/schema/record.ts'
import { Table } from '../../govuk/index.ts'
import './history/past.css'
import { fields, type Names, printed, type Values } from '../fields.ts'

/** A value in words, one entry a line; said plainly where there is none. */
export function Value({
  kind,
  field,
  value,
  names,
  wasStated = false,
}: {
  kind: RecordKind
  field: string
  value: unknown
  names: Names
  /** It said something before: a list that is emptied says that there is none. */
  wasStated?: boolean
}) {
  const lines = printed(kind, field, value, names)
  if (lines.length === 0) {
    return <span className="not-stated">{wasStated && Array.isArray(value) ? 'None' : 'Not stated'}</span>
  }
  if (lines.length === 1) return lines[0]
  return (
    <ul className="govuk-list value-lines">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one value keep no state
        <li key={index}>{line}</li>
      ))}
    </ul>
  )
}

/** Field by field, what a proposal would change: what the record says, and what it would say. */
export function DifferencesTable({
  kind,
  before,
  after,
  changed,
  names,
  caption,
  beside,
  isNew,
  heads = ['Now', 'Would be'],
}: {
  kind: RecordKind
  before: Values
  after: Values
  changed: string[]
  names: Names
  caption: string
  /** What stands under a field's name: its problem, a comment, a link. */
  beside?: (field: string) => ReactNode
  isNew: boolean
  /** What the two sides are called. */
  heads?: [string, string]
}) {
  return (
    <Table
      className="differences stacked"
      caption={caption}
      captionClassName="govuk-visually-hidden"
      head={isNew ? ['Field', 'Value'] : ['Field', ...heads]}
      firstCellIsHeader
      rowKeys={changed}
      rows={changed.map((field) => [
        <>
          {fields[kind][field]?.label ?? field}
          {beside?.(field)}
        </>,
        ...(isNew
          ? []
          : [
              {
                className: 'differences__was',
                'data-label': heads[0],
                children: <Value kind={kind} field={field} value={before[field]} names={names} />,
              },
            ]),
        {
          className: 'differences__now',
          ...(!isNew && { 'data-label': heads[1] }),
          children: (
            <Value
              kind={kind}
              field={field}
              value={after[field]}
              names={names}
              wasStated={printed(kind, field, before[field], names).length > 0}
            />
          ),
        },
      ])}
    />
  )
}
