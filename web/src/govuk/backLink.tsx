import type { ComponentProps } from 'react'
import { Anchor } from './anchor.tsx'
import { classes } from './classes.ts'

export const BackLink = ({ className, children = 'Back', ...rest }: ComponentProps<'a'>) => (
  <Anchor className={classes('govuk-back-link', className)} {...rest}>
    {children}
  </Anchor>
)
