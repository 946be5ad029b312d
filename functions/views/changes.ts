import { addDays, addMonths, quarterEnd, quarterOf } from '../domain/calendar.ts'
import type { KeptChange } from '../domain/changed.ts'
import { quarterStart } from '../domain/past.ts'
import { grouped, type Totals, under } from '../domain/totals.ts'
import { type Change, type ChangeKind, type ChangesView, changeKinds } from '../schema/pastView.ts'
import { kindOfId } from '../schema/record.ts'
import { type Asked, byName, type Lists, number, scopeOf } from './parts.ts'

// What was approved in one quarter, counted by kind, authority and group of service areas, and the latest of it.

/** The first day of a quarter written as `2027-Q1`. */
export const startOf = (quarter: string) => quarterStart(quarterEnd(quarter))

export function changesView(
  quarter: string,
  { totals, changes, cut }: { totals: Totals; changes: KeptChange[]; cut: boolean },
  asked: Asked,
): ChangesView {
  const { lists, scope, today } = asked
  const [from, to] = [startOf(quarter), quarterEnd(quarter)]
  const held = grouped(under(totals, 'authority/'))
  const authorities = lists.authoritiesOf(scope).flatMap(({ id, name, slug }) => {
    const counts = countsIn(held.get(id) ?? {})
    const all = sumOf(counts)
    return all > 0 ? [{ id, name, slug, counts, changes: all }] : []
  })
  const areas = grouped(under(totals, 'area/'))
  const soFar = to >= today
  return {
    scope: scopeOf(asked),
    today,
    quarter,
    from,
    to,
    soFar,
    before: quarterOf(addDays(from, -1)),
    ...(!soFar && { after: quarterOf(addMonths(from, 3)) }),
    kinds: changeKinds.map((kind) => ({
      kind,
      changes: number(totals, kind),
      authorities: authorities.filter(({ counts }) => (counts[kind] ?? 0) > 0).length,
    })),
    changing: authorities.length,
    authorities: authorities.sort((a, b) => b.changes - a.changes || byName(a, b)),
    areas: lists
      .groups()
      .flatMap(({ id, label }) => {
        const counts = countsIn(areas.get(id) ?? {})
        const all = sumOf(counts)
        return all > 0 ? [{ id, name: label, counts, changes: all }] : []
      })
      .sort((a, b) => b.changes - a.changes || byName(a, b)),
    changes: changes.map((one) => told(one, lists)),
    cut,
  }
}

type Counts = Partial<Record<ChangeKind, number>>
const countsIn = (totals: Totals): Counts =>
  Object.fromEntries(changeKinds.flatMap((kind) => (totals[kind] ? [[kind, totals[kind]]] : [])))
const sumOf = (counts: Counts) => Object.values(counts).reduce((sum, count) => sum + count, 0)

function told(kept: KeptChange, lists: Lists): Change {
  const { authority, serviceAreas, vendor, vendorBefore, version: _, ...rest } = kept
  const known = lists.authority(authority)
  const named = (id: string) => ({ id, name: lists.vendorName(id) })
  const kind = kindOfId(kept.id)
  return {
    ...rest,
    kind: kind === 'system' ? 'system' : 'contract',
    authority: { id: authority, name: known?.name ?? authority, slug: known?.slug ?? authority },
    areas: serviceAreas.map((id) => ({ id, name: lists.area(id)?.label ?? id })),
    ...(vendor && { vendor: named(vendor) }),
    ...(vendorBefore && { vendorBefore: named(vendorBefore) }),
  }
}
