import type { IsoDate } from '../domain/calendar.ts'
import { isLive, standing } from '../domain/system.ts'
import type { Totals } from '../domain/totals.ts'
import type { PublicSystem } from '../schema/view.ts'
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
  untilBefore,
} from './parts.ts'
import { areasOf, ownRows, systemThing, thingDocuments, thingRows } from './things.ts'

/** What a system adds to the summaries on a day. */
export function systemShare(system: PublicSystem, day: IsoDate, terms: Terms): Contribution {
  const { fresh, until: freshUntil } = freshness(system, day, terms)
  const live = isLive(system, day)
  const row = { ...system, standing: standing(system, day), fresh }
  const coverage = coverageShare(system, fresh)
  const held = holders(system)
  const maker = system.maker

  const overview: Totals = { ...coverage }
  const market: Totals = { ...coverage }
  const area: Totals = { ...coverage }
  const whoRuns: Totals = {}
  if (live) {
    overview.systems = 1
    for (const holder of held) {
      overview[`authority/${holder}/systems`] = 1
      area[`authority/${holder}/systems`] = 1
      whoRuns[`authority/${holder}`] = 1
      if (system.product) area[`product/${system.product}/${holder}`] = 1
    }
    market.systems = 1
    area.systems = 1
    whoRuns.systems = 1
    if (maker) {
      for (const totals of [overview, market, area]) totals.made = 1
      overview[`vendor/${maker}`] = 1
      for (const totals of [market, area]) totals[`vendor/${maker}/systems`] = 1
    }
    for (const id of areasOf(system, terms)) market[`area/${id}/systems`] = 1
  }
  if (fresh) for (const holder of held) overview[`authority/${holder}/confirmed`] = 1
  for (const holder of held) overview[`authority/${holder}/records`] = 1

  const thing = live ? { ...coverage, ...systemThing(system, held) } : coverage

  const share: Contribution = {
    totals: {},
    rows: ownRows(system, row),
    until: firstOf(freshUntil, untilBefore(system.goesLiveOn, day), untilBefore(system.retiredOn, day)),
  }
  for (const scope of scopesOf(system, terms)) {
    share.totals[`${scope}/${documents.overview}`] = overview
    share.totals[`${scope}/${documents.market}`] = market
    if (maker) {
      share.totals[`${scope}/${thingDocuments.vendor(maker)}`] = thing
      share.rows[`${scope}/${thingRows.vendorSystem(maker, system.id)}`] = row
    }
    if (system.product) {
      share.totals[`${scope}/${thingDocuments.product(system.product)}`] = thing
      share.rows[`${scope}/${thingRows.productSystem(system.product, system.id)}`] = row
    }
    for (const id of areasOf(system, terms)) {
      share.totals[`${scope}/${documents.area(id)}`] = area
      share.totals[`${scope}/${documents.whoRuns(id)}`] = whoRuns
      share.rows[`${scope}/${rows.areaSystem(id, system.id)}`] = row
    }
  }
  for (const holder of held) {
    share.totals[`${holder}/${documents.overview}`] = overview
    share.rows[`${holder}/${rows.ofAuthority('system', system.id)}`] = row
  }
  return share
}
