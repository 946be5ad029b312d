import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'

/** What a person sees when their task is done. */
export function Panel({
  title,
  headingLevel = 1,
  className,
  children,
  ...rest
}: { title: ReactNode; headingLevel?: 1 | 2 | 3 } & Omit<ComponentProps<'div'>, 'title'>) {
  const Heading = `h${headingLevel}` as const
  return (
    <div className={classes('govuk-panel govuk-panel--confirmation', className)} {...rest}>
      <Heading className="govuk-panel__title">{title}</Heading>
      {children && <div className="govuk-panel__body">{children}</div>}
    </div>
  )
}
