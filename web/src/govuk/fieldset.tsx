import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'

export type Legend = { children: ReactNode; className?: string; isPageHeading?: boolean }
export type FieldsetProps = ComponentProps<'fieldset'> & { legend?: Legend }

export const Fieldset = ({ legend, className, children, ...rest }: FieldsetProps) => (
  <fieldset className={classes('govuk-fieldset', className)} {...rest}>
    {legend && (
      <legend className={classes('govuk-fieldset__legend', legend.className)}>
        {legend.isPageHeading ? (
          <h1 className="govuk-fieldset__heading">{legend.children}</h1>
        ) : (
          legend.children
        )}
      </legend>
    )}
    {children}
  </fieldset>
)
