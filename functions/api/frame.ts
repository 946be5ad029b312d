import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { secureHeaders } from 'hono/secure-headers'
import { ulid } from 'ulid'
import { Problem, problem } from '../domain/problem.ts'
import { answerFailure, answerProblem } from './answers.ts'
import type { Deps, Env } from './deps.ts'

const bytes = new Uint8Array(1024)
let used = bytes.length
/** A random fraction, from 0 to below 1. An id takes sixteen: drawing bytes for each by itself is what takes long. */
function randomFraction(): number {
  if (used === bytes.length) {
    crypto.getRandomValues(bytes)
    used = 0
  }
  used += 1
  return (bytes[used - 1] ?? 0) / 256
}

/** Routes under /api, with what every answer has around it: a request's id, its line in the log, headers, and refusals in words. */
export const framed = (routes: Hono<Env>, { log }: Pick<Deps, 'log'>) =>
  new Hono<Env>()
    .use(async (c, next) => {
      const began = performance.now()
      c.set('requestId', `req_${ulid(Date.now(), randomFraction).toLowerCase()}`)
      await next()
      c.header('X-Request-Id', c.var.requestId)
      log?.({
        level: 'info',
        request: c.var.requestId,
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        milliseconds: Math.round(performance.now() - began),
        ...(c.var.actor && { person: c.var.actor.id }),
      })
    })
    .use(secureHeaders({ crossOriginResourcePolicy: 'same-origin' }))
    // What is answered may be 6 MB at most where it is deployed, and the edge compresses only what it may keep.
    .use('/api/*', compress())
    .route('/', routes)
    .all('/api/*', () => {
      throw problem.missing('page')
    })
    .onError((failure, c) =>
      failure instanceof Problem ? answerProblem(c, failure) : answerFailure(c, failure),
    )

export type App = ReturnType<typeof framed>
