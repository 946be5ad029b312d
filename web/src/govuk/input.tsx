import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'
import { type Asked, asProps, Question } from './formGroup.tsx'

type Affix = ReactNode | ComponentProps<'div'>

export type InputProps = Omit<ComponentProps<'input'>, 'prefix'> &
  Asked & { name: string; prefix?: Affix; suffix?: Affix; inputWrapper?: ComponentProps<'div'> }

const affix = (kind: 'prefix' | 'suffix', given: Affix) => {
  const props = asProps<ComponentProps<'div'>>(given)
  if (!props) return null
  const { className, ...rest } = props
  return <div className={classes(`govuk-input__${kind}`, className)} aria-hidden="true" {...rest} />
}

export function Input({
  label,
  hint,
  errorMessage,
  formGroup,
  prefix,
  suffix,
  inputWrapper,
  className,
  id: givenId,
  'aria-describedby': described,
  ...rest
}: InputProps) {
  const id = givenId ?? rest.name
  return (
    <Question
      id={id}
      asked={{ label, hint, errorMessage, ...(formGroup && { formGroup }) }}
      describedBy={described}
    >
      {(describedBy) => {
        const input = (
          <input
            type="text"
            {...rest}
            className={classes('govuk-input', className, Boolean(errorMessage) && 'govuk-input--error')}
            id={id}
            aria-describedby={describedBy}
          />
        )
        if (!prefix && !suffix) return input
        const { className: wrapperClass, ...wrapper } = inputWrapper ?? {}
        return (
          <div className={classes('govuk-input__wrapper', wrapperClass)} {...wrapper}>
            {affix('prefix', prefix)}
            {input}
            {affix('suffix', suffix)}
          </div>
        )
      }}
    </Question>
  )
}
