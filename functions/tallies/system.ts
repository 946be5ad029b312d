import type { IsoDate } from '../domain/calendar.ts'
import { lists } from '../domain/summary.ts'
import { isLive, standing } from '../domain/system.ts'
import type { PublicSystem } from '../schema/view.ts'
import { ownRows } from './ownRows.ts'
import {
  areasOf,
  confirmedIn,
  cover,
  firstOf,
  freshness,
  holders,
  type Ledger,
  type Listing,
  only,
  scopesOf,
  type Terms,
  untilBefore,
} from './parts.ts'
import { amountsOf, authorityIn, bump, runsOf, type SummaryTally, summaryOf } from './tally.ts'

/** What a system adds to the totals on a day. */
export function countSystem(system: PublicSystem, day: IsoDate, terms: Terms, ledger: Ledger): void {
  const { maker, product } = system
  const { fresh } = freshness(system, day, terms)
  const month = confirmedIn(system)
  const live = isLive(system, day)
  const areas = areasOf(system, terms)
  const held = holders(system)

  const add = ({ systems }: SummaryTally) => {
    cover(systems.coverage.system, fresh, month)
    if (!live) return
    systems.systems += 1
    if (maker) systems.made += 1
  }
  const addHeld = (summary: SummaryTally, holder: string) => {
    const theirs = authorityIn(summary, holder)
    theirs.records.system += 1
    if (fresh) theirs.confirmed += 1
    if (live) theirs.systems += 1
    return theirs
  }
  const addProduct = (summary: SummaryTally, holder: string) => {
    const theirs = addHeld(summary, holder)
    if (!live || !product) return
    theirs.product ??= new Map()
    bump(theirs.product, product)
  }

  const { everything, whoRunsWhat, ...of } = ledger(scopesOf(held, terms))
  add(everything)
  cover(whoRunsWhat.systems.coverage.system, fresh, month)
  if (live) {
    whoRunsWhat.systems.systems += 1
    if (maker) amountsOf(everything.vendors, maker).systems += 1
  }
  for (const id of areas) {
    const area = summaryOf(of.areas, id)
    add(area)
    if (!live) continue
    if (maker) amountsOf(area.vendors, maker).systems += 1
    amountsOf(everything.areas, id).systems += 1
    bump(whoRunsWhat.systems.area, id)
  }
  for (const thing of thingsIn(of, system)) {
    add(thing)
    if (live) for (const id of system.serviceAreas) amountsOf(thing.areas, id).systems += 1
  }

  for (const holder of held) {
    const { everything, whoRunsWhat, ...of } = ledger(terms.scopesOf(holder))
    addHeld(everything, holder)
    for (const id of areas) addProduct(summaryOf(of.areas, id), holder)
    for (const thing of thingsIn(of, system)) addProduct(thing, holder)
    const runs = runsOf(whoRunsWhat, holder)
    runs.records.system += 1
    if (live) {
      runs.systems += 1
      for (const id of areas) bump(runs.area, id)
    }

    const own = ledger(only(holder)).everything
    add(own)
    if (live && maker) amountsOf(own.vendors, maker).systems += 1
  }
}

/** The summaries of a system's maker and product. */
const thingsIn = (
  { vendors, products }: { vendors: Map<string, SummaryTally>; products: Map<string, SummaryTally> },
  { maker, product }: PublicSystem,
): SummaryTally[] => [
  ...(maker ? [summaryOf(vendors, maker)] : []),
  ...(product ? [summaryOf(products, product)] : []),
]

/** What lists hold of a system on a day, and the last day on which that and its totals hold. */
export function listSystem(
  system: PublicSystem,
  day: IsoDate,
  terms: Terms,
): { rows: Listing[]; until: IsoDate | undefined } {
  const { id, maker, product } = system
  const { fresh, until } = freshness(system, day, terms)
  const row = { ...system, standing: standing(system, day), fresh }
  const held = holders(system)
  const places = scopesOf(held, terms)
  return {
    rows: [
      ...(maker ? [{ places, name: lists.systemsOf('VENDOR', maker) + id, row }] : []),
      ...(product ? [{ places, name: lists.systemsOf('PRODUCT', product) + id, row }] : []),
      ...areasOf(system, terms).map((area) => ({ places, name: lists.systemsOf('AREA', area) + id, row })),
      { places: held, name: lists.heldOf('system') + id, row },
      ...ownRows(system, row),
    ],
    until: firstOf(until, untilBefore(system.goesLiveOn, day), untilBefore(system.retiredOn, day)),
  }
}
