import { type IsoDate, quarterOf } from '../domain/calendar.ts'
import { contractOn } from '../domain/contract.ts'
import { publicEnd, publicStart } from '../domain/disclosure.ts'
import { lists, stampPath, undated } from '../domain/summary.ts'
import type { CouldEnd } from '../domain/together.ts'
import type { PublicContract } from '../schema/view.ts'
import { ownRows } from './ownRows.ts'
import {
  areasOf,
  confirmedIn,
  cover,
  firstOf,
  holders,
  type Ledger,
  type Listing,
  only,
  scopesOf,
  type Terms,
  untilBefore,
} from './parts.ts'
import { type Amounts, amountsOf, authorityIn, type SummaryTally, summaryIn } from './tally.ts'

/** What a day makes of a contract. */
function onDay(contract: PublicContract, day: IsoDate, terms: Terms) {
  const found = contractOn(contract, day, terms)
  const gone = contract.retiredOn !== undefined && contract.retiredOn <= day
  // Renewals speak of contracts that have not ended, started or not.
  return { ...found, toDecide: !gone && found.decision.state !== 'ended' }
}

/** What a contract adds to the totals on a day. Only disclosed pounds are added up. */
export function countContract(contract: PublicContract, day: IsoDate, terms: Terms, ledger: Ledger): void {
  const { supplier, annualPounds } = contract
  const { decision, running, toDecide, fresh } = onDay(contract, day, terms)
  const decideIn = decision.decideBy && quarterOf(decision.decideBy)
  const endsIn = decision.end && quarterOf(decision.end)
  const late = decision.decideBy !== undefined && decision.decideBy < day
  const month = confirmedIn(contract)
  const areas = areasOf(contract, terms)
  const held = holders(contract)
  const stamp = stampOf(contract, decision, fresh)

  const addOne = (amounts: Amounts) => {
    amounts.contracts += 1
    if (annualPounds === undefined) return
    amounts.pounds += annualPounds
    amounts.stating += 1
  }
  const add = ({ contracts }: SummaryTally) => {
    cover(contracts.coverage.contract, fresh, month)
    if (running) addOne(contracts)
    if (!toDecide) return
    addOne(amountsOf(contracts.state, decision.state))
    if (decideIn) addOne(amountsOf(contracts.decide, decideIn))
    if (endsIn) addOne(amountsOf(contracts.end, endsIn))
    if (late) addOne(contracts.late)
  }
  const addHeld = (summary: SummaryTally, holder: string) => {
    const theirs = authorityIn(summary, holder)
    theirs['records/contract'] += 1
    if (fresh) theirs.confirmed += 1
    if (running) theirs.contracts += 1
  }

  const scopes = ledger(scopesOf(held, terms))
  const { everything } = scopes
  const vendor = summaryIn(scopes.vendors, supplier)
  add(everything)
  add(vendor)
  if (running) {
    addOne(amountsOf(everything.vendors, supplier))
    for (const id of contract.serviceAreas) addOne(amountsOf(vendor.areas, id))
  }
  for (const id of contract.serviceAreas) summaryIn(scopes.areas, id).contracts[stampPath] += stamp
  for (const id of areas) {
    const area = summaryIn(scopes.areas, id)
    add(area)
    if (!running) continue
    addOne(amountsOf(area.vendors, supplier))
    addOne(amountsOf(everything.areas, id))
  }

  for (const holder of held) {
    const scopes = ledger(terms.scopesOf(holder))
    addHeld(scopes.everything, holder)
    addHeld(summaryIn(scopes.vendors, supplier), holder)
    for (const id of areas) addHeld(summaryIn(scopes.areas, id), holder)

    const { contracts, vendors } = ledger(only(holder)).everything
    cover(contracts.coverage.contract, fresh, month)
    if (!running) continue
    addOne(contracts)
    addOne(amountsOf(vendors, supplier))
  }
}

/** The mark of all that is told of a contract on a day: 32 bits of its version and of what the day makes of it (FNV-1a). */
function stampOf({ id, provenance: { version } }: PublicContract, decision: Decided, fresh: boolean): number {
  const { state, end = '', decideBy = '' } = decision
  const told = `${id}@${version} ${state} ${end} ${decideBy} ${fresh}`
  let hash = 0x811c9dc5
  for (let at = 0; at < told.length; at += 1) hash = Math.imul(hash ^ told.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
type Decided = ReturnType<typeof onDay>['decision']

/** What settles when a contract could end, and a few words to tell it by. */
const couldEndRow = (contract: PublicContract, { state, about }: Decided, terms: Terms): CouldEnd => {
  const { id, title, authority, supplier, options, noticeMonths, renewal, rollMonths, stillUsed, route } =
    contract
  const { annualPounds } = contract
  return {
    id,
    title,
    authority,
    supplier,
    endsOn: publicEnd(contract),
    about,
    state,
    options,
    noticeMonths,
    renewal,
    rollMonths,
    stillUsed,
    leadMonths: terms.leadMonths(route),
    annualPounds,
  }
}

/** What a line of the timeline needs, and no more: several hundred are read at once. */
const timelineRow = ({ id, title, authority, supplier, serviceAreas }: PublicContract) => ({
  id,
  title,
  authority,
  supplier,
  serviceAreas,
})

/** What lists hold of a contract on a day, and the last day on which that and its totals hold. */
export function listContract(
  contract: PublicContract,
  day: IsoDate,
  terms: Terms,
): { rows: Listing[]; until: IsoDate | undefined } {
  const { decision, holdsUntil, running, toDecide, fresh, until } = onDay(contract, day, terms)
  const row = { ...contract, running, decision, fresh }
  const held = holders(contract)
  const places = scopesOf(held, terms)
  const listedOn = toDecide ? decision.decideBy : undefined
  const line = `${listedOn ?? undated}#${contract.id}`
  return {
    rows: [
      ...(listedOn === undefined
        ? []
        : [
            { places, name: lists.renewals + line, row },
            { places, name: lists.timeline + line, row: { ...timelineRow(contract), decision } },
            ...contract.serviceAreas.map((area) => ({
              places,
              name: lists.couldEnd(area) + line,
              row: couldEndRow(contract, decision, terms),
            })),
          ]),
      { places, name: lists.contractsOf('VENDOR', contract.supplier) + line, row },
      ...areasOf(contract, terms).map((area) => ({
        places,
        name: lists.contractsOf('AREA', area) + line,
        row,
      })),
      { places: held, name: lists.heldOf('contract') + contract.id, row },
      ...ownRows(contract, row),
    ],
    until: firstOf(
      until,
      holdsUntil,
      untilBefore(publicStart(contract), day),
      untilBefore(contract.retiredOn, day),
    ),
  }
}
