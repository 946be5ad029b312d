/** Numbers that look like chance and are the same every time: mulberry32 (Tommy Ettinger, public domain). */
export function createChance(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    /** 0 up to, not including, 1. */
    next,
    /** Between two whole numbers, both included. */
    whole,
    is: (likelihood: number) => next() < likelihood,
    one: <T>(from: readonly [T, ...T[]] | readonly T[]): T => from[whole(0, from.length - 1)] as T,
    /** One of several by weight. */
    weighted: <T>(choices: readonly (readonly [T, number])[]): T => {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [choice, weight] of choices) {
        left -= weight
        if (left < 0) return choice
      }
      return (choices.at(-1) as readonly [T, number])[0]
    },
    /** The same things in another order. */
    shuffled: <T>(things: readonly T[]): T[] => {
      const left = [...things]
      for (let at = left.length - 1; at > 0; at -= 1) {
        const other = whole(0, at)
        ;[left[at], left[other]] = [left[other] as T, left[at] as T]
      }
      return left
    },
    /** Spread as sums of money are: most small, a few large. `middle` is the median. */
    logNormal: (middle: number, spread: number) => {
      const u = Math.max(next(), 1e-9)
      const normal = Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * next())
      return middle * Math.exp(spread * normal)
    },
  }
}
export type Chance = ReturnType<typeof createChance>
