import { Hono } from 'hono'
import { movesWith, planned, skills } from '../domain/kept.ts'
import { successors } from '../domain/move.ts'
import { problem } from '../domain/problem.ts'
import { moveSkills } from '../reference/moveSkills.ts'
import { movesView, moveView } from '../views/moves.ts'
import type { Env } from './deps.ts'
import type { MembersAsk } from './members.ts'
import { skillList } from './skillLevel.ts'

// Help with moving from one product to another.

/** Products something is replaced by that are looked into. */
const mostSuccessors = 3

const replacements = 'read who plans to replace what'

export const movesRoutes = (ask: MembersAsk) =>
  new Hono<Env>()
    .get('/moves/:scope', async (c) => {
      const { asked, regions, said, told } = await ask(c, replacements)
      const found = await told(regions, { planned })
      const moves = found.flatMap((of) => of.planned.moves)
      const isCut = found.some((of) => of.planned.cut)
      return c.json({ ...movesView(moves, isCut, asked), ...said })
    })
    .get('/moves/:scope/:product', async (c) => {
      const { asked, regions, said, told } = await ask(c, replacements)
      const product = asked.lists.product(c.req.param('product'))
      if (!product) throw problem.missing('product')
      const found = await told(regions, { moves: movesWith(product.id), skills })
      const moves = found.flatMap((of) => of.moves)
      const next = successors(moves, asked.lists.products())
        .filter((id) => id !== product.id)
        .slice(0, mostSuccessors)
      // What these are is known only now.
      const theirs =
        next.length === 0
          ? []
          : await told(regions, Object.fromEntries(next.map((id) => [id, movesWith(id)])))
      const needed = new Set(moveSkills)
      const view = moveView(
        product,
        moves,
        new Map(next.map((id) => [id, theirs.flatMap((of) => of[id] ?? [])])),
        new Map(found.flatMap((of) => Object.entries(of.skills.held))),
        skillList().filter(({ id }) => needed.has(id)),
        asked,
      )
      return c.json({ ...view, ...said })
    })
