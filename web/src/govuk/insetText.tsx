import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

export const InsetText = ({ className, ...rest }: ComponentProps<'div'>) => (
  <div className={classes('govuk-inset-text', className)} {...rest} />
)
