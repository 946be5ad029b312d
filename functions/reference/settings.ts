import type { Route } from '../schema/contract.ts'
import type { Policies } from '../schema/policy.ts'
import type { AnyKind } from '../schema/record.ts'

// Settings LOTI decides on.

export const monthsToReplace: Record<Route, number> = {
  'open tender': 12,
  'framework mini-competition': 6,
  'shared service': 6,
  'framework direct award': 3,
  'G-Cloud': 3,
  reseller: 3,
  extension: 3,
  quotes: 2,
  'in-house': 9,
  unknown: 9,
}

/** Months it takes to replace a contract by its route to market. */
export const leadMonths = (route: Route): number => monthsToReplace[route]

const freshFor: Record<AnyKind, number> = { contract: 6, system: 12, rating: 12, skillLevel: 12 }

/** Months for which a confirmation of a record stays fresh: dates and values of contracts go stale soonest. */
export const freshMonths = (kind: AnyKind): number => freshFor[kind]

/** What waits for LOTI. */
export const policies: Policies = {
  system: 'needs approval',
  contract: 'needs approval',
  rating: 'accepted at once',
  skillLevel: 'accepted at once',
}

/** What makes an approver look twice at a proposal. */
export const riskSettings = { largeAnnualPounds: 500_000, monthsMoved: 6, valueChanged: 0.5 }
