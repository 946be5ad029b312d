import type { IsoDate } from '../domain/calendar.ts'
import { lists } from '../domain/summary.ts'
import { isLive, systemRow } from '../domain/system.ts'
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
import {
  type AuthorityTally,
  amountsOf,
  authorityIn,
  bump,
  runsIn,
  type SummaryTally,
  summaryIn,
} from './tally.ts'

/** What a system adds to the totals on a day. */
export function countSystem(system: PublicSystem, day: IsoDate, terms: Terms, ledger: Ledger): void {
  const { maker, product, serviceAreas } = system
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
  /** To the summary of its maker or its product, which tells service areas apart. */
  const addThing = (thing: SummaryTally) => {
    add(thing)
    if (live) for (const id of serviceAreas) amountsOf(thing.areas, id).systems += 1
  }
  const addHeld = (theirs: AuthorityTally) => {
    theirs['records/system'] += 1
    if (fresh) theirs.confirmed += 1
    if (live) theirs.systems += 1
  }
  const addProduct = (theirs: AuthorityTally) => {
    addHeld(theirs)
    if (!live || !product) return
    theirs.product ??= new Map()
    bump(theirs.product, product)
  }

  const scopes = ledger(scopesOf(held, terms))
  const { everything } = scopes
  const matrix = scopes.whoRunsWhat.systems
  add(everything)
  cover(matrix.coverage.system, fresh, month)
  if (live) matrix.systems += 1
  if (live && maker) amountsOf(everything.vendors, maker).systems += 1
  for (const id of areas) {
    const area = summaryIn(scopes.areas, id)
    add(area)
    if (!live) continue
    if (maker) amountsOf(area.vendors, maker).systems += 1
    amountsOf(everything.areas, id).systems += 1
  }
  if (live) for (const id of serviceAreas) bump(matrix.area, id)
  if (maker) addThing(summaryIn(scopes.vendors, maker))
  if (product) addThing(summaryIn(scopes.products, product))

  for (const holder of held) {
    const scopes = ledger(terms.scopesOf(holder))
    addHeld(authorityIn(scopes.everything, holder))
    for (const id of areas) addProduct(authorityIn(summaryIn(scopes.areas, id), holder))
    if (maker) addProduct(authorityIn(summaryIn(scopes.vendors, maker), holder))
    if (product) addHeld(authorityIn(summaryIn(scopes.products, product), holder))
    const runs = runsIn(scopes.whoRunsWhat, holder)
    runs['records/system'] += 1
    if (live) {
      runs.systems += 1
      for (const id of serviceAreas) bump(runs.area, id)
    }

    const own = ledger(only(holder)).everything
    add(own)
    if (live && maker) amountsOf(own.vendors, maker).systems += 1
  }
}

/** What lists hold of a system on a day, and the last day on which that and its totals hold. */
export function listSystem(
  system: PublicSystem,
  day: IsoDate,
  terms: Terms,
): { rows: Listing[]; until: IsoDate | undefined } {
  const { id, maker, product } = system
  const { until } = freshness(system, day, terms)
  const row = systemRow(system, day, terms)
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
