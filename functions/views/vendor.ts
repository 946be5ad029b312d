import type { Summary } from '../domain/summary.ts'
import { under } from '../domain/totals.ts'
import type { VendorView } from '../schema/view.ts'
import { parentOn } from './market.ts'
import {
  type Asked,
  areaCounts,
  byName,
  coverageOf,
  holdersIn,
  number,
  productsIn,
  quartersIn,
  scopeOf,
} from './parts.ts'

/** One vendor in a scope, in both its roles, from its summary. */
export function vendorView(id: string, summary: Summary, asked: Asked): VendorView {
  const { lists, today } = asked
  const { totals } = summary
  const known = lists.vendor(id)
  const named = (vendor: string) => ({ id: vendor, name: lists.vendorName(vendor) })
  const group = parentOn(known, today) ?? id
  const siblings = lists
    .vendors()
    .filter((one) => one.parents.length > 0 && one.id !== id && parentOn(one, today) === group)
    .map((one) => named(one.id))
    .sort(byName)
  const authorities = holdersIn(summary, asked).sort(
    (a, b) => b.systems + b.contracts - (a.systems + a.contracts) || byName(a, b),
  )
  return {
    scope: scopeOf(asked),
    today,
    vendor: {
      ...named(id),
      aliases: known?.aliases ?? [],
      predecessors: known?.predecessors ?? [],
      ...(known?.successor && {
        successor: { ...named(known.successor.id), ...(known.successor.on && { on: known.successor.on }) },
      }),
      parents: (known?.parents ?? []).map(({ id: of, ...dates }) => ({ ...named(of), ...dates })),
      ...((group !== id || siblings.length > 0) && { group: named(group) }),
      siblings,
      companyNumbers: known?.companyNumbers ?? [],
      ...(known?.sme !== undefined && { sme: known.sme }),
      ...(known?.vcse !== undefined && { vcse: known.vcse }),
      ...(known?.website && { website: known.website }),
      ...(known?.invented && { invented: true }),
    },
    figures: {
      systems: number(totals, 'systems'),
      contracts: number(totals, 'contracts'),
      authorities: authorities.filter(({ systems, contracts }) => systems + contracts > 0).length,
      annualPounds: number(totals, 'pounds'),
      contractsStatingValue: number(totals, 'stating'),
    },
    coverage: {
      systems: coverageOf(summary, 'system', asked),
      contracts: coverageOf(summary, 'contract', asked),
    },
    products: productsIn(summary, lists),
    areas: areaCounts(summary, lists.serviceAreas()).sort(
      (a, b) => b.systems + b.contracts - (a.systems + a.contracts) || byName(a, b),
    ),
    authorities,
    late: number(totals, 'late/contracts'),
    decideBy: quartersIn(under(totals, 'decide/')),
  }
}
