import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { accepts } from 'hono/accepts'
import { londonToday } from '../domain/calendar.ts'
import { problem } from '../domain/problem.ts'
import { scopesOf } from '../reference/index.ts'
import { monthsToReplace } from '../reference/settings.ts'
import { isoDate } from '../schema/fields.ts'
import { keys } from '../store/keys.ts'
import { type ExplorerShelf, explorerView } from '../views/explorer.ts'
import { asAtIn, inPast } from './asAt.ts'
import type { Deps, Env } from './deps.ts'
import { lists } from './lists.ts'
import type { Reading } from './reading.ts'
import { tagged } from './tagged.ts'

// What the explorer reads: a list of files for a scope, asked for anew each time, and the files, kept for ever. One
// request to the table each; a file is sent as it is kept, compressed already. Files of the past are made when they are
// asked for.

const fileName = /^([ENSW]\d{8})-([01]*)-([0-9a-f]{16})$/
const dayFile = /^([ENSW]\d{8})-(\d{4}-\d{2}-\d{2})$/
const forEver = 'public, max-age=31536000, immutable'

export const explorerRoutes = ({ store, now = () => new Date() }: Deps, reading: Reading) =>
  new Hono<Env>()
    .get('/files/:name', tagged(), async (c) => {
      const [, whose = '', named] = dayFile.exec(c.req.param('name')) ?? []
      // Of a day there never was there is no file.
      const day = isoDate.safeParse(named).data
      if (day !== undefined) {
        c.header('Content-Type', 'application/json')
        c.header('Cache-Control', 'no-cache')
        return c.body(await reading.explorerFile(whose, day))
      }
      const [, authority, part = '', hash] = fileName.exec(c.req.param('name')) ?? []
      const item =
        authority === undefined
          ? undefined
          : await store.table.get<{ hash: string; gzip: string }>(keys.explorerFile(authority, part))
      // Whoever asks for a file that has changed since holds an old list, and asks for the list again.
      if (item?.body.hash !== hash || !item) throw problem.missing('file')
      const gzip = Buffer.from(item.body.gzip, 'base64')
      c.header('Content-Type', 'application/json')
      c.header('Cache-Control', forEver)
      c.header('Vary', 'Accept-Encoding')
      const encoding = accepts(c, {
        header: 'Accept-Encoding',
        supports: ['gzip', 'identity'],
        default: 'identity',
      })
      if (encoding !== 'gzip') return c.body(gunzipSync(gzip))
      c.header('Content-Encoding', 'gzip')
      return c.body(gzip)
    })
    .get('/:scope', tagged(), async (c) => {
      const scope = c.req.param('scope')
      const today = londonToday(now())
      const asAt = inPast(asAtIn(c), today)
      const named = lists()
      const [member] = named.authoritiesOf(scope)
      if (!member) throw problem.missing('scope')
      const above = [...scopesOf(member.id)].reverse()
      const path = above.slice(0, above.indexOf(scope) + 1)
      const shelves = await store.table.all<ExplorerShelf>(keys.explorerOf(path))
      c.header('Cache-Control', 'no-cache')
      return c.json(
        explorerView(
          new Map(
            shelves.map(({ sk, revision, body }) => [
              sk.slice(sk.lastIndexOf('#') + 1),
              { revision, ...body },
            ]),
          ),
          { scope, today: asAt ?? today, lists: named },
          {
            path: '/api/v1/explorer/files/',
            leadMonths: monthsToReplace,
            asAt,
          },
        ),
      )
    })
