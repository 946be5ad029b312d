import {
  isAnothers,
  isSame,
  joiningWith,
  type Named,
  type OnLists,
  offLists,
  pointedAt,
} from '../domain/joining.ts'
import { statedIn } from '../domain/proposal.ts'
import { authority, product, serviceArea, vendor } from '../reference/index.ts'
import type { NewProduct, NewVendor, Proposal } from '../schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../schema/record.ts'
import type { Store } from '../store/index.ts'

// The lists as they are at this moment, asked before anything joins them or points at them.

/** The lists, with what has joined them under any of these ids. */
async function listsWith(store: Store, ids: Iterable<string>): Promise<OnLists> {
  const joined = await store.listed([...new Set(ids)].filter((id) => !vendor(id) && !product(id)))
  const listed = (one: { name: string } | undefined): Named | undefined => one && { name: one.name }
  return {
    authority: (id) => authority(id) !== undefined,
    serviceArea: (id) => serviceArea(id) !== undefined,
    vendor: (id) => listed(vendor(id)) ?? joined.get(id),
    product: (id) => listed(product(id)) ?? joined.get(id),
  }
}

/** A proposal with the record as it would be, and as it is. */
type Laid = {
  proposal: Pick<Proposal, 'kind' | 'recordId' | 'newVendors' | 'newProducts'>
  after: Record<string, unknown>
  current: RegisterRecord | undefined
}

/** What proposals point at that is on no list, by record and field; the first of two new ones with one id is taken. */
export async function offListsIn(store: Store, all: Laid[]): Promise<Map<string, Record<string, string>>> {
  const lists = await listsWith(
    store,
    all.flatMap(({ proposal, after }) => [
      ...pointedAt(proposal.kind, after, proposal),
      ...[...proposal.newVendors, ...(proposal.newProducts ?? [])].map(({ id }) => id),
    ]),
  )
  const met = new Map<string, Named>()
  const withMet: OnLists = {
    ...lists,
    vendor: (id) => lists.vendor(id) ?? met.get(id),
    product: (id) => lists.product(id) ?? met.get(id),
  }
  return new Map(
    all.map(({ proposal, after, current }) => {
      const { kind, recordId, newVendors, newProducts } = proposal
      const put = { newVendors, newProducts }
      const problems = offLists(
        kind,
        { after, stated: statedIn(current), ...put },
        {
          ...lists,
          // What joins with another record does so for that one, and not before it.
          vendor: (id) => (newVendors.some((one) => one.id === id) ? withMet : lists).vendor(id),
          product: (id) => (newProducts?.some((one) => one.id === id) ? withMet : lists).product(id),
        },
      )
      const joining = joiningWith(kind, after, put)
      for (const one of [...joining.newVendors, ...joining.newProducts]) {
        if (!met.has(one.id)) met.set(one.id, one)
      }
      return [recordId, problems] as const
    }),
  )
}

/**
 * What a draft puts forward, without what its lists have by now; refused, by the field that names it, where an id is
 * another's.
 */
export async function newTo(
  store: Store,
  kind: RecordKind,
  values: Record<string, unknown>,
  put: { newVendors: NewVendor[]; newProducts: NewProduct[] },
): Promise<{
  put: { newVendors: NewVendor[]; newProducts: NewProduct[] }
  problems: Record<string, string>
}> {
  const { newVendors, newProducts } = put
  if (newVendors.length + newProducts.length === 0) return { put, problems: {} }
  const lists = await listsWith(
    store,
    [...newVendors, ...newProducts].map(({ id }) => id),
  )
  const problems: Record<string, string> = {}
  const unlisted = <T extends Named & { id: string }>(all: T[], known: (id: string) => Named | undefined) =>
    all.filter((one, index) => {
      const before = all.slice(0, index).find(({ id }) => id === one.id)
      const theirs = known(one.id) ?? before
      if (!theirs) return true
      if (!isSame(one, theirs)) {
        const field = Object.keys(values).find((name) => values[name] === one.id)
        problems[field ?? (kind === 'system' ? 'maker' : 'supplier')] = isAnothers(one, theirs)
      }
      return false
    })
  return {
    put: {
      newVendors: unlisted(newVendors, lists.vendor),
      newProducts: unlisted(newProducts, lists.product),
    },
    problems,
  }
}
