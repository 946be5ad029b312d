import { type Context, Hono } from 'hono'
import { problem } from '../domain/problem.ts'
import { decisionCalendar } from '../views/decisionCalendar.ts'
import { createAdded } from './added.ts'
import { ofTodayAlone } from './asAt.ts'
import type { Deps, Env } from './deps.ts'
import { framed } from './frame.ts'
import { publicly } from './publicly.ts'
import { createReading, type Reading } from './reading.ts'
import { tagged } from './tagged.ts'
import { narrowing } from './views.ts'

// Days to decide by, for a calendar to subscribe to: of an authority, or of a service area or a vendor in a scope.

export const calendarRoutes = ({ origin, dataSet }: Pick<Deps, 'origin' | 'dataSet'>, reading: Reading) => {
  const answer = async (
    c: Context<Env>,
    { contracts, name, today, cut }: Awaited<ReturnType<Reading['decisions']>>,
  ) => {
    const isDemonstration = (await dataSet()) === 'demonstration'
    return c.body(decisionCalendar(contracts, { name, today, origin, isDemonstration, cut }), 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="decide-by.ics"',
    })
  }
  const named = (c: Context<Env>) => (c.req.param('file') ?? '').replace(/[.]ics$/, '')
  return new Hono<Env>()
    .use(ofTodayAlone('calendars, which tell of decisions ahead'), publicly, tagged())
    .get('/authority/:file{[^/]+[.]ics}', async (c) => answer(c, await reading.authorityDecisions(named(c))))
    .get('/renewals/:file{[^/]+[.]ics}', async (c) => {
      const { area, vendor } = narrowing(c)
      if ((area === undefined) === (vendor === undefined)) {
        throw problem.malformed('Name a service area with ?area=, or a vendor with ?vendor=.')
      }
      return answer(c, await reading.decisions(named(c), { area, vendor }))
    })
}

/** The feeds alone: what makes them is large, and the rest of the API starts sooner without it. */
export const createCalendars = (
  deps: Pick<Deps, 'store' | 'origin' | 'dataSet' | 'turnPage' | 'log' | 'now'>,
) =>
  framed(
    new Hono<Env>().route(
      '/api/v1/calendars',
      calendarRoutes(deps, createReading(deps, createAdded(deps.store))),
    ),
    deps,
  )
