import { useState } from 'react'
import type { RecordKind } from '../../../../../functions/schema/record.ts'
import { Button, NotificationBanner, Radios } from '../../../govuk/index.ts'
import { fields, instantWords, type Names, printed, type Values } from '../../fields.ts'
import type { Clashing } from './typed.ts'

type Choice = 'mine' | 'theirs'

/** Two people answered the same question differently: shows both and lets this one choose. Nothing is lost. */
export function ClashChooser({
  kind,
  clashing,
  mine,
  names,
  onSettle,
}: {
  kind: RecordKind
  clashing: Clashing
  /** What this person's form says. */
  mine: Values
  names: Names
  onSettle: (choices: Record<string, Choice>) => void
}) {
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  const asked = Object.keys(clashing)
  const words = (field: string, value: unknown) =>
    printed(kind, field, value, names).join(', ') || 'Not stated'
  const whose = (field: string) => {
    const by = clashing[field]?.by
    return by ? `${by.byName}, ${instantWords(by.at)}` : 'the published record'
  }
  return (
    // It is said aloud, and leaves the focus where someone may be typing.
    <NotificationBanner role="alert" disableAutoFocus id="clash" titleId="clash-title">
      <p className="govuk-notification-banner__heading">
        {asked.length === 1
          ? 'A colleague changed the same answer'
          : `A colleague changed the same ${asked.length} answers`}
      </p>
      <p className="govuk-body">
        Everything else you both typed is kept. Choose which of these to keep; until then yours stays in this
        browser and theirs in the draft.
      </p>
      {asked.map((field) => (
        <Radios
          key={field}
          name={`clash-${field}`}
          className="govuk-radios--small"
          fieldset={{
            legend: { children: fields[kind][field]?.label ?? field, className: 'govuk-fieldset__legend--s' },
          }}
          value={choices[field] ?? 'mine'}
          items={[
            { value: 'mine', text: words(field, mine[field]), hint: 'Yours' },
            { value: 'theirs', text: words(field, clashing[field]?.value), hint: `From ${whose(field)}` },
          ]}
          onChange={({ target }) =>
            setChoices({ ...choices, [field]: target.value === 'theirs' ? 'theirs' : 'mine' })
          }
        />
      ))}
      <Button
        type="button"
        onClick={() =>
          onSettle(Object.fromEntries(asked.map((field) => [field, choices[field] ?? 'mine'] as const)))
        }
      >
        {asked.length === 1 ? 'Keep this' : 'Keep these'}
      </Button>
    </NotificationBanner>
  )
}
