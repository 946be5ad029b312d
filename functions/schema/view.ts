import * as z from 'zod'
import { renewals, routes } from './contract.ts'
import { authorityId, isoDate, serviceAreaId, vendorId } from './fields.ts'
import { confidences, sources } from './provenance.ts'
import { anyKinds } from './record.ts'
import { aiUses, hostings } from './system.ts'

// What the public can read, field by field. A field that is not written here does not leave the service unsigned.

const count = z.number().int()
const pounds = z.number().int()
/** A share of a whole, 0 to 1. */
const share = z.number()
const named = z.object({ id: z.string(), name: z.string() })

/** How much of a scope a figure speaks for. */
export const coverage = z.object({
  /** Authorities with at least one approved record of the kind. */
  reporting: count,
  /** Authorities of the scope. */
  authorities: count,
  records: count,
  /** Records confirmed within the freshness period of their kind. */
  confirmed: count,
  /** Months in the freshness period. */
  freshMonths: count,
  /** Month of the oldest confirmation, `2025-03`; absent when nothing was ever confirmed. */
  oldest: z.string().optional(),
})
export type Coverage = z.infer<typeof coverage>

const scope = named.extend({ authorities: count })

export const standings = ['planned', 'live', 'being replaced', 'retired'] as const
export type Standing = (typeof standings)[number]

export const decisionStates = [
  'not stated',
  'free to choose',
  'extend only',
  'notice only',
  'locked in',
  'overdue',
  'expired, still used',
  'ended',
] as const

const publicProvenance = z.object({
  version: count,
  source: z.enum(sources),
  sourceName: z.string().optional(),
  sourceUrl: z.string().optional(),
  sourceOn: isoDate.optional(),
  confidence: z.enum(confidences),
  /** Day of the last confirmation. */
  confirmedOn: isoDate.optional(),
})

export const publicSystem = z.object({
  kind: z.literal('system'),
  id: z.string(),
  authority: authorityId,
  name: z.string(),
  product: z.string().optional(),
  maker: vendorId.optional(),
  serviceAreas: z.array(serviceAreaId),
  hosting: z.enum(hostings),
  goesLiveOn: isoDate.optional(),
  replacedBy: z.string().optional(),
  replacedOn: isoDate.optional(),
  retiredOn: isoDate.optional(),
  sharedWith: z.array(authorityId),
  leadAuthority: authorityId.optional(),
  users: count.optional(),
  criticality: count.optional(),
  aiUse: z.enum(aiUses).optional(),
  aiPurpose: z.string().optional(),
  /** Fields the authority holds back. */
  heldBack: z.array(z.string()),
  provenance: publicProvenance,
})
export type PublicSystem = z.infer<typeof publicSystem>

export const publicContract = z.object({
  kind: z.literal('contract'),
  id: z.string(),
  authority: authorityId,
  reference: z.string().optional(),
  title: z.string(),
  supplier: vendorId,
  systems: z.array(z.string()),
  serviceAreas: z.array(serviceAreaId),
  startsOn: isoDate.optional(),
  /** Where the start date is held back: its quarter, `2027-Q1`. */
  startsQuarter: z.string().optional(),
  endsOn: isoDate.optional(),
  /** Where the end date is held back: its quarter. */
  endsQuarter: z.string().optional(),
  options: z.array(count),
  optionsUsed: count.optional(),
  noticeMonths: count.optional(),
  renewal: z.enum(renewals),
  rollMonths: count.optional(),
  stillUsed: z.boolean(),
  annualPounds: pounds.optional(),
  wholeLifePounds: pounds.optional(),
  irrecoverableVatPounds: pounds.optional(),
  route: z.enum(routes),
  framework: z.string().optional(),
  notices: z.array(
    z.object({
      ocid: z.string().optional(),
      noticeId: z.string().optional(),
      service: z.string().optional(),
      url: z.string().optional(),
    }),
  ),
  cpvCodes: z.array(z.string()),
  department: z.string().optional(),
  description: z.string().optional(),
  smeSupplier: z.boolean().optional(),
  vcseSupplier: z.boolean().optional(),
  tenderOrQuote: z.string().optional(),
  sharedWith: z.array(authorityId),
  leadAuthority: authorityId.optional(),
  retiredOn: isoDate.optional(),
  heldBack: z.array(z.string()),
  provenance: publicProvenance,
})
export type PublicContract = z.infer<typeof publicContract>
export type PublicRecord = PublicSystem | PublicContract

export const decision = z.object({
  state: z.enum(decisionStates),
  decideBy: isoDate.optional(),
  end: isoDate.optional(),
  latestEnd: isoDate.optional(),
  replaceBy: isoDate.optional(),
  noticeBy: isoDate.optional(),
  leaveOn: isoDate.optional(),
  rolledOver: z.boolean(),
  noticeAssumed: z.boolean(),
  /** The end date is disclosed as a quarter only, so the days are worked out from the quarter's last day. */
  about: z.boolean(),
})
export type PublicDecision = z.infer<typeof decision>

/** A system as a page lists it. */
export const systemRow = publicSystem.extend({
  authorityName: z.string(),
  authoritySlug: z.string(),
  areas: z.array(named.extend({ group: z.string(), groupLabel: z.string() })),
  /** Other authorities of a shared record. */
  partners: z.array(named.extend({ slug: z.string() })),
  makerName: z.string().optional(),
  productName: z.string().optional(),
  standing: z.enum(standings),
  /** Confirmed within the freshness period. */
  fresh: z.boolean(),
})
export type SystemRow = z.infer<typeof systemRow>

/** A contract as a page lists it. */
export const contractRow = publicContract.extend({
  authorityName: z.string(),
  authoritySlug: z.string(),
  areas: z.array(named.extend({ group: z.string(), groupLabel: z.string() })),
  /** Other authorities of a shared record. */
  partners: z.array(named.extend({ slug: z.string() })),
  supplierName: z.string(),
  /** Has started, and has not ended or is still used. */
  running: z.boolean(),
  decision,
  fresh: z.boolean(),
})
export type ContractRow = z.infer<typeof contractRow>

/** A sentence worked out from the data, and where its evidence is. */
export const finding = z.object({
  id: z.string(),
  sentence: z.string(),
  to: z.string(),
  /** What it rests on: none is shown under 3 authorities or 20 records. */
  basis: z.object({ authorities: count, records: count }),
})
export type Finding = z.infer<typeof finding>

/** One authority's cell on the map and line in a table. */
export const authorityCount = named.extend({
  slug: z.string(),
  /** Two or three letters for a tile. */
  code: z.string().optional(),
  tile: z.object({ x: z.number(), y: z.number() }).optional(),
  /** Its place on the map of hexagons; counties and combined authorities lie over others and have none. */
  hex: z.object({ q: z.number(), r: z.number() }).optional(),
  systems: count,
  contracts: count,
  /** Records confirmed within their freshness period. */
  confirmed: count,
})
export type AuthorityCount = z.infer<typeof authorityCount>

/** A service area, or a whole group of them, and what runs in it. */
export const areaCount = named.extend({
  group: z.string(),
  groupLabel: z.string(),
  contracts: count,
  systems: count,
  annualPounds: pounds,
  contractsStatingValue: count,
})
export type AreaCount = z.infer<typeof areaCount>

/** The day in the past that a view is of, which its `today` is then too; absent where it is of now. */
export const asAt = { asAt: isoDate.optional() }

export const overviewView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  /** Live systems, running contracts, vendors in either role; pounds a year over contracts that state a value. */
  figures: z.object({
    systems: count,
    contracts: count,
    vendors: count,
    annualPounds: pounds,
    contractsStatingValue: count,
  }),
  coverage: z.object({
    systems: coverage,
    contracts: coverage,
    either: coverage.pick({ reporting: true, authorities: true }),
  }),
  findings: z.array(finding),
  authorities: z.array(authorityCount),
  /** Service areas with something in them, each group of them first. */
  areas: z.array(areaCount),
})
export type OverviewView = z.infer<typeof overviewView>

/** A scope's key figures by themselves: what shares of it are shares of. */
export const figuresView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  figures: z.object({
    systems: count,
    systemsStatingMaker: count,
    contracts: count,
    annualPounds: pounds,
    contractsStatingValue: count,
  }),
})
export type FiguresView = z.infer<typeof figuresView>

export const marketVendor = named.extend({
  contracts: count,
  systems: count,
  annualPounds: pounds,
  /** Of `contracts`, those that state an annual value. */
  contractsStatingValue: count,
  /** Where vendors are counted by parent group: those counted here, when more than one. */
  members: z.array(named).optional(),
})
export type MarketVendor = z.infer<typeof marketVendor>

export const concentration = z.object({
  /** What the shares are shares of: running contracts, live systems with a stated maker, or disclosed pounds a year. */
  total: z.number(),
  vendors: count,
  top10: share,
  top15: share,
  /** Sum of squared percentage shares, 0 to 10,000. */
  hhi: z.number(),
})
export type Concentration = z.infer<typeof concentration>

export const marketView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  area: named.optional(),
  /** Vendors with the same parent are counted as one. */
  byGroup: z.boolean(),
  coverage: z.object({ systems: coverage, contracts: coverage }),
  totals: z.object({
    contracts: count,
    systems: count,
    systemsStatingMaker: count,
    annualPounds: pounds,
    contractsStatingValue: count,
  }),
  /** Most contracts first. */
  vendors: z.array(marketVendor),
  concentration: z.object({ contracts: concentration, systems: concentration, annualPounds: concentration }),
  /** Every service area with something in it; absent when the view is of one area. */
  serviceAreas: z.array(areaCount).optional(),
})
export type MarketView = z.infer<typeof marketView>

const quarterCount = z.object({
  /** `2027-Q1`. */
  quarter: z.string(),
  contracts: count,
  annualPounds: pounds,
  contractsStatingValue: count,
})

export type QuarterCount = z.infer<typeof quarterCount>

export const renewalsView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  area: named.optional(),
  vendor: named.optional(),
  coverage,
  /** Contracts that have not ended, by what can still be done. */
  states: z.array(
    z.object({
      state: z.enum(decisionStates),
      contracts: count,
      annualPounds: pounds,
      contractsStatingValue: count,
    }),
  ),
  /** Those whose day to decide by has passed. */
  late: z.object({ contracts: count, annualPounds: pounds, contractsStatingValue: count }),
  /** By the quarter in which to decide; past quarters are those already overdue. In order of time. */
  decideBy: z.array(quarterCount),
  /** By the quarter in which the running term ends. In order of time. */
  ends: z.array(quarterCount),
})
export type RenewalsView = z.infer<typeof renewalsView>

/** Contracts by the day to decide by: those ahead, soonest first; or those already late, longest first. */
export const contractsView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  contracts: z.array(contractRow),
  /** Pass as `after` for the contracts that follow; absent on the last page. */
  next: z.string().optional(),
})
export type ContractsView = z.infer<typeof contractsView>

export const systemsView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  systems: z.array(systemRow),
  next: z.string().optional(),
})
export type SystemsView = z.infer<typeof systemsView>

/** A contract as a line in time. */
export const timelineEntry = z.object({
  id: z.string(),
  title: z.string(),
  authority: named.extend({ slug: z.string(), code: z.string().optional() }),
  supplier: named,
  /** Groups of service areas it is drawn in. */
  groups: z.array(named),
  decision: decision.pick({ state: true, decideBy: true, end: true, latestEnd: true, about: true }),
})
export type TimelineEntry = z.infer<typeof timelineEntry>

export const timelineView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  /** The last day drawn: 36 months on. */
  until: isoDate,
  contracts: z.array(timelineEntry),
  /** More are due before `until` than are drawn. */
  cut: z.boolean(),
})
export type TimelineView = z.infer<typeof timelineView>

export const whoRunsWhatView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  coverage,
  authorities: z.array(authorityCount.omit({ contracts: true, confirmed: true })),
  /** In the order of the list of service areas, those with no system included. */
  rows: z.array(
    named.extend({
      group: z.string(),
      groupLabel: z.string(),
      systems: count,
      authorities: count,
      /** Live systems of each authority, in the order of `authorities`. */
      cells: z.array(count),
    }),
  ),
})
export type WhoRunsWhatView = z.infer<typeof whoRunsWhatView>

export const authorityView = z.object({
  authority: named.extend({
    slug: z.string(),
    officialName: z.string(),
    kind: z.string(),
    region: named,
    population: count.optional(),
  }),
  today: isoDate,
  ...asAt,
  figures: z.object({
    systems: count,
    contracts: count,
    vendors: count,
    annualPounds: pounds,
    contractsStatingValue: count,
  }),
  coverage: z.object({
    systems: coverage.omit({ reporting: true, authorities: true }),
    contracts: coverage.omit({ reporting: true, authorities: true }),
  }),
  /** Those that make its systems or supply its contracts, most of both first. */
  vendors: z.array(marketVendor),
  systems: z.array(systemRow),
  contracts: z.array(contractRow),
  /** It has more than are listed here; `authority-systems` and `authority-contracts` of the tables have all. */
  cut: z.boolean(),
})
export type AuthorityView = z.infer<typeof authorityView>

const figures = z.object({
  systems: count,
  contracts: count,
  authorities: count,
  annualPounds: pounds,
  contractsStatingValue: count,
})

/** An authority among those that run or buy something, with how many of each. */
const holder = named.extend({
  slug: z.string(),
  code: z.string().optional(),
  tile: z.object({ x: z.number(), y: z.number() }).optional(),
  /** Its place on the map of hexagons; counties and combined authorities lie over others and have none. */
  hex: z.object({ q: z.number(), r: z.number() }).optional(),
  systems: count,
  contracts: count,
})

/** A product and the authorities that run it: ids of those the view names, in order of their names. */
export const productUse = named.extend({
  maker: named.optional(),
  authorities: z.array(z.string()),
})
export type ProductUse = z.infer<typeof productUse>

/** One way for authorities to come to a common start: what each does, and what waiting costs. */
const commonStart = z.object({
  /** The first day of a month. */
  startsOn: isoDate,
  members: z.array(
    z.object({
      authority: named.extend({ slug: z.string() }),
      contract: named,
      supplier: named,
      /** What it does to come to the start, in words. */
      step: z.string(),
      /** Extension options to take, in months, in order. */
      optionsToUse: z.array(count),
      /** Further terms it rolls over for. */
      termsToRoll: count,
      /** The end that results; for a contract out of term and still used, the common start. */
      endsOn: isoDate,
      /** The end is held back and told as its quarter: the days are about right. */
      about: z.boolean(),
      /** The day by which to act. */
      actBy: isoDate,
      annualPounds: pounds.optional(),
    }),
  ),
  /** Over the members that state one. */
  annualPounds: pounds,
  membersStatingValue: count,
  /** Who could no longer take part if everyone waited three months. */
  lostByWaiting: z.array(named),
})
export type CommonStart = z.infer<typeof commonStart>

export const buyTogetherView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  area: named,
  coverage,
  /** Contracts with an end, and the authorities that hold them: what the groups were looked for among. */
  contracts: count,
  authorities: count,
  /** Most authorities first; none contained in another. */
  groups: z.array(commonStart),
})
export type BuyTogetherView = z.infer<typeof buyTogetherView>

export const serviceAreaView = z.object({
  scope,
  area: named.extend({
    group: z.string(),
    groupLabel: z.string(),
    kind: z.string(),
    description: z.string(),
    /** The areas of a group; absent for one area. */
    members: z.array(named).optional(),
  }),
  today: isoDate,
  ...asAt,
  figures: figures.extend({ vendors: count }),
  coverage: z.object({ systems: coverage, contracts: coverage }),
  vendors: z.array(marketVendor),
  concentration: z.object({ contracts: concentration, systems: concentration }),
  products: z.array(productUse),
  /** Every authority of the scope: the area's row of the matrix. */
  authorities: z.array(holder),
  late: count,
  decideBy: z.array(quarterCount),
})
export type ServiceAreaView = z.infer<typeof serviceAreaView>

export const vendorView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  vendor: named.extend({
    aliases: z.array(z.string()),
    /** What it was called, or what became part of it. */
    predecessors: z.array(z.object({ name: z.string(), on: isoDate.optional() })),
    successor: named.extend({ on: isoDate.optional() }).optional(),
    /** Its parent companies, past ones included. */
    parents: z.array(named.extend({ from: isoDate.optional(), to: isoDate.optional() })),
    /** Whom it is counted with today: its parent, or itself where others belong to it. */
    group: named.optional(),
    /** The others that belong to that group today, its head left out. */
    siblings: z.array(named),
    companyNumbers: z.array(z.string()),
    sme: z.boolean().optional(),
    vcse: z.boolean().optional(),
    website: z.string().optional(),
    invented: z.boolean().optional(),
  }),
  figures,
  coverage: z.object({ systems: coverage, contracts: coverage }),
  products: z.array(productUse),
  areas: z.array(areaCount),
  /** Every authority of the scope, those with most of it first. */
  authorities: z.array(holder),
  late: count,
  decideBy: z.array(quarterCount),
})
export type VendorView = z.infer<typeof vendorView>

export const productView = z.object({
  scope,
  today: isoDate,
  ...asAt,
  product: named.extend({
    maker: named.optional(),
    aliases: z.array(z.string()),
    /** What its maker says it is for, as the list of products has it. */
    serviceAreas: z.array(named),
    invented: z.boolean().optional(),
  }),
  figures: z.object({ systems: count, authorities: count }),
  coverage,
  /** Where it is in use. */
  areas: z.array(named.extend({ systems: count })),
  /** Every authority of the scope. */
  authorities: z.array(holder.omit({ contracts: true })),
})
export type ProductView = z.infer<typeof productView>

/** A change between two public versions of a record, in words. */
export const publicChange = z.object({ field: z.string(), before: z.string(), after: z.string() })

export const publicVersion = z.object({
  version: count,
  on: isoDate,
  /** What the public can see to have changed; nothing for the first version, or where only hidden fields did. */
  changes: z.array(publicChange),
})
export type PublicVersion = z.infer<typeof publicVersion>

export const systemView = z.object({
  today: isoDate,
  ...asAt,
  system: systemRow,
  /** Contracts that cover it. */
  contracts: z.array(contractRow),
  /** More cover it than are listed here. */
  cut: z.boolean(),
})
export type SystemView = z.infer<typeof systemView>

export const contractView = z.object({ today: isoDate, ...asAt, contract: contractRow })
export type ContractView = z.infer<typeof contractView>

export const namedSystems = z.object({ ...asAt, systems: z.array(systemRow) })
export type NamedSystems = z.infer<typeof namedSystems>

export const historyView = z.object({
  /** Newest first. */
  versions: z.array(publicVersion),
  /** Where there are earlier ones: ask for those before this version. */
  before: count.optional(),
})
export type HistoryView = z.infer<typeof historyView>

export const foundKinds = ['authority', 'vendor', 'product', 'service area', 'system', 'contract'] as const
export const found = z.object({
  kind: z.enum(foundKinds),
  id: z.string(),
  name: z.string(),
  /** Where its page is. */
  to: z.string(),
  /** What tells it from others of the name: `formerly Northgate`, `Camden`. */
  note: z.string().optional(),
  /** How well it fits, 0 to 1. */
  score: share,
})
export type Found = z.infer<typeof found>
export const searchView = z.object({
  q: z.string(),
  /** Best first. */
  found: z.array(found),
  /** More systems and contracts were listed under the words than were looked at. */
  cut: z.boolean(),
})
export type SearchView = z.infer<typeof searchView>

/** A group of service areas to choose, whole or one of it. */
export const areaChoice = named.extend({ areas: z.array(named) })
export type AreaChoice = z.infer<typeof areaChoice>

export const dataSets = ['demonstration', 'public', 'none'] as const
export type DataSet = (typeof dataSets)[number]

/** Of how many parts of a long piece of work how many are done. */
export const progress = z.object({ done: count, of: count })
export type Progress = z.infer<typeof progress>

export const referenceLists = z.object({
  authorities: z.array(
    named.extend({
      slug: z.string(),
      region: z.string(),
      tile: z.object({ x: z.number(), y: z.number() }).optional(),
    }),
  ),
  serviceAreas: z.array(
    z.object({
      id: serviceAreaId,
      label: z.string(),
      group: z.string(),
      groupLabel: z.string(),
      kind: z.string(),
    }),
  ),
  vendors: z.array(
    named.extend({
      /** Other names it is found by. */
      also: z.array(z.string()).optional(),
      sme: z.boolean().optional(),
      vcse: z.boolean().optional(),
      /** Belongs to the demonstration. */
      invented: z.literal(true).optional(),
    }),
  ),
  products: z.array(
    named.extend({
      also: z.array(z.string()).optional(),
      maker: vendorId.optional(),
      serviceAreas: z.array(serviceAreaId),
      invented: z.literal(true).optional(),
    }),
  ),
  /** What LOTI has settled, that forms reckon with. In months. */
  /** Those that are kept under another id: links and old versions lead to it. */
  merged: z.array(named.extend({ into: z.string() })),
  settings: z.object({
    leadMonths: z.record(z.enum(routes), count),
    freshMonths: z.record(z.enum(anyKinds), count),
  }),
})
export type ReferenceLists = z.infer<typeof referenceLists>
/** What public pages need of them. */
export type Places = Pick<ReferenceLists, 'authorities' | 'serviceAreas'>
