// What an attacker does with figures. Of every figure it knows who stands behind it, and of every authority when it
// answered anew; what it looks for is what they said. It shares no code with the service.

/** An answer is one from when it is given until something else is said. */
export type Answer = { authority: string; since: number }
export const nameOf = ({ authority, since }: Answer) => `${authority} ${since}`

/** A sum that was seen: whose answers it adds up. */
export type Sum = Answer[]

const prime = 33_554_393

function rankOf(rows: number[][]): number {
  const left = rows.map((row) => [...row])
  let rank = 0
  for (let column = 0; column < (left[0]?.length ?? 0); column += 1) {
    const at = left.findIndex((row, index) => index >= rank && row[column] !== 0)
    const lead = left[at]
    if (!lead) continue
    left.splice(at, 1)
    left.splice(rank, 0, lead)
    for (let index = rank + 1; index < left.length; index += 1) {
      const row = left[index] ?? []
      const [by, times] = [lead[column] ?? 0, row[column] ?? 0]
      if (times !== 0) {
        left[index] = row.map((value, place) => (value * by + (prime - times) * (lead[place] ?? 0)) % prime)
      }
    }
    rank += 1
  }
  return rank
}

/**
 * Whose answer, or change of answer, is left standing when sums are added up and taken from one another, by someone who
 * knows some answers: those given with a name, and their own.
 */
export function byAddingUp(sums: Sum[], isKnown: (answer: Answer) => boolean): string | undefined {
  const answers = new Map(
    sums
      .flat()
      .filter((one) => !isKnown(one))
      .map((one) => [nameOf(one), one]),
  )
  const without = (authority: string | undefined) => {
    const columns = [...answers].filter(([, one]) => one.authority !== authority).map(([name]) => name)
    return rankOf(
      sums.map((sum) => {
        const held = new Set(sum.map(nameOf))
        return columns.map((name) => (held.has(name) ? 1 : 0))
      }),
    )
  }
  const rank = without(undefined)
  return [...new Set([...answers.values()].map(({ authority }) => authority))].find(
    (authority) => without(authority) < rank,
  )
}

const rounded = (value: number) => Math.round(value * 100) / 100
/** What is shown of a figure, worked out from answers. */
export function figureFrom(values: number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + value * value, 0) / values.length
  return {
    n: values.length,
    mean: rounded(mean),
    spread: rounded(Math.sqrt(Math.max(0, squares - mean * mean))),
  }
}

const scores = [1, 2, 3, 4, 5]
const everyWay = (many: number): number[][] =>
  many === 0 ? [[]] : everyWay(many - 1).flatMap((ways) => scores.map((score) => [...ways, score]))

/** Beyond this many there are too many ways to try, and far too few are ruled out. */
const mostTried = 4

/**
 * Who says what, by trying every way in which those who are not known can have answered and keeping those that come to
 * what is shown. An answer that all ways agree on is found, unless those it is shared with are `fewest` at least: then
 * it is the figure itself that says so of all of them.
 */
export function byTrying(
  figure: { n: number; mean: number; spread?: number },
  known: number[],
  unknown: string[],
  fewest: number,
): string | undefined {
  if (unknown.length === 0 || unknown.length > mostTried) return undefined
  const ways = everyWay(unknown.length).filter((way) => {
    const made = figureFrom([...known, ...way])
    return made.mean === figure.mean && (figure.spread === undefined || made.spread === figure.spread)
  })
  return unknown.find((_, place) => {
    const [answer] = ways[0]?.slice(place, place + 1) ?? []
    if (answer === undefined || !ways.every((way) => way[place] === answer)) return false
    const shared = unknown.filter((__, other) => ways.every((way) => way[other] === answer))
    return shared.length < fewest
  })
}

/** Who holds so much of a sum that the sum all but tells what they hold. */
export const byLargest = (
  parts: { authority: string; amount: number }[],
  mostShare: number,
): string | undefined => {
  const total = parts.reduce((sum, { amount }) => sum + amount, 0)
  return parts.find(({ amount }) => amount > mostShare * total)?.authority
}
