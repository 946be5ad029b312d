import { authorities, products, scopeName, scopesOf, serviceAreas, vendors } from '../reference/index.ts'
import { freshMonths } from '../reference/settings.ts'
import type { Authority } from '../schema/reference.ts'
import type { Lists } from '../views/parts.ts'

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
  return {
    byScope,
    authority: new Map(authorities().map((one) => [one.id, one])),
    vendor: new Map(vendors().map(({ id, name }) => [id, name])),
    product: new Map(products().map(({ id, name }) => [id, name])),
  }
}

/** An id that is on no list, made readable: `ven_acme-systems` → `acme systems`. */
const readable = (id: string) => id.replace(/^[a-z]{3}_/, '').replaceAll('-', ' ')

/** `added` names vendors and products that joined since the lists were shipped. */
export function lists(added: ReadonlyMap<string, string> = new Map()): Lists {
  indexes ??= index()
  const known = indexes
  return {
    authoritiesOf: (scope) => known.byScope.get(scope) ?? [],
    authority: (id) => known.authority.get(id),
    scopeName: (id) => known.authority.get(id)?.name ?? scopeName(id),
    serviceAreas,
    vendorName: (id) =>
      known.vendor.get(id) ?? added.get(id) ?? (id === 'in-house' ? 'In-house' : readable(id)),
    productName: (id) => known.product.get(id) ?? added.get(id) ?? readable(id),
    freshMonths,
  }
}
