import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

export const Hint = ({ className, ...rest }: ComponentProps<'div'>) => (
  <div className={classes('govuk-hint', className)} {...rest} />
)
