import { useState } from 'react'
import type { RecordKind } from '../../../../functions/schema/record.ts'
import { Button, Select, Textarea } from '../../govuk/index.ts'
import { fields } from '../fields.ts'

export type Said = { field: string; text: string }

/** What needs attention before a proposal can be approved: one comment or more, each about a field or about all of it. */
export function ReturnForm({
  id,
  kind,
  comments,
  busy,
  onChange,
  onReturn,
}: {
  id: string
  kind: RecordKind
  comments: Said[]
  busy: boolean
  onChange: (comments: Said[]) => void
  onReturn: (comments: Said[]) => void
}) {
  const [wrong, setWrong] = useState(false)
  const said = (index: number, part: Partial<Said>) =>
    onChange(comments.map((one, place) => (place === index ? { ...one, ...part } : one)))
  return (
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
            // It was asked for just now by pressing a button or a key: the typing goes on here.
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
          onClick={() => onChange([...comments, { field: '', text: '' }])}
        >
          Add another comment
        </button>
        <button type="button" className="link-button" onClick={() => onChange([])}>
          Cancel
        </button>
      </div>
    </form>
  )
}
