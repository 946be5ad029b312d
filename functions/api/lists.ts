import { authorities, products, scopeName, scopesOf, serviceAreas, vendors } from '../reference/index.ts'
import { freshMonths, leadMonths } from '../reference/settings.ts'
import type { Authority, Vendor } from '../schema/reference.ts'
import type { AddedProduct } from '../store/index.ts'
import type { AreaGroup, KnownProduct, Lists } from '../views/parts.ts'

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
    vendor: new Map(vendors().map((one) => [one.id, one])),
    product: new Map(products().map((one) => [one.id, one])),
  }
}

/** An id that is on no list, made readable: `ven_acme-systems` → `acme systems`. */
const readable = (id: string) => id.replace(/^[a-z]{3}_/, '').replaceAll('-', ' ')

const known = (id: string, name: string): Vendor => ({
  id,
  name,
  aliases: [],
  predecessors: [],
  parents: [],
  companyNumbers: [],
})

/** `added` names vendors and products that joined since the lists were shipped. */
export function lists(
  added: ReadonlyMap<string, string> = new Map(),
  addedProducts: readonly AddedProduct[] = [],
): Lists {
  indexes ??= index()
  const { authority, area, vendor, product, groups, byScope } = indexes
  const joined = (id: string) => {
    const name = added.get(id)
    return name === undefined ? undefined : known(id, name)
  }
  const joinedProducts = () =>
    addedProducts.map(
      ({ id, name, maker, serviceAreas: areas }): KnownProduct => ({
        id,
        name,
        ...(maker && { maker }),
        serviceAreas: areas,
        aliases: [],
      }),
    )
  return {
    authoritiesOf: (scope) => byScope.get(scope) ?? [],
    authority: (id) => authority.get(id),
    scopeName: (id) => authority.get(id)?.name ?? scopeName(id),
    serviceAreas,
    groups: () => groups,
    area: (id) => area.get(id),
    vendor: (id) => vendor.get(id) ?? joined(id),
    vendors: () => [
      ...vendors(),
      ...[...added].filter(([id]) => id.startsWith('ven_')).map(([id, name]) => known(id, name)),
    ],
    vendorName: (id) =>
      vendor.get(id)?.name ?? added.get(id) ?? (id === 'in-house' ? 'In-house' : readable(id)),
    product: (id) => product.get(id) ?? joinedProducts().find((one) => one.id === id),
    products: () => [...products(), ...joinedProducts()],
    productName: (id) => product.get(id)?.name ?? added.get(id) ?? readable(id),
    freshMonths,
    leadMonths,
  }
}
