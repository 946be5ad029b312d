import type { IsoDate } from '../domain/calendar.ts'
import type { Summary } from '../domain/summary.ts'
import type { Vendor } from '../schema/reference.ts'
import type { MarketVendor, MarketView } from '../schema/view.ts'
import {
  type Asked,
  areaCounts,
  areaName,
  byName,
  concentrationOf,
  coverageOf,
  type Lists,
  number,
  scopeOf,
  vendorsIn,
} from './parts.ts'

/** The market of a scope, or of one service area in it, from its summary; by vendor or by parent group. */
export function marketView(
  summary: Summary,
  asked: Asked,
  { area, byGroup = false }: { area?: string | undefined; byGroup?: boolean } = {},
): MarketView {
  const { lists, today } = asked
  const { totals } = summary
  const each = vendorsIn(summary, lists)
  const vendors = byGroup ? grouped(each, today, lists) : each
  const amount = (of: 'contracts' | 'systems' | 'annualPounds') => vendors.map((vendor) => vendor[of])
  return {
    scope: scopeOf(asked),
    today,
    ...(area !== undefined && { area: { id: area, name: areaName(area, lists) } }),
    byGroup,
    coverage: {
      systems: coverageOf(summary, 'system', asked),
      contracts: coverageOf(summary, 'contract', asked),
    },
    totals: {
      contracts: number(totals, 'contracts'),
      systems: number(totals, 'systems'),
      systemsStatingMaker: number(totals, 'made'),
      annualPounds: number(totals, 'pounds'),
      contractsStatingValue: number(totals, 'stating'),
    },
    vendors,
    concentration: {
      contracts: concentrationOf(amount('contracts')),
      systems: concentrationOf(amount('systems')),
      annualPounds: concentrationOf(amount('annualPounds')),
    },
    ...(area === undefined && { serviceAreas: areaCounts(summary, lists.serviceAreas()) }),
  }
}

/** The parent a vendor has on a day; the last to begin, should two overlap. */
export const parentOn = (vendor: Vendor | undefined, day: IsoDate): string | undefined =>
  vendor?.parents
    .filter(({ from, to }) => (from ?? '') <= day && (to === undefined || to > day))
    .sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))[0]?.id

/** Vendors with the same parent on the day counted as one, under the parent's name. */
export function grouped(vendors: MarketVendor[], day: IsoDate, lists: Lists): MarketVendor[] {
  const groups = Map.groupBy(vendors, ({ id }) => parentOn(lists.vendor(id), day) ?? id)
  return [...groups]
    .map(([id, members]) => {
      const sum = (of: 'contracts' | 'systems' | 'annualPounds' | 'contractsStatingValue') =>
        members.reduce((total, one) => total + one[of], 0)
      return {
        id,
        name: lists.vendorName(id),
        contracts: sum('contracts'),
        systems: sum('systems'),
        annualPounds: sum('annualPounds'),
        contractsStatingValue: sum('contractsStatingValue'),
        ...((members.length > 1 || members[0]?.id !== id) && {
          members: members.map(({ id: member, name }) => ({ id: member, name })).sort(byName),
        }),
      }
    })
    .sort((a, b) => b.contracts - a.contracts || b.systems - a.systems || byName(a, b))
}
