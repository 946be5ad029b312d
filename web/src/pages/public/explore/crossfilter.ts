// Cross-filtering: rows that pass every filter, and beside each option how many rows choosing it would leave, which is
// counted without its own facet's filter. Plain arrays of numbers, gone through once for each click.

/** The options each row has: row `r` has `codes[starts[r]]` to before `codes[starts[r + 1]]`, each once. */
export type Facet = { options: number; starts: Uint32Array; codes: Uint16Array | Uint32Array }

/** Filters there is room for: a bit each. */
const mostFilters = 31

/** Puts together the options of rows, in the order the rows come. */
export function facetOf(rows: number, options: number, optionsOf: (row: number) => Iterable<number>): Facet {
  const starts = new Uint32Array(rows + 1)
  let codes = options > 0xffff ? new Uint32Array(rows + 16) : new Uint16Array(rows + 16)
  let end = 0
  for (let row = 0; row < rows; row += 1) {
    const from = end
    for (const code of optionsOf(row)) {
      let known = false
      for (let at = from; at < end; at += 1) if (codes[at] === code) known = true
      if (known) continue
      if (end === codes.length) {
        const longer = options > 0xffff ? new Uint32Array(end * 2) : new Uint16Array(end * 2)
        longer.set(codes)
        codes = longer
      }
      codes[end] = code
      end += 1
    }
    starts[row + 1] = end
  }
  return { options, starts, codes: codes.slice(0, end) }
}

/** `facets` are filtered by their options; as many filters as `masks` say yes or no to each row by themselves. */
export function createCrossfilter(rows: number, facets: Facet[], masks = 0) {
  if (facets.length + masks > mostFilters) throw new Error(`No room for more than ${mostFilters} filters`)
  /** For each row a bit for every filter it fails. */
  const fails = new Uint32Array(rows)
  /** Rows that fail nothing, then those that fail one facet alone, facet by facet. Used again by every count. */
  const counting = new Uint32Array(rows)
  let passing = counting.subarray(0, 0)

  /** Sets a filter's bit of every row. */
  const setBit = (filter: number, passes: ((row: number) => boolean) | undefined) => {
    const bit = 1 << filter
    if (!passes) {
      for (let row = 0; row < rows; row += 1) fails[row] = (fails[row] ?? 0) & ~bit
      return
    }
    for (let row = 0; row < rows; row += 1) {
      const before = fails[row] ?? 0
      fails[row] = passes(row) ? before & ~bit : before | bit
    }
  }

  return {
    rows,

    /** Rows must have one of the options chosen; nothing chosen lets all rows pass. */
    choose(facet: number, chosen: readonly number[] | undefined): void {
      const known = facets[facet]
      if (!known) throw new Error(`There is no facet ${facet}`)
      if (!chosen) {
        setBit(facet, undefined)
        return
      }
      const { options, starts, codes } = known
      const wanted = new Uint8Array(options)
      for (const code of chosen) wanted[code] = 1
      setBit(facet, (row) => {
        const end = starts[row + 1] ?? 0
        for (let at = starts[row] ?? 0; at < end; at += 1) if (wanted[codes[at] ?? 0] === 1) return true
        return false
      })
    },

    /** Rows must be marked with 1; no marks let all rows pass. */
    mask(mask: number, marks: Uint8Array | undefined): void {
      if (mask >= masks) throw new Error(`There is no mask ${mask}`)
      setBit(facets.length + mask, marks && ((row) => marks[row] === 1))
    },

    /** How many rows pass, and for every facet how many of each option would with its own filter left out. */
    count(): { selected: number; counts: Uint32Array[] } {
      // Each row stands in one list at most, so what few filters leave out is gone through once and not for every facet.
      const lengths = new Uint32Array(facets.length + 1)
      const listOf = (failed: number) => (failed === 0 ? 0 : 32 - Math.clz32(failed))
      const isCounted = (failed: number) => (failed & (failed - 1)) === 0 && listOf(failed) <= facets.length
      for (let row = 0; row < rows; row += 1) {
        const failed = fails[row] ?? 0
        if (isCounted(failed)) lengths[listOf(failed)] = (lengths[listOf(failed)] ?? 0) + 1
      }
      const ends = new Uint32Array(facets.length + 1)
      for (let list = 1; list < ends.length; list += 1) {
        ends[list] = (ends[list - 1] ?? 0) + (lengths[list - 1] ?? 0)
      }
      for (let row = 0; row < rows; row += 1) {
        const failed = fails[row] ?? 0
        if (!isCounted(failed)) continue
        const list = listOf(failed)
        counting[ends[list] ?? 0] = row
        ends[list] = (ends[list] ?? 0) + 1
      }
      passing = counting.subarray(0, ends[0])

      const counts = facets.map(({ options, starts, codes }, facet) => {
        const count = new Uint32Array(options)
        const add = (from: number, to: number) => {
          for (let place = from; place < to; place += 1) {
            const row = counting[place] ?? 0
            const end = starts[row + 1] ?? 0
            for (let at = starts[row] ?? 0; at < end; at += 1) {
              const code = codes[at] ?? 0
              count[code] = (count[code] ?? 0) + 1
            }
          }
        }
        add(0, ends[0] ?? 0)
        add(ends[facet] ?? 0, ends[facet + 1] ?? 0)
        return count
      })
      return { selected: passing.length, counts }
    },

    /** The rows that passed when they were last counted, in their own order. */
    passing: (): Uint32Array => passing,

    /** The rows from the nth to before the mth that pass, in an order given. */
    page(order: Uint32Array, from: number, to: number): number[] {
      const found: number[] = []
      let seen = 0
      for (let at = 0; at < order.length && seen < to; at += 1) {
        const row = order[at] ?? 0
        if (fails[row] !== 0) continue
        if (seen >= from) found.push(row)
        seen += 1
      }
      return found
    },
  }
}
