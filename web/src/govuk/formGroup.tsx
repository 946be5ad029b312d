import type { ComponentProps, ReactNode } from 'react'
import { classes, describedBy } from './classes.ts'
import { ErrorMessage } from './errorMessage.tsx'
import { Hint } from './hint.tsx'
import { Label, type LabelProps } from './label.tsx'

/** What every question carries. `label`, `hint` and `errorMessage` may be words or the component's own props. */
export type Asked = {
  label?: ReactNode | LabelProps
  hint?: ReactNode | ComponentProps<'div'>
  errorMessage?: ReactNode | ComponentProps<typeof ErrorMessage>
  formGroup?: ComponentProps<'div'>
}

const isProps = <T extends object>(given: ReactNode | T): given is T =>
  typeof given === 'object' && given !== null && 'children' in given && !('props' in given)

/** Words alone become the props of a component that holds them. */
export const asProps = <T extends object>(
  given: ReactNode | T,
): (T & { children?: ReactNode }) | undefined =>
  given === undefined || given === null || given === false || given === ''
    ? undefined
    : isProps<T & { children?: ReactNode }>(given)
      ? given
      : ({ children: given } as T & { children?: ReactNode })

/** The hint and error of a question, and the ids that describe its control. */
export function told(id: string, { hint, errorMessage }: Asked, described?: string) {
  const hintProps = asProps<ComponentProps<'div'>>(hint)
  const errorProps = asProps<ComponentProps<typeof ErrorMessage>>(errorMessage)
  return {
    describedBy: describedBy(described, hintProps && `${id}-hint`, errorProps && `${id}-error`),
    before: (
      <>
        {hintProps && <Hint id={`${id}-hint`} {...hintProps} />}
        {errorProps && <ErrorMessage id={`${id}-error`} {...errorProps} />}
      </>
    ),
  }
}

export const FormGroup = ({ error, className, ...rest }: ComponentProps<'div'> & { error: boolean }) => (
  <div className={classes('govuk-form-group', error && 'govuk-form-group--error', className)} {...rest} />
)

/** A question with one control: label, hint, error, then the control. */
export function Question({
  id,
  asked,
  describedBy: described,
  children,
}: {
  id: string
  asked: Asked
  describedBy?: string | undefined
  children: (describedBy: string | undefined) => ReactNode
}) {
  const { before, describedBy: ids } = told(id, asked, described)
  return (
    <FormGroup error={Boolean(asked.errorMessage)} {...asked.formGroup}>
      <Label htmlFor={id} {...asProps<LabelProps>(asked.label)} />
      {before}
      {children(ids)}
    </FormGroup>
  )
}
