import { useState } from 'react'
import type { RecordKind } from '../../../../functions/schema/record.ts'
import { Button, NotificationBanner, Radios } from '../../govuk/index.ts'
import { fields, type Names, printed, type Values } from '../fields.ts'
import type { Clash } from './typed.ts'

/** Two people typed different things in the same fields: shows both and lets this one choose. Nothing is lost. */
export function ClashChooser({
  kind,
  clashes,
  merged,
  names,
  who,
  onSettle,
}: {
  kind: RecordKind
  clashes: Clash[]
  /** Both people's work joined, with this person's answers where they clash. */
  merged: Values
  names: Names
  who: string
  onSettle: (values: Values) => void
}) {
  const [theirs, setTheirs] = useState<string[]>([])
  const words = (field: string, value: unknown) =>
    printed(kind, field, value, names).join(', ') || 'Not stated'
  const settled = (chosen: string[]) => ({
    ...merged,
    ...Object.fromEntries(
      clashes.filter(({ field }) => chosen.includes(field)).map(({ field, theirs: value }) => [field, value]),
    ),
  })
  return (
    <NotificationBanner role="alert" id="clash" titleId="clash-title">
      <p className="govuk-notification-banner__heading">{who}</p>
      <p className="govuk-body">
        Your typing and theirs are joined, except here, where you both changed the same thing. Choose what to
        keep; until then your version stays in this browser.
      </p>
      {clashes.map(({ field, mine, theirs: value }) => (
        <Radios
          key={field}
          name={`clash-${field}`}
          className="govuk-radios--small"
          fieldset={{
            legend: { children: fields[kind][field]?.label ?? field, className: 'govuk-fieldset__legend--s' },
          }}
          value={theirs.includes(field) ? 'theirs' : 'mine'}
          items={[
            { value: 'mine', text: `Yours: ${words(field, mine)}` },
            { value: 'theirs', text: `Theirs: ${words(field, value)}` },
          ]}
          onChange={({ target }) =>
            setTheirs(target.value === 'theirs' ? [...theirs, field] : theirs.filter((one) => one !== field))
          }
        />
      ))}
      <div className="govuk-button-group">
        <Button type="button" onClick={() => onSettle(settled(theirs))}>
          Keep these
        </Button>
        <Button
          type="button"
          className="govuk-button--secondary"
          onClick={() => onSettle(settled(clashes.map(({ field }) => field)))}
        >
          Take all of theirs
        </Button>
      </div>
    </NotificationBanner>
  )
}
