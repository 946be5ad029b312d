import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react'
import { classes } from './classes.ts'

export type NotificationBannerProps = {
  title?: ReactNode
  titleId?: string
  titleHeadingLevel?: 1 | 2 | 3 | 4
  /** One short sentence, in the banner's own heading size. */
  text?: ReactNode
  type?: 'success'
  disableAutoFocus?: boolean
} & Omit<ComponentProps<'div'>, 'title'>

export function NotificationBanner({
  type,
  title = type === 'success' ? 'Success' : 'Important',
  titleId = 'govuk-notification-banner-title',
  titleHeadingLevel = 2,
  text,
  role = type === 'success' ? 'alert' : 'region',
  disableAutoFocus,
  className,
  children,
  ...rest
}: NotificationBannerProps) {
  const banner = useRef<HTMLDivElement>(null)
  const takesFocus = role === 'alert' && !disableAutoFocus
  useEffect(() => {
    if (!takesFocus || !banner.current) return
    if (!banner.current.hasAttribute('tabindex')) banner.current.setAttribute('tabindex', '-1')
    banner.current.focus()
  }, [takesFocus])
  const Heading = `h${titleHeadingLevel}` as const
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is always given
    <div
      className={classes(
        'govuk-notification-banner',
        type && `govuk-notification-banner--${type}`,
        className,
      )}
      role={role}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
      data-disable-auto-focus={disableAutoFocus}
      ref={banner}
      {...rest}
    >
      <div className="govuk-notification-banner__header">
        <Heading className="govuk-notification-banner__title" id={titleId}>
          {title}
        </Heading>
      </div>
      <div className="govuk-notification-banner__content">
        {children ?? (text && <p className="govuk-notification-banner__heading">{text}</p>)}
      </div>
    </div>
  )
}
