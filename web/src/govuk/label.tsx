import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

export type LabelProps = ComponentProps<'label'> & { isPageHeading?: boolean }

export function Label({ isPageHeading, className, children, ...rest }: LabelProps) {
  if (!children) return null
  const label = (
    // biome-ignore lint/a11y/noLabelWithoutControl: the caller names the control with htmlFor
    <label className={classes('govuk-label', className)} {...rest}>
      {children}
    </label>
  )
  return isPageHeading ? <h1 className="govuk-label-wrapper">{label}</h1> : label
}
