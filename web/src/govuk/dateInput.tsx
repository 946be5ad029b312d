import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import type { FieldsetProps } from './fieldset.tsx'
import type { Asked } from './formGroup.tsx'
import { Group } from './group.tsx'
import { Input } from './input.tsx'

export type DatePart = 'day' | 'month' | 'year'
const parts = ['day', 'month', 'year'] as const
const words = { day: 'Day', month: 'Month', year: 'Year' }

export type DateInputProps = Omit<Asked, 'label'> & {
  id: string
  namePrefix?: string
  className?: string
  fieldset?: FieldsetProps
  /** The boxes the error is about; every one, unless told. */
  errorIn?: DatePart[]
  /** What each box gets besides: its value, what happens on change. */
  inputs?: Partial<Record<DatePart, ComponentProps<'input'>>>
  attributes?: ComponentProps<'div'>
}

export function DateInput({
  id,
  namePrefix,
  className,
  fieldset,
  errorIn = [...parts],
  inputs = {},
  attributes,
  hint,
  errorMessage,
  formGroup,
}: DateInputProps) {
  return (
    <Group
      id={id}
      asked={{ hint, errorMessage, ...(formGroup && { formGroup }) }}
      fieldset={fieldset && { role: 'group', ...fieldset }}
    >
      {() => (
        <div className={classes('govuk-date-input', className)} id={id} {...attributes}>
          {parts.map((part) => (
            <div className="govuk-date-input__item" key={part}>
              <Input
                inputMode="numeric"
                {...inputs[part]}
                label={{ children: words[part], className: 'govuk-date-input__label' }}
                id={`${id}-${part}`}
                name={namePrefix ? `${namePrefix}-${part}` : part}
                className={classes(
                  'govuk-date-input__input',
                  Boolean(errorMessage) && errorIn.includes(part) && 'govuk-input--error',
                  part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
                )}
              />
            </div>
          ))}
        </div>
      )}
    </Group>
  )
}
