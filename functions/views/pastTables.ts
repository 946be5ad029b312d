import type { Change, ChangesView, TrendPoint, TrendsView } from '../schema/pastView.ts'
import type { CellValue, Column, ServedTable } from '../schema/table.ts'

// Figures by quarter and the changes of one, as tables.

type Made = Pick<ServedTable, 'title' | 'basis' | 'columns' | 'rows'>

const column =
  (kind: Column['kind']) =>
  (id: string, label: string): Column => ({ id, label, kind })
const [text, count, pounds, share, date, quarter] = (
  ['text', 'count', 'pounds', 'share', 'date', 'quarter'] as const
).map(column) as [Cell, Cell, Cell, Cell, Cell, Cell]
type Cell = ReturnType<typeof column>

export function trendsTable({ quarters, now, scope, asAt }: TrendsView): Made {
  const points = [...quarters, now]
  return {
    title: 'Figures at the end of each quarter',
    basis: `Of ${scope.authorities} authorities of the area. The last row is the quarter that ${asAt ? 'had begun, as it stood that day' : 'has begun, as it stands'}. Worked out from every approved version, as each may be read today.`,
    columns: [
      quarter('quarter', 'Quarter'),
      date('on', 'As at the end of'),
      count('systems', 'Live systems'),
      count('contracts', 'Running contracts'),
      count('vendors', 'Vendors'),
      pounds('annualPounds', 'Pounds a year, empty where none is stated'),
      count('contractsStatingValue', 'Contracts that state a value'),
      count('reporting', 'Authorities reporting'),
      count('authorities', 'Authorities of the area'),
      share('systemsConfirmed', 'Share of systems confirmed lately'),
      share('contractsConfirmed', 'Share of contracts confirmed lately'),
    ],
    rows: points.map(pointRow),
  }
}

function pointRow({ quarter, on, figures, coverage }: TrendPoint): Record<string, CellValue> {
  const confirmed = ({ records, confirmed }: { records: number; confirmed: number }) =>
    records === 0 ? null : confirmed / records
  return {
    quarter,
    on,
    systems: figures.systems,
    contracts: figures.contracts,
    vendors: figures.vendors,
    annualPounds: figures.contractsStatingValue > 0 ? figures.annualPounds : null,
    contractsStatingValue: figures.contractsStatingValue,
    reporting: coverage.either.reporting,
    authorities: coverage.either.authorities,
    systemsConfirmed: confirmed(coverage.systems),
    contractsConfirmed: confirmed(coverage.contracts),
  }
}

export function changesTable({ changes, changing, scope, quarter, soFar, cut }: ChangesView): Made {
  return {
    title: `What changed in ${quarter}`,
    basis: `Changes approved${soFar ? ' so far' : ''}, at ${changing} of ${scope.authorities} authorities; a row for each approved version.${cut ? ` The latest ${changes.length.toLocaleString('en-GB')} of more.` : ''}`,
    columns: [
      date('on', 'Approved on'),
      text('what', 'What changed'),
      text('id', 'Id'),
      text('name', 'System or contract'),
      text('authority', 'Authority'),
      text('areas', 'Service areas'),
      text('vendor', 'Maker or supplier'),
      text('vendorBefore', 'Supplier before'),
      text('ends', 'Ends'),
      text('endsBefore', 'Ended before the renewal'),
      pounds('pounds', 'Pounds a year'),
      pounds('poundsBefore', 'Pounds a year before'),
    ],
    rows: changes.map(changeRow),
  }
}

const changeRow = (change: Change): Record<string, CellValue> => ({
  on: change.on,
  what: change.kinds.join(', '),
  id: change.id,
  name: change.name,
  authority: change.authority.name,
  areas: change.areas.map(({ name }) => name).join(', '),
  vendor: change.vendor?.name ?? null,
  vendorBefore: change.vendorBefore?.name ?? null,
  ends: change.ends ?? null,
  endsBefore: change.endsBefore ?? null,
  pounds: change.pounds ?? null,
  poundsBefore: change.poundsBefore ?? null,
})
