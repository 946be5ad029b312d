import { DateInput, type DatePart } from '../../../govuk/index.ts'
import { type Boxes, emptyDate } from '../drafting/typed.ts'
import type { Change, legend, Told } from './asking.tsx'

const parts: DatePart[] = ['day', 'month', 'year']

export function DateBoxes({
  id,
  value,
  onChange,
  inputRef,
  fieldset,
  hint,
  errorMessage,
}: Told &
  Change<Boxes> & {
    value: Boxes | undefined
    inputRef?: (element: HTMLElement | null) => void
    fieldset: ReturnType<typeof legend>
  }) {
  const now = value ?? emptyDate
  const empty = parts.filter((part) => !now[part].trim())
  const errorIn: DatePart[] = /year must have/.test(errorMessage ?? '')
    ? ['year']
    : empty.length > 0 && empty.length < 3
      ? empty
      : parts
  return (
    <DateInput
      id={id}
      namePrefix={id}
      fieldset={fieldset}
      hint={hint}
      errorMessage={errorMessage}
      errorIn={errorIn}
      inputs={Object.fromEntries(
        parts.map((part) => [
          part,
          {
            value: now[part],
            autoComplete: 'off',
            onChange: (event: { target: { value: string } }) =>
              onChange({ ...now, [part]: event.target.value }),
            ...(part === 'day' && inputRef && { ref: inputRef }),
          },
        ]),
      )}
    />
  )
}
