import type { Route } from '../schema/contract.ts'
import type { PublicContract, PublicDecision } from '../schema/view.ts'
import type { IsoDate } from './calendar.ts'
import { decideBy } from './decideBy.ts'
import { publicEnd, publicStart } from './disclosure.ts'
import { freshOn } from './freshness.ts'

/** What a decision rests on. */
type Decided = Pick<
  PublicContract,
  'endsOn' | 'endsQuarter' | 'options' | 'noticeMonths' | 'renewal' | 'rollMonths' | 'stillUsed' | 'route'
>

/** A contract's decision as the public may know it, and the last day on which the answer holds. */
export function publicDecision(
  contract: Decided,
  leadMonths: (route: Route) => number,
  today: IsoDate,
): { decision: PublicDecision; holdsUntil?: IsoDate | undefined } {
  const { options, noticeMonths, renewal, rollMonths, stillUsed, route } = contract
  const { holdsUntil, ...found } = decideBy(
    {
      endsOn: publicEnd(contract),
      options,
      noticeMonths,
      renewal,
      rollMonths,
      stillUsed,
      leadMonths: leadMonths(route),
    },
    today,
  )
  return {
    decision: { ...found, about: contract.endsOn === undefined && contract.endsQuarter !== undefined },
    holdsUntil,
  }
}

/** Running: it has started, has not left the register, and has not ended or is still used. */
export const isRunning = (
  contract: Pick<PublicContract, 'startsOn' | 'startsQuarter' | 'retiredOn'>,
  decision: PublicDecision,
  today: IsoDate,
): boolean => {
  const startsOn = publicStart(contract)
  if (startsOn && startsOn > today) return false
  if (contract.retiredOn && contract.retiredOn <= today) return false
  return decision.state !== 'ended'
}

type Terms = { leadMonths: (route: Route) => number; freshMonths: (kind: 'contract') => number }

/** What a day makes of a contract; `until` is the last day on which it is fresh, where it is. */
export function contractOn(contract: PublicContract, day: IsoDate, terms: Terms) {
  const { decision, holdsUntil } = publicDecision(contract, terms.leadMonths, day)
  const months = terms.freshMonths('contract')
  return {
    decision,
    holdsUntil,
    running: isRunning(contract, decision, day),
    ...freshOn(contract.provenance.confirmedOn, { months, day }),
  }
}

/** A contract as lists tell of it on a day. */
export function contractRow(contract: PublicContract, day: IsoDate, terms: Terms) {
  const { decision, running, fresh } = contractOn(contract, day, terms)
  return { ...contract, running, decision, fresh }
}
