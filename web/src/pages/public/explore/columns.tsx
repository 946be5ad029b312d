import type { ReactNode } from 'react'
import type {
  ExplorerContract,
  ExplorerRow,
  ExplorerSystem,
} from '../../../../../functions/schema/explorer.ts'
import { counted, pounds, sentenceCase, shortDate, shortQuarter } from '../../../format.ts'
import { inThePast } from '../../../layout/asAt.ts'
import { withScope } from '../../../layout/scope.ts'
import { attention, decisionNotes, stateWords } from '../decision.ts'
import { Nothing } from '../rows.tsx'
import { type Asked, type FacetId, nothingAsked, type Sort } from './address.ts'
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

/** What the table says of each kind, column by column. */
export function createColumns(estate: Estate, link: AskLink) {
  const { manifest, said } = estate
  const authorities = new Map(manifest.authorities.map((one) => [one.id, one]))
  // Plain links: the table follows them, with one handler for all.
  const to = (path: string, words: ReactNode) => (
    <a className="govuk-link" href={withScope(manifest.scope.id, inThePast(path, manifest.asAt))}>
      {words}
    </a>
  )

  const borough = ({ authority }: ExplorerRow, at: number): ReactNode => {
    const holders = said('borough', at)
    const owner = authorities.get(authority)
    const first = holders.find(({ id }) => id === owner?.slug) ?? holders[0]
    return (
      <>
        {first && to(`/boroughs/${first.id}`, first.label)}
        {holders.length > 1 && <span className="aside"> and {holders.length - 1} more</span>}
      </>
    )
  }
  const vendor = (facet: FacetId) => (_: ExplorerRow, at: number) => {
    const [one] = said(facet, at)
    if (!one) return 'Not stated'
    return one.id === 'in-house' ? one.label : to(`/vendors/${encodeURIComponent(one.id)}`, one.label)
  }
  const areas = ({ serviceAreas }: ExplorerRow): string => {
    const named = serviceAreas.slice(0, most).map((id) => {
      const { codes, list } = estate.options.area
      return list[codes.get(id) ?? 0]?.label ?? id
    })
    const more = serviceAreas.length - named.length
    return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  }
  const source = ({ sourceOn, sourceName }: ExplorerRow): ReactNode =>
    sourceOn && (
      <span className="aside">
        {sourceName}, {shortDate(sourceOn)}; may have changed since
      </span>
    )
  /** How many others run the same product now, and the way to all who do. */
  const others = ({ product, name, serviceAreas }: ExplorerSystem, at: number): ReactNode => {
    if (product === undefined) return null
    const code = estate.options.product.codes.get(product) ?? 0
    const more = (estate.runs[code] ?? 0) - (estate.inUse[at] ?? 0)
    if (more <= 0) return null
    return (
      <>
        {serviceAreas.length > 0 && ' · '}
        <span className="nowrap">
          {link(
            { ...nothingAsked(), chosen: { product: [product], standing: ['live', 'being replaced'] } },
            <>
              {counted(more, 'other runs', 'others run')} it
              <span className="govuk-visually-hidden">: {name}</span>
            </>,
          )}
        </span>
      </>
    )
  }
  const day = (date: string) => <span className="nowrap">{shortDate(date)}</span>
  /** A day to decide by; one that is behind us says so. */
  const dayToDecide = (date: string) => (
    <>
      {day(date)}
      {date < manifest.today && ' passed'}
    </>
  )

  const systems: Column<ExplorerSystem>[] = [
    {
      head: 'System',
      width: 33,
      sort: 'name',
      cell: (row, at) => (
        <>
          {to(`/systems/${encodeURIComponent(row.id)}`, row.name)}
          <span className="aside">
            {areas(row)}
            {others(row, at)}
          </span>
          {source(row)}
        </>
      ),
    },
    { head: 'Authority', width: 15, sort: 'borough', cell: borough },
    { head: 'Made by', width: 16, sort: 'vendor', cell: vendor('maker') },
    {
      head: 'Hosting',
      width: 12,
      sort: 'hosting',
      cell: ({ hosting }) => (hosting === 'unknown' ? 'Not stated' : sentenceCase(hosting)),
    },
    {
      head: 'Standing',
      width: 12,
      sort: 'standing',
      cell: (row) => {
        const now = estate.standingOf(row)
        return (
          <span className={now === 'being replaced' ? 'state state--narrow' : undefined}>
            {sentenceCase(now)}
          </span>
        )
      },
    },
    {
      head: 'Decide by',
      width: 12,
      sort: 'decide',
      cell: (row, at) => {
        if (estate.standingOf(row) === 'retired') return <Nothing words="no decision: it is retired" />
        const days = estate.contractsOf(at).flatMap((contract) => {
          const found = estate.row(contract)
          return found?.kind === 'contract' ? (estate.decisionOf(found).decideBy ?? []) : []
        })
        const [soonest] = days.sort()
        return soonest ? dayToDecide(soonest) : <Nothing words="no contract to decide on" />
      },
    },
  ]

  const contracts: Column<ExplorerContract>[] = [
    {
      head: 'Contract',
      width: 31,
      sort: 'name',
      cell: (row) => (
        <>
          {to(`/contracts/${encodeURIComponent(row.id)}`, row.title)}
          <span className="aside">{areas(row)}</span>
          {source(row)}
        </>
      ),
    },
    { head: 'Authority', width: 14, sort: 'borough', cell: borough },
    { head: 'Supplier', width: 14, sort: 'vendor', cell: vendor('supplier') },
    {
      head: 'Decide by',
      width: 16,
      sort: 'decide',
      cell: (row) => {
        const decision = estate.decisionOf(row)
        const { state, decideBy } = decision
        const notes = decisionNotes({ ...row, decision })
        const level = attention(state)
        return (
          <>
            {decideBy ? dayToDecide(decideBy) : state === 'ended' && <Nothing words="no day: it has ended" />}
            <span className="aside">
              <span className={`state${level ? ` state--${level}` : ''}`}>{stateWords[state]}</span>
            </span>
            {notes.length > 0 && <span className="aside">{notes.join('; ')}</span>}
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
        if (row.endsOn && end) return day(end)
        return row.endsQuarter ? shortQuarter(row.endsQuarter) : 'Not stated'
      },
    },
    {
      head: 'A year',
      width: 12,
      sort: 'pounds',
      numeric: true,
      cell: ({ annualPounds, heldBack }) =>
        annualPounds !== undefined
          ? pounds(annualPounds)
          : heldBack.some((field) => field.endsWith('Pounds'))
            ? 'Held back'
            : 'Not stated',
    },
  ]
  return { systems, contracts }
}
