import { type Context, Hono } from 'hono'
import { type IsoDate, londonToday } from '../domain/calendar.ts'
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
import { asAtIn, inPast } from './asAt.ts'
import { completenessRoutes } from './completeness.ts'
import type { Deps, Env } from './deps.ts'
import { lists } from './lists.ts'
import { tellingOf } from './membersPast.ts'
import { movesRoutes } from './moves.ts'
import { peersRoutes } from './peers.ts'
import { ratedThen, ratingsThen } from './ratingsPast.ts'
import { satisfactionRoutes } from './satisfaction.ts'
import { skillList } from './skillLevel.ts'

// What members read of each other. It is kept apart from what is public, and asked for here alone.

/**
 * What every question of a member's begins with: who asks, of which part of the country, and its regions; and the day in the
 * past that is asked for, which is then the day that is asked of.
 */
export type MembersAsk = (
  c: Context<Env>,
  what: string,
) => Promise<{ reader: Person; asked: Asked; regions: string[]; said: { asAt?: IsoDate }; told: Telling }>
/** What topics tell of regions, on the day that is asked of. */
type Telling = ReturnType<typeof tellingOf>

export function membersRoutes({ store, turnPage, now = () => new Date() }: Deps, added: Added) {
  const ask: MembersAsk = async (c, what) => {
    const reader = allowed(c, 'read members', what)
    const scope = c.req.param('scope') ?? ''
    const today = londonToday(now())
    await turnPage(today)
    const named = lists(await added.lists())
    const within = named.authoritiesOf(scope)
    if (within.length === 0) throw problem.missing('scope')
    const asAt = inPast(asAtIn(c), today)
    return {
      reader,
      asked: { scope, today: asAt ?? today, lists: named },
      regions: [...new Set(within.map(({ region }) => region))],
      said: asAt ? { asAt } : {},
      told: tellingOf(store.table, { asAt, lists: named }),
    }
  }
  return new Hono<Env>()
    .get('/ratings/:scope', async (c) => {
      const { asked, regions, said } = await ask(c, 'read ratings')
      const then = said.asAt === undefined ? undefined : await ratingsThen(store.table, regions, said.asAt)
      const shown =
        then?.told ?? (await readKept(store.table, regions, { ratings })).told.map((of) => of.ratings)
      const correlation = correlationIn(shown.flatMap(({ satisfaction }) => satisfaction ?? []))
      const of = { ...asked, today: then?.on ?? asked.today }
      return c.json({ ...ratingsView(shown, of, correlation), ...said })
    })
    .get('/ratings/:scope/:vendor', async (c) => {
      const { asked, regions, reader, said } = await ask(c, 'read ratings')
      const [vendor = '', ...merged] = asked.lists.family(c.req.param('vendor'))
      const ids = [vendor, ...merged]
      if (said.asAt) {
        if (!asked.lists.vendor(vendor)) throw problem.missing('vendor')
        const { on, rated } = await ratedThen(store.table, { regions, ids, asAt: said.asAt })
        return c.json({ ...vendorRatingsView(vendor, rated, [], { ...asked, today: on }), ...said })
      }
      const { rated, own } = await readRated(store.table, {
        regions,
        ids,
        own: [...new Set([...reader.memberOf, ...reader.editorOf])],
        today: asked.today,
      })
      // Answered of every vendor there is: whether any council has rated it is not to be told by a refusal.
      if (!asked.lists.vendor(vendor) && own.length === 0) throw problem.missing('vendor')
      return c.json(vendorRatingsView(vendor, rated, own, asked))
    })
    .get('/skills/:scope', async (c) => {
      const { asked, regions, said, told } = await ask(c, 'read skills')
      const found = await told(regions, { skills })
      const levels = found.map((of) => of.skills)
      return c.json({ ...skillsView(levels, skillList(), asked), ...said })
    })
    .route('/', completenessRoutes(store, ask))
    .route('/', peersRoutes(ask))
    .route('/', satisfactionRoutes(store, ask))
    .route('/', movesRoutes(ask))
}
