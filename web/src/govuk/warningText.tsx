import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

export const WarningText = ({
  iconFallbackText = 'Warning',
  className,
  children,
  ...rest
}: ComponentProps<'div'> & { iconFallbackText?: string }) => (
  <div className={classes('govuk-warning-text', className)} {...rest}>
    <span className="govuk-warning-text__icon" aria-hidden="true">
      !
    </span>
    <strong className="govuk-warning-text__text">
      <span className="govuk-visually-hidden">{iconFallbackText}</span> {children}
    </strong>
  </div>
)
