import type { NewProduct, NewVendor, Proposal, RiskFlag } from '../schema/proposal.ts'
import { addMonths } from './calendar.ts'
import type { FieldChange } from './proposal.ts'

// What makes an approver look twice at a proposal. Worked out once, when it is sent, and kept with it: the queue never
// reads proposals to say how risky a submission is.

export type RiskSettings = {
  /** A contract worth this much a year, or more. */
  largeAnnualPounds: number
  /** A date moved by more months than this. */
  monthsMoved: number
  /** A value changed by more than this part of what it was. */
  valueChanged: number
}

type Facts = {
  action: Proposal['action']
  newVendors: readonly NewVendor[]
  newProducts?: readonly NewProduct[] | undefined
  /** Field by field, what would change. */
  changes: readonly FieldChange[]
  /** The record as it would be. */
  after: Record<string, unknown>
}

const values = ['annualPounds', 'wholeLifePounds', 'irrecoverableVatPounds']
const dayMilliseconds = 86_400_000

export function risksOf(
  { action, newVendors, newProducts = [], changes, after }: Facts,
  settings: RiskSettings,
): RiskFlag[] {
  const amounts = changes.filter(({ field }) => values.includes(field))
  const found: [RiskFlag, boolean][] = [
    ['new vendor', newVendors.length > 0],
    ['new product', newProducts.length > 0],
    ['large value', amounts.length > 0 && poundsAYear(after) >= settings.largeAnnualPounds],
    ['value changed', amounts.some((change) => isLargeChange(change, settings.valueChanged))],
    ['date moved', changes.some((change) => isMoved(change, settings.monthsMoved))],
    ['disclosure changed', changes.some(({ field }) => field === 'heldBack')],
    [
      'retire',
      action === 'retire' || changes.some(({ field, from, to }) => field === 'retiredOn' && !from && !!to),
    ],
  ]
  return found.flatMap(([flag, holds]) => (holds ? [flag] : []))
}

/** What a contract costs a year: as stated, or its whole-life value spread over its term; all of it in one year where no term is stated. */
function poundsAYear({ annualPounds, wholeLifePounds, startsOn, endsOn }: Record<string, unknown>): number {
  if (typeof annualPounds === 'number') return annualPounds
  if (typeof wholeLifePounds !== 'number') return 0
  const days =
    isDate(startsOn) && isDate(endsOn) ? (Date.parse(endsOn) - Date.parse(startsOn)) / dayMilliseconds : 0
  return wholeLifePounds / Math.max(1, days / 365.25)
}

/** A first statement of a value is no change of one; taking a stated value away is. */
function isLargeChange({ from, to }: FieldChange, part: number): boolean {
  if (typeof from !== 'number') return false
  return typeof to !== 'number' || Math.abs(to - from) > part * from
}

const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** A first statement of a date is no move of one; taking a stated end away is. */
function isMoved({ field, from, to }: FieldChange, months: number): boolean {
  if (!isDate(from)) return false
  if (!isDate(to)) return field === 'endsOn'
  return to > addMonths(from, months) || to < addMonths(from, -months)
}
