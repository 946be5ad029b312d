// What sums give away together. Two sums can each speak for many and still, added up with a third and taken from a
// fourth, leave one authority's answer standing: a figure of {a, b, c} and one of {d, e, f} beside one of all but a.
// Whoever may add and take away as they please reaches every vector of the space that the sums span; here it is asked
// whether one of those rests on too few.

/** Whose each answer is that a sum adds up, and how many times over, by the answer's own name. */
export type Sum = ReadonlyMap<string, { authority: string; times: number }>

/** Reckoning is done in whole numbers below a prime, so that it is exact; two of them multiplied still fit a number. */
const prime = 67_108_859

const inverse = (value: number): number => {
  let [found, base, times] = [1, value, prime - 2]
  for (; times > 0; times = Math.floor(times / 2)) {
    if (times % 2 === 1) found = (found * base) % prime
    base = (base * base) % prime
  }
  return found
}

/** Rows that span the same space, reduced, and the place where each leads. Changes the rows. */
function reduced(rows: Float64Array[]): { rows: Float64Array[]; leads: number[] } {
  const leads: number[] = []
  const width = rows[0]?.length ?? 0
  for (let column = 0; column < width && leads.length < rows.length; column += 1) {
    const top = leads.length
    const found = rows.findIndex((row, index) => index >= top && row[column] !== 0)
    const lead = rows[found]
    if (!lead) continue
    rows[found] = rows[top] ?? lead
    rows[top] = lead
    const by = inverse(lead[column] ?? 1)
    for (let place = column; place < width; place += 1) lead[place] = ((lead[place] ?? 0) * by) % prime
    for (const row of rows) {
      const times = row[column] ?? 0
      if (row === lead || times === 0) continue
      for (let place = column; place < width; place += 1) {
        const value = lead[place] ?? 0
        if (value !== 0) row[place] = ((row[place] ?? 0) + (prime - times) * value) % prime
      }
    }
    leads.push(column)
  }
  return { rows: rows.slice(0, leads.length), leads }
}

/**
 * Answers that stand as often in the same sums, and so can never be told apart: whose they are, and how often they stand
 * in each.
 */
function cohorts(sums: readonly Sum[]): { authorities: Set<string>; times: Map<number, number> }[] {
  const places = new Map<string, { authority: string; times: Map<number, number> }>()
  for (const [index, sum] of sums.entries()) {
    for (const [answer, { authority, times }] of sum) {
      const known = places.get(answer)
      if (known) known.times.set(index, times)
      else places.set(answer, { authority, times: new Map([[index, times]]) })
    }
  }
  return [...Map.groupBy(places.values(), ({ times }) => [...times].join()).values()].map((alike) => ({
    authorities: new Set(alike.map(({ authority }) => authority)),
    times: alike[0]?.times ?? new Map(),
  }))
}

/** A whole number, below the prime. */
const below = (times: number) => ((times % prime) + prime) % prime

/** Every choice of so many. */
function choices<T>(of: readonly T[], many: number): T[][] {
  if (many === 0) return [[]]
  return of.flatMap((one, index) => choices(of.slice(index + 1), many - 1).map((others) => [one, ...others]))
}

/** Whether adding up and taking away these sums leaves something that rests on fewer authorities than `fewest`. */
export function givesAway(sums: readonly Sum[], fewest: number): boolean {
  const groups = cohorts(sums)
  const few = groups.flatMap((group, place) => (group.authorities.size < fewest ? [{ ...group, place }] : []))
  const suspects = [...new Set(few.flatMap(({ authorities }) => [...authorities]))]
  if (suspects.length === 0) return false
  const { rows, leads } = reduced(
    sums.map((_, index) => Float64Array.from(groups, (group) => below(group.times.get(index) ?? 0))),
  )
  // For each group, what every vector that the sums do not reach has in its place: groups that a reachable vector
  // rests on alone have rows here that depend on one another.
  const leadIn = new Map(leads.map((place, row) => [place, rows[row]]))
  const free = groups.flatMap((_, place) => (leadIn.has(place) ? [] : [place]))
  const beyond = (place: number) => {
    const lead = leadIn.get(place)
    return Float64Array.from(free, (column) =>
      lead ? (prime - (lead[column] ?? 0)) % prime : column === place ? 1 : 0,
    )
  }
  const rest = new Map(few.map(({ place }) => [place, beyond(place)]))
  return choices(suspects, Math.min(suspects.length, fewest - 1)).some((chosen) => {
    const theirs = few.filter(({ authorities }) => [...authorities].every((one) => chosen.includes(one)))
    const left = theirs.flatMap(({ place }) => rest.get(place)?.slice() ?? [])
    return reduced(left).leads.length < left.length
  })
}
