import { addDays, type IsoDate } from '../domain/calendar.ts'
import { heldBackNow, publicRecord } from '../domain/disclosure.ts'
import { freshOn } from '../domain/freshness.ts'
import type { Rules } from '../domain/rules.ts'
import type { Totals } from '../domain/totals.ts'
import type { Route } from '../schema/contract.ts'
import { type AnyKind, type AnyRecord, isMembersRecord, type RegisterRecord } from '../schema/record.ts'
import type { PublicRecord } from '../schema/view.ts'
import { bump, type Coverage, type PlaceTally } from './tally.ts'

// What one record adds to the summaries, as a timetable: given a day, what it adds then and the last day on which
// that still holds. It never looks at the clock, so the same record and day always give the same answer.

/** Facts that come from settings and reference lists. */
export type Terms = {
  /** Scopes an authority rolls up into, smallest first: its region, its nation, the whole. */
  scopesOf: (authority: string) => readonly string[]
  /** The group a service area belongs to, as an area of its own: `all-housing`. */
  groupOf: (area: string) => string
  /** Months it takes to replace a contract by its route to market. */
  leadMonths: (route: Route) => number
  /** Months for which a confirmation stays fresh. */
  freshMonths: (kind: AnyKind) => number
  /** What keeps anyone from being given away. */
  rules: Rules
}

/** What the public may know of a record: all that summaries and files are made of. */
export const openPart = (record: RegisterRecord, { rules }: Terms): PublicRecord =>
  publicRecord(rules.holdsBack ? record : { ...record, heldBack: [] })

/**
 * A version of a record as it may be told now: what the latest one holds back is held back in all of them, and what a
 * version held back stays so.
 */
export const toldNow = (version: AnyRecord, latest: AnyRecord, { rules }: Terms): AnyRecord =>
  isMembersRecord(version) || isMembersRecord(latest) || !rules.holdsBackThePast
    ? version
    : heldBackNow(version, latest)

/** Where a summary or row stands alike: scopes, or one authority. */
export type Places = readonly string[]

/** Hands out what is counted alike in all these places, to be added to. */
export type Ledger = (places: Places) => PlaceTally

/** What a record adds to a document of a summary, said once for all the places where it is the same. */
export type Count = { places: Places; document: string; totals: Totals }
/** What lists hold of a record. */
export type Listing = { places: Places; name: string; row: object }

export type Contribution = {
  counts: Count[]
  rows: Listing[]
  /** The last day on which this holds; absent when it holds for ever. */
  until?: IsoDate | undefined
}

export const nothing: Contribution = { counts: [], rows: [] }

/** The same list for the same places, so that a ledger knows it again. */
export function sameList(places: Places): Places {
  const name = places.length === 1 ? (places[0] ?? '') : places.join(' ')
  const list = lists.get(name)
  if (list) return list
  lists.set(name, places)
  return places
}
const lists = new Map<string, Places>()
export const only = (place: string): Places => lists.get(place) ?? sameList([place])

/** Every authority a record belongs to: its own, the one that leads, and those it is shared with. */
export function holders({ authority, leadAuthority, sharedWith }: PublicRecord): Places {
  if (!leadAuthority && sharedWith.length === 0) return only(authority)
  return sameList([...new Set([authority, ...(leadAuthority ? [leadAuthority] : []), ...sharedWith])])
}

/** The scopes a record counts in, each once however many of its holders are in it. */
export function scopesOf(held: Places, terms: Terms): Places {
  const [first, ...others] = held
  const scopes = first === undefined ? [] : terms.scopesOf(first)
  if (others.length === 0) return scopes
  const all = [...new Set(held.flatMap((authority) => terms.scopesOf(authority)))]
  return all.length === scopes.length ? scopes : sameList(all)
}

/** Every service area of a record, and each group they belong to once. */
export function areasOf({ serviceAreas }: PublicRecord, terms: Terms): readonly string[] {
  const [area] = serviceAreas
  if (area === undefined) return serviceAreas
  if (serviceAreas.length === 1) return [area, terms.groupOf(area)]
  return [...new Set([...serviceAreas, ...serviceAreas.map(terms.groupOf)])]
}

/** Whether the record counts as fresh on a day, and the last day on which that answer holds. */
export function freshness(
  record: PublicRecord,
  day: IsoDate,
  terms: Terms,
): { fresh: boolean; until: IsoDate | undefined } {
  return freshOn(record.provenance.confirmedOn, { months: terms.freshMonths(record.kind), day })
}

export function cover(coverage: Coverage, fresh: boolean, month: string | undefined): void {
  coverage.records += 1
  if (fresh) coverage.confirmed += 1
  if (month) bump(coverage.month, month)
}

/** The month of a record's last confirmation, `2026-03`. */
export const confirmedIn = ({ provenance }: PublicRecord) => provenance.confirmedOn?.slice(0, 7)

/** The earliest of the days given: nothing is said about those left out. */
export function firstOf(...days: (IsoDate | undefined)[]): IsoDate | undefined {
  let first: IsoDate | undefined
  for (const day of days) if (day !== undefined && (first === undefined || day < first)) first = day
  return first
}

/** The last day before a date takes effect, while it is still ahead. */
export const untilBefore = (date: IsoDate | undefined, day: IsoDate): IsoDate | undefined =>
  date !== undefined && date > day ? addDays(date, -1) : undefined
