import type { Context, MiddlewareHandler } from 'hono'
import * as z from 'zod'
import type { IsoDate } from '../domain/calendar.ts'
import { problem } from '../domain/problem.ts'
import { isoDate } from '../schema/fields.ts'
import { quarter } from '../schema/pastView.ts'
import type { Env } from './deps.ts'

// The day in the past that an address asks as at, and the quarter: read, and refused in words where there is none.

/** The first day of the first year that quarters are asked for of. */
const firstDay = '1900-01-01'
/** A day to ask as at, as an address names it. */
export const past = z.object({ asAt: isoDate.refine((day) => day >= firstDay).optional() })
/** A quarter, as an address names it. */
export const ofQuarter = z.object({ quarter: quarter.optional() })

/** The day an address asks as at, if any. Refused where there is no such day; whether it lies in the past is not looked at. */
export function asAtIn(c: Context<Env>): IsoDate | undefined {
  const read = past.safeParse({ asAt: c.req.query('asAt') || undefined })
  if (!read.success) throw problem.malformed('There is no such day. Give one like 2026-06-30.')
  return read.data.asAt
}

/** The quarter an address names, if any. */
export function quarterIn(c: Context<Env>): string | undefined {
  const read = ofQuarter.safeParse({ quarter: c.req.query('quarter') || undefined })
  if (!read.success) throw problem.malformed('Give the quarter as quarter=2026-Q3.')
  return read.data.quarter
}

/** A day that is asked for, where it lies in the past; nothing where today is. One to come is refused. */
export function inPast(asAt: IsoDate | undefined, today: IsoDate): IsoDate | undefined {
  if (asAt === undefined || asAt === today) return undefined
  if (asAt > today) throw problem.malformed('That day is yet to come. Ask for today or a day before.')
  return asAt
}

/** Views of which the past is kept. */
const viewsWithPast = new Set([
  'overview',
  'trends',
  'figures',
  'market',
  'renewals',
  'timeline',
  'contracts',
  'systems',
  'buy-together',
  'who-runs-what',
  'service-area',
  'vendor',
  'product',
  'authority',
  'system',
  'contract',
  'named-systems',
])
/** What those are of that have none, for the words of the refusal. */
const ofToday: Record<string, string> = {
  history: 'a record’s history, which holds all its versions',
  'caught-up': 'what the summaries show already',
}

/** Refuses whoever asks as at a day for a view that has no past, in place of answering with today’s. */
export const wherePastIsKept: MiddlewareHandler<Env> = async (c, next) => {
  const [, view = ''] = /\/views\/([^/]+)/.exec(c.req.path) ?? []
  if (c.req.query('asAt') && !viewsWithPast.has(view)) {
    throw view === 'changes' ? toldByQuarter() : noPast(ofToday[view] ?? 'this view')
  }
  await next()
}

/** The same of routes that have no past at all. `what`: what they are of, for the words of the refusal. */
export const ofTodayAlone =
  (what: string): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (c.req.query('asAt')) throw noPast(what)
    await next()
  }

/** The refusal to tell what changed as at a day. */
export const toldByQuarter = () =>
  problem.malformed('What changed is told quarter by quarter. Ask with quarter=2026-Q3 in place of asAt.')

/** The refusal to tell of something as at a day. */
export const noPast = (what: string) =>
  problem.malformed(`No past is kept of ${what}. Ask without asAt for what stands today.`)
