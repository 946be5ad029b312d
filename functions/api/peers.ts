import { Hono } from 'hono'
import { registers } from '../domain/kept.ts'
import { problem } from '../domain/problem.ts'
import { peersView } from '../views/peers.ts'
import { allowed } from './answers.ts'
import type { Env } from './deps.ts'
import type { MembersAsk } from './members.ts'

// Where an authority stands among others, for its own officers.

export const peersRoutes = (ask: MembersAsk) =>
  new Hono<Env>().get('/peers/:scope/:authority', async (c) => {
    const { asked, regions, said, told } = await ask(c, 'read how authorities compare')
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
    const found = await told(regions, { registers })
    const figures = new Map(found.flatMap((of) => Object.entries(of.registers)))
    const peers = within.map((one) => ({ authority: one, figures: figures.get(one.id) }))
    return c.json({ ...peersView(own, peers, asked), ...said })
  })
