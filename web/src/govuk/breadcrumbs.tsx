import type { ComponentProps, ReactNode } from 'react'
import { Anchor } from './anchor.tsx'
import { classes } from './classes.ts'

export type Breadcrumb = { text: ReactNode } & Omit<ComponentProps<'a'>, 'children'>

export const Breadcrumbs = ({
  items,
  collapseOnMobile,
  labelText = 'Breadcrumb',
  className,
  ...rest
}: {
  items: Breadcrumb[]
  collapseOnMobile?: boolean
  labelText?: string
} & ComponentProps<'nav'>) => (
  <nav
    className={classes(
      'govuk-breadcrumbs',
      className,
      collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
    )}
    {...rest}
    aria-label={labelText}
  >
    <ol className="govuk-breadcrumbs__list">
      {items.map(({ text, href, ...link }, index) =>
        href ? (
          <li className="govuk-breadcrumbs__list-item" key={href}>
            <Anchor className="govuk-breadcrumbs__link" href={href} {...link}>
              {text}
            </Anchor>
          </li>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the page's own place has no address
          <li className="govuk-breadcrumbs__list-item" aria-current="page" key={index}>
            {text}
          </li>
        ),
      )}
    </ol>
  </nav>
)
