import { Hono } from 'hono'
import { completenessOf, subjectOf } from '../domain/membersSummary.ts'
import type { Totals } from '../domain/totals.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { completenessView } from '../views/completeness.ts'
import type { Env } from './deps.ts'
import type { MembersAsk } from './members.ts'

// How complete and fresh what each authority keeps is. Of ratings, every member reads their own authority's alone.

export const completenessRoutes = ({ table }: Store, ask: MembersAsk) =>
  new Hono<Env>().get('/completeness/:scope', async (c) => {
    const { asked, regions, reader } = await ask(c, 'read how complete registers are')
    const own = [...new Set([...reader.memberOf, ...reader.editorOf])]
    const [kept, ratings] = await Promise.all([
      Promise.all(
        regions.map((region) => table.all<Totals>(keys.membersViewsOf(region, completenessOf('')))),
      ),
      table.many<Totals>(own.map((authority) => keys.membersView(authority, completenessOf(authority)))),
    ])
    const documents = new Map(kept.flat().map(({ sk, body }) => [subjectOf(sk) ?? '', body]))
    const theirs = new Map(ratings.map(({ sk, body }) => [subjectOf(sk) ?? '', body]))
    return c.json(
      completenessView(documents, new Map(own.map((authority) => [authority, theirs.get(authority)])), asked),
    )
  })
