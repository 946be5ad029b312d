import { listedProducts, listedVendors } from '../domain/entry.ts'
import { familiesIn, keptIn } from '../domain/merge.ts'
import {
  authorities,
  scopeName,
  scopesOf,
  serviceAreas,
  product as shippedProduct,
  products as shippedProducts,
  vendor as shippedVendor,
  vendors as shippedVendors,
} from '../reference/index.ts'
import { freshMonths, leadMonths } from '../reference/settings.ts'
import type { Authority, Vendor } from '../schema/reference.ts'
import type { Joined } from '../store/index.ts'
import type { AreaGroup, Lists } from '../views/parts.ts'

// The shipped lists as the views ask for them, indexed once.

let indexes: ReturnType<typeof index> | undefined

function index() {
  const byScope = new Map<string, Authority[]>()
  for (const authority of authorities()) {
    for (const scope of scopesOf(authority.id)) {
      const members = byScope.get(scope)
      if (members) members.push(authority)
      else byScope.set(scope, [authority])
    }
  }
  const groups = [...Map.groupBy(serviceAreas(), ({ group }) => group)].map(([group, members]): AreaGroup => {
    const [first] = members
    const label = first?.groupLabel ?? group
    return {
      id: `all-${group}`,
      label,
      group,
      groupLabel: label,
      kind: first?.kind ?? 'frontline',
      description: `${members.map((one) => one.label).join(', ')}.`,
      functionIds: [],
      members,
    }
  })
  return {
    byScope,
    groups,
    authority: new Map(authorities().flatMap((one) => [[one.id, one] as const, [one.slug, one] as const])),
    area: new Map([...serviceAreas(), ...groups].map((one) => [one.id, one])),
  }
}

/** An id that is on no list, made readable: `ven_acme-systems` → `acme systems`. */
const readable = (id: string) => id.replace(/^[a-z]{3}_/, '').replaceAll('-', ' ')

const known = (id: string, name: string, companyNumber: string | undefined): Vendor => ({
  id,
  name,
  aliases: [],
  predecessors: [],
  parents: [],
  companyNumbers: companyNumber === undefined ? [] : [companyNumber],
})

const noneJoined: Joined = { vendors: [], products: [], aliases: [], entries: [], apart: [] }
const made = new WeakMap<Joined, Lists>()

/** With what joined since the lists were shipped, and as LOTI says of any. */
export function lists(joined: Joined = noneJoined): Lists {
  const before = made.get(joined)
  if (before) return before
  indexes ??= index()
  const { authority, area, groups, byScope } = indexes
  const also = Map.groupBy(joined.aliases, (one) => one.vendor)
  const vendors = listedVendors(
    [
      ...shippedVendors(),
      ...joined.vendors.map(({ id, name, companyNumber }) => known(id, name, companyNumber)),
    ].map((one) => {
      const names = also.get(one.id)?.map(({ name }) => name)
      return names ? { ...one, aliases: [...one.aliases, ...names] } : one
    }),
    joined.entries,
  )
  const products = listedProducts(
    [
      ...shippedProducts(),
      ...joined.products.map(({ id, name, maker, serviceAreas: areas }) => ({
        id,
        name,
        ...(maker && { maker }),
        serviceAreas: areas,
        aliases: [],
      })),
    ],
    joined.entries,
  )
  const its: Lists = {
    authoritiesOf: (scope) => byScope.get(scope) ?? [],
    authority: (id) => authority.get(id),
    scopeName: (id) => authority.get(id)?.name ?? scopeName(id),
    serviceAreas,
    groups: () => groups,
    area: (id) => area.get(id),
    vendor: vendors.get,
    vendors: () => vendors.all,
    vendorName: (id) => vendors.nameOf(id) ?? (id === 'in-house' ? 'In-house' : readable(id)),
    product: products.get,
    products: () => products.all,
    productName: (id) => products.nameOf(id) ?? readable(id),
    kept: keptIn(joined.entries),
    family: familiesIn(joined.entries),
    ownVendor: vendors.own,
    ownProduct: products.own,
    isShipped: (id) => (shippedVendor(id) ?? shippedProduct(id)) !== undefined,
    freshMonths,
    leadMonths,
  }
  made.set(joined, its)
  return its
}
