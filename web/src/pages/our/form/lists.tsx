import { useState } from 'react'
import { ErrorMessage, Fieldset, Input } from '../../../govuk/index.ts'
import { type Change, label, legend, type Told } from './asking.tsx'

const ordinal = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth']

/** Lengths in months, in an order that matters. */
export function Terms({
  id,
  label: words,
  values,
  onChange,
  hint,
  errorMessage,
  errorAt,
}: Told &
  Change<string[]> & {
    label: string
    values: string[]
    errorAt: (index: number) => string | undefined
  }) {
  const shown = values.length > 0 ? values : ['']
  const whole = shown.some((_, index) => errorAt(index)) ? undefined : errorMessage
  return (
    <Fieldset {...legend(words)} aria-describedby={hint ? `${id}-hint` : undefined} className="repeated">
      {hint && (
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {whole && <ErrorMessage role="alert">{whole}</ErrorMessage>}
      {shown.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: options are known by their place in the order
        <div className="repeated__row" key={index}>
          <Input
            label={`${ordinal[index] ?? `Option ${index + 1}`}${ordinal[index] ? ' option' : ''}`}
            id={index === 0 ? id : `${id}-${index}`}
            name={`${id}-${index}`}
            className="govuk-input--width-4"
            suffix="months"
            inputMode="numeric"
            errorMessage={errorAt(index)}
            value={value}
            onChange={(event) =>
              onChange(shown.map((one, place) => (place === index ? event.target.value : one)))
            }
          />
          {values.length > 0 && (
            <button
              type="button"
              className="link-button"
              onClick={() => onChange(shown.filter((_, place) => place !== index))}
            >
              Remove<span className="govuk-visually-hidden"> option {index + 1}</span>
            </button>
          )}
        </div>
      ))}
      <button type="button" className="link-button" onClick={() => onChange([...shown, ''])}>
        Add another option
      </button>
    </Fieldset>
  )
}

/** Codes in one box, with commas between. */
export function Codes({
  id,
  label: words,
  values,
  onChange,
  hint,
  errorMessage,
}: Told & Change<string[]> & { label: string; values: string[] }) {
  const parts = (typed: string) => typed.split(/[\s,;]+/).filter(Boolean)
  const [typed, setTyped] = useState(() => values.join(', '))
  // What was typed is shown as it was typed, unless the answer changed some other way.
  const shown = parts(typed).join() === values.join() ? typed : values.join(', ')
  return (
    <Input
      id={id}
      name={id}
      label={label(words)}
      hint={hint}
      errorMessage={errorMessage}
      value={shown}
      spellCheck={false}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(parts(event.target.value))
      }}
    />
  )
}
