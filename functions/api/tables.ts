import { type Context, Hono } from 'hono'
import { problem } from '../domain/problem.ts'
import type { ServedTable } from '../schema/table.ts'
import { csvOf } from '../views/csv.ts'
import * as pastTables from '../views/pastTables.ts'
import * as made from '../views/tables.ts'
import { asAtIn, quarterIn, toldByQuarter } from './asAt.ts'
import type { Env } from './deps.ts'
import type { Reading } from './reading.ts'
import { counting, narrowing } from './views.ts'

// Every public table as CSV and JSON: `/tables/market/E12000007.csv?by=value`. What follows the table's name is the
// scope, or the thing it is of.

type Part = Pick<ServedTable, 'title' | 'basis' | 'columns' | 'rows'>
type View = { today: string; scope?: { id: string; name: string }; authority?: { id: string; name: string } }
/** The view, and the table made of it. */
type Found = readonly [View, Part]

const by = (c: Context<Env>): made.By => {
  const asked = c.req.query('by')
  return asked === 'systems' || asked === 'value' ? asked : 'contracts'
}
const of = (c: Context<Env>, name: string): string => {
  const asked = c.req.query(name)
  if (!asked) throw problem.malformed(`Say which ${name} with ?${name}=.`)
  return asked
}

function tablesOf(reading: Reading): Record<string, (scope: string, c: Context<Env>) => Promise<Found>> {
  const from =
    <V extends View>(
      read: (scope: string, c: Context<Env>) => Promise<V>,
      make: (view: V, c: Context<Env>) => Part,
    ) =>
    async (scope: string, c: Context<Env>): Promise<Found> => {
      const view = await read(scope, c)
      return [view, make(view, c)]
    }
  const overview = (scope: string, c: Context<Env>) => reading.overview(scope, asAtIn(c))
  const market = (scope: string, c: Context<Env>) => reading.market(scope, counting(c))
  const renewals = (scope: string, c: Context<Env>) => reading.renewals(scope, narrowing(c), asAtIn(c))
  const area = (scope: string, c: Context<Env>) => reading.serviceArea(scope, of(c, 'area'), asAtIn(c))
  const vendor = (scope: string, c: Context<Env>) => reading.vendor(scope, of(c, 'vendor'), asAtIn(c))
  const product = (scope: string, c: Context<Env>) => reading.product(scope, of(c, 'product'), asAtIn(c))
  const authority = (id: string, c: Context<Env>) => reading.authority(id, { whole: true, asAt: asAtIn(c) })
  return {
    authorities: from(overview, made.authoritiesTable),
    market: from(market, (view, c) => made.marketTable(view, by(c))),
    'service-areas': from(
      (scope, c) => reading.market(scope, { byGroup: false, asAt: asAtIn(c) }),
      made.serviceAreasTable,
    ),
    'renewal-quarters': from(renewals, (view, c) =>
      made.renewalQuartersTable(view, c.req.query('by') === 'end' ? 'end' : 'decide'),
    ),
    'renewal-states': from(renewals, made.renewalStatesTable),
    trends: from((scope, c) => reading.trends(scope, asAtIn(c)), pastTables.trendsTable),
    changes: from(
      (scope, c) => reading.changes(scope, quarterIn(c), { whole: true }),
      pastTables.changesTable,
    ),
    timeline: from((scope, c) => reading.timeline(scope, asAtIn(c)), made.timelineTable),
    'who-runs-what': from((scope, c) => reading.whoRunsWhat(scope, asAtIn(c)), made.whoRunsWhatTable),
    'buy-together': from(
      (scope, c) => reading.buyTogether(scope, of(c, 'area'), asAtIn(c)),
      made.buyTogetherTable,
    ),
    'area-vendors': from(area, (view, c) => made.areaVendorsTable(view, by(c))),
    'area-products': from(area, made.areaProductsTable),
    'area-authorities': from(area, made.areaAuthoritiesTable),
    'area-quarters': from(area, made.areaQuartersTable),
    'vendor-products': from(vendor, made.vendorProductsTable),
    'vendor-areas': from(vendor, made.vendorAreasTable),
    'vendor-authorities': from(vendor, made.vendorAuthoritiesTable),
    'vendor-quarters': from(vendor, made.vendorQuartersTable),
    'product-authorities': from(product, made.productAuthoritiesTable),
    'authority-vendors': from(authority, made.authorityVendorsTable),
    'authority-systems': from(authority, made.authoritySystemsTable),
    'authority-contracts': from(authority, made.authorityContractsTable),
  }
}

export function tableRoutes(reading: Reading) {
  const tables = new Map(Object.entries(tablesOf(reading)))
  return new Hono<Env>().get('/:table/:file{[^/]+[.](?:csv|json)}', async (c) => {
    const { table: id, file } = c.req.param()
    const make = tables.get(id)
    if (!make) throw problem.missing('table')
    if (c.req.query('asAt') && id === 'changes') throw toldByQuarter()
    const dot = file.lastIndexOf('.')
    const [view, part] = await make(file.slice(0, dot), c)
    const scope = view.scope ?? view.authority ?? { id: '', name: '' }
    const table: ServedTable = {
      id,
      ...part,
      scope: { id: scope.id, name: scope.name },
      asOf: view.today,
      licence: 'Open Government Licence v3.0',
    }
    if (file.endsWith('.json')) return c.json(table)
    return c.body(csvOf(table), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName(id, scope.name, view.today)}.csv"`,
    })
  })
}

const fileName = (...parts: string[]) =>
  parts
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
