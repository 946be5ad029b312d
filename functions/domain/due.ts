import type { AnyKind, AnyRecord, MembersRecord, RecordKind, RegisterRecord } from '../schema/record.ts'
import { addMonths, type IsoDate, londonToday } from './calendar.ts'

/** Why a record wants looking at, most pressing first. A record is due for the first that holds. */
export const dueReasons = ['review', 'ended', 'imported', 'never', 'stale'] as const
export type DueReason = (typeof dueReasons)[number]

export type Due = {
  why: DueReason
  /** The day that brought it up: a review date, an end, or the last day its confirmation counted. */
  on?: IsoDate
}

/** The day a record says it comes to an end, where someone must then say what became of it. */
const endOf = (record: RegisterRecord): IsoDate | undefined =>
  record.kind === 'system'
    ? record.replacedOn
    : record.renewal === 'rolls over' || record.stillUsed
      ? undefined
      : record.endsOn

const confirmedOn = ({ provenance: { confirmedAt } }: AnyRecord): IsoDate | undefined =>
  confirmedAt === undefined ? undefined : londonToday(new Date(confirmedAt))

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
): boolean =>
  !(record.kind === 'rating' && record.retiredOn && record.retiredOn <= today) &&
  !isFresh(record, today, freshMonths)

/**
 * Whether a record wants confirming today, and why.
 *
 * What has been retired need not be. What is said to have ended does not go stale: it is due once, until someone has
 * said since that it did end.
 */
export function dueFor(
  record: RegisterRecord,
  today: IsoDate,
  freshMonths: (kind: RecordKind) => number,
): Due | undefined {
  if (record.retiredOn && record.retiredOn <= today) return undefined
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
