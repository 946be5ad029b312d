import type { MiddlewareHandler } from 'hono'
import { problem } from '../domain/problem.ts'
import type { Env } from './deps.ts'

/**
 * Anyone may keep a public answer, and asks whether it is still so before showing it again. Its revision is a digest of
 * what it says, told as its ETag: asked for with `?revision=`, as `Content-Location` writes it, it is the same for ever and
 * is kept so; once it says something else, there is no such revision.
 */
export const publicly: MiddlewareHandler<Env> = async (c, next) => {
  const asked = c.req.query('revision')
  await next()
  if (c.res.headers.has('Cache-Control')) return
  const [, revision] = /^(?:W\/)?"(.+)"$/.exec(c.res.headers.get('ETag') ?? '') ?? []
  if (asked === undefined) {
    c.header('Cache-Control', 'public, max-age=0, must-revalidate')
    const { pathname, searchParams } = new URL(c.req.url)
    if (revision === undefined) return
    searchParams.set('revision', revision)
    c.header('Content-Location', `${pathname}?${searchParams}`)
    return
  }
  if (asked !== revision) throw problem.missing('revision any more')
  c.header('Cache-Control', 'public, max-age=31536000, immutable')
}
