// Running totals. A document is a flat map from a path to a number, so that any two add up, and a record's share of
// it can be taken out again exactly.

export type Totals = Record<string, number>

/** Adds `more` into `totals`, `times` over, forgetting paths that come to nothing. Changes `totals`. */
export function addInto(totals: Totals, more: Totals, times = 1): Totals {
  for (const [path, amount] of Object.entries(more)) {
    const sum = (totals[path] ?? 0) + amount * times
    if (sum === 0) delete totals[path]
    else totals[path] = sum
  }
  return totals
}

/** What must be added to `before` to come to `after`. */
export const difference = (after: Totals, before: Totals): Totals => addInto(addInto({}, after), before, -1)

export const isEmpty = (totals: Totals): boolean => Object.keys(totals).length === 0

/** The same totals, whatever order they were added up in. */
export const sameTotals = (a: Totals, b: Totals): boolean => isEmpty(difference(a, b))

/** Totals under one prefix, with the prefix taken off: `under(t, 'vendor/')` → `{ 'ven_x/contracts': 3 }`. */
export function under(totals: Totals, prefix: string): Totals {
  const found: Totals = {}
  for (const [path, amount] of Object.entries(totals)) {
    if (path.startsWith(prefix)) found[path.slice(prefix.length)] = amount
  }
  return found
}

/** Puts totals under a prefix: the other way round. Changes `into`. */
export function withUnder(into: Totals, prefix: string, totals: Totals): void {
  for (const [path, amount] of Object.entries(totals)) into[prefix + path] = amount
}

/** Groups `a/b` paths by their first part: `{ a: { b: 1 } }`. */
export function grouped(totals: Totals): Map<string, Totals> {
  const groups = new Map<string, Totals>()
  for (const [path, amount] of Object.entries(totals)) {
    const at = path.indexOf('/')
    const head = at < 0 ? path : path.slice(0, at)
    const group = groups.get(head) ?? {}
    group[at < 0 ? '' : path.slice(at + 1)] = amount
    groups.set(head, group)
  }
  return groups
}
