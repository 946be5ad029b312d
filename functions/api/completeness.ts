import { Hono } from 'hono'
import { registers } from '../domain/kept.ts'
import { completenessOf, subjectOf } from '../domain/membersSummary.ts'
import type { Totals } from '../domain/totals.ts'
import type { Store } from '../store/index.ts'
import { readKept } from '../store/kept.ts'
import { keys } from '../store/keys.ts'
import { completenessView } from '../views/completeness.ts'
import type { Env } from './deps.ts'
import type { MembersAsk } from './members.ts'
import { ownRatingsOn } from './membersPast.ts'

// How complete and fresh what each authority keeps is. Of ratings, every member reads their own authority's alone.

export const completenessRoutes = ({ table }: Store, ask: MembersAsk) =>
  new Hono<Env>().get('/completeness/:scope', async (c) => {
    const { asked, reader, regions, said, told } = await ask(c, 'read how complete registers are')
    const own = [...new Set([...reader.memberOf, ...reader.editorOf])]
    const { asAt } = said
    if (asAt) {
      const [found, ratings] = await Promise.all([
        told(regions, { registers }),
        Promise.all(own.map(async (id) => [id, await ownRatingsOn(table, id, asAt)] as const)),
      ])
      const then = Object.assign({}, ...found.map((of) => of.registers))
      return c.json({ ...completenessView(then, new Map(ratings), asked), ...said })
    }
    // One's own ratings lie apart.
    const now = await readKept(
      table,
      regions,
      { registers },
      own.map((authority) => keys.membersView(authority, completenessOf(authority))),
    )
    const theirs = new Map(now.beside.map(({ sk, body }) => [subjectOf(sk), body as Totals]))
    return c.json(
      completenessView(
        Object.assign({}, ...now.told.map((of) => of.registers)),
        new Map(own.map((authority) => [authority, theirs.get(authority)])),
        asked,
      ),
    )
  })
