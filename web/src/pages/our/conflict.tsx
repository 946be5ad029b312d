import { type FormEvent, useState } from 'react'
import type { Conflict } from '../../../../functions/schema/proposal.ts'
import type { RecordKind } from '../../../../functions/schema/record.ts'
import { Button, ErrorMessage, Radios, Table } from '../../govuk/index.ts'
import { fields, type Names, printed } from '../fields.ts'
import { Value } from './differencesTable.tsx'
import './history/past.css'

const labelOf = (kind: RecordKind, field: string) => fields[kind][field]?.label ?? field

/** Where a proposal and what was published meanwhile say different things: both, side by side. */
export function ConflictTable({
  kind,
  conflicts,
  names,
  caption,
}: {
  kind: RecordKind
  conflicts: readonly Conflict[]
  names: Names
  caption: string
}) {
  return (
    <Table
      className="differences conflict stacked"
      caption={caption}
      captionClassName="govuk-visually-hidden"
      head={['Field', 'Published meanwhile', 'Proposed']}
      firstCellIsHeader
      rowKeys={conflicts.map(({ field }) => field)}
      rows={conflicts.map(({ field, theirs, yours }) => [
        labelOf(kind, field),
        {
          'data-label': 'Published meanwhile',
          children: <Value kind={kind} field={field} value={theirs} names={names} />,
        },
        {
          'data-label': 'Proposed',
          children: <Value kind={kind} field={field} value={yours} names={names} />,
        },
      ])}
    />
  )
}

/** Asks which of the two is right, field by field. Nothing is chosen for anyone. */
export function ConflictChooser({
  id,
  kind,
  conflicts,
  names,
  onSettle,
}: {
  id: string
  kind: RecordKind
  conflicts: readonly Conflict[]
  names: Names
  /** What each field in dispute is to say. */
  onSettle: (values: Record<string, unknown>) => Promise<unknown>
}) {
  const [chosen, setChosen] = useState<Record<string, 'theirs' | 'yours'>>({})
  const [pressed, setPressed] = useState(false)
  const [state, setState] = useState<{ busy?: true; wrong?: string }>({})
  const words = (field: string, value: unknown) =>
    printed(kind, field, value, names).join(', ') || 'Not stated'
  const settle = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    const open = conflicts.find(({ field }) => !chosen[field])
    if (open) {
      document.getElementById(`${id}-${open.field}`)?.focus()
      return
    }
    setState({ busy: true })
    const values = conflicts.map(
      ({ field, theirs, yours }) => [field, (chosen[field] === 'theirs' ? theirs : yours) ?? ''] as const,
    )
    onSettle(Object.fromEntries(values)).then(
      () => setState({}),
      (failure: unknown) =>
        setState({ wrong: failure instanceof Error ? failure.message : 'It could not be saved. Try again.' }),
    )
  }
  return (
    <form noValidate className="conflict-chooser" onSubmit={settle}>
      <p className="govuk-body">
        The published record changed here while this waited. Choose what is right; nothing is sent before.
      </p>
      {conflicts.map(({ field, theirs, yours }) => (
        <Radios
          key={field}
          name={`${id}-${field}`}
          className="govuk-radios--small"
          fieldset={{
            legend: { children: labelOf(kind, field), className: 'govuk-fieldset__legend--s' },
          }}
          value={chosen[field] ?? ''}
          errorMessage={
            pressed && !chosen[field]
              ? `Choose what is right for ${labelOf(kind, field).toLowerCase()}`
              : undefined
          }
          items={[
            { value: 'theirs', text: words(field, theirs), hint: 'Published meanwhile' },
            { value: 'yours', text: words(field, yours), hint: 'What you proposed' },
          ]}
          onChange={({ target }) =>
            setChosen({ ...chosen, [field]: target.value === 'theirs' ? 'theirs' : 'yours' })
          }
        />
      ))}
      {state.wrong && <ErrorMessage role="alert">{state.wrong}</ErrorMessage>}
      <Button className="govuk-button--secondary" disabled={state.busy}>
        {state.busy ? 'Saving…' : 'Keep what I chose'}
      </Button>
    </form>
  )
}
