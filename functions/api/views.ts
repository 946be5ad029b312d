import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { problem } from '../domain/problem.ts'
import { isRegisterId } from '../schema/record.ts'
import { queryOf } from './answers.ts'
import { asAtIn, quarterIn } from './asAt.ts'
import type { Narrowing } from './asking.ts'
import type { Env } from './deps.ts'
import { before } from './history.ts'
import { type When, whens } from './listReading.ts'
import type { Reading } from './reading.ts'

// What anyone may read. Each answer is one request to the table, and few more where a list is very long.

const mostNamed = 100
const mostWaitedFor = 1000

export const viewRoutes = (reading: Reading) =>
  new Hono<Env>()
    .get('/overview/:scope', async (c) => c.json(await reading.overview(c.req.param('scope'), asAtIn(c))))
    .get('/trends/:scope', async (c) => c.json(await reading.trends(c.req.param('scope'), asAtIn(c))))
    .get('/changes/:scope', async (c) => c.json(await reading.changes(c.req.param('scope'), quarterIn(c))))
    .get('/figures/:scope', async (c) => c.json(await reading.figures(c.req.param('scope'), asAtIn(c))))
    .get('/market/:scope', async (c) => c.json(await reading.market(c.req.param('scope'), counting(c))))
    .get('/renewals/:scope', async (c) =>
      c.json(await reading.renewals(c.req.param('scope'), narrowing(c), asAtIn(c))),
    )
    .get('/timeline/:scope', async (c) => c.json(await reading.timeline(c.req.param('scope'), asAtIn(c))))
    .get('/contracts/:scope', async (c) =>
      c.json(await reading.contracts(c.req.param('scope'), narrowing(c), whenOf(c), paging(c))),
    )
    .get('/systems/:scope', async (c) =>
      c.json(await reading.systems(c.req.param('scope'), narrowing(c), paging(c))),
    )
    .get('/who-runs-what/:scope', async (c) =>
      c.json(await reading.whoRunsWhat(c.req.param('scope'), asAtIn(c))),
    )
    .get('/authority/:id', async (c) =>
      c.json(await reading.authority(c.req.param('id'), { asAt: asAtIn(c) })),
    )
    .get('/service-area/:scope/:area', async (c) =>
      c.json(await reading.serviceArea(c.req.param('scope'), c.req.param('area'), asAtIn(c))),
    )
    .get('/buy-together/:scope/:area', async (c) =>
      c.json(await reading.buyTogether(c.req.param('scope'), c.req.param('area'), asAtIn(c))),
    )
    .get('/vendor/:scope/:id', async (c) =>
      c.json(await reading.vendor(c.req.param('scope'), c.req.param('id'), asAtIn(c))),
    )
    .get('/product/:scope/:id', async (c) =>
      c.json(await reading.product(c.req.param('scope'), c.req.param('id'), asAtIn(c))),
    )
    .get('/system/:id', async (c) => c.json(await reading.system(c.req.param('id'), asAtIn(c))))
    .get('/contract/:id', async (c) => c.json(await reading.contract(c.req.param('id'), asAtIn(c))))
    .get('/named-systems', async (c) => {
      const ids = c.req.queries('id') ?? []
      if (ids.length > mostNamed) throw problem.malformed(`Name no more than ${mostNamed} systems at once.`)
      return c.json(await reading.systemsNamed(ids, asAtIn(c)))
    })
    .get('/history/:id', async (c) =>
      c.json(await reading.history(c.req.param('id'), queryOf(c, before).before)),
    )
    .get('/caught-up', async (c) => {
      const named = c.req.queries('record') ?? []
      const wanted = named.map((one) => {
        const found = waitFor.safeParse(one.split('@'))
        if (!found.success) throw problem.malformed('Name each record as id@version, like con_abc@3.')
        return found.data
      })
      if (wanted.length > mostWaitedFor) {
        throw problem.malformed('Ask about no more than 1,000 records at once.')
      }
      c.header('Cache-Control', 'no-store')
      return c.json(await reading.caughtUp(wanted))
    })

// Of the register alone: that a rating exists is nobody else's business.
const waitFor = z.tuple([z.string().max(80).refine(isRegisterId), z.coerce.number().int().positive()])

const asked = (c: Context<Env>, name: string) => c.req.query(name) || undefined

export const narrowing = (c: Context<Env>): Narrowing => ({
  area: asked(c, 'area'),
  vendor: asked(c, 'vendor'),
  product: asked(c, 'product'),
})

const paging = (c: Context<Env>) => ({ after: asked(c, 'after'), asAt: asAtIn(c) })

export const counting = (c: Context<Env>) => ({
  area: asked(c, 'area'),
  byGroup: c.req.query('group') === '1',
  asAt: asAtIn(c),
})

function whenOf(c: Context<Env>): When {
  const said = asked(c, 'when') ?? 'ahead'
  const when = whens.find((one) => one === said)
  if (!when) throw problem.malformed('Ask for when=ahead, late or undated.')
  return when
}
