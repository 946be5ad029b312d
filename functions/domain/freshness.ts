import { addMonths, type IsoDate } from './calendar.ts'

/**
 * Whether what was confirmed on a day, if it ever was, is fresh on another: for some months, to the day. `until` is the
 * last day on which it is, where it is now.
 */
export function freshOn(
  confirmedOn: IsoDate | undefined,
  { months, day }: { months: number; day: IsoDate },
): { fresh: boolean; until: IsoDate | undefined } {
  const last = confirmedOn === undefined ? undefined : addMonths(confirmedOn, months)
  const fresh = last !== undefined && last >= day
  return { fresh, until: fresh ? last : undefined }
}
