import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type * as z from 'zod'
import { may, type Permission } from '../domain/permission.ts'
import { Problem, problem, problemKinds } from '../domain/problem.ts'
import { messages } from '../domain/proposal.ts'
import { logFailure } from '../log.ts'
import type { Person } from '../schema/person.ts'
import type { Env } from './deps.ts'

/** A refusal as RFC 9457 problem details, with a message for each field it is about. */
export function answerProblem(c: Context<Env>, refused: Problem) {
  const { status, title } = problemKinds[refused.kind]
  return c.body(
    JSON.stringify({
      type: `/problems/${refused.kind}`,
      title,
      status,
      detail: refused.message,
      instance: c.var.requestId,
      ...(refused.fields && { fields: refused.fields }),
      ...refused.more,
    }),
    status as ContentfulStatusCode,
    { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  )
}

/** A bug: logged with the request's id, told without its insides. */
export function answerFailure(c: Context<Env>, failure: Error) {
  logFailure('A request failed', failure, { request: c.var.requestId, path: c.req.path })
  return c.body(
    JSON.stringify({
      type: 'about:blank',
      title: 'Something went wrong on our side',
      status: 500,
      detail: isRead.has(c.req.method) ? tryAgain : `${perhapsDone} ${tryAgain}`,
      instance: c.var.requestId,
    }),
    500,
    { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  )
}

const isRead = new Set(['GET', 'HEAD'])
const tryAgain = 'Please try again; if it goes wrong again, quote the number below.'
/** What is large is written in several transactions, and a failure may stand between any two. */
const perhapsDone = 'Some of what you asked for may have been done. What was done already is not done twice.'

/**
 * The JSON sent, as its schema reads it; refused with a message for each field. `besides` is what was said elsewhere in
 * the request, where the body does not say it.
 */
export async function bodyOf<T extends z.ZodType>(
  c: Context<Env>,
  schema: T,
  besides: Record<string, unknown> = {},
): Promise<z.output<T>> {
  const text = await c.req.text()
  let sent: unknown
  try {
    sent = text === '' ? {} : JSON.parse(text)
  } catch {
    throw problem.malformed('The body must be JSON.')
  }
  if (!isObject(sent)) throw problem.malformed('The body must be a JSON object, like {"name": "…"}.')
  mustBePlain(sent)
  const read = schema.safeParse({ ...besides, ...sent })
  if (!read.success) throw problem.invalid(messages(read.error))
  return read.data
}

/** Lists and objects within one another: what anything here is made of has five. */
const mostDeep = 20

/** Refuses what is nested beyond reason, and the one name that is no name of a field in JavaScript. */
function mustBePlain(sent: unknown): void {
  const left = [{ value: sent, depth: 0 }]
  for (let one = left.pop(); one; one = left.pop()) {
    const { value, depth } = one
    if (typeof value !== 'object' || value === null) continue
    if (depth === mostDeep) {
      throw problem.malformed(
        `What was sent has lists or objects within one another more than ${mostDeep} deep. Nothing here is made like that.`,
      )
    }
    if (Object.hasOwn(value, '__proto__'))
      throw problem.invalid(Object.fromEntries([['__proto__', 'There is no field named __proto__']]))
    for (const part of Object.values(value)) left.push({ value: part, depth: depth + 1 })
  }
}

const isObject = (sent: unknown): sent is object =>
  typeof sent === 'object' && sent !== null && !Array.isArray(sent)

/** The query of the address, as its schema reads it. */
export function queryOf<T extends z.ZodType>(c: Context<Env>, schema: T): z.output<T> {
  const read = schema.safeParse(c.req.query())
  if (!read.success) throw problem.invalid(messages(read.error))
  return read.data
}

/** The revision someone looked at before they asked for a change, as `If-Match` says it. */
export function revisionAsked(c: Context<Env>): number | undefined {
  const given = c.req.header('If-Match')
  if (given === undefined || given === '*') return undefined
  const revision = Number(/^(?:W\/)?"(\d+)"$/.exec(given)?.[1])
  if (!Number.isInteger(revision))
    throw problem.malformed('If-Match must be an ETag that was answered before.')
  return revision
}

/** Whoever is signed in. */
export function signedIn(c: Context<Env>): Person {
  const { actor } = c.var
  if (!actor) throw problem.notSignedIn()
  if (actor.suspended) throw problem.suspended()
  return actor
}

/** Whoever is signed in, when they may do this; refused with what it was they may not do. */
export function allowed(c: Context<Env>, permission: Permission, what: string, authority?: string): Person {
  const actor = signedIn(c)
  if (!may(actor, permission, authority)) throw problem.notYours(what)
  return actor
}

export { Problem }
