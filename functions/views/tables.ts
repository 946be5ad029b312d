import { confirmedWords } from '../domain/coverageWords.ts'
import type { CellValue, Column, ServedTable } from '../schema/table.ts'
import type {
  AreaCount,
  AuthorityView,
  BuyTogetherView,
  Coverage,
  MarketVendor,
  MarketView,
  OverviewView,
  ProductUse,
  ProductView,
  QuarterCount,
  RenewalsView,
  ServiceAreaView,
  TimelineView,
  VendorView,
  WhoRunsWhatView,
} from '../schema/view.ts'

// Views as tables: the rows behind each figure, the same on the page and in the files.

/** What a table says, before it is known of which scope and day. */
type Made = Pick<ServedTable, 'title' | 'basis' | 'columns' | 'rows'>
type Row = Record<string, CellValue>

const text = (id: string, label: string): Column => ({ id, label, kind: 'text' })
const count = (id: string, label: string): Column => ({ id, label, kind: 'count' })
const pounds = (id: string, label: string): Column => ({ id, label, kind: 'pounds' })
const share = (id: string, label: string): Column => ({ id, label, kind: 'share' })
const date = (id: string, label: string): Column => ({ id, label, kind: 'date' })

const money = [
  pounds('annualPounds', 'Pounds a year, empty where none is stated'),
  count('contractsStatingValue', 'Contracts that state a value'),
]
const amounts = [count('contracts', 'Running contracts'), count('systems', 'Live systems'), ...money]
const byQuarter = [
  { id: 'quarter', label: 'Quarter', kind: 'quarter' } as const,
  count('contracts', 'Contracts'),
  ...money,
]

/** Nothing stated is not nothing paid, so such a sum is left out. */
const stated = <Amounts extends { annualPounds: number; contractsStatingValue: number }>(
  amounts: Amounts,
) => ({
  ...amounts,
  annualPounds: amounts.contractsStatingValue > 0 ? amounts.annualPounds : null,
})

/** From how many of how many, and how fresh, in words. */
export function basisOf(coverage: Coverage, what: string): string {
  const { reporting, authorities, records, oldest } = coverage
  if (records === 0) return `No ${what} on the register yet, from 0 of ${authorities} authorities.`
  const since = oldest ? `, the oldest confirmation from ${oldest}` : ''
  return `From ${reporting} of ${authorities} authorities; ${confirmedWords(coverage, what)}${since}.`
}

export const authoritiesTable = ({ authorities, coverage }: OverviewView): Made => ({
  title: 'Authorities and what each has on the register',
  basis: basisOf(coverage.systems, 'systems'),
  columns: [
    text('code', 'GSS code'),
    text('name', 'Authority'),
    count('systems', 'Live systems'),
    count('contracts', 'Running contracts'),
    count('confirmed', 'Records confirmed lately'),
  ],
  rows: authorities.map(({ id, name, systems, contracts, confirmed }) => ({
    code: id,
    name,
    systems,
    contracts,
    confirmed,
  })),
})

export type By = 'contracts' | 'systems' | 'value'
export const amountOf = (by: By) => (by === 'value' ? 'annualPounds' : by)

export function vendorsTable(vendors: MarketVendor[], by: By, basis: string, title: string): Made {
  const of = amountOf(by)
  const total = vendors.reduce((sum, vendor) => sum + vendor[of], 0)
  return {
    title,
    basis,
    columns: [
      text('id', 'Id'),
      text('name', 'Vendor'),
      ...amounts,
      share(
        'share',
        { contracts: 'Share of contracts', systems: 'Share of systems', value: 'Share of pounds a year' }[by],
      ),
    ],
    rows: [...vendors]
      .sort((a, b) => b[of] - a[of] || a.name.localeCompare(b.name, 'en-GB'))
      .map(
        ({ members: _, ...vendor }): Row => ({
          ...stated(vendor),
          share: total === 0 ? 0 : vendor[of] / total,
        }),
      ),
  }
}

export const marketTable = (view: MarketView, by: By): Made =>
  vendorsTable(
    view.vendors.filter((vendor) => vendor[amountOf(by)] > 0),
    by,
    by === 'systems'
      ? basisOf(view.coverage.systems, 'systems')
      : basisOf(view.coverage.contracts, 'contracts'),
    `${view.byGroup ? 'Parent groups and vendors' : 'Vendors'}${view.area ? `, ${view.area.name}` : ''}`,
  )

const areasTable = (areas: AreaCount[], basis: string, title: string): Made => ({
  title,
  basis,
  columns: [text('id', 'Id'), text('name', 'Service area'), text('groupLabel', 'Group'), ...amounts],
  rows: areas.map(({ group: _, ...area }) => stated(area)),
})

export const serviceAreasTable = ({ serviceAreas = [], coverage }: MarketView): Made =>
  areasTable(
    [...serviceAreas].sort((a, b) => b.contracts - a.contracts || b.systems - a.systems),
    `A record for several service areas counts in each. ${basisOf(coverage.contracts, 'contracts')}`,
    'Service areas',
  )

const quartersTable = (quarters: QuarterCount[], basis: string, title: string): Made => ({
  title,
  basis,
  columns: byQuarter,
  rows: quarters.map(stated),
})

export const renewalQuartersTable = (view: RenewalsView, by: 'decide' | 'end'): Made =>
  quartersTable(
    by === 'end' ? view.ends : view.decideBy,
    basisOf(view.coverage, 'contracts'),
    by === 'end'
      ? 'Contracts by the quarter in which the term ends'
      : 'Contracts by the quarter in which to decide',
  )

export const renewalStatesTable = ({ states, coverage }: RenewalsView): Made => ({
  title: 'Contracts by what can still be done',
  basis: basisOf(coverage, 'contracts'),
  columns: [text('state', 'What can still be done'), count('contracts', 'Contracts'), ...money],
  rows: states.map(stated),
})

export const buyTogetherTable = ({ groups, coverage, area }: BuyTogetherView): Made => ({
  title: `Who could buy together, ${area.name}`,
  basis: basisOf(coverage, 'contracts'),
  columns: [
    date('startsOn', 'Common start'),
    count('together', 'Authorities together'),
    text('authority', 'Authority'),
    text('contractId', 'Contract id'),
    text('contract', 'Contract'),
    text('supplier', 'Supplier'),
    text('step', 'What to do'),
    date('endsOn', 'Contract ends'),
    date('actBy', 'Act by'),
    pounds('annualPounds', 'Pounds a year'),
    text('lost', 'Lost if everyone waits 3 months'),
  ],
  rows: groups.flatMap(({ startsOn, members, lostByWaiting }) =>
    members.map((member) => ({
      startsOn,
      together: members.length,
      authority: member.authority.name,
      contractId: member.contract.id,
      contract: member.contract.name,
      supplier: member.supplier.name,
      step: member.step,
      // A held-back end is told as its quarter, never as a day.
      endsOn: member.about ? null : member.endsOn,
      actBy: member.about ? null : member.actBy,
      annualPounds: member.annualPounds ?? null,
      lost: lostByWaiting.some(({ id }) => id === member.authority.id) ? 'yes' : 'no',
    })),
  ),
})

export const timelineTable = ({ contracts, cut }: TimelineView): Made => ({
  title: 'Decisions of the next 36 months',
  basis: cut ? `The first ${contracts.length} decisions; there are more.` : `${contracts.length} decisions.`,
  columns: [
    text('id', 'Id'),
    text('title', 'Contract'),
    text('authority', 'Authority'),
    text('supplier', 'Supplier'),
    text('groups', 'Groups of service areas'),
    text('state', 'What can still be done'),
    date('decideBy', 'Decide by'),
    date('end', 'Term ends'),
    date('latestEnd', 'Latest end'),
  ],
  rows: contracts.map(({ id, title, authority, supplier, groups, decision }) => ({
    id,
    title,
    authority: authority.name,
    supplier: supplier.name,
    groups: groups.map(({ name }) => name).join('; '),
    state: decision.state,
    decideBy: decision.decideBy ?? null,
    // A held-back end is told as its quarter, never as a day.
    end: decision.about ? null : (decision.end ?? null),
    latestEnd: decision.about ? null : (decision.latestEnd ?? null),
  })),
})

export function whoRunsWhatTable({ rows, authorities, coverage }: WhoRunsWhatView): Made {
  const reporting = authorities.flatMap((one, at) => (one.systems > 0 ? [{ ...one, at }] : []))
  return {
    title: 'Live systems by service area and authority',
    basis: basisOf(coverage, 'systems'),
    columns: [
      text('id', 'Id'),
      text('name', 'Service area'),
      text('group', 'Group'),
      ...reporting.map(({ id, name }) => count(id, name)),
    ],
    rows: rows.map(({ id, name, groupLabel, cells }) => ({
      id,
      name,
      group: groupLabel,
      ...Object.fromEntries(reporting.map((one) => [one.id, cells[one.at] ?? 0])),
    })),
  }
}

type Named = { id: string; name: string }
type Products = { products: ProductUse[]; authorities: Named[] }

function productsTable({ products, authorities }: Products, basis: string, title: string): Made {
  const names = new Map(authorities.map(({ id, name }) => [id, name]))
  return {
    title,
    basis,
    columns: [
      text('id', 'Id'),
      text('name', 'Product'),
      text('maker', 'Made by'),
      count('authorityCount', 'Authorities'),
      text('authorities', 'Names of the authorities'),
    ],
    rows: products.map(({ id, name, maker, authorities: running }) => ({
      id,
      name,
      maker: maker?.name ?? null,
      authorityCount: running.length,
      authorities: running.map((one) => names.get(one) ?? one).join('; '),
    })),
  }
}

type Holder = Named & { systems: number; contracts?: number }
const holdersTable = (authorities: Holder[], basis: string, title: string): Made => ({
  title,
  basis,
  columns: [
    text('code', 'GSS code'),
    text('name', 'Authority'),
    count('systems', 'Live systems'),
    ...(authorities[0]?.contracts === undefined ? [] : [count('contracts', 'Running contracts')]),
  ],
  rows: authorities.map(({ id, name, systems, contracts }) => ({
    code: id,
    name,
    systems,
    ...(contracts !== undefined && { contracts }),
  })),
})

export const areaVendorsTable = ({ vendors, coverage, area }: ServiceAreaView, by: By): Made =>
  vendorsTable(vendors, by, basisOf(coverage.systems, 'systems'), `Vendors, ${area.name}`)
export const areaProductsTable = (view: ServiceAreaView): Made =>
  productsTable(view, basisOf(view.coverage.systems, 'systems'), `Products, ${view.area.name}`)
export const areaAuthoritiesTable = ({ authorities, coverage, area }: ServiceAreaView): Made =>
  holdersTable(authorities, basisOf(coverage.systems, 'systems'), `Authorities, ${area.name}`)
export const areaQuartersTable = ({ decideBy, coverage, area }: ServiceAreaView): Made =>
  quartersTable(
    decideBy,
    basisOf(coverage.contracts, 'contracts'),
    `Contracts by the quarter in which to decide, ${area.name}`,
  )

export const vendorProductsTable = (view: VendorView): Made =>
  productsTable(view, basisOf(view.coverage.systems, 'systems'), `Products of ${view.vendor.name}`)
export const vendorAreasTable = ({ areas, coverage, vendor }: VendorView): Made =>
  areasTable(areas, basisOf(coverage.contracts, 'contracts'), `Service areas of ${vendor.name}`)
export const vendorAuthoritiesTable = ({ authorities, coverage, vendor }: VendorView): Made =>
  holdersTable(authorities, basisOf(coverage.systems, 'systems'), `Authorities with ${vendor.name}`)
export const vendorQuartersTable = ({ decideBy, coverage, vendor }: VendorView): Made =>
  quartersTable(
    decideBy,
    basisOf(coverage.contracts, 'contracts'),
    `Contracts of ${vendor.name} by the quarter in which to decide`,
  )

export const productAuthoritiesTable = ({ authorities, coverage, product }: ProductView): Made =>
  holdersTable(authorities, basisOf(coverage, 'systems'), `Authorities that run ${product.name}`)

const own = ({ records, confirmed, freshMonths }: AuthorityView['coverage']['systems']) =>
  `${confirmed} of ${records} confirmed in the last ${freshMonths} months.`

export const authorityVendorsTable = (view: AuthorityView): Made =>
  vendorsTable(view.vendors, 'contracts', own(view.coverage.contracts), `Vendors of ${view.authority.name}`)

const sourceColumns = [
  text('source', 'Source'),
  date('sourceOn', 'Date of source'),
  text('confidence', 'Confidence'),
  date('confirmedOn', 'Last confirmed'),
]
type Provenance = AuthorityView['systems'][number]['provenance']
const sourceOf = ({ source, sourceName, sourceOn, confidence, confirmedOn }: Provenance): Row => ({
  source: sourceName ?? source,
  sourceOn: sourceOn ?? null,
  confidence,
  confirmedOn: confirmedOn ?? null,
})

export const authoritySystemsTable = ({ systems, authority, coverage }: AuthorityView): Made => ({
  title: `Systems of ${authority.name}`,
  basis: own(coverage.systems),
  columns: [
    text('id', 'Id'),
    text('name', 'System'),
    text('product', 'Product'),
    text('productId', 'Product id'),
    text('maker', 'Made by'),
    text('makerId', 'Maker id'),
    text('serviceAreas', 'Service areas'),
    text('serviceAreaIds', 'Service area ids'),
    text('hosting', 'Hosting'),
    text('standing', 'Standing'),
    date('goesLiveOn', 'Goes live on'),
    date('replacedOn', 'Replaced on'),
    text('replacedBy', 'Replaced by'),
    date('retiredOn', 'Retired on'),
    text('sharedWith', 'Shared with, GSS codes'),
    text('leadAuthority', 'Led by, GSS code'),
    count('users', 'Users'),
    count('criticality', 'Criticality, 1 most'),
    text('aiUse', 'AI in use'),
    text('heldBack', 'Held back'),
    ...sourceColumns,
  ],
  rows: systems.map((row) => ({
    id: row.id,
    name: row.name,
    product: row.productName ?? null,
    productId: row.product ?? null,
    maker: row.makerName ?? null,
    makerId: row.maker ?? null,
    serviceAreas: row.areas.map(({ name }) => name).join('; '),
    serviceAreaIds: row.serviceAreas.join('; '),
    hosting: row.hosting,
    standing: row.standing,
    goesLiveOn: row.goesLiveOn ?? null,
    replacedOn: row.replacedOn ?? null,
    replacedBy: row.replacedBy ?? null,
    retiredOn: row.retiredOn ?? null,
    sharedWith: row.sharedWith.join('; '),
    leadAuthority: row.leadAuthority ?? null,
    users: row.users ?? null,
    criticality: row.criticality ?? null,
    aiUse: row.aiUse ?? null,
    heldBack: row.heldBack.join('; '),
    ...sourceOf(row.provenance),
  })),
})

export const authorityContractsTable = ({ contracts, authority, coverage }: AuthorityView): Made => ({
  title: `Contracts of ${authority.name}`,
  basis: own(coverage.contracts),
  columns: [
    text('id', 'Id'),
    text('reference', 'Reference'),
    text('title', 'Contract'),
    text('supplier', 'Supplier'),
    text('supplierId', 'Supplier id'),
    text('systems', 'System ids'),
    text('serviceAreas', 'Service areas'),
    text('serviceAreaIds', 'Service area ids'),
    date('startsOn', 'Starts on'),
    text('startsQuarter', 'Starts in quarter, where the day is held back'),
    date('endsOn', 'Ends on'),
    text('endsQuarter', 'Ends in quarter, where the day is held back'),
    text('options', 'Extension options left, months'),
    count('optionsUsed', 'Extension options used'),
    count('noticeMonths', 'Notice period, months'),
    text('renewal', 'At the end of the term'),
    count('rollMonths', 'Rolls over by, months'),
    text('stillUsed', 'Still used after its end'),
    date('decideBy', 'Decide by'),
    text('state', 'What can still be done'),
    pounds('annualPounds', 'Pounds a year'),
    pounds('wholeLifePounds', 'Pounds over its whole life'),
    text('route', 'Route to market'),
    text('framework', 'Framework'),
    text('cpvCodes', 'Subject codes (CPV)'),
    text('notices', 'Published notices'),
    text('department', 'Department'),
    text('sharedWith', 'Shared with, GSS codes'),
    text('leadAuthority', 'Led by, GSS code'),
    date('retiredOn', 'Left the register on'),
    text('heldBack', 'Held back'),
    ...sourceColumns,
  ],
  rows: contracts.map((row) => ({
    id: row.id,
    reference: row.reference ?? null,
    title: row.title,
    supplier: row.supplierName,
    supplierId: row.supplier,
    systems: row.systems.join('; '),
    serviceAreas: row.areas.map(({ name }) => name).join('; '),
    serviceAreaIds: row.serviceAreas.join('; '),
    startsOn: row.startsOn ?? null,
    startsQuarter: row.startsQuarter ?? null,
    endsOn: row.endsOn ?? null,
    endsQuarter: row.endsQuarter ?? null,
    options: row.options.join('; '),
    optionsUsed: row.optionsUsed ?? null,
    noticeMonths: row.noticeMonths ?? null,
    renewal: row.renewal,
    rollMonths: row.rollMonths ?? null,
    stillUsed: row.stillUsed ? 'yes' : 'no',
    decideBy: row.decision.decideBy ?? null,
    state: row.decision.state,
    annualPounds: row.annualPounds ?? null,
    wholeLifePounds: row.wholeLifePounds ?? null,
    route: row.route,
    framework: row.framework ?? null,
    cpvCodes: row.cpvCodes.join('; '),
    notices: row.notices.map(({ ocid, noticeId, url }) => url ?? ocid ?? noticeId ?? '').join('; '),
    department: row.department ?? null,
    sharedWith: row.sharedWith.join('; '),
    leadAuthority: row.leadAuthority ?? null,
    retiredOn: row.retiredOn ?? null,
    heldBack: row.heldBack.join('; '),
    ...sourceOf(row.provenance),
  })),
})
