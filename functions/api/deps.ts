import type { Hono } from 'hono'
import type { Actor } from '../domain/permission.ts'
import type { Policies } from '../schema/policy.ts'
import type { DataSet, Progress } from '../schema/view.ts'
import type { Store } from '../store/index.ts'
import type { calendarRoutes } from './calendars.ts'
import type { Links } from './links.ts'

/** Who a request comes from, and the routes that sign people in and out. */
export type Identity = {
  /** The person's id at their identity provider; nothing for a request from anyone. */
  subjectOf: (request: Request) => Promise<string | undefined>
  /** When the session it comes in was begun, in milliseconds; nothing for a token, which nobody signs out of. */
  begunAt?: (request: Request) => Promise<number | undefined>
  routes: Hono
}

export type Deps = {
  store: Store
  identity: Identity
  /** Which data set the register was opened with. */
  dataSet: () => Promise<DataSet>
  /** Brings totals that depend on the date up to today. Cheap when it has been done. */
  turnPage: (today: string) => Promise<unknown>
  /** Absent where there can be none. */
  demonstration?: {
    /** Takes the estate away, at somebody's wish. */
    remove: (by: string) => Promise<void>
    /** How far that has come, once it has begun. */
    removal: () => Promise<Progress | undefined>
  }
  /** The feeds of days to decide by; absent where a function of their own answers for them. */
  calendars?: typeof calendarRoutes
  /** What waits for LOTI: as the settings have it, where nothing is said. */
  policies?: Policies
  /** For how long a merge is looked over again for what was approved just before it, in milliseconds. */
  settling?: number
  /** What signs links that someone without an account may follow. */
  links: Links
  /** Where the service is reached; cookie-borne writes must come from here. */
  origin: string
  /** Told of each request once it is answered: what was asked, not what was said. */
  log?: (line: RequestLine) => void
  /** Instants, UTC ISO 8601. */
  now?: () => Date
}

export type RequestLine = {
  level: 'info'
  request: string
  method: string
  path: string
  status: number
  milliseconds: number
  /** The person's id, where someone is signed in. */
  person?: string
}

export type Env = { Variables: { actor: Actor; requestId: string } }
