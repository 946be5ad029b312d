import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { problem } from '../domain/problem.ts'
import { answerProblem } from './answers.ts'
import type { Env } from './deps.ts'
import type { App } from './frame.ts'

/** The header by which the edge shows that a request came through it, past its firewall. */
export const edgeHeader = 'X-City-Tools-Key'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** The app as only the edge may ask it: whoever finds the API's own address is turned away. */
export function behindEdge(app: App, key: string) {
  const known = digest(key)
  return new Hono<Env>()
    .use(async (c, next) => {
      if (!timingSafeEqual(digest(c.req.header(edgeHeader) ?? ''), known)) {
        return answerProblem(c, problem.notYours('reach the service past its front door'))
      }
      await next()
    })
    .route('/', app)
}
