import type { ReactNode } from 'react'
import type {
  ExplorerContract,
  ExplorerRow,
  ExplorerSystem,
} from '../../../../../functions/schema/explorer.ts'
import { counted, pounds, shortDate, shortQuarter } from '../../../format.ts'
import { Tag } from '../../../govuk/index.ts'
import { standingColours, stateColours, stateWords } from '../rows.tsx'
import { type Asked, nothingAsked, type Sort } from './address.ts'
import type { Estate } from './estate.ts'

export type Column<Row> = {
  head: string
  /** In percent, so that columns stay where they are whatever is selected. */
  width: number
  sort?: Sort
  numeric?: boolean
  cell: (row: Row, at: number) => ReactNode
}

/** A link that asks for something else of the same page, at once; a new tab gets its address. */
export type AskLink = (asked: Asked, words: ReactNode, how?: { current?: boolean }) => ReactNode

/** Service areas named in a row. */
const most = 3

/** The first two of several, and how many more. */
const some = (words: string[]) =>
  words.length === 0
    ? undefined
    : words.length <= 2
      ? words.join(', ')
      : `${words.slice(0, 2).join(', ')} and ${words.length - 2} more`

const quiet = (words: string) => <span className="explore__quiet">{words}</span>

/** What the table says of each kind, column by column. */
export function createColumns(estate: Estate, link: AskLink) {
  const { manifest, labels } = estate
  const authorities = new Map(manifest.authorities.map((one) => [one.id, one]))
  const borough = ({ authority, sharedWith }: ExplorerRow, at: number): ReactNode => {
    const owner = authorities.get(authority)
    const others = labels('borough', at).length - (owner ? 1 : 0)
    return (
      <>
        {owner ? (
          <a className="govuk-link" href={`/boroughs/${owner.slug}`}>
            {owner.name}
          </a>
        ) : (
          some(labels('borough', at))
        )}
        {owner && sharedWith.length > 0 && others > 0 && ` and ${others} more`}
      </>
    )
  }
  const areas = ({ serviceAreas }: ExplorerRow): ReactNode =>
    serviceAreas.length > 0 && (
      <>
        {serviceAreas.slice(0, most).map((id, index) => (
          <span key={id}>
            {index > 0 && ', '}
            <a className="govuk-link" href={`/service-areas/${id}`}>
              {estate.options.area.list[estate.options.area.codes.get(id) ?? 0]?.label}
            </a>
          </span>
        ))}
        {serviceAreas.length > most && ` and ${serviceAreas.length - most} more`}
      </>
    )
  const source = ({ sourceOn, sourceName }: ExplorerRow): ReactNode =>
    sourceOn && (
      <span className="explore__under">
        {sourceName}, {shortDate(sourceOn)}; may have changed since
      </span>
    )
  const others = ({ product }: ExplorerSystem, at: number): number =>
    product === undefined
      ? 0
      : (estate.runs[estate.options.product.codes.get(product) ?? 0] ?? 0) - (estate.inUse[at] ?? 0)

  const systems: Column<ExplorerSystem>[] = [
    {
      head: 'System',
      width: 33,
      sort: 'name',
      cell: (row, at) => {
        const more = others(row, at)
        return (
          <>
            <span className="explore__name">{row.name}</span>
            <span className="explore__under">
              {areas(row)}
              {row.product && more > 0 && (
                <>
                  {row.serviceAreas.length > 0 && ' · '}
                  <span className="explore__together">
                    {link(
                      {
                        ...nothingAsked(),
                        chosen: { product: [row.product], standing: ['live', 'being replaced'] },
                      },
                      <>
                        {counted(more, 'other runs', 'others run')} it
                        <span className="govuk-visually-hidden">: {row.name}</span>
                      </>,
                    )}
                  </span>
                </>
              )}
            </span>
            {source(row)}
          </>
        )
      },
    },
    { head: 'Authority', width: 14, sort: 'borough', cell: borough },
    {
      head: 'Made by',
      width: 15,
      sort: 'vendor',
      cell: (_, at) => labels('maker', at)[0] ?? quiet('Not stated'),
    },
    {
      head: 'Hosting',
      width: 11,
      sort: 'hosting',
      cell: (_, at) => labels('hosting', at)[0] ?? quiet('Not stated'),
    },
    {
      head: 'Standing',
      width: 15,
      sort: 'standing',
      cell: (row) => {
        const now = estate.standingOf(row)
        const word = now.charAt(0).toUpperCase() + now.slice(1)
        return now === 'live' ? word : <Tag colour={standingColours[now]}>{word}</Tag>
      },
    },
    {
      head: 'Decide by',
      width: 12,
      sort: 'decide',
      cell: (_, at) => {
        const days = estate.contractsOf(at).flatMap((contract) => {
          const row = estate.row(contract)
          return row?.kind === 'contract' ? (estate.decisionOf(row).decideBy ?? []) : []
        })
        const [soonest] = days.sort()
        return soonest ? <span className="explore__together">{shortDate(soonest)}</span> : quiet('–')
      },
    },
  ]

  const contracts: Column<ExplorerContract>[] = [
    {
      head: 'Contract',
      width: 30,
      sort: 'name',
      cell: (row) => (
        <>
          <span className="explore__name">{row.title}</span>
          <span className="explore__under">{areas(row)}</span>
          {source(row)}
        </>
      ),
    },
    { head: 'Authority', width: 14, sort: 'borough', cell: borough },
    { head: 'Supplier', width: 14, sort: 'vendor', cell: (_, at) => labels('supplier', at)[0] },
    {
      head: 'Decide by',
      width: 17,
      sort: 'decide',
      cell: (row) => {
        const { state, decideBy, about, noticeAssumed, rolledOver } = estate.decisionOf(row)
        const notes = [
          ...(about ? ['about: only the quarter is public'] : []),
          ...(noticeAssumed && row.renewal === 'rolls over' ? ['notice of 3 months assumed'] : []),
          ...(rolledOver ? ['has rolled over'] : []),
        ]
        return (
          <>
            {decideBy && <span className="explore__together">{shortDate(decideBy)}</span>}{' '}
            <Tag colour={stateColours[state]}>{stateWords[state]}</Tag>
            {notes.length > 0 && <span className="explore__under">{notes.join('; ')}</span>}
          </>
        )
      },
    },
    {
      head: 'Term ends',
      width: 13,
      sort: 'end',
      cell: (row) => {
        const { end } = estate.decisionOf(row)
        if (row.endsOn && end) return <span className="explore__together">{shortDate(end)}</span>
        return row.endsQuarter ? shortQuarter(row.endsQuarter) : quiet('Not stated')
      },
    },
    {
      head: 'A year',
      width: 12,
      sort: 'pounds',
      numeric: true,
      cell: (row) =>
        row.annualPounds !== undefined
          ? pounds(row.annualPounds)
          : quiet(row.heldBack.some((field) => field.endsWith('Pounds')) ? 'Held back' : 'Not stated'),
    },
  ]
  return { systems, contracts }
}
