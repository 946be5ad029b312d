import { described } from '../../functions/api/described.ts'
import { param } from '../../functions/api/openApi.ts'
import type { Asking } from '../support/asking.ts'

// Everything a reader can ask: every GET route the router has, for every thing there is, narrowed in every way its
// description knows. A route that takes something nobody has thought of here stops the attack, so that none is missed.

export type Things = {
  scopes: string[]
  authorities: string[]
  areas: string[]
  vendors: string[]
  products: string[]
  /** Systems and contracts. */
  records: string[]
  /** Ratings and skill levels: anyone can work out their ids. */
  opinions: string[]
  words: string[]
  tables: string[]
}
type Given = Record<string, string>

const extensions = ['csv', 'json']

/** What may stand in an address. */
function paramValues(name: string, path: string, given: Given, things: Things, files: string[]): string[] {
  switch (name) {
    case 'scope':
      return things.scopes
    case 'authority':
      return things.authorities
    case 'area':
      return things.areas
    case 'vendor':
      return things.vendors
    case 'product':
      return things.products
    case 'table':
      return things.tables
    case 'file': {
      if (path.includes('/calendars/')) {
        const whose = path.includes('/authority/') ? things.authorities : things.scopes
        return whose.map((one) => `${one}.ics`)
      }
      const of = given.table?.startsWith('authority-') ? things.authorities : things.scopes
      return of.flatMap((one) => extensions.map((extension) => `${one}.${extension}`))
    }
    case 'name':
      return files
    case 'submission':
      return ['sub_none']
    case 'id':
      if (path.includes('/authority/')) return things.authorities
      if (path.includes('/vendor/')) return things.vendors
      if (path.includes('/product/')) return things.products
      if (path.includes('/entries/')) return [...things.vendors, ...things.products]
      if (/\/(imports|people|merges)\//.test(path)) return ['none']
      if (/\/(imports|people|open-data)\//.test(path)) return ['none']
      return [...things.records, ...things.opinions]
    default:
      throw new Error(`The attack does not know what to ask for as :${name} in ${path}. Teach it.`)
  }
}

/** What may be asked beside an address, nothing included. */
function queryValues(name: string, route: string, things: Things): string[] {
  const ids = [...things.records, ...things.opinions]
  const known: Record<string, string[]> = {
    area: things.areas,
    vendor: things.vendors,
    product: things.products,
    group: ['1'],
    by: ['systems', 'value', 'end'],
    when: ['ahead', 'late', 'undated'],
    q: things.words,
    name: things.words,
    id: ids,
    record: ids.map((id) => `${id}@1`),
    on: ['2026-11-24'],
    asAt: ['2026-06-30', '2026-10-15'],
    quarter: ['2026-Q2', '2026-Q4'],
    companyNumber: [],
    // Who may ask reads no rating there that members do not; of two, one way round is enough.
    from: things.vendors.slice(0, 1),
    into: things.vendors.slice(1, 2),
    to: [],
    authority: [],
    risk: [],
    role: [],
    state: [],
    sort: [],
    limit: [],
    page: [],
    // Where a list goes on says nothing that the list does not.
    after: [],
    before: [],
    hash: [],
    rows: [],
    row: [],
    find: [],
    show: [],
    outcome: [],
  }
  const values = known[name]
  if (!values) throw new Error(`The attack does not know what to ask for as ?${name}= of ${route}. Teach it.`)
  return values
}

/** Tables read what their views do. */
const tableQuery = ['by', 'area', 'vendor', 'product', 'group', 'asAt', 'quarter']

const everyWay = (names: string[], values: (name: string) => string[]): Given[] =>
  names.reduce<Given[]>(
    (ways, name) => ways.flatMap((way) => [way, ...values(name).map((value) => ({ ...way, [name]: value }))]),
    [{}],
  )
/** A table of one area, vendor or product needs it named; beside that, each narrowing by itself. */
function tableWays(table: string, things: Things): Given[] {
  const [of = ''] = table.split('-')
  const named = ['area', 'vendor', 'product'].includes(of)
    ? of
    : table === 'buy-together'
      ? 'area'
      : undefined
  const needed = named ? queryValues(named, table, things).map((value) => ({ [named]: value })) : [{}]
  const others = tableQuery
    .filter((name) => name !== named)
    .flatMap((name) => queryValues(name, table, things).map((value) => ({ [name]: value })))
  return needed.flatMap((way) => [way, ...others.map((other) => ({ ...way, ...other }))])
}

/** Every address a route has. */
function addressesOf(path: string, things: Things, files: string[]): string[] {
  const names = [...path.matchAll(param)].map(([, name = '']) => name)
  const given = names.reduce<Given[]>(
    (ways, name) =>
      ways.flatMap((way) =>
        paramValues(name, path, way, things, files).map((value) => ({ ...way, [name]: value })),
      ),
    [{}],
  )
  const route = `GET ${path}`
  const asked = Object.keys(described[route]?.query?.shape ?? {})
  return given.flatMap((params) => {
    const address = path.replaceAll(param, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    // A file in the other form is made of the same table.
    const ways = params.table
      ? tableWays(params.table, things).slice(0, params.file?.endsWith('.csv') ? 1 : undefined)
      : path.includes('/calendars/renewals/')
        ? // Of one thing at a time; of two it is refused.
          asked.flatMap((name) => queryValues(name, route, things).map((value) => ({ [name]: value })))
        : everyWay(asked, (name) => queryValues(name, route, things))
    return ways.map((way) => {
      const query = new URLSearchParams(way).toString()
      return query === '' ? address : `${address}?${query}`
    })
  })
}

/** Refusals carry the request's own id. */
const asSeen = (text: string) => text.replaceAll(/req_[0-9a-z]{26}/g, 'req')

/** What the service says of itself holds no record, and its page a number of its own each time. */
const isOfItself = (path: string) => /^\/api\/(docs|openapi\.json)$/.test(path)

/** All that a reader is answered, by address: status, tag and words. */
export async function everythingSeen(
  app: Asking['app'],
  who: string,
  things: Things,
  isAsked: (path: string) => boolean = () => true,
) {
  const paths = [
    ...new Set(
      app.routes.flatMap(({ method, path }) =>
        method === 'GET' && isAsked(path) && !isOfItself(path) ? [path] : [],
      ),
    ),
  ]
  const seen = new Map<string, string>()
  const files = new Set<string>()
  // What files there are is told by a list of them.
  for (const path of paths.sort((a, b) => Number(a.includes(':name')) - Number(b.includes(':name')))) {
    for (const address of addressesOf(path, things, [...files])) {
      const answer = await app.request(address, { headers: { 'X-Who': who } })
      const text = asSeen(await answer.text())
      seen.set(address, `${answer.status} ${answer.headers.get('ETag') ?? ''} ${text}`)
      if (path.includes('/explorer/')) {
        for (const [file] of text.matchAll(/[ENSW]\d{8}-(?:[01]*-[0-9a-f]{16}|\d{4}-\d{2}-\d{2})/g))
          files.add(file)
      }
    }
  }
  return seen
}
