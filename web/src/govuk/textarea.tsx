import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { type Asked, Question } from './formGroup.tsx'

export type TextareaProps = ComponentProps<'textarea'> & Asked & { name: string }

export function Textarea({
  label,
  hint,
  errorMessage,
  formGroup,
  className,
  id: givenId,
  'aria-describedby': described,
  ...rest
}: TextareaProps) {
  const id = givenId ?? rest.name
  return (
    <Question
      id={id}
      asked={{ label, hint, errorMessage, ...(formGroup && { formGroup }) }}
      describedBy={described}
    >
      {(describedBy) => (
        <textarea
          rows={5}
          {...rest}
          className={classes('govuk-textarea', Boolean(errorMessage) && 'govuk-textarea--error', className)}
          id={id}
          aria-describedby={describedBy}
        />
      )}
    </Question>
  )
}
