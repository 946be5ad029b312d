import type { ComponentProps, ReactNode } from 'react'
import { Anchor } from './anchor.tsx'
import { classes } from './classes.ts'

export type PageLink = { text?: ReactNode; labelText?: string } & Omit<ComponentProps<'a'>, 'children'>
export type PageItem =
  | { ellipsis: true }
  | ({ number: ReactNode; current?: boolean; visuallyHiddenText?: string } & Omit<
      ComponentProps<'a'>,
      'children'
    >)

const arrows = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
}

const Arrow = ({ type }: { type: 'prev' | 'next' }) => (
  <svg
    className={`govuk-pagination__icon govuk-pagination__icon--${type}`}
    xmlns="http://www.w3.org/2000/svg"
    height="13"
    width="15"
    aria-hidden="true"
    focusable="false"
    viewBox="0 0 15 13"
  >
    <path d={arrows[type]} />
  </svg>
)

const ArrowLink = ({
  link: { text, labelText, ...link },
  type,
  blockLevel,
}: {
  link: PageLink
  type: 'prev' | 'next'
  blockLevel: boolean
}) => (
  <div className={`govuk-pagination__${type}`}>
    <Anchor className="govuk-link govuk-pagination__link" rel={type} {...link}>
      {(blockLevel || type === 'prev') && <Arrow type={type} />}
      {blockLevel && ' '}
      <span
        className={classes(
          'govuk-pagination__link-title',
          blockLevel && !labelText && 'govuk-pagination__link-title--decorated',
        )}
      >
        {text ?? (
          <>
            {type === 'prev' ? 'Previous' : 'Next'}
            <span className="govuk-visually-hidden"> page</span>
          </>
        )}
      </span>
      {labelText && blockLevel && (
        <>
          <span className="govuk-visually-hidden">:</span>
          <span className="govuk-pagination__link-label">{labelText}</span>
        </>
      )}
      {!blockLevel && type === 'next' && <Arrow type={type} />}
    </Anchor>
  </div>
)

export function Pagination({
  previous,
  next,
  items,
  landmarkLabel = 'Pagination',
  className,
  ...rest
}: {
  previous?: PageLink
  next?: PageLink
  items?: PageItem[]
  landmarkLabel?: string
} & ComponentProps<'nav'>) {
  const blockLevel = !items && Boolean(next ?? previous)
  return (
    <nav
      className={classes('govuk-pagination', blockLevel && 'govuk-pagination--block', className)}
      aria-label={landmarkLabel}
      {...rest}
    >
      {previous?.href && <ArrowLink link={previous} type="prev" blockLevel={blockLevel} />}
      {items && (
        <ul className="govuk-pagination__list">
          {items.map((item, index) => {
            if ('ellipsis' in item) {
              return (
                <li
                  className="govuk-pagination__item govuk-pagination__item--ellipsis"
                  // biome-ignore lint/suspicious/noArrayIndexKey: a gap has no identity
                  key={`gap ${index}`}
                >
                  ⋯
                </li>
              )
            }
            const { number, current, visuallyHiddenText, ...link } = item
            return (
              <li
                className={classes('govuk-pagination__item', current && 'govuk-pagination__item--current')}
                key={link.href ?? index}
              >
                <Anchor
                  className="govuk-link govuk-pagination__link"
                  aria-label={visuallyHiddenText ?? `Page ${number}`}
                  aria-current={current ? 'page' : undefined}
                  {...link}
                >
                  {number}
                </Anchor>
              </li>
            )
          })}
        </ul>
      )}
      {next?.href && <ArrowLink link={next} type="next" blockLevel={blockLevel} />}
    </nav>
  )
}
