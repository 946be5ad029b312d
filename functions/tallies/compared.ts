import type { IsoDate } from '../domain/calendar.ts'
import { isRunning, publicDecision } from '../domain/contract.ts'
import { publicStart } from '../domain/disclosure.ts'
import { comparedOf, membersPlace } from '../domain/membersSummary.ts'
import { isLive } from '../domain/system.ts'
import type { Totals } from '../domain/totals.ts'
import type { PublicContract, PublicRecord, PublicSystem } from '../schema/view.ts'
import { regionOf } from './members.ts'
import { type Contribution, firstOf, holders, type Terms, untilBefore } from './parts.ts'

/**
 * What a record adds to what an authority is compared by. Made of public fields alone, so that no position among others
 * gives away a value that is held back. A shared record counts for each of its holders.
 */
export function comparedShare(record: PublicRecord, day: IsoDate, terms: Terms): Contribution {
  const { totals, until } = record.kind === 'system' ? ofSystem(record, day) : ofContract(record, day, terms)
  return {
    counts:
      Object.keys(totals).length === 0
        ? []
        : holders(record).map((holder) => ({
            places: regionOf(holder, terms).map(membersPlace),
            document: comparedOf(holder),
            totals,
          })),
    rows: [],
    until,
  }
}

type OnDay = { totals: Totals; until: IsoDate | undefined }

const ofSystem = (system: PublicSystem, day: IsoDate): OnDay => ({
  totals: isLive(system, day) ? { systems: 1 } : {},
  until: firstOf(untilBefore(system.goesLiveOn, day), untilBefore(system.retiredOn, day)),
})

function ofContract(contract: PublicContract, day: IsoDate, terms: Terms): OnDay {
  const { supplier, annualPounds } = contract
  const { decision, holdsUntil } = publicDecision(contract, terms.leadMonths, day)
  return {
    totals: isRunning(contract, decision, day)
      ? {
          contracts: 1,
          ...(supplier !== 'in-house' && { [`supplier/${supplier}`]: 1 }),
          ...(annualPounds !== undefined && { pounds: annualPounds, stating: 1 }),
        }
      : {},
    until: firstOf(holdsUntil, untilBefore(publicStart(contract), day), untilBefore(contract.retiredOn, day)),
  }
}
