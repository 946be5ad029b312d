import type { ComponentProps, ReactNode } from 'react'
import { Anchor } from './anchor.tsx'
import { classes } from './classes.ts'

type Look = { children: ReactNode; className?: string; isStartButton?: boolean }

const startIcon = (
  <svg
    className="govuk-button__start-icon"
    xmlns="http://www.w3.org/2000/svg"
    width="17.5"
    height="19"
    viewBox="0 0 33 40"
    aria-hidden="true"
    focusable="false"
  >
    <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
  </svg>
)

const look = ({ className, isStartButton }: Omit<Look, 'children'>) => ({
  className: classes('govuk-button', className, isStartButton && 'govuk-button--start'),
  'data-module': 'govuk-button',
})

export function Button({
  children,
  className,
  isStartButton,
  disabled,
  ...rest
}: Look & ComponentProps<'button'>) {
  return (
    <button
      type="submit"
      {...(disabled && { disabled, 'aria-disabled': true })}
      {...look({ ...(className && { className }), ...(isStartButton && { isStartButton }) })}
      {...rest}
    >
      {children}
      {isStartButton && startIcon}
    </button>
  )
}

export function ButtonLink({ children, className, isStartButton, ...rest }: Look & ComponentProps<'a'>) {
  return (
    <Anchor
      role="button"
      draggable={false}
      {...look({ ...(className && { className }), ...(isStartButton && { isStartButton }) })}
      {...rest}
    >
      {children}
      {isStartButton && startIcon}
    </Anchor>
  )
}
