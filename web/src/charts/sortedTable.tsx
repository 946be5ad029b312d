import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { Select } from '../govuk/index.ts'

/** A column: what its cells show, and what they are sorted by. Rows that have nothing to sort by come last either way. */
export type SortedColumn<R> = {
  id: string
  head: string
  cell: (row: R) => ReactNode
  by: (row: R) => string | number | undefined
  numeric?: boolean
  width?: string
}

/** How a table is sorted, as the address says it: `confirmed`, or `-confirmed` for the largest first. */
export function useSorted<R>(columns: readonly SortedColumn<R>[], usual: string) {
  const [search, setSearch] = useSearchParams()
  const asked = search.get('sort') ?? usual
  const down = asked.startsWith('-')
  const column = columns.find(({ id }) => id === asked.replace(/^-/, '')) ?? columns[0]
  const sortBy = (to: string) => {
    const next = new URLSearchParams(search)
    if (to === usual) next.delete('sort')
    else next.set('sort', to)
    setSearch(next, { replace: true, preventScrollReset: true })
  }
  const sorted = (rows: readonly R[]): R[] =>
    column ? [...rows].sort((a, b) => inOrder(column.by(a), column.by(b), down)) : [...rows]
  return { column, down, sortBy, sorted }
}

const collator = new Intl.Collator('en-GB')

function inOrder(a: string | number | undefined, b: string | number | undefined, down: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
  return down ? -order : order
}

/** A table that can be sorted by any of its columns; its first names the row. */
export function SortedTable<R extends { id: string }>({
  caption,
  columns,
  rows,
  usual,
  first = () => false,
}: {
  caption: string
  columns: readonly SortedColumn<R>[]
  rows: readonly R[]
  /** How it is sorted while nobody asks for anything else. */
  usual: string
  /** Rows to be found at a glance: they stand first, however the table is sorted. */
  first?: (row: R) => boolean
}) {
  const { column: by, down, sortBy, sorted } = useSorted(columns, usual)
  return (
    <>
      <div className="sorted__select">
        <Select
          id="sort"
          name="sort"
          label="Sort by"
          value={`${down ? '-' : ''}${by?.id}`}
          items={columns.flatMap(({ id, head }) => [
            { value: id, text: head },
            { value: `-${id}`, text: `${head}, backwards` },
          ])}
          onChange={({ target }) => sortBy(target.value)}
        />
      </div>
      <table className="govuk-table sorted">
        <caption className="govuk-visually-hidden">{caption}</caption>
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={{ width }} />
          ))}
        </colgroup>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {columns.map(({ id, head, numeric }) => (
              <th
                key={id}
                scope="col"
                className={`govuk-table__header${numeric ? ' govuk-table__header--numeric' : ''}`}
                aria-sort={id !== by?.id ? 'none' : down ? 'descending' : 'ascending'}
              >
                <button type="button" onClick={() => sortBy(id === by?.id && !down ? `-${id}` : id)}>
                  {head}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {[...sorted(rows.filter(first)), ...sorted(rows.filter((row) => !first(row)))].map((row) => (
            <tr className={`govuk-table__row${first(row) ? ' is-ours' : ''}`} key={row.id}>
              {columns.map(({ id, head, cell, numeric }, index) =>
                index === 0 ? (
                  <th scope="row" className="govuk-table__header" key={id}>
                    {cell(row)}
                  </th>
                ) : (
                  <td
                    className={`govuk-table__cell${numeric ? ' govuk-table__cell--numeric' : ''}`}
                    data-label={head}
                    key={id}
                  >
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
