// What an attacker does with figures. Of every figure it knows who stands behind it, and of every authority when it
// answered anew; what it looks for is what they said. It shares no code with the service.

/** An answer is one from when it is given until something else is said. */
export type Answer = { authority: string; since: number }
export const nameOf = ({ authority, since }: Answer) => `${authority} ${since}`

/** A sum that was seen: whose answers it adds up, and how many times over where not once. */
export type Sum = (Answer & { times?: number })[]

const prime = 33_554_393

function rankOf(of: number[][]): number {
  const rows = of.map((row) => Float64Array.from(row))
  let rank = 0
  for (let column = 0; column < (rows[0]?.length ?? 0) && rank < rows.length; column += 1) {
    const at = rows.findIndex((row, index) => index >= rank && row[column] !== 0)
    const lead = rows[at]
    if (!lead) continue
    rows[at] = rows[rank] ?? lead
    rows[rank] = lead
    const by = lead[column] ?? 0
    for (const row of rows.slice(rank + 1)) {
      const times = row[column] ?? 0
      if (times === 0) continue
      for (let place = column; place < row.length; place += 1) {
        row[place] = ((row[place] ?? 0) * by + (prime - times) * (lead[place] ?? 0)) % prime
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
        const held = new Map(sum.map((one) => [nameOf(one), one.times ?? 1]))
        return columns.map((name) => ((held.get(name) ?? 0) + prime) % prime)
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

/** What was told of some answers: their mean, to one place, or how they go with numbers that anyone knows. */
export type Told = {
  answers: (Answer & { number?: number })[]
  mean?: number
  correlation?: { pearson: number; spearman: number }
}

/** Asked millions of times: a loop takes a third of what adding up by a function does. */
function meanOf(values: number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

function pearson(xs: number[], ys: number[]): number {
  const [x, y] = [meanOf(xs), meanOf(ys)]
  const sum = (of: (place: number) => number) => xs.reduce((total, _, place) => total + of(place), 0)
  const dx = (place: number) => (xs[place] ?? 0) - x
  const dy = (place: number) => (ys[place] ?? 0) - y
  const spread = Math.sqrt(sum((place) => dx(place) ** 2) * sum((place) => dy(place) ** 2))
  return spread === 0 ? 0 : sum((place) => dx(place) * dy(place)) / spread
}
const ranks = (of: number[]) =>
  of.map((one) => of.filter((other) => other < one).length + of.filter((other) => other <= one).length)
/** As it is told: to two places, and no further from 0 than 0.9. */
const coefficient = (r: number) => rounded(Math.max(-0.9, Math.min(0.9, r)))

/** How answers go with numbers, as it is told. */
export const correlationFrom = (numbers: number[], values: number[]) => ({
  pearson: coefficient(pearson(numbers, values)),
  spearman: coefficient(pearson(ranks(numbers), ranks(values))),
})

const isSo = ({ answers, mean, correlation }: Told, values: number[]): boolean => {
  if (mean !== undefined) return Math.abs(meanOf(values) - mean) < 0.0501
  if (!correlation) return true
  const made = correlationFrom(
    answers.map(({ number = 0 }) => number),
    values,
  )
  return made.pearson === correlation.pearson && made.spearman === correlation.spearman
}

/** Of more than these there are too many ways; a correlation rules out far more. Trying more than this is given up. */
const mostCorrelated = 7
const mostWays = 500_000

/**
 * Who answers what, by trying all ways in which everyone can have answered and keeping those that come to all that was
 * told; an answer that all of them agree on is found, unless enough share it.
 */
export function byTryingAll(
  of: { authority: string; name: string; ways: number[] }[],
  told: Told[],
  fewest: number,
): string | undefined {
  const most = told.some(({ correlation }) => correlation) ? mostCorrelated : mostTried
  if (of.filter(({ ways }) => ways.length > 1).length > most) return undefined
  // Those who stand together in small figures first, so that most ways end early.
  const places = (name: string) =>
    told.map(({ answers }, place) => (answers.some((one) => nameOf(one) === name) ? place : '')).join(' ')
  const all = of.toSorted((a, b) => (places(a.name) < places(b.name) ? -1 : 1))
  const at = new Map(all.map(({ name }, place) => [name, place]))
  const endingAt = Map.groupBy(
    told.map((one) => ({ one, members: one.answers.map((answer) => at.get(nameOf(answer)) ?? 0) })),
    ({ members }) => Math.max(...members),
  )
  let tried = 0
  let kept = 0
  const seen = all.map(() => new Set<number>())
  const values: number[] = []
  const go = (place: number): void => {
    if (tried > mostWays) return
    if (place === all.length) {
      kept += 1
      for (const [index, value] of values.entries()) seen[index]?.add(value)
      return
    }
    for (const way of all[place]?.ways ?? []) {
      tried += 1
      values[place] = way
      const holds = (endingAt.get(place) ?? []).every(({ one, members }) =>
        isSo(
          one,
          members.map((member) => values[member] ?? 0),
        ),
      )
      if (holds) go(place + 1)
    }
  }
  go(0)
  if (tried > mostWays || kept === 0) return undefined
  const unknown = all.flatMap(({ authority, ways }, place) => (ways.length > 1 ? [{ authority, place }] : []))
  return unknown.find(({ place }) => {
    if (seen[place]?.size !== 1) return false
    const [answer] = seen[place] ?? []
    const shared = unknown.filter(
      (other) => seen[other.place]?.size === 1 && seen[other.place]?.has(answer ?? 0),
    )
    return shared.length < fewest
  })?.authority
}
