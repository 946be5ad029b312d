import { addDays, addMonths, type IsoDate } from '../domain/calendar.ts'
import type { Totals } from '../domain/totals.ts'
import type { Route } from '../schema/contract.ts'
import type { AnyKind, RecordKind } from '../schema/record.ts'
import type { PublicRecord } from '../schema/view.ts'

// What one record adds to the summaries, as a timetable: given a day, what it adds then and the last day on which
// that still holds. It never looks at the clock, so the same record and day always give the same answer.

/** Facts that come from settings and reference lists. */
export type Terms = {
  /** Scopes an authority rolls up into, smallest first: its region, its nation, the whole. */
  scopesOf: (authority: string) => string[]
  /** The group a service area belongs to, as an area of its own: `all-housing`. */
  groupOf: (area: string) => string
  /** Months it takes to replace a contract by its route to market. */
  leadMonths: (route: Route) => number
  /** Months for which a confirmation stays fresh. */
  freshMonths: (kind: AnyKind) => number
}

export type Contribution = {
  /** Totals by document, as `scope/document`. */
  totals: Record<string, Totals>
  /** What lists hold of the record, as `scope/row`. */
  rows: Record<string, unknown>
  /** The last day on which this holds; absent when it holds for ever. */
  until?: IsoDate | undefined
}

export const nothing: Contribution = { totals: {}, rows: {} }

/** Documents and rows by name. A document sorts before the rows that belong with it, so one query reads both. */
export const documents = {
  overview: 'OVERVIEW',
  market: 'MARKET',
  renewals: 'RENEWALS',
  area: (area: string) => `AREA#${area}#`,
  whoRuns: (area: string) => `WHO#${area}`,
}
/** Contracts without a day to decide by are listed after all that have one. */
export const undated = '9999'
export const rows = {
  renewal: (decideBy: IsoDate | undefined, id: string) => `RENEWALS#${decideBy ?? undated}#${id}`,
  areaContract: (area: string, decideBy: IsoDate | undefined, id: string) =>
    `AREA#${area}#CONTRACT#${decideBy ?? undated}#${id}`,
  areaSystem: (area: string, id: string) => `AREA#${area}#SYSTEM#${id}`,
  ofAuthority: (kind: RecordKind, id: string) => `ROW#${kind.toUpperCase()}#${id}`,
}

/** Every authority a record belongs to: its own, the one that leads, and those it is shared with. */
export const holders = (record: PublicRecord): string[] => [
  ...new Set([
    record.authority,
    ...(record.leadAuthority ? [record.leadAuthority] : []),
    ...record.sharedWith,
  ]),
]

/** The scopes a record counts in, each once however many of its holders are in it. */
export const scopesOf = (record: PublicRecord, terms: Terms): string[] => [
  ...new Set(holders(record).flatMap((authority) => terms.scopesOf(authority))),
]

/** Whether the record counts as fresh on a day, and the last day on which that answer holds. */
export function freshness(
  record: PublicRecord,
  day: IsoDate,
  terms: Terms,
): { fresh: boolean; until: IsoDate | undefined } {
  const { confirmedOn } = record.provenance
  const last = confirmedOn ? addMonths(confirmedOn, terms.freshMonths(record.kind)) : undefined
  const fresh = last !== undefined && last >= day
  return { fresh, until: fresh ? last : undefined }
}

/** Counts that say how much a figure speaks for: they stand in every document. */
export function coverageShare(record: PublicRecord, fresh: boolean): Totals {
  const { kind } = record
  const month = record.provenance.confirmedOn?.slice(0, 7)
  return {
    [`coverage/${kind}/records`]: 1,
    ...(fresh && { [`coverage/${kind}/confirmed`]: 1 }),
    ...(month && { [`coverage/${kind}/month/${month}`]: 1 }),
    ...Object.fromEntries(holders(record).map((holder) => [`coverage/${kind}/authority/${holder}`, 1])),
  }
}

/** The earliest of the days given: nothing is said about those left out. */
export const firstOf = (...days: (IsoDate | undefined)[]): IsoDate | undefined =>
  days.filter((day) => day !== undefined).sort()[0]

/** The last day before a date takes effect, while it is still ahead. */
export const untilBefore = (date: IsoDate | undefined, day: IsoDate): IsoDate | undefined =>
  date !== undefined && date > day ? addDays(date, -1) : undefined
