import { grouped, type Totals, under } from '../domain/totals.ts'
import { decisionStates, type RenewalsView } from '../schema/view.ts'
import { areaName } from './market.ts'
import { type Asked, contractRowOf, coverageOf, number, type StoredContractRow, scopeOf } from './parts.ts'

/** Renewals of a scope, or of one service area in it: its document, and a page of the contracts next to be decided. */
export function renewalsView(
  totals: Totals,
  contracts: StoredContractRow[],
  asked: Asked,
  { area, next }: { area?: string | undefined; next?: string | undefined },
): RenewalsView {
  const states = grouped(under(totals, 'state/'))
  return {
    scope: scopeOf(asked),
    today: asked.today,
    ...(area !== undefined && { area: { id: area, name: areaName(area, asked) } }),
    coverage: coverageOf(totals, 'contract', asked),
    states: decisionStates.flatMap((state) => {
      const held = states.get(state)
      return held
        ? [{ state, contracts: number(held, 'contracts'), annualPounds: number(held, 'pounds') }]
        : []
    }),
    decideBy: quarters(under(totals, 'decide/')),
    ends: quarters(under(totals, 'end/')),
    contracts: contracts.map((row) => contractRowOf(row, asked.lists)),
    ...(next !== undefined && { next }),
  }
}

const quarters = (totals: Totals): RenewalsView['ends'] =>
  [...grouped(totals)]
    .map(([quarter, held]) => ({
      quarter,
      contracts: number(held, 'contracts'),
      annualPounds: number(held, 'pounds'),
      contractsStatingValue: number(held, 'stating'),
    }))
    .sort((a, b) => (a.quarter < b.quarter ? -1 : 1))
