import { Hono } from 'hono'
import type { Env } from './deps.ts'
import page from './documentPage.list.json' with { type: 'json' }
import openApi from './openApi.list.json' with { type: 'json' }

// The API's document as JSON and as a page, both as `npm run document` wrote them.

export const documentRoutes = (origin: string) =>
  new Hono<Env>()
    .get('/openapi.json', (c) => {
      c.header('Cache-Control', 'public, max-age=300')
      return c.json({ ...openApi, servers: [{ url: origin }] })
    })
    .get('/docs', (c) => {
      c.header('Cache-Control', 'public, max-age=300')
      c.header(
        'Content-Security-Policy',
        `default-src 'none'; style-src '${page.styleDigest}'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      )
      return c.html(page.lines.join('\n'))
    })
