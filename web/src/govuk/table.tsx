import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'

export type TableCell = Omit<ComponentProps<'td'>, 'children'> & {
  children: ReactNode
  format?: string
  /** Said before the value where a narrow window stacks the cells of a row. */
  'data-label'?: string
}

const isCell = (given: ReactNode | TableCell): given is TableCell =>
  typeof given === 'object' && given !== null && 'children' in given && !('props' in given)
const cell = (given: ReactNode | TableCell): TableCell => (isCell(given) ? given : { children: given })

export type TableRow = (ReactNode | TableCell)[]

export function Table({
  caption,
  captionClassName,
  head,
  rows,
  rowKeys,
  firstCellIsHeader,
  className,
  ...rest
}: {
  caption?: ReactNode
  captionClassName?: string
  head?: (ReactNode | TableCell)[]
  rows: TableRow[]
  /** What each row is about, for tables that sort or filter. */
  rowKeys?: string[]
  firstCellIsHeader?: boolean
} & ComponentProps<'table'>) {
  return (
    <table className={classes('govuk-table', className)} {...rest}>
      {caption && <caption className={classes('govuk-table__caption', captionClassName)}>{caption}</caption>}
      {head && (
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {head.map(cell).map(({ format, className: cellClass, ...props }, index) => (
              <th
                scope="col"
                className={classes(
                  'govuk-table__header',
                  format && `govuk-table__header--${format}`,
                  cellClass,
                )}
                // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                key={index}
                {...props}
              />
            ))}
          </tr>
        </thead>
      )}
      <tbody className="govuk-table__body">
        {rows.map((row, at) => (
          <tr className="govuk-table__row" key={rowKeys?.[at] ?? at}>
            {row.map(cell).map(({ format, className: cellClass, ...props }, index) =>
              firstCellIsHeader && index === 0 ? (
                <th
                  scope="row"
                  className={classes('govuk-table__header', cellClass)}
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                  key={index}
                  {...props}
                />
              ) : (
                <td
                  className={classes(
                    'govuk-table__cell',
                    format && `govuk-table__cell--${format}`,
                    cellClass,
                  )}
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                  key={index}
                  {...props}
                />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
