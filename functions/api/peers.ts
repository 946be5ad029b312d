import { Hono } from 'hono'
import { comparedOf, comparedStretch, completenessOf } from '../domain/membersSummary.ts'
import { problem } from '../domain/problem.ts'
import type { Totals } from '../domain/totals.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { peersView } from '../views/peers.ts'
import { allowed } from './answers.ts'
import type { Env } from './deps.ts'
import type { MembersAsk } from './members.ts'

// Where an authority stands among others, for its own officers.

export const peersRoutes = ({ table }: Store, ask: MembersAsk) =>
  new Hono<Env>().get('/peers/:scope/:authority', async (c) => {
    const { asked, regions } = await ask(c, 'read how authorities compare')
    const { authority } = c.req.param()
    allowed(c, 'read own', 'compare this authority with others', authority)
    const within = asked.lists.authoritiesOf(asked.scope)
    const own = within.find(({ id }) => id === authority)
    if (!own) {
      const name = asked.lists.authority(authority)?.name
      if (!name) throw problem.missing('authority')
      throw problem.malformed(
        `${name} is not in the part of the country asked for. Choose one that it is in.`,
      )
    }
    const kept = await Promise.all(
      regions.map((region) =>
        table.all<Totals>(keys.membersViewsOf(region, comparedStretch.from), { below: comparedStretch.to }),
      ),
    )
    const documents = new Map(kept.flat().map(({ sk, body }) => [sk, body]))
    const peers = within.map((one) => ({
      authority: one,
      compared: documents.get(comparedOf(one.id)) ?? {},
      completeness: documents.get(completenessOf(one.id)) ?? {},
    }))
    return c.json(peersView(own, peers, asked))
  })
