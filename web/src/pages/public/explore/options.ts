import type { ExplorerManifest } from '../../../../../functions/schema/explorer.ts'
import type { ReferenceLists } from '../../../../../functions/schema/view.ts'
import { sentenceCase, shortQuarter } from '../../../format.ts'
import { type FacetId, groupOption, notStated, passed } from './address.ts'

// What rows can be chosen by: each facet's options, numbered as rows bring them, with their names.

/** One option of a facet, by its place in the facet. */
export type Option = { id: string; label: string; group?: string | undefined }

/** Options by their id, numbered as they come; the first is for what states nothing. */
export class Options {
  readonly list: Option[] = [{ id: notStated, label: 'Not stated' }]
  readonly codes = new Map<string, number>([[notStated, 0]])
  readonly #describe: (id: string) => Omit<Option, 'id'>

  constructor(describe: (id: string) => Omit<Option, 'id'>) {
    this.#describe = describe
  }

  code(id: string | undefined): number {
    if (id === undefined) return 0
    const known = this.codes.get(id)
    if (known !== undefined) return known
    this.list.push({ id, ...this.#describe(id) })
    this.codes.set(id, this.list.length - 1)
    return this.list.length - 1
  }
}

/** An id that is on no list, made readable: `ven_acme-systems` → `acme systems`. */
const readable = (id: string) => id.replace(/^[a-z]{3}_/, '').replaceAll('-', ' ')

/** `2027-Q1` as `Jan–Mar 2027`. */
export const decideLabel = (id: string): string =>
  id === passed ? 'Already passed' : /^\d{4}-Q[1-4]$/.test(id) ? shortQuarter(id) : id

/** Every facet without an option yet but "not stated", knowing what each is called. */
export function createOptions(
  { authorities }: Pick<ExplorerManifest, 'authorities'>,
  lists: Pick<ReferenceLists, 'serviceAreas' | 'vendors' | 'products' | 'merged'>,
): Record<FacetId, Options> {
  const areas = new Map(lists.serviceAreas.map((area) => [area.id, area]))
  const groups = new Map(lists.serviceAreas.map(({ group, groupLabel }) => [group, groupLabel]))
  const vendors = new Map([...lists.merged, ...lists.vendors].map(({ id, name }) => [id, name]))
  vendors.set('in-house', 'In-house')
  const products = new Map([...lists.merged, ...lists.products].map(({ id, name }) => [id, name]))
  const slugs = new Map(authorities.map(({ slug, name }) => [slug, name]))

  const vendorName = (id: string) => ({ label: vendors.get(id) ?? readable(id) })
  return {
    area: new Options((id) => {
      const area = areas.get(id)
      if (area) return { label: area.label, group: area.group }
      return { label: groups.get(id.slice(groupOption('').length)) ?? readable(id) }
    }),
    borough: new Options((slug) => ({ label: slugs.get(slug) ?? slug })),
    supplier: new Options(vendorName),
    product: new Options((id) => ({ label: products.get(id) ?? readable(id) })),
    maker: new Options(vendorName),
    hosting: new Options((id) => ({ label: sentenceCase(id) })),
    standing: new Options((id) => ({ label: sentenceCase(id) })),
    route: new Options((id) => ({ label: sentenceCase(id) })),
    state: new Options((id) => ({ label: sentenceCase(id) })),
    decide: new Options((id) => ({ label: decideLabel(id) })),
  }
}
