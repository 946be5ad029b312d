import { Hono } from 'hono'
import { movesOf, plannedMoves, skillsOf, subjectOf } from '../domain/membersSummary.ts'
import { type Move, successors } from '../domain/move.ts'
import { problem } from '../domain/problem.ts'
import type { Totals } from '../domain/totals.ts'
import { moveSkills } from '../reference/moveSkills.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { movesView, moveView } from '../views/moves.ts'
import type { Env } from './deps.ts'
import type { MembersAsk } from './members.ts'
import { skillList } from './skillLevel.ts'

// Help with moving from one product to another.

/** Planned moves read of each region: the soonest. */
const mostPlanned = 200
/** Products something is replaced by that are looked into. */
const mostSuccessors = 3

export const movesRoutes = ({ table }: Store, ask: MembersAsk) => {
  const movesWith = async (regions: string[], product: string): Promise<Move[]> =>
    (
      await Promise.all(
        regions.map((region) => table.all<Move>(keys.membersViewsOf(region, movesOf(product)))),
      )
    )
      .flat()
      .map(({ body }) => body)

  return new Hono<Env>()
    .get('/moves/:scope', async (c) => {
      const { asked, regions } = await ask(c, 'read who plans to replace what')
      const kept = await Promise.all(
        regions.map((region) => table.upTo<Move>(keys.membersViewsOf(region, plannedMoves), mostPlanned)),
      )
      return c.json(
        movesView(
          kept.flatMap(({ items }) => items.map(({ body }) => body)),
          kept.some(({ cut }) => cut),
          asked,
        ),
      )
    })
    .get('/moves/:scope/:product', async (c) => {
      const { asked, regions } = await ask(c, 'read who plans to replace what')
      const product = asked.lists.product(c.req.param('product'))
      if (!product) throw problem.missing('product')
      const [moves, kept] = await Promise.all([
        movesWith(regions, product.id),
        Promise.all(regions.map((region) => table.all<Totals>(keys.membersViewsOf(region, skillsOf(''))))),
      ])
      const next = successors(moves, asked.lists.products())
        .filter((id) => id !== product.id)
        .slice(0, mostSuccessors)
      const theirs = await Promise.all(next.map((id) => movesWith(regions, id)))
      const needed = new Set(moveSkills)
      return c.json(
        moveView(
          product,
          moves,
          new Map(next.map((id, at) => [id, theirs[at] ?? []])),
          new Map(kept.flat().map(({ sk, body }) => [subjectOf(sk) ?? '', body])),
          skillList().filter(({ id }) => needed.has(id)),
          asked,
        ),
      )
    })
}
