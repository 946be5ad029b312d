import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

export type TagColour = 'grey' | 'green' | 'turquoise' | 'purple' | 'pink' | 'red' | 'orange' | 'yellow'

export const Tag = ({ colour, className, ...rest }: ComponentProps<'strong'> & { colour?: TagColour }) => (
  <strong className={classes('govuk-tag', colour && `govuk-tag--${colour}`, className)} {...rest} />
)
