import { Hono } from 'hono'
import { sha256 } from '../domain/audit.ts'
import { authorities, serviceAreas } from '../reference/index.ts'
import { freshMonths, leadMonths } from '../reference/settings.ts'
import { routes } from '../schema/contract.ts'
import { type AnyKind, anyKinds } from '../schema/record.ts'
import type { AreaChoice, Places, ReferenceLists } from '../schema/view.ts'
import type { Added } from './added.ts'
import type { Env } from './deps.ts'
import { lists } from './lists.ts'

const places = (): Places => ({
  authorities: authorities().map(({ id, name, slug, region, tile }) => ({
    id,
    name,
    slug,
    region,
    ...(tile && { tile }),
  })),
  serviceAreas: serviceAreas().map(({ id, label, group, groupLabel, kind }) => ({
    id,
    label,
    group,
    groupLabel,
    kind,
  })),
})

type Joined = Awaited<ReturnType<Added['lists']>>

/** Other names, where there are any that say more than the name itself. */
const also = (name: string, others: string[]) => {
  const rest = [...new Set(others)].filter((other) => other !== name)
  return rest.length > 0 && { also: rest }
}

/** The lists forms choose from and the names pages need, with what joined since they were shipped. */
export const referenceLists = (added: Joined, known = lists(added)): ReferenceLists => ({
  ...places(),
  vendors: known.vendors().map(({ id, name, aliases, predecessors, sme, vcse, invented }) => ({
    id,
    name,
    ...also(name, [...aliases, ...predecessors.map((before) => before.name)]),
    ...(sme !== undefined && { sme }),
    ...(vcse !== undefined && { vcse }),
    ...(invented && { invented }),
  })),
  products: known.products().map(({ id, name, maker, serviceAreas: areas, aliases, invented }) => ({
    id,
    name,
    ...also(name, aliases),
    ...(maker && { maker }),
    serviceAreas: areas,
    ...(invented && { invented }),
  })),
  merged: added.entries.flatMap(({ id, mergedInto }) =>
    mergedInto
      ? [
          {
            id,
            name: (id.startsWith('prd_') ? known.productName : known.vendorName)(id),
            into: known.kept(id),
          },
        ]
      : [],
  ),
  settings: {
    leadMonths: Object.fromEntries(routes.map((route) => [route, leadMonths(route)])) as Record<
      (typeof routes)[number],
      number
    >,
    freshMonths: Object.fromEntries(anyKinds.map((kind) => [kind, freshMonths(kind)])) as Record<
      AnyKind,
      number
    >,
  },
})

/** Service areas to choose from, each under its group; a choice may be a whole group. */
const serviceAreaList = (): AreaChoice[] =>
  lists()
    .groups()
    .map(({ id, label, members }) => ({
      id,
      name: label,
      areas: members.map((one) => ({ id: one.id, name: one.label })),
    }))

type Kept = { body: string; tag: string }
const kept = (value: unknown): Kept => {
  const body = JSON.stringify(value)
  return { body, tag: `"${sha256(body).slice(0, 20)}"` }
}

/** The lists, written out once until something joins them; a browser that has them is told so. */
export function referenceRoutes(added: Added) {
  let placesKept: Kept | undefined
  let areasKept: Kept | undefined
  let whole: { of: Joined; kept: Kept } | undefined
  const answer = ({ body, tag }: Kept, known: string | undefined) => {
    const headers = { ETag: tag, 'Cache-Control': 'public, max-age=0, must-revalidate' }
    // An edge that compresses weakens the tag.
    if (known?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)) {
      return new Response(null, { status: 304, headers })
    }
    return new Response(body, { headers: { ...headers, 'Content-Type': 'application/json' } })
  }
  return new Hono<Env>()
    .get('/', async (c) => {
      const joined = await added.lists()
      if (whole?.of !== joined) whole = { of: joined, kept: kept(referenceLists(joined)) }
      return answer(whole.kept, c.req.header('If-None-Match'))
    })
    .get('/places', (c) => {
      placesKept ??= kept(places())
      return answer(placesKept, c.req.header('If-None-Match'))
    })
    .get('/service-areas', (c) => {
      areasKept ??= kept(serviceAreaList())
      return answer(areasKept, c.req.header('If-None-Match'))
    })
}
