import { Hono } from 'hono'
import { z } from 'zod'
import { londonToday } from '../domain/calendar.ts'
import { problem } from '../domain/problem.ts'
import type { Totals } from '../domain/totals.ts'
import type { Item } from '../store/dynamo.ts'
import { keys } from '../store/keys.ts'
import { authorityView } from '../views/authority.ts'
import { marketView } from '../views/market.ts'
import { overviewView } from '../views/overview.ts'
import type { Asked, StoredContractRow, StoredSystemRow } from '../views/parts.ts'
import { renewalsView } from '../views/renewals.ts'
import { serviceAreaView } from '../views/serviceArea.ts'
import { whoRunsWhatView } from '../views/whoRunsWhat.ts'
import type { Deps, Env } from './deps.ts'
import { lists } from './lists.ts'
import type { Vendors } from './vendors.ts'

// What anyone may read. Each page is one request to the table, for documents and rows that are kept up to date.

const contractsOnAPage = 50
/** Rows on a service area's or an authority's page; what is cut is said. */
const mostRows = 1000

export function viewRoutes({ store, turnPage, now = () => new Date() }: Deps, vendors: Vendors) {
  const ask = async (scope: string): Promise<Asked> => {
    const today = londonToday(now())
    await turnPage(today)
    const named = lists(await vendors.names())
    if (named.authoritiesOf(scope).length === 0) throw problem.missing('scope')
    return { scope, today, lists: named }
  }
  const documents = async (...names: string[]): Promise<Totals[]> => {
    const found = await store.table.many<Totals>(names.map(keys.view))
    return names.map((name) => {
      const { pk, sk } = keys.view(name)
      return found.find((item) => item.pk === pk && item.sk === sk)?.body ?? {}
    })
  }
  const areaOf = (asked: Asked, id: string) => {
    const area = asked.lists.serviceAreas().find((one) => one.id === id)
    if (!area) throw problem.missing('service area')
    return area
  }
  /** A document and the rows that sort after it. */
  const apart = (items: Item<unknown>[], document: string) => ({
    totals: (items.find(({ sk }) => sk === document)?.body ?? {}) as Totals,
    rows: items
      .filter(({ sk }) => sk !== document)
      .map(({ body }) => body as StoredSystemRow | StoredContractRow),
  })

  return new Hono<Env>()
    .get('/overview/:scope', async (c) => {
      const scope = c.req.param('scope')
      const asked = await ask(scope)
      const [overview = {}, market = {}, renewals = {}] = await documents(
        `${scope}/OVERVIEW`,
        `${scope}/MARKET`,
        `${scope}/RENEWALS`,
      )
      return c.json(overviewView({ overview, market, renewals }, asked))
    })
    .get('/market/:scope', async (c) => {
      const scope = c.req.param('scope')
      const area = c.req.query('area') || undefined
      const asked = await ask(scope)
      if (area) areaOf(asked, area)
      const [totals = {}] = await documents(area ? `${scope}/AREA#${area}#` : `${scope}/MARKET`)
      return c.json(marketView(totals, asked, area))
    })
    .get('/renewals/:scope', async (c) => {
      const scope = c.req.param('scope')
      const area = c.req.query('area') || undefined
      const after = c.req.query('after') || undefined
      const asked = await ask(scope)
      if (area) areaOf(asked, area)
      const document = area ? `AREA#${area}#` : 'RENEWALS'
      const rows = area ? `AREA#${area}#CONTRACT#` : 'RENEWALS#'
      if (after !== undefined && !after.startsWith(rows))
        throw problem.malformed('That is not a page of this list.')
      const range = keys.viewsOf(scope, document)
      const [page, [read = {}]] = await Promise.all([
        store.table.page(range, { limit: contractsOnAPage + 1, after, below: `${rows}9999` }),
        after === undefined ? [] : documents(`${scope}/${document}`),
      ])
      const found = apart(page.items, document)
      return c.json(
        renewalsView(
          after === undefined ? found.totals : read,
          found.rows.flatMap((row) => (row.kind === 'contract' ? [row] : [])),
          asked,
          { area, next: page.next },
        ),
      )
    })
    .get('/who-runs-what/:scope', async (c) => {
      const scope = c.req.param('scope')
      const asked = await ask(scope)
      const [[overview = {}], areas] = await Promise.all([
        documents(`${scope}/OVERVIEW`),
        store.table.all<Totals>(keys.viewsOf(scope, 'WHO#')),
      ])
      return c.json(
        whoRunsWhatView(
          overview,
          new Map(areas.map(({ sk, body }) => [sk.slice('WHO#'.length), body])),
          asked,
        ),
      )
    })
    .get('/authority/:id', async (c) => {
      const id = c.req.param('id')
      const authority = lists().authority(id)
      if (!authority) throw problem.missing('authority')
      const asked = { ...(await ask(authority.region)), scope: authority.id }
      const { items } = await store.table.page(keys.viewsOf(id, ''), { limit: mostRows + 1 })
      const { totals, rows } = apart(items, 'OVERVIEW')
      return c.json(authorityView(authority, totals, rows, asked))
    })
    .get('/service-area/:scope/:area', async (c) => {
      const { scope, area } = c.req.param()
      const asked = await ask(scope)
      const described = areaOf(asked, area)
      const document = `AREA#${area}#`
      const page = await store.table.page(keys.viewsOf(scope, document), { limit: mostRows + 1 })
      const { totals, rows } = apart(page.items, document)
      return c.json(serviceAreaView(described, totals, rows, asked, { cut: page.next !== undefined }))
    })
    .get('/caught-up', async (c) => {
      const asked = c.req.queries('record') ?? []
      const wanted = asked.map((one) => {
        const found = waitFor.safeParse(one.split('@'))
        if (!found.success) throw problem.malformed('Name each record as id@version, like con_abc@3.')
        return found.data
      })
      if (wanted.length > 1000) throw problem.malformed('Ask about no more than 1,000 records at once.')
      const applied = await store.table.many<{ ref: { id: string }; version: number }>(
        wanted.map(([id]) => keys.applied(id)),
      )
      const versions = new Map(applied.map(({ body }) => [body.ref.id, body.version]))
      const waitingFor = wanted.filter(([id, version]) => (versions.get(id) ?? 0) < version).map(([id]) => id)
      c.header('Cache-Control', 'no-store')
      return c.json({ caughtUp: waitingFor.length === 0, waitingFor })
    })
}

const waitFor = z.tuple([z.string().min(1).max(80), z.coerce.number().int().positive()])
