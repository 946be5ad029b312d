import { type Asked, type FacetId, facetIds, type Kind } from './address.ts'
import type { Estate } from './estate.ts'
import { createOrders } from './orders.ts'
import { createSearch, type Found } from './search.ts'

/** Rows on one page of the table. */
export const pageRows = 25

/** What an estate shows of what is asked. */
export type Selection = {
  /** Rows of the kind shown. */
  rows: number
  /** Rows of each kind that pass every filter. */
  ofKind: Record<Kind, number>
  /** By facet and option: how many rows of the kind shown would pass with the facet's own filter left out. */
  counts: Record<FacetId, Uint32Array>
  page: number
  pages: number
  /** The page's rows, in order. */
  shown: number[]
  /** Every row, in order. */
  all: () => number[]
  /** Authorities that hold any of the rows. */
  authorities: number
  /** Live systems or running contracts among the rows. */
  inUse: number
  fresh: number
  /** The month of the oldest confirmation among the rows, `2026-03`; nothing where none was ever confirmed. */
  oldest: string | undefined
  pounds: number
  statingPounds: number
  instead: Found['instead']
}

/** Applies what is asked to an estate, over and over; only filters that changed are worked out again. */
export function createSelector(estate: Estate): {
  select: (asked: Asked) => Selection
  /** What the first search and the other kind would wait for, to be done ahead of time, one after the other. */
  prepare: (() => void)[]
} {
  const { crossfilter } = estate
  const kindFacet = facetIds.length
  const orderOf = createOrders(estate)
  let applied: Partial<Record<string, string>> = {}
  let found: Found | undefined
  let search: ReturnType<typeof createSearch> | undefined
  const boroughs = estate.facets[facetIds.indexOf('borough')]

  const changed = (filter: string, to: string) => {
    if (applied[filter] === to) return false
    applied = { ...applied, [filter]: to }
    return true
  }
  const searchable = () => {
    search ??= createSearch(estate.size, (row) => [
      estate.titles[row] ?? '',
      ...(['product', 'maker', 'supplier'] as const).flatMap((facet) =>
        estate.said(facet, row).map(({ label }) => label),
      ),
    ])
    return search
  }

  const apply = ({ show, chosen, q }: Asked): void => {
    for (const [at, facet] of facetIds.entries()) {
      const options = chosen[facet]
      if (!changed(facet, options?.join('\n') ?? '')) continue
      // An option nothing has is no option here, and lets nothing pass.
      const codes = options?.flatMap((id) => estate.options[facet].codes.get(id) ?? [])
      crossfilter.choose(at, codes)
    }
    if (changed('show', show)) crossfilter.choose(kindFacet, [show === 'contracts' ? 1 : 0])
    if (changed('q', q.trim())) {
      found = q.trim() === '' ? undefined : searchable().find(q)
      crossfilter.mask(0, found?.marks)
    }
  }

  return {
    prepare: [
      () => orderOf('systems', 'name', false),
      () => orderOf('contracts', 'decide', false),
      () => searchable(),
    ],
    select(asked) {
      apply(asked)
      const { selected, counts } = crossfilter.count()
      const order = orderOf(asked.show, asked.sort, asked.down)
      const pages = Math.max(1, Math.ceil(selected / pageRows))
      const page = Math.min(asked.page, pages)
      const ofKind = counts[kindFacet]
      const sums = { inUse: 0, fresh: 0, pounds: 0, statingPounds: 0 }
      let oldest = Number.POSITIVE_INFINITY
      const holding = new Uint8Array(boroughs?.options ?? 0)
      for (const row of crossfilter.passing()) {
        sums.inUse += estate.inUse[row] ?? 0
        sums.fresh += estate.fresh[row] ?? 0
        const month = estate.confirmed[row] ?? oldest
        if (month < oldest) oldest = month
        const amount = estate.pounds[row] ?? Number.NaN
        if (!Number.isNaN(amount)) {
          sums.pounds += amount
          sums.statingPounds += 1
        }
        const end = boroughs?.starts[row + 1] ?? 0
        for (let at = boroughs?.starts[row] ?? 0; at < end; at += 1) holding[boroughs?.codes[at] ?? 0] = 1
      }
      holding[0] = 0
      return {
        rows: selected,
        ofKind: { systems: ofKind?.[0] ?? 0, contracts: ofKind?.[1] ?? 0 },
        counts: Object.fromEntries(facetIds.map((facet, at) => [facet, counts[at]])) as Selection['counts'],
        page,
        pages,
        shown: crossfilter.page(order, (page - 1) * pageRows, page * pageRows),
        all: () => crossfilter.page(order, 0, order.length),
        authorities: holding.reduce((sum, one) => sum + one, 0),
        ...sums,
        oldest: Number.isFinite(oldest)
          ? `${Math.floor(oldest / 100)}-${`${oldest % 100}`.padStart(2, '0')}`
          : undefined,
        instead: found?.instead ?? [],
      }
    },
  }
}
