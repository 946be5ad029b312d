import type { PublicDecision, Standing } from '../../../../../functions/schema/view.ts'
import type { FacetId, Kind } from './address.ts'
import { notStated, passed } from './address.ts'
import type { Estate } from './estate.ts'
import { decideLabel } from './options.ts'
import { wordsIn } from './search.ts'

// Facets as people read them: their names, the order of their options, and what "not stated" means in each.

export const facetNames: Record<FacetId, { name: string; one: string; many: string }> = {
  area: { name: 'Service area', one: 'service area', many: 'service areas' },
  borough: { name: 'Authority', one: 'authority', many: 'authorities' },
  supplier: { name: 'Supplier', one: 'supplier', many: 'suppliers' },
  product: { name: 'Product', one: 'product', many: 'products' },
  maker: { name: 'Made by', one: 'maker', many: 'makers' },
  hosting: { name: 'Hosting', one: 'way of hosting', many: 'ways of hosting' },
  standing: { name: 'Standing', one: 'standing', many: 'standings' },
  route: { name: 'Route to market', one: 'route', many: 'routes' },
  state: { name: 'What can still be done', one: 'state', many: 'states' },
  decide: { name: 'Decide by', one: 'quarter', many: 'quarters' },
}

/** The order facets stand in: those a kind is mostly asked by come first. */
export const facetOrder: Record<Kind, FacetId[]> = {
  systems: [
    'area',
    'borough',
    'product',
    'maker',
    'supplier',
    'standing',
    'hosting',
    'decide',
    'state',
    'route',
  ],
  contracts: [
    'area',
    'borough',
    'supplier',
    'decide',
    'state',
    'route',
    'product',
    'maker',
    'hosting',
    'standing',
  ],
}

/** Facets a kind does not state itself: whose they are. */
export const takenFrom = (show: Kind, facet: FacetId): string | undefined => {
  if (show === 'systems' && ['supplier', 'decide', 'state', 'route'].includes(facet)) {
    return 'Of the contracts that cover a system and have not ended.'
  }
  if (show === 'contracts' && ['product', 'maker', 'hosting', 'standing'].includes(facet)) {
    return 'Of the systems a contract covers.'
  }
  return undefined
}

const notStatedWords = (show: Kind, facet: FacetId): string => {
  if (takenFrom(show, facet)) {
    return show === 'systems' ? 'No contract, or not stated' : 'No system named, or not stated'
  }
  if (facet === 'decide') return 'No day to decide by'
  if (facet === 'state') return 'End not stated'
  return 'Not stated'
}

/** An option with its count. */
export type CountedOption = {
  code: number
  id: string
  label: string
  count: number
  chosen: boolean
  inside?: string | undefined
}

// Written again because the schema's own lists bring its validator along; the compiler names any that is missing.
const states: Record<PublicDecision['state'], number> = {
  overdue: 0,
  'expired, still used': 1,
  'locked in': 2,
  'notice only': 3,
  'extend only': 4,
  'free to choose': 5,
  ended: 6,
  'not stated': 7,
}
const standings: Record<Standing, number> = { live: 0, 'being replaced': 1, planned: 2, retired: 3 }
const places: Partial<Record<FacetId, Record<string, number>>> = { state: states, standing: standings }

/** Where an option stands by its own order: times by time, states by how pressing they are, nothing stated last. */
function placeOf(facet: FacetId, { id, code }: CountedOption): number {
  if (code === 0) return Number.POSITIVE_INFINITY
  if (facet === 'decide') return id === passed ? 0 : Number(id.replace('-Q', ''))
  return places[facet]?.[id] ?? 0
}

/**
 * Options of a facet as they are listed: in their own order, else those with most rows first. Those that would leave
 * nothing are left out unless they are chosen, or `every` is asked for.
 */
export function optionsOf(
  estate: Estate,
  show: Kind,
  facet: FacetId,
  { counts, chosen, every = false }: { counts: Uint32Array; chosen: readonly string[]; every?: boolean },
): CountedOption[] {
  return estate.options[facet].list
    .map(({ id, label, group }, code) => ({
      code,
      id,
      label: code === 0 ? notStatedWords(show, facet) : label,
      count: counts[code] ?? 0,
      chosen: chosen.includes(id),
      inside: group,
    }))
    .filter((option) => every || option.count > 0 || option.chosen)
    .sort(
      (a, b) => placeOf(facet, a) - placeOf(facet, b) || b.count - a.count || (a.label < b.label ? -1 : 1),
    )
}

/** Options whose label has words beginning with those typed, or that contain them. */
export function matching(options: CountedOption[], typed: string): CountedOption[] {
  const wanted = wordsIn(typed)
  if (wanted.length === 0) return options
  return options.filter(({ label }) => {
    const folded = wordsIn(label).join(' ')
    return wanted.every((word) => folded.includes(word))
  })
}

/** The label of an option that is chosen, also where no row has it. */
export function labelOf(estate: Estate, show: Kind, facet: FacetId, id: string): string {
  if (id === notStated) return notStatedWords(show, facet)
  const { codes, list } = estate.options[facet]
  const known = list[codes.get(id) ?? 0]
  if (known && known.id === id) return known.label
  return facet === 'decide' ? decideLabel(id) : id.replace(/^(ven|prd)_|^group\./, '').replaceAll('-', ' ')
}
