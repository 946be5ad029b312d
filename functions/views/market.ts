import { grouped, type Totals, under } from '../domain/totals.ts'
import type { MarketView } from '../schema/view.ts'
import { type Asked, concentrationOf, coverageOf, number, scopeOf, vendorsIn } from './parts.ts'

/** The market of a scope, or of one service area in it, from its document. */
export function marketView(totals: Totals, asked: Asked, area?: string): MarketView {
  const { lists, today } = asked
  const vendors = vendorsIn(totals, lists)
  const amount = (of: 'contracts' | 'systems' | 'annualPounds') => vendors.map((vendor) => vendor[of])
  const areas = grouped(under(totals, 'area/'))
  return {
    scope: scopeOf(asked),
    today,
    ...(area !== undefined && { area: { id: area, name: areaName(area, asked) } }),
    coverage: {
      systems: coverageOf(totals, 'system', asked),
      contracts: coverageOf(totals, 'contract', asked),
    },
    totals: {
      contracts: number(totals, 'contracts'),
      systems: number(totals, 'systems'),
      systemsStatingMaker: amount('systems').reduce((sum, systems) => sum + systems, 0),
      annualPounds: number(totals, 'pounds'),
      contractsStatingValue: number(totals, 'stating'),
    },
    vendors,
    concentration: {
      contracts: concentrationOf(amount('contracts')),
      systems: concentrationOf(amount('systems')),
      annualPounds: concentrationOf(amount('annualPounds')),
    },
    ...(area === undefined && {
      serviceAreas: lists.serviceAreas().flatMap(({ id, label, group, groupLabel }) => {
        const held = areas.get(id)
        if (!held) return []
        return [
          {
            id,
            name: label,
            group,
            groupLabel,
            contracts: number(held, 'contracts'),
            systems: number(held, 'systems'),
            annualPounds: number(held, 'pounds'),
            contractsStatingValue: number(held, 'stating'),
          },
        ]
      }),
    }),
  }
}

export const areaName = (area: string, { lists }: Asked) =>
  lists.serviceAreas().find(({ id }) => id === area)?.label ?? area
