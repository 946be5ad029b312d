import { type IsoDate, londonToday } from './calendar.ts'

/**
 * The last of a record's versions published by the end of a day in London; 0 when none was yet. Versions are numbered
 * without gaps in the order of their instants, so that a few looks find it however many there are.
 */
export async function versionOn(
  on: IsoDate,
  latest: number,
  publishedAt: (version: number) => Promise<string>,
): Promise<number> {
  let before = 0
  let after = latest + 1
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (londonToday(new Date(await publishedAt(middle))) <= on) before = middle
    else after = middle
  }
  return before
}

/** Everything an earlier version said, with what the record has come to say since taken out again. */
export const restoring = (
  earlier: Record<string, unknown>,
  current: Record<string, unknown>,
): Record<string, unknown> => ({
  ...Object.fromEntries(
    Object.entries(current).map(([field, value]) => [field, Array.isArray(value) ? [] : '']),
  ),
  ...earlier,
})
