import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

export type ErrorMessageProps = ComponentProps<'p'> & { visuallyHiddenText?: string }

export const ErrorMessage = ({
  className,
  children,
  visuallyHiddenText = 'Error',
  ...rest
}: ErrorMessageProps) => (
  <p className={classes('govuk-error-message', className)} {...rest}>
    {visuallyHiddenText && <span className="govuk-visually-hidden">{visuallyHiddenText}:</span>}
    {visuallyHiddenText && ' '}
    {children}
  </p>
)
