import { figuresOf } from '../domain/figures.ts'
import type { Summary } from '../domain/summary.ts'
import { under } from '../domain/totals.ts'
import type { ServiceArea } from '../schema/reference.ts'
import type { ServiceAreaView } from '../schema/view.ts'
import {
  type AreaGroup,
  type Asked,
  concentrationOf,
  coverageOf,
  holdersIn,
  number,
  productsIn,
  quartersIn,
  scopeOf,
  vendorsIn,
} from './parts.ts'

/** One service area in a scope, or a whole group of them: who runs and supplies what in it, from its summary. */
export function serviceAreaView(
  area: ServiceArea | AreaGroup,
  summary: Summary,
  asked: Asked,
): ServiceAreaView {
  const { lists, today } = asked
  const { totals } = summary
  const vendors = vendorsIn(summary, lists)
  const authorities = holdersIn(summary, asked)
  return {
    scope: scopeOf(asked),
    area: {
      id: area.id,
      name: area.label,
      group: area.group,
      groupLabel: area.groupLabel,
      kind: area.kind,
      description: area.description,
      ...('members' in area && { members: area.members.map(({ id, label }) => ({ id, name: label })) }),
    },
    today,
    figures: {
      ...figuresOf(summary),
      authorities: authorities.filter(({ systems, contracts }) => systems + contracts > 0).length,
    },
    coverage: {
      systems: coverageOf(summary, 'system', asked),
      contracts: coverageOf(summary, 'contract', asked),
    },
    vendors,
    concentration: {
      contracts: concentrationOf(vendors.map(({ contracts }) => contracts)),
      systems: concentrationOf(vendors.map(({ systems }) => systems)),
    },
    products: productsIn(summary, lists),
    authorities,
    late: number(totals, 'late/contracts'),
    decideBy: quartersIn(under(totals, 'decide/')),
  }
}
