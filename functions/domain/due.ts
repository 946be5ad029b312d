import type { AnyKind, AnyRecord, MembersRecord, RecordKind, RegisterRecord } from '../schema/record.ts'
import { addMonths, type IsoDate, londonToday } from './calendar.ts'

/** Why a record wants looking at, most pressing first. A record is due for the first that holds. */
export const dueReasons = ['review', 'ended', 'imported', 'never', 'stale', 'asked'] as const
export type DueReason = (typeof dueReasons)[number]

export type Due = {
  why: DueReason
  /** The day that brought it up: a review date, an end, the last day its confirmation counted, or a round's deadline. */
  on?: IsoDate
}

/** What an open round asks for: records of these kinds that were not confirmed in the month `since` or later. */
export type Ask = { kinds: readonly AnyKind[]; since: string; deadline: IsoDate }

/** The day a record says it comes to an end, where someone must then say what became of it. */
const endOf = (record: RegisterRecord): IsoDate | undefined =>
  record.kind === 'system'
    ? record.replacedOn
    : record.renewal === 'rolls over' || record.stillUsed
      ? undefined
      : record.endsOn

const confirmedOn = ({ provenance: { confirmedAt } }: AnyRecord): IsoDate | undefined =>
  confirmedAt === undefined ? undefined : londonToday(new Date(confirmedAt))

const askedBy = (record: AnyRecord, asks: readonly Ask[]): Ask | undefined =>
  asks.find(
    ({ kinds, since }) => kinds.includes(record.kind) && (confirmedOn(record) ?? '').slice(0, 7) < since,
  )

/** The last day on which a confirmation of the record counts; nothing where there is none. */
const freshUntil = <R extends AnyRecord>(record: R, freshMonths: (kind: R['kind']) => number) => {
  const on = confirmedOn(record)
  return on === undefined ? undefined : addMonths(on, freshMonths(record.kind))
}

/** Confirmed within the freshness period of its kind. */
export const isFresh = <R extends AnyRecord>(
  record: R,
  today: IsoDate,
  freshMonths: (kind: R['kind']) => number,
) => (freshUntil(record, freshMonths) ?? '') >= today

/** Whether what is said to members wants confirming: it is still said, and has not been confirmed lately. */
export const isStale = (
  record: MembersRecord,
  today: IsoDate,
  freshMonths: (kind: AnyKind) => number,
  asks: readonly Ask[] = [],
): boolean =>
  !(record.kind === 'rating' && record.retiredOn && record.retiredOn <= today) &&
  (!isFresh(record, today, freshMonths) || askedBy(record, asks) !== undefined)

/**
 * Whether a record wants confirming today, and why.
 *
 * What has been retired need not be. What is said to have ended does not go stale: it is due once, until someone has
 * said since that it did end. What LOTI asks for in a round is due until it is confirmed in it.
 */
export function dueFor(
  record: RegisterRecord,
  today: IsoDate,
  freshMonths: (kind: RecordKind) => number,
  asks: readonly Ask[] = [],
): Due | undefined {
  if (record.retiredOn && record.retiredOn <= today) return undefined
  const own = dueByItself(record, today, freshMonths)
  const asked = own ? undefined : askedBy(record, asks)
  return asked ? { why: 'asked', on: asked.deadline } : own
}

function dueByItself(
  record: RegisterRecord,
  today: IsoDate,
  freshMonths: (kind: RecordKind) => number,
): Due | undefined {
  const review = record.heldBack
    .map(({ reviewOn }) => reviewOn)
    .filter((on) => on <= today)
    .sort()[0]
  if (review) return { why: 'review', on: review }

  const { source } = record.provenance
  const on = confirmedOn(record)
  const end = endOf(record)
  if (end && end < today) {
    return on === undefined || on <= end ? { why: 'ended', on: end } : undefined
  }
  const until = freshUntil(record, freshMonths)
  if (until === undefined) {
    return { why: source === 'import' || source === 'open data' ? 'imported' : 'never' }
  }
  return until < today ? { why: 'stale', on: until } : undefined
}
