// The arithmetic of drawings: from numbers to places.

/** A straight line from one range of numbers to another. */
export const linear =
  ([from, to]: readonly [number, number], [start, end]: readonly [number, number]) =>
  (value: number): number =>
    to === from ? start : start + ((value - from) / (to - from)) * (end - start)

/** Which of `steps` a value falls in, of the largest there is: 0 for nothing. */
export const stepOf = (value: number, most: number, steps = 5): number =>
  value <= 0 ? 0 : Math.min(steps, Math.ceil((value / Math.max(1, most)) * steps))

const dayMilliseconds = 86_400_000

/** Days since 1970 of an ISO date, for placing it along a line. */
export const dayOf = (date: string): number => Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / dayMilliseconds
