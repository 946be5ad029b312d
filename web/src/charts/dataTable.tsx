import { Scroll } from './scroll.tsx'

export type TableOf = {
  head: string[]
  rows: (string | number)[][]
  /** Columns with numbers, by place: they are set right. */
  numeric?: number[]
}

/** Every number of a drawing, as a table. */
export function DataTable({ table: { head, rows, numeric = [] } }: { table: TableOf }) {
  const align = (index: number, part: string) =>
    `govuk-table__${part}${numeric.includes(index) ? ` govuk-table__${part}--numeric` : ''}`
  return (
    <Scroll label="The same as a table">
      <table className="govuk-table">
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {head.map((text, index) => (
              <th key={text} scope="col" className={align(index, 'header')}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {rows.map((row) => (
            <tr className="govuk-table__row" key={row.join('|')}>
              {row.map((value, index) =>
                index === 0 ? (
                  <th scope="row" className="govuk-table__header" key={head[index]}>
                    {value}
                  </th>
                ) : (
                  <td key={head[index]} className={align(index, 'cell')}>
                    {value}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
