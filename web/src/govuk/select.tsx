import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { type Asked, Question } from './formGroup.tsx'

export type SelectItem = ComponentProps<'option'> & { text: string }
export type SelectProps = ComponentProps<'select'> & Asked & { name: string; items: SelectItem[] }

export function Select({
  label,
  hint,
  errorMessage,
  formGroup,
  className,
  items,
  id: givenId,
  'aria-describedby': described,
  ...rest
}: SelectProps) {
  const id = givenId ?? rest.name
  return (
    <Question
      id={id}
      asked={{ label, hint, errorMessage, ...(formGroup && { formGroup }) }}
      describedBy={described}
    >
      {(describedBy) => (
        <select
          {...rest}
          className={classes('govuk-select', className, Boolean(errorMessage) && 'govuk-select--error')}
          id={id}
          aria-describedby={describedBy}
        >
          {items.map(({ text, ...option }) => (
            <option key={`${option.value ?? text}`} {...option}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Question>
  )
}
