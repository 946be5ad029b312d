// Who leads a count, said truly: where several share the first place, none of them is called the largest.

export type Leaders = {
  /** What each of them has. */
  amount: number
  /** How many share the first place. */
  tied: number
  /** Whether they are all there are. */
  all: boolean
  /** As a sentence begins: `Oakumber Civic`, `Fenmarrow and Oakumber`, `Three of 27 vendors`, `All three vendors`. */
  who: string
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
/** Small numbers as words, the way a sentence reads best. */
export const numberInWords = (amount: number): string => words[amount] ?? amount.toLocaleString('en-GB')

/** More than these are counted, not named. */
const mostNamed = 2

/** Who has most, of those that have anything. `many` is what they are called together: `vendors`. */
export function leadersOf<Item>(
  items: readonly Item[],
  amountOf: (item: Item) => number,
  nameOf: (item: Item) => string,
  many: string,
): Leaders | undefined {
  const counted = items.filter((item) => amountOf(item) > 0)
  if (counted.length === 0) return undefined
  const amount = Math.max(...counted.map(amountOf))
  const first = counted.filter((item) => amountOf(item) === amount)
  const tied = first.length
  const all = tied === counted.length
  const together = all
    ? `all ${numberInWords(tied)} ${many}`
    : `${numberInWords(tied)} of ${counted.length.toLocaleString('en-GB')} ${many}`
  return {
    amount,
    tied,
    all,
    who:
      tied <= mostNamed
        ? first.map(nameOf).join(' and ')
        : `${together.charAt(0).toUpperCase()}${together.slice(1)}`,
  }
}
