import type { Summary } from '../domain/summary.ts'
import type { ProductView } from '../schema/view.ts'
import { type Asked, areaCounts, areaName, byName, coverageOf, holdersIn, number, scopeOf } from './parts.ts'

/** One product in a scope: which authorities run it and for what, from its summary. */
export function productView(id: string, summary: Summary, asked: Asked): ProductView {
  const { lists, today } = asked
  const known = lists.product(id)
  const authorities = holdersIn(summary, asked).map(({ contracts: _, ...holder }) => holder)
  return {
    scope: scopeOf(asked),
    today,
    product: {
      id,
      name: lists.productName(id),
      ...(known?.maker && { maker: { id: known.maker, name: lists.vendorName(known.maker) } }),
      aliases: known?.aliases ?? [],
      serviceAreas: (known?.serviceAreas ?? []).map((area) => ({ id: area, name: areaName(area, lists) })),
      ...(known?.invented && { invented: true }),
    },
    figures: {
      systems: number(summary.totals, 'systems'),
      authorities: authorities.filter(({ systems }) => systems > 0).length,
    },
    coverage: coverageOf(summary, 'system', asked),
    areas: areaCounts(summary, lists.serviceAreas())
      .map(({ id: area, name, systems }) => ({ id: area, name, systems }))
      .sort((a, b) => b.systems - a.systems || byName(a, b)),
    authorities,
  }
}
