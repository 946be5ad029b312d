import { type IsoDate, quarterOf } from '../domain/calendar.ts'
import { isRunning, publicDecision } from '../domain/contract.ts'
import { publicStart } from '../domain/disclosure.ts'
import type { Totals } from '../domain/totals.ts'
import type { PublicContract } from '../schema/view.ts'
import {
  type Contribution,
  coverageShare,
  documents,
  firstOf,
  freshness,
  holders,
  rows,
  scopesOf,
  type Terms,
  undated,
  untilBefore,
} from './parts.ts'
import { areasOf, ownRows, thingDocuments, thingRows, timelineRow } from './things.ts'

/** What a contract adds to the summaries on a day. Only disclosed pounds are added up. */
export function contractShare(contract: PublicContract, day: IsoDate, terms: Terms): Contribution {
  const { fresh, until: freshUntil } = freshness(contract, day, terms)
  const { decision, holdsUntil } = publicDecision(contract, terms.leadMonths, day)
  const running = isRunning(contract, decision, day)
  const gone = contract.retiredOn !== undefined && contract.retiredOn <= day
  const row = { ...contract, running, decision, fresh }
  const coverage = coverageShare(contract, fresh)
  const held = holders(contract)
  const counted = (path: string): Totals => ({
    [`${path}contracts`]: 1,
    ...(contract.annualPounds !== undefined && {
      [`${path}pounds`]: contract.annualPounds,
      [`${path}stating`]: 1,
    }),
  })

  const overview: Totals = { ...coverage }
  const market: Totals = { ...coverage }
  const area: Totals = { ...coverage }
  const vendor: Totals = { ...coverage }
  if (running) {
    for (const totals of [overview, market, area, vendor]) Object.assign(totals, counted(''))
    overview[`vendor/${contract.supplier}`] = 1
    for (const totals of [market, area]) Object.assign(totals, counted(`vendor/${contract.supplier}/`))
    for (const id of areasOf(contract, terms)) Object.assign(market, counted(`area/${id}/`))
    for (const id of contract.serviceAreas) Object.assign(vendor, counted(`area/${id}/`))
    for (const holder of held) {
      overview[`authority/${holder}/contracts`] = 1
      for (const totals of [area, vendor]) totals[`authority/${holder}/contracts`] = 1
    }
  }
  if (fresh) for (const holder of held) overview[`authority/${holder}/confirmed`] = 1
  for (const holder of held) overview[`authority/${holder}/records`] = 1

  // Renewals speak of contracts that have not ended, started or not.
  const deciding: Totals = {}
  const toDecide = !gone && decision.state !== 'ended'
  if (toDecide) {
    Object.assign(deciding, counted(`state/${decision.state}/`))
    if (decision.decideBy) Object.assign(deciding, counted(`decide/${quarterOf(decision.decideBy)}/`))
    if (decision.end) Object.assign(deciding, counted(`end/${quarterOf(decision.end)}/`))
    if (decision.decideBy && decision.decideBy < day) Object.assign(deciding, counted('late/'))
  }
  const renewals: Totals = { ...coverage, ...deciding }
  for (const totals of [area, vendor]) Object.assign(totals, deciding)

  const share: Contribution = {
    totals: {},
    rows: ownRows(contract, row),
    until: firstOf(
      freshUntil,
      holdsUntil,
      untilBefore(publicStart(contract), day),
      untilBefore(contract.retiredOn, day),
    ),
  }
  const listedOn = toDecide ? decision.decideBy : undefined
  for (const scope of scopesOf(contract, terms)) {
    share.totals[`${scope}/${documents.overview}`] = overview
    share.totals[`${scope}/${documents.market}`] = market
    share.totals[`${scope}/${documents.renewals}`] = renewals
    if (listedOn) {
      share.rows[`${scope}/${rows.renewal(listedOn, contract.id)}`] = row
      share.rows[`${scope}/${thingRows.timeline(listedOn, contract.id)}`] = {
        ...timelineRow(contract),
        decision,
      }
    }
    const { supplier } = contract
    share.totals[`${scope}/${thingDocuments.vendor(supplier)}`] = vendor
    share.rows[`${scope}/${thingRows.vendorContract(supplier, listedOn ?? undated, contract.id)}`] = row
    for (const id of areasOf(contract, terms)) {
      share.totals[`${scope}/${documents.area(id)}`] = area
      share.rows[`${scope}/${rows.areaContract(id, listedOn, contract.id)}`] = row
    }
  }
  for (const holder of held) {
    share.totals[`${holder}/${documents.overview}`] = overview
    share.rows[`${holder}/${rows.ofAuthority('contract', contract.id)}`] = row
  }
  return share
}
