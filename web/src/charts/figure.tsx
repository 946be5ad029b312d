import { type ReactNode, useId } from 'react'
import { Details } from '../govuk/index.ts'
import { downloadCsv } from './csv.ts'
import { Scroll } from './scroll.tsx'

export type TableOf = {
  head: string[]
  rows: (string | number)[][]
  /** Columns with numbers, by place: they are set right. */
  numeric?: number[]
}

/** A figure: what it finds, what that rests on, the drawing, the same as a table, and how it was worked out. */
export function Figure({
  title,
  basis,
  table,
  file,
  method,
  level = 2,
  children,
}: {
  title: ReactNode
  /** From how much and from whom: the denominator, in words. */
  basis: ReactNode
  table: TableOf
  /** What the downloaded table is called. */
  file: string
  method?: ReactNode
  level?: 2 | 3
  children: ReactNode
}) {
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <figure className="figure" aria-labelledby={id}>
      <figcaption>
        <Heading className="govuk-heading-m" id={id}>
          {title}
        </Heading>
        <p className="basis">{basis}</p>
      </figcaption>
      {children}
      <div className="figure__foot">
        <Details summary="Show the table">
          <Scroll label="The same as a table">
            <table className="govuk-table">
              <thead className="govuk-table__head">
                <tr className="govuk-table__row">
                  {table.head.map((text, index) => (
                    <th
                      key={text}
                      scope="col"
                      className={`govuk-table__header${table.numeric?.includes(index) ? ' govuk-table__header--numeric' : ''}`}
                    >
                      {text}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="govuk-table__body">
                {table.rows.map((row) => (
                  <tr className="govuk-table__row" key={row.join('|')}>
                    {row.map((value, index) =>
                      index === 0 ? (
                        <th scope="row" className="govuk-table__header" key={table.head[index]}>
                          {value}
                        </th>
                      ) : (
                        <td
                          key={table.head[index]}
                          className={`govuk-table__cell${table.numeric?.includes(index) ? ' govuk-table__cell--numeric' : ''}`}
                        >
                          {value}
                        </td>
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </Details>
        <button type="button" className="linklike" onClick={() => downloadCsv(file, table)}>
          Download CSV
        </button>
        {method && <Details summary="How this is worked out">{method}</Details>}
      </div>
    </figure>
  )
}
