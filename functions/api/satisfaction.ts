import { Hono } from 'hono'
import { meansByName } from '../domain/byName.ts'
import { ratings, registers } from '../domain/kept.ts'
import { satisfactionOf } from '../domain/membersSummary.ts'
import type { Totals } from '../domain/totals.ts'
import type { Store } from '../store/index.ts'
import { readKept } from '../store/kept.ts'
import { keys } from '../store/keys.ts'
import { satisfactionView } from '../views/satisfaction.ts'
import type { Env } from './deps.ts'
import type { MembersAsk } from './members.ts'
import { ratingsThen } from './ratingsPast.ts'

// How satisfied authorities are, against how many suppliers they have.

export const satisfactionRoutes = ({ table }: Store, ask: MembersAsk) =>
  new Hono<Env>().get('/satisfaction/:scope', async (c) => {
    const { asked, regions, reader, said } = await ask(c, 'read how satisfied authorities are')
    if (said.asAt) {
      const { on, told } = await ratingsThen(table, regions, said.asAt)
      return c.json({ ...satisfactionView(told, { own: [], byName: [] }, { ...asked, today: on }), ...said })
    }
    const own = new Set([...reader.editorOf, ...reader.memberOf])
    const ours = asked.lists.authoritiesOf(asked.scope).filter(({ id }) => own.has(id))
    const { told, beside } = await readKept(
      table,
      regions,
      { ratings, registers },
      ours.map(({ id }) => keys.membersView(id, satisfactionOf(id))),
    )
    const suppliers = new Map(
      told.flatMap((of) => Object.entries(of.registers).map(([id, figures]) => [id, figures.suppliers ?? 0])),
    )
    const suppliersOf = (authority: string) => suppliers.get(authority) ?? 0
    return c.json(
      satisfactionView(
        told.map((of) => of.ratings),
        {
          own: ours.map(({ id }) => ({
            authority: id,
            satisfaction: (beside.find(({ sk }) => sk === satisfactionOf(id))?.body ?? {}) as Totals,
            suppliers: suppliersOf(id),
          })),
          byName: told
            .flatMap((of) => meansByName(of.ratings.byName, asked.lists.kept))
            .map((one) => ({ ...one, suppliers: suppliersOf(one.authority) })),
        },
        asked,
      ),
    )
  })
