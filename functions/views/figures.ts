import type { Totals } from '../domain/totals.ts'
import type { FiguresView } from '../schema/view.ts'
import { type Asked, number, scopeOf } from './parts.ts'

/** A scope's key figures by themselves. */
export const figuresView = (totals: Totals, asked: Asked): FiguresView => ({
  scope: scopeOf(asked),
  today: asked.today,
  figures: {
    systems: number(totals, 'systems'),
    systemsStatingMaker: number(totals, 'made'),
    contracts: number(totals, 'contracts'),
    annualPounds: number(totals, 'pounds'),
    contractsStatingValue: number(totals, 'stating'),
  },
})
