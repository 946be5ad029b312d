import type { ComponentProps, ReactNode } from 'react'
import { Anchor } from './anchor.tsx'
import { classes } from './classes.ts'

export type SummaryAction = { text: ReactNode; visuallyHiddenText?: string } & Omit<
  ComponentProps<'a'>,
  'children'
>
type Cell = { children: ReactNode; className?: string }
export type SummaryRow = {
  key: ReactNode | Cell
  value: ReactNode | Cell
  actions?: SummaryAction[]
  actionsClassName?: string
  className?: string
}
export type SummaryCard = {
  title?: ReactNode
  titleClassName?: string
  headingLevel?: 1 | 2 | 3 | 4
  actions?: SummaryAction[]
  actionsClassName?: string
} & Omit<ComponentProps<'div'>, 'title'>

const isCell = (given: ReactNode | Cell): given is Cell =>
  typeof given === 'object' && given !== null && 'children' in given && !('props' in given)
const cell = (given: ReactNode | Cell): Cell => (isCell(given) ? given : { children: given })

const ActionLink = ({
  action: { text, visuallyHiddenText, className, ...link },
  cardTitle,
}: {
  action: SummaryAction
  cardTitle?: ReactNode
}) => (
  <Anchor className={classes('govuk-link', className)} {...link}>
    {text}
    {(visuallyHiddenText || cardTitle) && (
      <span className="govuk-visually-hidden">
        {visuallyHiddenText && ` ${visuallyHiddenText}`}
        {cardTitle && <> ({cardTitle})</>}
      </span>
    )}
  </Anchor>
)

const actionKey = (action: SummaryAction, index: number) => `${action.href ?? ''} ${index}`

function Actions({
  actions,
  cardTitle,
  block,
  item,
  as: Box,
  className,
}: {
  actions: SummaryAction[]
  cardTitle?: ReactNode
  block: string
  item: string
  as: 'dd' | 'div'
  className?: string | undefined
}) {
  if (!actions.length) return null
  const [only] = actions
  const links = actions.map((action, index) => (
    <li className={item} key={actionKey(action, index)}>
      <ActionLink action={action} cardTitle={cardTitle} />
    </li>
  ))
  // A card's several actions are themselves the list; a row's stand in a list of its own.
  if (Box === 'div' && actions.length > 1) return <ul className={classes(block, className)}>{links}</ul>
  return (
    <Box className={classes(block, className)}>
      {actions.length === 1 && only ? (
        <ActionLink action={only} cardTitle={cardTitle} />
      ) : (
        <ul className="govuk-summary-list__actions-list">{links}</ul>
      )}
    </Box>
  )
}

export function SummaryList({
  rows,
  card,
  className,
  ...rest
}: { rows: SummaryRow[]; card?: SummaryCard } & ComponentProps<'dl'>) {
  const anyActions = rows.some((row) => row.actions?.length)
  const list = (
    <dl className={classes('govuk-summary-list', className)} {...rest}>
      {rows.map((row, index) => {
        const key = cell(row.key)
        const value = cell(row.value)
        return (
          <div
            className={classes(
              'govuk-summary-list__row',
              anyActions && !row.actions && 'govuk-summary-list__row--no-actions',
              row.className,
            )}
            // biome-ignore lint/suspicious/noArrayIndexKey: rows keep no state of their own
            key={index}
          >
            <dt className={classes('govuk-summary-list__key', key.className)}>{key.children}</dt>
            <dd className={classes('govuk-summary-list__value', value.className)}>{value.children}</dd>
            <Actions
              actions={row.actions ?? []}
              cardTitle={card?.title}
              block="govuk-summary-list__actions"
              item="govuk-summary-list__actions-list-item"
              as="dd"
              className={row.actionsClassName}
            />
          </div>
        )
      })}
    </dl>
  )
  if (!card) return list
  const {
    title,
    titleClassName,
    headingLevel = 2,
    actions,
    actionsClassName,
    className: cardClass,
    ...box
  } = card
  const Heading = `h${headingLevel}` as const
  return (
    <div className={classes('govuk-summary-card', cardClass)} {...box}>
      <div className="govuk-summary-card__title-wrapper">
        {title && <Heading className={classes('govuk-summary-card__title', titleClassName)}>{title}</Heading>}
        <Actions
          actions={actions ?? []}
          cardTitle={title}
          block="govuk-summary-card__actions"
          item="govuk-summary-card__action"
          as="div"
          className={actionsClassName}
        />
      </div>
      <div className="govuk-summary-card__content">{list}</div>
    </div>
  )
}
