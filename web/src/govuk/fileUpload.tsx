import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { type Asked, Question } from './formGroup.tsx'

export type FileUploadProps = ComponentProps<'input'> & Asked & { name: string }

export function FileUpload({
  label,
  hint,
  errorMessage,
  formGroup,
  className,
  id: givenId,
  'aria-describedby': described,
  ...rest
}: FileUploadProps) {
  const id = givenId ?? rest.name
  return (
    <Question
      id={id}
      asked={{ label, hint, errorMessage, ...(formGroup && { formGroup }) }}
      describedBy={described}
    >
      {(describedBy) => (
        <input
          {...rest}
          type="file"
          className={classes(
            'govuk-file-upload',
            className,
            Boolean(errorMessage) && 'govuk-file-upload--error',
          )}
          id={id}
          aria-describedby={describedBy}
        />
      )}
    </Question>
  )
}
