import { Hono } from 'hono'
import { londonToday } from '../domain/calendar.ts'
import { asKept } from '../domain/merge.ts'
import { statedIn } from '../domain/proposal.ts'
import { authority as authorityById } from '../reference/index.ts'
import { recordKinds } from '../schema/record.ts'
import type { Added } from './added.ts'
import { allowed } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { lists } from './lists.ts'

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** An authority's records as a spreadsheet, to be changed and imported again. */
export const workbookRoutes = ({ store, now = () => new Date() }: Deps, added: Added) =>
  new Hono<Env>().get('/:authority/workbook.xlsx', async (c) => {
    const { authority } = c.req.param()
    allowed(c, 'import', 'take this authority’s records away', authority)
    // Seldom asked for: what writes it is looked at when it is.
    const { workbookFile } = await import('../imports/workbookFile.ts')
    const held = await Promise.all(recordKinds.map((kind) => store.records.of(authority, kind)))
    const { kept, ...named } = lists(await added.lists())
    const nameOf = (id: string) => (id.startsWith('prd_') ? named.productName : named.vendorName)(id)
    const { name = authority, slug = authority } = authorityById(authority) ?? {}
    const on = now().toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' })
    const file = workbookFile(
      { authority: name, on, names: { nameOf } },
      held
        .flat()
        .filter(({ retiredOn }) => !retiredOn)
        .map((record) => ({
          kind: record.kind,
          id: record.id,
          version: record.version,
          values: asKept(record.kind, statedIn(record), kept),
        })),
    )
    c.header('Content-Type', spreadsheet)
    const fileName = `city-tools-${slug}-${londonToday(now())}.xlsx`
    c.header('Content-Disposition', `attachment; filename="${fileName}"`)
    return c.body(new Uint8Array(file))
  })
