import { Hono } from 'hono'
import {
  comparedOf,
  ratingCoverage,
  satisfactionBySuppliers,
  satisfactionOf,
} from '../domain/membersSummary.ts'
import { coverageTogether, type RatingCoverage } from '../domain/ratingCoverage.ts'
import type { Satisfaction } from '../domain/satisfaction.ts'
import type { Totals } from '../domain/totals.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { satisfactionView } from '../views/satisfaction.ts'
import type { Env } from './deps.ts'
import type { MembersAsk } from './members.ts'

// How satisfied authorities are, against how many suppliers they have.

export const satisfactionRoutes = ({ table }: Store, ask: MembersAsk) =>
  new Hono<Env>().get('/satisfaction/:scope', async (c) => {
    const { asked, regions, reader } = await ask(c, 'read how satisfied authorities are')
    const own = new Set([...reader.editorOf, ...reader.memberOf])
    const ours = asked.lists.authoritiesOf(asked.scope).filter(({ id }) => own.has(id))
    const found = await table.many<unknown>([
      ...regions.flatMap((region) => [
        keys.membersView(region, satisfactionBySuppliers),
        keys.membersView(region, ratingCoverage),
      ]),
      ...ours.flatMap(({ id, region }) => [
        keys.membersView(id, satisfactionOf(id)),
        keys.membersView(region, comparedOf(id)),
      ]),
    ])
    const named = (name: string) => found.flatMap(({ sk, body }) => (sk === name ? [body] : []))
    const totals = (name: string) => (named(name)[0] ?? {}) as Totals
    return c.json(
      satisfactionView(
        coverageTogether(named(ratingCoverage) as RatingCoverage[]),
        named(satisfactionBySuppliers) as Satisfaction[],
        ours.map(({ id }) => ({
          authority: id,
          satisfaction: totals(satisfactionOf(id)),
          compared: totals(comparedOf(id)),
        })),
        asked,
      ),
    )
  })
