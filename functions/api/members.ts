import { type Context, Hono } from 'hono'
import { londonToday } from '../domain/calendar.ts'
import { ratings, skills } from '../domain/kept.ts'
import { problem } from '../domain/problem.ts'
import type { Person } from '../schema/person.ts'
import { readKept } from '../store/kept.ts'
import { readRated } from '../store/rated.ts'
import type { Asked } from '../views/parts.ts'
import { ratingsView, vendorRatingsView } from '../views/rating.ts'
import { correlationIn } from '../views/satisfaction.ts'
import { skillsView } from '../views/skillLevel.ts'
import type { Added } from './added.ts'
import { allowed } from './answers.ts'
import { completenessRoutes } from './completeness.ts'
import type { Deps, Env } from './deps.ts'
import { lists } from './lists.ts'
import { movesRoutes } from './moves.ts'
import { peersRoutes } from './peers.ts'
import { satisfactionRoutes } from './satisfaction.ts'
import { skillList } from './skillLevel.ts'

// What members read of each other. It is kept apart from what is public, and asked for here alone.

/** What every question of a member's begins with: who asks, of which part of the country, and its regions. */
export type MembersAsk = (
  c: Context<Env>,
  what: string,
) => Promise<{ reader: Person; asked: Asked; regions: string[] }>

export function membersRoutes({ store, turnPage, now = () => new Date() }: Deps, added: Added) {
  const ask: MembersAsk = async (c, what) => {
    const reader = allowed(c, 'read members', what)
    const scope = c.req.param('scope') ?? ''
    const today = londonToday(now())
    await turnPage(today)
    const named = lists(await added.lists())
    const within = named.authoritiesOf(scope)
    if (within.length === 0) throw problem.missing('scope')
    const asked: Asked = { scope, today, lists: named }
    return { reader, asked, regions: [...new Set(within.map(({ region }) => region))] }
  }
  return new Hono<Env>()
    .get('/ratings/:scope', async (c) => {
      const { asked, regions } = await ask(c, 'read ratings')
      const { told } = await readKept(store.table, regions, { ratings })
      const shown = told.map((of) => of.ratings)
      const correlation = correlationIn(shown.flatMap(({ satisfaction }) => satisfaction ?? []))
      return c.json(ratingsView(shown, asked, correlation))
    })
    .get('/ratings/:scope/:vendor', async (c) => {
      const { asked, regions, reader } = await ask(c, 'read ratings')
      const [vendor = '', ...merged] = asked.lists.family(c.req.param('vendor'))
      const { rated, own } = await readRated(store.table, {
        regions,
        ids: [vendor, ...merged],
        own: [...new Set([...reader.memberOf, ...reader.editorOf])],
        today: asked.today,
      })
      // Answered of every vendor there is: whether any council has rated it is not to be told by a refusal.
      if (!asked.lists.vendor(vendor) && own.length === 0) throw problem.missing('vendor')
      return c.json(vendorRatingsView(vendor, rated, own, asked))
    })
    .get('/skills/:scope', async (c) => {
      const { asked, regions } = await ask(c, 'read skills')
      const { told } = await readKept(store.table, regions, { skills })
      const said = told.map((of) => of.skills)
      return c.json(skillsView(said, skillList(), asked))
    })
    .route('/', completenessRoutes(store, ask))
    .route('/', peersRoutes(store, ask))
    .route('/', satisfactionRoutes(store, ask))
    .route('/', movesRoutes(store, ask))
}
