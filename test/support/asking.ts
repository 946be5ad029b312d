import { Hono } from 'hono'
import { createApp } from '../../functions/api/app.ts'
import { calendarRoutes } from '../../functions/api/calendars.ts'
import type { Deps } from '../../functions/api/deps.ts'
import { createLinks } from '../../functions/api/links.ts'
import { cast } from '../../functions/local/cast.ts'
import { authorities } from '../../functions/reference/index.ts'
import type { Person } from '../../functions/schema/person.ts'
import type { Store } from '../../functions/store/index.ts'
import { createWorld } from './world.ts'

/** Someone the cast does not have. */
export const someoneWho = (id: string, may: Partial<Person>): Person => ({
  id,
  name: id,
  email: `${id}@cast.example.org`,
  memberOf: [],
  editorOf: [],
  approver: false,
  admin: false,
  suspended: false,
  ...may,
})

/** The API on a store, told by a header who asks. That a real provider says who asks is held elsewhere. */
export const appOn = (store: Store, deps: Partial<Deps> = {}) =>
  createApp({
    store,
    origin: 'http://localhost',
    identity: { subjectOf: async (request) => request.headers.get('X-Who') ?? undefined, routes: new Hono() },
    dataSet: async () => 'none',
    turnPage: async () => 0,
    links: createLinks(new Uint8Array(32)),
    calendars: calendarRoutes,
    ...deps,
  })

/** The API on a table of its own, asked as one of the cast. */
export async function createAsking(deps: Partial<Deps> = {}, kept: Parameters<typeof createWorld>[0] = {}) {
  const world = await createWorld(kept)
  const people = cast(authorities())
  for (const person of people) await world.store.putPerson(person)
  const app = appOn(world.store, deps)
  const ask = async (who: string, method: string, path: string, body?: unknown, headers = {}) => {
    const answer = await app.request(`/api/v1${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Who': who, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return {
      status: answer.status,
      body: text === '' ? undefined : JSON.parse(text),
      headers: answer.headers,
    }
  }
  /** What is answered, where a refusal would be a surprise. */
  const told = async (who: string, method: string, path: string, body?: unknown) => {
    const answer = await ask(who, method, path, body)
    if (answer.status < 300) return answer.body
    throw new Error(`${who} ${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  }
  return { ...world, app, ask, told }
}
export type Asking = Awaited<ReturnType<typeof createAsking>>
