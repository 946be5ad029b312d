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
    const { asked, reader } = await ask(c, 'read how complete registers are')
    const own = [...new Set([...reader.memberOf, ...reader.editorOf])]
    // By name, and so in one request with one's own ratings, which lie apart: one for each hundred authorities.
    const found = await table.many<Totals>([
      ...asked.lists
        .authoritiesOf(asked.scope)
        .map(({ id, region }) => keys.membersView(region, completenessOf(id))),
      ...own.map((authority) => keys.membersView(authority, completenessOf(authority))),
    ])
    const [documents, theirs] = [new Map<string, Totals>(), new Map<string, Totals>()]
    for (const { pk, sk, body } of found) {
      const authority = subjectOf(sk) ?? ''
      const isOwn = pk === keys.membersView(authority, '').pk
      ;(isOwn ? theirs : documents).set(authority, body)
    }
    return c.json(
      completenessView(documents, new Map(own.map((authority) => [authority, theirs.get(authority)])), asked),
    )
  })
