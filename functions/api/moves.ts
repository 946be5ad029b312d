import { Hono } from 'hono'
import { movesWith, planned, skills } from '../domain/kept.ts'
import { successors } from '../domain/move.ts'
import { problem } from '../domain/problem.ts'
import { moveSkills } from '../reference/moveSkills.ts'
import type { Store } from '../store/index.ts'
import { readKept } from '../store/kept.ts'
import { movesView, moveView } from '../views/moves.ts'
import type { Env } from './deps.ts'
import type { MembersAsk } from './members.ts'
import { skillList } from './skillLevel.ts'

// Help with moving from one product to another.

/** Products something is replaced by that are looked into. */
const mostSuccessors = 3

export const movesRoutes = ({ table }: Store, ask: MembersAsk) =>
  new Hono<Env>()
    .get('/moves/:scope', async (c) => {
      const { asked, regions } = await ask(c, 'read who plans to replace what')
      const { told } = await readKept(table, regions, { planned })
      return c.json(
        movesView(
          told.flatMap((of) => of.planned.moves),
          told.some((of) => of.planned.cut),
          asked,
        ),
      )
    })
    .get('/moves/:scope/:product', async (c) => {
      const { asked, regions } = await ask(c, 'read who plans to replace what')
      const product = asked.lists.product(c.req.param('product'))
      if (!product) throw problem.missing('product')
      const { told } = await readKept(table, regions, { moves: movesWith(product.id), skills })
      const moves = told.flatMap((of) => of.moves)
      const next = successors(moves, asked.lists.products())
        .filter((id) => id !== product.id)
        .slice(0, mostSuccessors)
      // What these are is known only now.
      const theirs =
        next.length === 0
          ? []
          : (await readKept(table, regions, Object.fromEntries(next.map((id) => [id, movesWith(id)])))).told
      const needed = new Set(moveSkills)
      return c.json(
        moveView(
          product,
          moves,
          new Map(next.map((id) => [id, theirs.flatMap((of) => of[id] ?? [])])),
          new Map(told.flatMap((of) => Object.entries(of.skills.held))),
          skillList().filter(({ id }) => needed.has(id)),
          asked,
        ),
      )
    })
