import { type ComponentProps, type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { Anchor } from './anchor.tsx'
import { classes } from './classes.ts'

export type SummaryError = { text: ReactNode; href?: string } & Omit<ComponentProps<'a'>, 'href' | 'children'>

/** Moves focus to the question an error is about, with its label or legend in sight. */
function goToField(event: MouseEvent<HTMLAnchorElement>) {
  const id = decodeURIComponent(event.currentTarget.hash.slice(1))
  const target = id ? document.getElementById(id) : null
  if (!target) return
  event.preventDefault()
  const control = target.matches('input, select, textarea, button')
    ? target
    : (target.querySelector<HTMLElement>('input, select, textarea, button') ?? target)
  const question =
    control.closest('fieldset')?.querySelector('legend') ?? control.closest('.govuk-form-group')
  const top = question?.getBoundingClientRect().top ?? 0
  const bottom = control.getBoundingClientRect().bottom
  const legendFits = bottom - top < window.innerHeight / 2
  ;(legendFits && question ? question : control).scrollIntoView()
  control.focus({ preventScroll: true })
}

export function ErrorSummary({
  title = 'There is a problem',
  description,
  errors = [],
  className,
  disableAutoFocus,
  ...rest
}: {
  title?: ReactNode
  description?: ReactNode
  errors?: SummaryError[]
  disableAutoFocus?: boolean
} & Omit<ComponentProps<'div'>, 'title'>) {
  const summary = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (disableAutoFocus) return
    // Focusable only for this once, so that clicking in it later draws no outline.
    summary.current?.setAttribute('tabindex', '-1')
    summary.current?.focus()
  }, [disableAutoFocus])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only tidies up after the focus it took
    <div
      className={classes('govuk-error-summary', className)}
      data-disable-auto-focus={disableAutoFocus}
      {...rest}
      data-module="govuk-error-summary"
      ref={summary}
      onBlur={(event) => {
        if (event.target === summary.current) summary.current.removeAttribute('tabindex')
      }}
    >
      <div role="alert">
        <h2 className="govuk-error-summary__title">{title}</h2>
        <div className="govuk-error-summary__body">
          {description && <p>{description}</p>}
          {errors.length > 0 && (
            <ul className="govuk-list govuk-error-summary__list">
              {errors.map(({ text, href, ...link }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: errors have no identity and keep no state
                <li key={index}>
                  {href?.startsWith('#') ? (
                    <a href={href} onClick={goToField} {...link}>
                      {text}
                    </a>
                  ) : href ? (
                    <Anchor href={href} {...link}>
                      {text}
                    </Anchor>
                  ) : (
                    text
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  )
}
