// The explorer's address: what is filtered, searched for, sorted and shown. This is the one place that knows its
// grammar; any page may link to a selection with `exploreHref`.
//
//   /explore?show=contracts&area=housing-management&area=repairs&borough=camden&decide=2027-Q1&q=licence
//
// A facet may be named several times: any of its options will do. Facets narrow one another.

/** What rows can be filtered by, and the name of each in the address. */
export const facetIds = [
  'area',
  'borough',
  'supplier',
  'product',
  'maker',
  'hosting',
  'standing',
  'route',
  'state',
  'decide',
] as const
export type FacetId = (typeof facetIds)[number]

/** The option of rows that state nothing. */
export const notStated = 'none'
/** The option of days that have gone by. */
export const passed = 'passed'
/** All areas of a group, as an option of `area`. */
export const groupOption = (group: string) => `group.${group}`

export const kinds = ['systems', 'contracts'] as const
export type Kind = (typeof kinds)[number]
export const ways = ['table', 'map', 'timeline'] as const
export type Way = (typeof ways)[number]
export const sorts = ['name', 'borough', 'vendor', 'hosting', 'standing', 'decide', 'end', 'pounds'] as const
export type Sort = (typeof sorts)[number]

export type Asked = {
  show: Kind
  chosen: Partial<Record<FacetId, string[]>>
  /** Words looked for in names and titles. */
  q: string
  view: Way
  sort: Sort
  down: boolean
  /** From 1. */
  page: number
}

/** How each kind is sorted unless asked otherwise. */
const firstSort: Record<Kind, Sort> = { systems: 'name', contracts: 'decide' }

export const nothingAsked = (show: Kind = 'systems'): Asked => ({
  show,
  chosen: {},
  q: '',
  view: 'table',
  sort: firstSort[show],
  down: false,
  page: 1,
})

/** The same filters for the other kind, from the first page, in that kind's own order. */
export const showing = (asked: Asked, show: Kind): Asked => ({
  ...asked,
  show,
  sort: firstSort[show],
  down: false,
  page: 1,
})

const oneOf = <T extends string>(all: readonly T[], typed: string | null): T | undefined =>
  all.find((one) => one === typed)

const longestQuery = 200

/** Reads an address; whatever it does not know is left out. */
export function readAddress(search: URLSearchParams): Asked {
  const show = oneOf(kinds, search.get('show')) ?? 'systems'
  const chosen: Asked['chosen'] = {}
  for (const facet of facetIds) {
    const options = [...new Set(search.getAll(facet).filter((option) => option !== ''))]
    if (options.length > 0) chosen[facet] = options
  }
  const typedSort = search.get('sort') ?? ''
  const down = typedSort.startsWith('-')
  const sort = oneOf(sorts, down ? typedSort.slice(1) : typedSort)
  const page = Number(search.get('page'))
  return {
    show,
    chosen,
    q: (search.get('q') ?? '').slice(0, longestQuery),
    view: oneOf(ways, search.get('view')) ?? 'table',
    sort: sort ?? firstSort[show],
    down: sort !== undefined && down,
    page: Number.isSafeInteger(page) && page > 1 ? page : 1,
  }
}

/** The address of what is asked, `?` included; nothing for what is so anyway. `keep`: other names to carry along. */
export function writeAddress(asked: Partial<Asked>, keep: Record<string, string> = {}): string {
  const { show, chosen, q, view, sort, down, page } = { ...nothingAsked(asked.show), ...asked }
  const search = new URLSearchParams(keep)
  if (show !== 'systems') search.set('show', show)
  for (const facet of facetIds) for (const option of chosen[facet] ?? []) search.append(facet, option)
  if (q !== '') search.set('q', q)
  if (view !== 'table') search.set('view', view)
  if (sort !== firstSort[show] || down) search.set('sort', `${down ? '-' : ''}${sort}`)
  if (page > 1) search.set('page', String(page))
  const written = search.toString()
  return written === '' ? '' : `?${written}`
}

/** Where the explorer shows a selection: `exploreHref({ show: 'contracts', chosen: { area: ['housing-management'] } })`. */
export const exploreHref = (asked: Partial<Asked> = {}): string => `/explore${writeAddress(asked)}`

/** How many options are chosen, words looked for included. */
export const filtersIn = ({ chosen, q }: Pick<Asked, 'chosen' | 'q'>): number =>
  Object.values(chosen).reduce((sum, options) => sum + options.length, q.trim() === '' ? 0 : 1)

/** With what was merged since as what is kept of it, so that an old address shows what it showed. */
export function ledOn(asked: Asked, leads: ReadonlyMap<string, string>): Asked {
  if (leads.size === 0) return asked
  const chosen = Object.fromEntries(
    Object.entries(asked.chosen).map(([facet, options]) => [
      facet,
      [...new Set(options.map((option) => leads.get(option) ?? option))],
    ]),
  )
  return { ...asked, chosen }
}

/** With an option chosen, or no longer; back to the first page. */
export function toggled(asked: Asked, facet: FacetId, option: string): Asked {
  const before = asked.chosen[facet] ?? []
  const after = before.includes(option) ? before.filter((one) => one !== option) : [...before, option]
  const { [facet]: _, ...others } = asked.chosen
  return { ...asked, chosen: after.length > 0 ? { ...others, [facet]: after } : others, page: 1 }
}
