import { type Context, Hono } from 'hono'
import { londonToday } from '../domain/calendar.ts'
import {
  figuresStretch,
  ratingCoverage,
  satisfactionBySuppliers,
  skillsCoverage,
  skillsPrefix,
  subjectOf,
} from '../domain/membersSummary.ts'
import { problem } from '../domain/problem.ts'
import type { Shown } from '../domain/rating.ts'
import { coverageTogether, type RatingCoverage } from '../domain/ratingCoverage.ts'
import type { Satisfaction } from '../domain/satisfaction.ts'
import { type Summary, summaryFrom } from '../domain/summary.ts'
import type { Totals } from '../domain/totals.ts'
import type { Person } from '../schema/person.ts'
import type { Item } from '../store/dynamo.ts'
import { keys } from '../store/keys.ts'
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
  /** How much there is in a scope of several regions; one region says so beside its skills. */
  const coverageIn = async (scope: string): Promise<Summary> =>
    coverageAmong(await store.table.all<Totals>(keys.membersViewsOf(scope, skillsCoverage)))

  return new Hono<Env>()
    .get('/ratings/:scope', async (c) => {
      const { asked, regions } = await ask(c, 'read ratings')
      const kept = await Promise.all(
        regions.map((region) =>
          store.table.all<Shown | RatingCoverage | Satisfaction>(
            keys.membersViewsOf(region, figuresStretch.from),
            {
              below: figuresStretch.to,
            },
          ),
        ),
      )
      const shown = kept.map(
        (items) =>
          new Map(
            items.flatMap(({ sk, body }) => {
              const vendor = subjectOf(sk)
              return vendor ? [[vendor, body as Shown] as const] : []
            }),
          ),
      )
      const named = (name: string) => kept.flat().flatMap(({ sk, body }) => (sk === name ? [body] : []))
      const coverage = coverageTogether(named(ratingCoverage) as RatingCoverage[])
      const correlation = correlationIn(named(satisfactionBySuppliers) as Satisfaction[])
      return c.json(ratingsView(coverage, shown, asked, correlation))
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
      const kept = await Promise.all(
        regions.map((region) => store.table.all<Totals>(keys.membersViewsOf(region, skillsPrefix))),
      )
      const assessed = new Map(
        kept.flat().flatMap(({ sk, body }) => {
          const authority = subjectOf(sk)
          return authority && Object.keys(body).length > 0 ? [[authority, body] as const] : []
        }),
      )
      const coverage = regions[0] === asked.scope ? coverageAmong(kept[0]) : await coverageIn(asked.scope)
      return c.json(skillsView(coverage, assessed, skillList(), asked))
    })
    .route('/', completenessRoutes(store, ask))
    .route('/', peersRoutes(store, ask))
    .route('/', satisfactionRoutes(store, ask))
    .route('/', movesRoutes(store, ask))
}

/** How many skills were assessed, from the documents of that among others. */
const coverageAmong = (items: Item<unknown>[] = []): Summary =>
  summaryFrom(
    skillsCoverage,
    items.flatMap(({ sk, body }) => (sk.startsWith(skillsCoverage) ? [[sk, body as Totals] as const] : [])),
  )
