import { spawn } from 'node:child_process'
import { readdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { secureHeaders } from 'hono/secure-headers'
import { drawnPages } from '../../infra/definitions.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const built = join(root, 'web/dist')

/** When anything under these was last written, in milliseconds. */
async function newest(paths: string[]): Promise<number> {
  let latest = 0
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    if (!found) continue
    if (found.isDirectory()) {
      const inside = (await readdir(path)).filter((name) => name !== 'dist' && name !== 'node_modules')
      latest = Math.max(latest, await newest(inside.map((name) => join(path, name))))
    } else latest = Math.max(latest, found.mtimeMs)
  }
  return latest
}

/** Builds the pages where there are none, or where what they are made from is newer. */
export async function buildWeb(): Promise<void> {
  const sources = [
    'web',
    'functions/schema',
    'functions/domain',
    'infra/definitions.ts',
    'package-lock.json',
  ].map((path) => join(root, path))
  const page = await stat(join(built, 'index.html')).catch(() => undefined)
  if (page && page.mtimeMs >= (await newest(sources))) return
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  const building = spawn(process.execPath, [vite, 'build', join(root, 'web'), '--logLevel', 'error'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise((done) => building.once('exit', done))
  if (code !== 0) throw new Error('The pages could not be built; what went wrong is said above.')
}

/** As the deployed site says it, so that what breaks there breaks here. */
const policy = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}

const drawn = new Map<string, string>(Object.entries(drawnPages))

/**
 * The built pages, as the edge serves them (`infra/site.ts`): named files kept for ever, pages asked for anew, and any
 * address without a file's name is a page.
 */
export function webRoutes(): Hono {
  const file = serveStatic({ root: built })
  const page = (path: string) => serveStatic({ root: built, path })
  const [pages, frame] = [new Map([...drawn].map(([at, path]) => [at, page(path)])), page('index.html')]
  return new Hono()
    .use(secureHeaders({ contentSecurityPolicy: policy, crossOriginOpenerPolicy: 'same-origin' }))
    .use(compress())
    .use('/assets/*', async (c, next) => {
      await next()
      if (c.res.status === 200) c.header('Cache-Control', 'public, max-age=31536000, immutable')
    })
    .get('*', async (c, next) => {
      if (c.req.path.includes('.')) return file(c, next)
      c.header('Cache-Control', 'no-cache')
      const asked = new URL(c.req.url).search !== ''
      return ((!asked && pages.get(c.req.path)) || frame)(c, next)
    })
    .get('*', (c) => c.text('Not found', 404))
}
