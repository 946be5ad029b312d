import { type MouseEvent, memo, useMemo } from 'react'
import { useNavigate } from 'react-router'
import { count } from '../../../format.ts'
import { Pagination, Select } from '../../../govuk/index.ts'
import type { Asked, Kind, Sort } from './address.ts'
import { useOnceSeen } from './afterPaint.ts'
import { type AskLink, type Column, createColumns } from './columns.tsx'
import type { Estate } from './estate.ts'
import type { Ask } from './filters.tsx'
import type { Selection } from './selection.ts'

/** A page of the selection, to be sorted by any column that has an order. */
export function Table({
  estate,
  asked,
  selection,
  ask,
  link,
}: {
  estate: Estate
  asked: Asked
  selection: Selection
  ask: Ask
  link: AskLink
}) {
  const navigate = useNavigate()
  const columns = useMemo(() => createColumns(estate, link), [estate, link])
  const heads: Column<never>[] = columns[asked.show]
  const sortBy = (sort: Sort, down: boolean) => ask((before) => ({ ...before, sort, down, page: 1 }))
  /** Goes to another page of ours without loading it anew, by one handler for all links of the table. */
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.defaultPrevented) return
    const href = event.target instanceof Element && event.target.closest('a')?.getAttribute('href')
    if (!href) return
    event.preventDefault()
    void navigate(href)
  }
  return (
    <>
      <SortSelect show={asked.show} asked={asked} heads={heads} sortBy={sortBy} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the links inside are what is clicked, by keyboard too */}
      <table className="govuk-table explore__table" onClick={follow}>
        <caption className="govuk-visually-hidden">
          {asked.show === 'systems' ? 'Systems' : 'Contracts'}, page {selection.page} of {selection.pages}
        </caption>
        <colgroup>
          {heads.map(({ head, width }) => (
            <col key={head} style={{ width: `${width}%` }} />
          ))}
        </colgroup>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {heads.map(({ head, sort, numeric }) => (
              <th
                key={head}
                scope="col"
                className={`govuk-table__header${numeric ? ' govuk-table__header--numeric' : ''}`}
                aria-sort={
                  sort === undefined
                    ? undefined
                    : sort === asked.sort
                      ? asked.down
                        ? 'descending'
                        : 'ascending'
                      : 'none'
                }
              >
                {sort ? (
                  <button type="button" onClick={() => sortBy(sort, sort === asked.sort && !asked.down)}>
                    {head}
                  </button>
                ) : (
                  head
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {selection.shown.map((at, place) => (
            // By place: a row's elements are used again for the row that comes in its stead.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Row estate={estate} columns={columns} at={at} key={place} />
          ))}
        </tbody>
      </table>
    </>
  )
}

const Row = memo(function Row({
  estate,
  columns,
  at,
}: {
  estate: Estate
  columns: ReturnType<typeof createColumns>
  at: number
}) {
  const { value: shown, ref } = useOnceSeen<number, HTMLTableRowElement>(at)
  return (
    <tr className="govuk-table__row" ref={ref}>
      <Cells estate={estate} columns={columns} at={shown} />
    </tr>
  )
})

const Cells = memo(function Cells({
  estate,
  columns,
  at,
}: {
  estate: Estate
  columns: ReturnType<typeof createColumns>
  at: number
}) {
  const row = estate.row(at)
  if (!row) return null
  const cells =
    row.kind === 'system'
      ? columns.systems.map(({ head, numeric, cell }) => ({ head, numeric, content: cell(row, at) }))
      : columns.contracts.map(({ head, numeric, cell }) => ({ head, numeric, content: cell(row, at) }))
  return cells.map(({ head, numeric, content }, index) =>
    index === 0 ? (
      <th scope="row" className="govuk-table__header" key={head}>
        {content}
      </th>
    ) : (
      <td
        className={`govuk-table__cell${numeric ? ' govuk-table__cell--numeric' : ''}`}
        data-label={head}
        key={head}
      >
        {content}
      </td>
    ),
  )
})

/** For where the table's heads are not in sight. */
function SortSelect({
  show,
  asked,
  heads,
  sortBy,
}: {
  show: Kind
  asked: Asked
  heads: Column<never>[]
  sortBy: (sort: Sort, down: boolean) => void
}) {
  return (
    <div className="explore__sort">
      <Select
        id="sort"
        name="sort"
        label={`Sort ${show} by`}
        value={`${asked.down ? '-' : ''}${asked.sort}`}
        items={heads.flatMap(({ head, sort }) =>
          sort
            ? [
                { value: sort, text: head },
                { value: `-${sort}`, text: `${head}, backwards` },
              ]
            : [],
        )}
        onChange={({ target }) => sortBy(target.value.replace('-', '') as Sort, target.value.startsWith('-'))}
      />
    </div>
  )
}

/** Which page of the table this is, and the others. */
export function Pages({
  asked,
  selection: { page, pages },
  hrefOf,
  ask,
}: {
  asked: Asked
  selection: Selection
  hrefOf: (asked: Asked) => string
  ask: Ask
}) {
  if (pages === 1) return null
  const to = (number: number) => ({
    href: hrefOf({ ...asked, page: number }),
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      ask((before) => ({ ...before, page: number }))
      const results = document.getElementById('results')
      results?.focus({ preventScroll: true })
      results?.scrollIntoView()
    },
  })
  const near = [...new Set([1, page - 1, page, page + 1, pages])].filter(
    (number) => number >= 1 && number <= pages,
  )
  return (
    <Pagination
      landmarkLabel="Pages of the table"
      {...(page > 1 && { previous: to(page - 1) })}
      {...(page < pages && { next: to(page + 1) })}
      items={near.flatMap((number, index) => [
        ...(index > 0 && number - (near[index - 1] ?? 0) > 1 ? [{ ellipsis: true as const }] : []),
        { number: count(number), current: number === page, ...to(number) },
      ])}
    />
  )
}
