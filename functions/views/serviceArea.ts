import { grouped, type Totals, under } from '../domain/totals.ts'
import type { ServiceArea } from '../schema/reference.ts'
import type { ServiceAreaView } from '../schema/view.ts'
import {
  type Asked,
  contractRowOf,
  figuresOf,
  type StoredContractRow,
  type StoredSystemRow,
  scopeOf,
  systemRowOf,
  vendorsIn,
} from './parts.ts'

/** One service area in a scope: who runs what in it, from its document and its rows. */
export function serviceAreaView(
  area: ServiceArea,
  totals: Totals,
  rows: (StoredSystemRow | StoredContractRow)[],
  asked: Asked,
  { cut }: { cut: boolean },
): ServiceAreaView {
  const { lists, today } = asked
  return {
    scope: scopeOf(asked),
    area: {
      id: area.id,
      name: area.label,
      group: area.group,
      groupLabel: area.groupLabel,
      kind: area.kind,
      description: area.description,
    },
    today,
    figures: { ...figuresOf(totals), authorities: grouped(under(totals, 'authority/')).size },
    vendors: vendorsIn(totals, lists),
    products: [...grouped(under(totals, 'product/'))]
      .map(([id, holders]) => ({
        id,
        name: lists.productName(id),
        systems: Object.values(holders).reduce((sum, count) => sum + count, 0),
        authorities: Object.keys(holders),
      }))
      .sort((a, b) => b.authorities.length - a.authorities.length || a.name.localeCompare(b.name, 'en-GB')),
    systems: rows.flatMap((row) => (row.kind === 'system' ? [systemRowOf(row, lists)] : [])),
    contracts: rows.flatMap((row) => (row.kind === 'contract' ? [contractRowOf(row, lists)] : [])),
    cut,
  }
}
