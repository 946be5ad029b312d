import { type ReactNode, type Ref, useMemo, useRef, useState } from 'react'
import { Combobox, type ComboboxProps } from './combobox.tsx'
import { type Asked, Question } from './formGroup.tsx'
import { exactly, type LookupOption } from './matching.ts'

type Shared = Asked & {
  id: string
  name: string
  options: readonly LookupOption[]
  inputRef?: Ref<HTMLInputElement> | undefined
  onBlur?: (() => void) | undefined
  propose?: ComboboxProps['propose']
}

const asked = ({ label, hint, errorMessage, formGroup }: Asked): Asked => ({
  label,
  hint,
  errorMessage,
  ...(formGroup && { formGroup }),
})

/** One choice out of many. What was typed and matches nothing is kept, as the value itself. */
export function Lookup({
  value,
  onChange,
  after,
  ...shared
}: Shared & { value: string | undefined; onChange: (value: string) => void; after?: ReactNode }) {
  const { id, name, options, inputRef, onBlur, propose } = shared
  const chosen = options.find((option) => option.value === value)
  return (
    <Question id={id} asked={asked(shared)}>
      {(describedBy) => (
        <>
          <Combobox
            {...{ id, name, options, inputRef, onBlur, propose, describedBy }}
            hasError={Boolean(shared.errorMessage)}
            text={chosen?.text ?? value ?? ''}
            onText={(text) => onChange(exactly(options, text)?.value ?? text)}
            onChoose={(option) => onChange(option.value)}
          />
          {after}
        </>
      )}
    </Question>
  )
}

/** Several choices out of many: those made are listed above the box, each with a way to remove it. */
export function LookupMany({
  values,
  onChange,
  unlisted,
  ...shared
}: Shared & {
  /** Said of what was chosen once and is in the list no more. */
  unlisted?: string
  values: readonly string[]
  onChange: (values: string[]) => void
}) {
  const { id, name, options, onBlur, propose } = shared
  const [text, setText] = useState('')
  const [left, setLeft] = useState('')
  const box = useRef<HTMLInputElement | null>(null)
  const offered = useMemo(() => options.filter((option) => !values.includes(option.value)), [options, values])
  const textOf = (value: string) =>
    options.find((option) => option.value === value)?.text ?? unlisted ?? value
  const add = (option: LookupOption) => {
    setText('')
    setLeft('')
    onChange([...values, option.value])
  }
  return (
    <Question id={id} asked={asked(shared)}>
      {(describedBy) => (
        <>
          {values.length > 0 && (
            <ul className="lookup__chosen">
              {values.map((value) => (
                <li key={value}>
                  <span>{textOf(value)}</span>
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => {
                      onChange(values.filter((one) => one !== value))
                      box.current?.focus()
                    }}
                  >
                    Remove<span className="govuk-visually-hidden"> {textOf(value)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          <Combobox
            {...{ id, name, propose, describedBy }}
            options={offered}
            hasError={Boolean(shared.errorMessage)}
            inputRef={(input) => {
              box.current = input
              if (typeof shared.inputRef === 'function') shared.inputRef(input)
            }}
            text={text}
            onText={(typed) => {
              setText(typed)
              setLeft('')
            }}
            onChoose={add}
            onBlur={() => {
              const meant = exactly(offered, text)
              if (meant) add(meant)
              else setLeft(text.trim())
              onBlur?.()
            }}
          />
          {left && left === text.trim() && (
            <p className="govuk-body-s lookup__after">
              “{left}” is not in the list, so it has not been added.
            </p>
          )}
        </>
      )}
    </Question>
  )
}
