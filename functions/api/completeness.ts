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

// How complete and fresh what each authority keeps is. Of ratings, every member reads their own authority's alone.

export const completenessRoutes = ({ table }: Store, ask: MembersAsk) =>
  new Hono<Env>().get('/completeness/:scope', async (c) => {
    const { asked, reader, regions } = await ask(c, 'read how complete registers are')
    const own = [...new Set([...reader.memberOf, ...reader.editorOf])]
    // One's own ratings lie apart.
    const { told, beside } = await readKept(
      table,
      regions,
      { registers },
      own.map((authority) => keys.membersView(authority, completenessOf(authority))),
    )
    const theirs = new Map(beside.map(({ sk, body }) => [subjectOf(sk), body as Totals]))
    return c.json(
      completenessView(
        Object.assign({}, ...told.map((of) => of.registers)),
        new Map(own.map((authority) => [authority, theirs.get(authority)])),
        asked,
      ),
    )
  })
