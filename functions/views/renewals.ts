import { addMonths } from '../domain/calendar.ts'
import type { Summary } from '../domain/summary.ts'
import { grouped, under } from '../domain/totals.ts'
import {
  type ContractsView,
  decisionStates,
  type PublicContract,
  type RenewalsView,
  type TimelineEntry,
  type TimelineView,
} from '../schema/view.ts'
import {
  type Asked,
  areaName,
  contractRowOf,
  coverageOf,
  number,
  quartersIn,
  type StoredContractRow,
  scopeOf,
} from './parts.ts'

/** Renewals of a scope, or of one service area or supplier in it, from its summary. */
export function renewalsView(
  summary: Summary,
  asked: Asked,
  { area, vendor }: { area?: string | undefined; vendor?: string | undefined } = {},
): RenewalsView {
  const { lists } = asked
  const { totals } = summary
  const states = grouped(under(totals, 'state/'))
  return {
    scope: scopeOf(asked),
    today: asked.today,
    ...(area !== undefined && { area: { id: area, name: areaName(area, lists) } }),
    ...(vendor !== undefined && { vendor: { id: vendor, name: lists.vendorName(vendor) } }),
    coverage: coverageOf(summary, 'contract', asked),
    states: decisionStates.flatMap((state) => {
      const held = states.get(state)
      if (!held) return []
      return [
        {
          state,
          contracts: number(held, 'contracts'),
          annualPounds: number(held, 'pounds'),
          contractsStatingValue: number(held, 'stating'),
        },
      ]
    }),
    late: {
      contracts: number(totals, 'late/contracts'),
      annualPounds: number(totals, 'late/pounds'),
      contractsStatingValue: number(totals, 'late/stating'),
    },
    decideBy: quartersIn(under(totals, 'decide/')),
    ends: quartersIn(under(totals, 'end/')),
  }
}

/** A page of contracts, as they were read. */
export const contractsView = (
  contracts: StoredContractRow[],
  asked: Asked,
  next: string | undefined,
): ContractsView => ({
  scope: scopeOf(asked),
  today: asked.today,
  contracts: contracts.map((row) => contractRowOf(row, asked.lists)),
  ...(next !== undefined && { next }),
})

/** A contract as the timeline keeps it. */
export type StoredTimelineRow = Pick<
  PublicContract,
  'id' | 'title' | 'authority' | 'supplier' | 'serviceAreas'
> &
  Pick<TimelineEntry, 'decision'>

const monthsDrawn = 36
/** How far ahead the timeline looks. */
export const timelineUntil = (today: string) => addMonths(today, monthsDrawn)

/** The decisions ahead as lines in time. */
export function timelineView(rows: StoredTimelineRow[], asked: Asked, cut: boolean): TimelineView {
  const { lists, today } = asked
  return {
    scope: scopeOf(asked),
    today,
    until: timelineUntil(today),
    contracts: rows.map(({ id, title, authority, supplier, serviceAreas, decision }) => {
      const held = lists.authority(authority)
      const groups = new Map(
        serviceAreas.flatMap((area) => {
          const found = lists.area(area)
          return found ? [[found.group, found.groupLabel] as const] : []
        }),
      )
      const { state, decideBy, end, latestEnd, about } = decision
      return {
        id,
        title,
        authority: {
          id: authority,
          name: held?.name ?? authority,
          slug: held?.slug ?? authority,
          ...(held?.shortCode && { code: held.shortCode }),
        },
        supplier: { id: lists.kept(supplier), name: lists.vendorName(supplier) },
        groups: [...groups].map(([group, name]) => ({ id: group, name })),
        decision: { state, decideBy, end, latestEnd, about },
      }
    }),
    cut,
  }
}
