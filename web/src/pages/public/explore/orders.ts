import { type FacetId, facetIds, type Kind, type Sort } from './address.ts'
import { type Estate, noDay } from './estate.ts'

// Rows in every order a table may ask for, worked out when first asked. What states nothing comes last either way.

const last = Number.POSITIVE_INFINITY

/** Places of things in order of their names. */
function ranks(names: string[]): Uint32Array {
  const keys = names.map((name) => name.toLowerCase())
  const order = Uint32Array.from(names.keys()).sort((a, b) => {
    const [first = '', second = ''] = [keys[a], keys[b]]
    return first < second ? -1 : first > second ? 1 : a - b
  })
  const rank = new Uint32Array(names.length)
  for (const [place, one] of order.entries()) rank[one] = place
  return rank
}

export function createOrders(estate: Estate): (show: Kind, sort: Sort, down: boolean) => Uint32Array {
  const made = new Map<string, Uint32Array>()
  let titles: Uint32Array | undefined
  const titleRanks = () => {
    titles ??= ranks(estate.titles)
    return titles
  }

  /** By the first thing a row says of a facet. */
  const byFacet = (id: FacetId): ((row: number) => number) => {
    const facet = estate.facets[facetIds.indexOf(id)]
    const rank = ranks(estate.options[id].list.map(({ label }) => label))
    return (row) => {
      const code = facet?.codes[facet.starts[row] ?? 0] ?? 0
      return code === 0 ? last : (rank[code] ?? last)
    }
  }
  const byDay = (days: Int32Array) => (row: number) => {
    const day = days[row] ?? noDay
    return day === noDay ? last : day
  }
  const keyOf = (show: Kind, sort: Sort): ((row: number) => number) => {
    switch (sort) {
      case 'name': {
        const rank = titleRanks()
        return (row) => rank[row] ?? last
      }
      case 'vendor':
        return byFacet(show === 'contracts' ? 'supplier' : 'maker')
      case 'decide':
        return byDay(estate.decideDay)
      case 'end':
        return byDay(estate.endDay)
      case 'pounds':
        return (row) => {
          const amount = estate.pounds[row] ?? Number.NaN
          return Number.isNaN(amount) ? last : amount
        }
      default:
        return byFacet(sort)
    }
  }

  return (show, sort, down) => {
    const name = `${show} ${sort} ${down}`
    const known = made.get(name)
    if (known) return known
    const wanted = show === 'contracts' ? 1 : 0
    const rows = Uint32Array.from(estate.isContract.keys()).filter((row) => estate.isContract[row] === wanted)
    const key = keyOf(show, sort)
    const keys = new Float64Array(estate.size)
    for (const row of rows) {
      const value = key(row)
      keys[row] = value === last ? last : down ? -value : value
    }
    const rank = titleRanks()
    rows.sort((a, b) => {
      const [first = last, second = last] = [keys[a], keys[b]]
      return first < second ? -1 : first > second ? 1 : (rank[a] ?? 0) - (rank[b] ?? 0)
    })
    made.set(name, rows)
    return rows
  }
}
