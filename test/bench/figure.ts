/** One promise, measured. */
export type Figure = { name: string; value: number; unit: string; promise: string; holds: boolean }

/** A figure to two decimals; whether it holds is judged before it is rounded. */
export const figure = (
  name: string,
  value: number,
  unit: string,
  promise: string,
  holds: boolean,
): Figure => ({
  name,
  value: Math.round(value * 100) / 100,
  unit,
  promise,
  holds,
})

export const say = (text: string) => process.stderr.write(`${text}\n`)

/** Milliseconds since then. */
export const since = (start: number) => performance.now() - start

/** The value that this part of all values, from 0 to 1, does not exceed. */
export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? 0
export const median = (values: readonly number[]) => percentile(values, 0.5)

export const grouped = (count: number) => count.toLocaleString('en-GB')
