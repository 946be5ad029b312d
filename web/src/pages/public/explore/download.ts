import type { ExplorerContract, ExplorerSystem } from '../../../../../functions/schema/explorer.ts'
import type { TableOf } from '../../../charts/figure.tsx'
import type { FacetId, Kind } from './address.ts'
import type { Estate } from './estate.ts'

// The selection as a file: every row of it, with more than the page has room for.

const listed = (words: string[]) => words.join('; ')

export function tableOf(estate: Estate, show: Kind, rows: number[]): TableOf {
  const labels = (facet: FacetId, at: number) => listed(estate.said(facet, at).map(({ label }) => label))
  const told = ({ confirmedOn = '', sourceName = '', sourceOn = '' }: ExplorerSystem | ExplorerContract) => [
    confirmedOn,
    sourceName,
    sourceOn,
  ]
  const toldHead = ['Last confirmed', 'Source', 'Source dated']
  const system = (row: ExplorerSystem, at: number) => [
    row.id,
    row.name,
    labels('borough', at),
    labels('product', at),
    labels('maker', at),
    listed(row.serviceAreas.map((id) => areaLabel(estate, id))),
    labels('hosting', at),
    estate.standingOf(row),
    row.goesLiveOn ?? '',
    row.replacedBy ?? '',
    row.replacedOn ?? '',
    row.retiredOn ?? '',
    labels('supplier', at),
    ...told(row),
  ]
  const contract = (row: ExplorerContract, at: number) => {
    const { state, decideBy = '', end = '', latestEnd = '', noticeBy = '', about } = estate.decisionOf(row)
    return [
      row.id,
      row.title,
      row.reference ?? '',
      labels('borough', at),
      labels('supplier', at),
      listed(row.serviceAreas.map((id) => areaLabel(estate, id))),
      row.startsOn ?? row.startsQuarter ?? '',
      row.endsOn ?? row.endsQuarter ?? '',
      row.options.join('; '),
      row.noticeMonths ?? '',
      row.renewal,
      row.stillUsed ? 'yes' : 'no',
      row.annualPounds ?? '',
      labels('route', at),
      row.framework ?? '',
      state,
      decideBy,
      end,
      latestEnd,
      noticeBy,
      about ? 'yes' : 'no',
      labels('product', at),
      listed(row.heldBack),
      ...told(row),
    ]
  }
  if (show === 'systems') {
    return {
      head: [
        ...['Id', 'System', 'Authorities', 'Product', 'Made by', 'Service areas', 'Hosting', 'Standing'],
        ...['Goes live', 'Replaced by', 'Replaced', 'Retired', 'Suppliers of its contracts', ...toldHead],
      ],
      rows: rows.flatMap((at) => {
        const row = estate.row(at)
        return row?.kind === 'system' ? [system(row, at)] : []
      }),
    }
  }
  return {
    head: [
      ...['Id', 'Contract', 'Reference', 'Authorities', 'Supplier', 'Service areas', 'Starts', 'Ends'],
      ...['Extension options in months', 'Notice in months', 'At the end', 'Still used after its end'],
      ...[
        'Pounds a year',
        'Route to market',
        'Framework',
        'What can still be done',
        'Decide by',
        'Term ends',
      ],
      ...['Latest end', 'Notice by', 'Days worked out from a quarter', 'Products covered', 'Held back'],
      ...toldHead,
    ],
    rows: rows.flatMap((at) => {
      const row = estate.row(at)
      return row?.kind === 'contract' ? [contract(row, at)] : []
    }),
  }
}

const areaLabel = ({ options: { area } }: Estate, id: string) =>
  area.list[area.codes.get(id) ?? 0]?.label ?? id
