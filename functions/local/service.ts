import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { newDay, reminders } from '../../infra/definitions.ts'
import { createAdmission } from '../api/admission.ts'
import { createApp } from '../api/app.ts'
import { calendarRoutes } from '../api/calendars.ts'
import { createIdentity } from '../api/identity.ts'
import { createLinks } from '../api/links.ts'
import { turns } from '../api/turns.ts'
import { terms } from '../config.ts'
import { londonToday } from '../domain/calendar.ts'
import { logFailure } from '../log.ts'
import { authorities } from '../reference/index.ts'
import type { Person } from '../schema/person.ts'
import type { DataSet } from '../schema/view.ts'
import { createStore, type Store } from '../store/index.ts'
import { createHandler } from '../stream/apply.ts'
import { createDaily } from '../stream/daily.ts'
import { watched } from '../stream/watched.ts'
import { alert } from '../tasks/alert.ts'
import { removeDemonstration } from '../tasks/demonstration/remove.ts'
import { finishMerges } from '../tasks/finishMerges.ts'
import { remind } from '../tasks/remind.ts'
import { loadedInto, seed } from '../tasks/seed.ts'
import { cast } from './cast.ts'
import { localTable, runningFile, runningIn } from './connect.ts'
import { localAws, plainly, startEngineProcess } from './engineProcess.ts'
import { audience, bearerToken, clientId, issuerAt, keysIn } from './keys.ts'
import { createOutbox } from './outbox.ts'
import { createProvider } from './provider.ts'
import { endOf, startStreamPump } from './streamPump.ts'
import { createTable } from './table.ts'
import { buildWeb, webRoutes } from './web.ts'

/** Something the person who starts the service can put right. */
export class CannotStart extends Error {}

export type Service = {
  origin: string
  store: Store
  people: Person[]
  /** A bearer token for one of the cast. */
  tokenFor: (id: string) => Promise<string>
  close: () => Promise<void>
}

/** The whole service on one machine, wired as it is deployed. */
export async function startService({
  directory,
  port = 0,
  dataSet,
  fresh = false,
  web = 'built',
  onEngineGone = () => undefined,
}: {
  directory: string
  /** Any free port when left out. */
  port?: number
  /** The one the folder has, or the demonstration, when left out. */
  dataSet?: DataSet | undefined
  fresh?: boolean
  web?: 'built' | 'dev' | 'none'
  /** Called when the process that keeps the data ends by itself: nothing can be answered any more. */
  onEngineGone?: () => void
}): Promise<Service> {
  const server = createServer()
  const closers: (() => Promise<unknown> | unknown)[] = []
  let closing = false
  const close = async () => {
    closing = true
    // What is being answered is answered; then what stands behind it may go.
    await quiet(server)
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    const origin = await listen(server, port)
    await writable(directory)
    const running = await runningIn(directory)
    if (running) {
      throw new CannotStart(
        `City Tools already runs on the data folder ${directory}, at ${running.origin}. Stop it, or name another folder with --data.`,
      )
    }
    if (fresh) {
      // Whoever has the engine's lock has the folder: it is taken before anything is thrown away.
      await (await engineIn(directory)).close()
      for (const part of ['engine', 'checkpoint.json', 'dead-letters.jsonl']) {
        await rm(join(directory, part), { recursive: true, force: true })
      }
    }
    const building = web === 'built' ? buildWeb() : undefined
    building?.catch(() => undefined)

    const engine = await engineIn(directory)
    closers.push(engine.close)
    void engine.gone.then(() => {
      if (!closing) onEngineGone()
    })
    const client = plainly(new DynamoDBClient({ ...localAws, endpoint: engine.endpoint, maxAttempts: 5 }))
    closers.push(() => client.destroy())
    const streams = plainly(new DynamoDBStreamsClient({ ...localAws, endpoint: engine.endpoint }))
    closers.push(() => streams.destroy())
    const streamArn = await createTable(client, localTable)
    const store = createStore({ client, table: localTable })

    const keys = await keysIn(directory)
    const people = cast(authorities())
    const isLoaded = (await loadedInto(store))?.state === 'ready'
    await seed({ store, terms, dataSet, today: londonToday(), cast: people }).catch((failure: Error) => {
      throw failure.message.includes('--fresh') ? new CannotStart(failure.message) : failure
    })
    // What was loaded just now is in the summaries already, and nobody has changed anything since: the stream, nearly all
    // of which is the loading, begins after it. The turn of the page is what is read of it first.
    const from = isLoaded ? undefined : await endOf(streams, streamArn)
    const turnPage = createDaily({ store, terms })
    await turnPage(londonToday())

    // What is taken away comes down the stream too: whoever is second finds nothing left to do.
    const inTurn = turns(1)
    const handler = watched(createHandler({ store, terms }), { store })
    const pump = startStreamPump({
      client: streams,
      streamArn,
      handler: (event) => inTurn(() => handler(event)),
      from,
      checkpointFile: join(directory, 'checkpoint.json'),
      deadLetterFile: join(directory, 'dead-letters.jsonl'),
    })
    closers.push(pump.close)
    const writeToPeople = async (now: Date) => {
      const asked = { today: londonToday(now), at: now.toISOString(), origin }
      await remind(store, asked)
      // As deployed, in the morning. Nobody is told of the same day twice, so an hour of tries does no harm.
      if (now.getUTCHours() === Number(reminders.hour)) {
        await alert(store, asked)
      }
    }
    const clock = setInterval(() => {
      const now = new Date()
      const hours = newDay.hour.split(',').map(Number)
      if (hours.includes(now.getUTCHours()) && now.getUTCMinutes() >= Number(newDay.minute)) {
        void turnPage(londonToday(now))
      }
      // Looked at every minute: nobody is reminded twice, and who opens a round wants to see what is written.
      writeToPeople(now).catch((failure) => logFailure('Nobody was written to', failure))
      finishMerges(store, { at: now.toISOString(), time: everyMilliseconds / 2 }).catch((failure) =>
        logFailure('A merge could not go on', failure),
      )
    }, everyMilliseconds)
    closers.push(() => clearInterval(clock))

    const sessionKey = Buffer.from(keys.session, 'base64url')
    const app = createApp({
      store,
      origin,
      links: createLinks(sessionKey),
      identity: createIdentity({
        issuer: issuerAt(origin),
        clientId,
        clientSecret: keys.clientSecret,
        origin,
        sessionKey,
        audience,
        admit: createAdmission({ store }),
        signOut: (subject, begunAt) => store.people.signOut(subject, begunAt, new Date().toISOString()),
      }),
      dataSet: async () => (await loadedInto(store))?.dataSet ?? 'none',
      turnPage,
      calendars: calendarRoutes,
      demonstration: {
        remove: (by) =>
          removeDemonstration(store, terms, londonToday(), { by, at: new Date().toISOString(), inTurn }),
        removal: async () => (await loadedInto(store))?.removal,
      },
    })
    const provider = createProvider({ origin, keys, people: store.people.all })
    const outbox = createOutbox(store.messages.all)
    await building
    const pages = web === 'dev' ? await devPages(server) : undefined
    if (pages) closers.push(pages.close)
    const site = new Hono()
    if (web === 'built') site.route('/', webRoutes())
    const api = getRequestListener(app.fetch)
    const files = getRequestListener(site.fetch)
    server.removeAllListeners('request')
    server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
      try {
        const url = request.url ?? '/'
        if (
          request.headers.host !== new URL(origin).host &&
          request.method === 'GET' &&
          !url.startsWith('/api/')
        ) {
          response.writeHead(307, { Location: `${origin}${url}` }).end()
          return
        }
        if (await provider(request, response)) return
        if (await outbox(request, response)) return
        if (url.startsWith('/api/')) await api(request, response)
        else if (pages) pages.handle(request, response)
        else await files(request, response)
      } catch (failure) {
        logFailure('A request failed', failure, { path: request.url })
        if (!response.headersSent) response.writeHead(500)
        response.end()
      }
    })
    await writeFile(
      runningFile(directory),
      JSON.stringify({ origin, endpoint: engine.endpoint, pid: process.pid }),
    )
    closers.push(() => rm(runningFile(directory), { force: true }))
    return {
      origin,
      store,
      people,
      tokenFor: (id) => bearerToken(keys, { subject: id, origin }),
      close,
    }
  } catch (failure) {
    await close()
    throw failure
  }
}

/** Takes the port before anything else is begun, and asks callers to wait until the service is ready. */
async function listen(server: Server, port: number): Promise<string> {
  server.on('request', (_, response: ServerResponse) => {
    response.writeHead(503, { 'Retry-After': '1' }).end('City Tools is starting.')
  })
  await new Promise<void>((done, failed) => {
    server.once('error', (failure: NodeJS.ErrnoException) =>
      failed(
        failure.code === 'EADDRINUSE'
          ? new CannotStart(`Port ${port} is taken. Stop what uses it, or choose another with --port.`)
          : failure.code === 'EACCES'
            ? new CannotStart(`Port ${port} may not be used by you. Choose another with --port, above 1023.`)
            : failure,
      ),
    )
    server.listen(port, '127.0.0.1', done)
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const engineIn = (directory: string) =>
  startEngineProcess(join(directory, 'engine')).catch((failure: Error) => {
    throw new CannotStart(failure.message)
  })

const quietMilliseconds = 1000
/** How often the clock is looked at. */
const everyMilliseconds = 60_000

/** Takes no more requests, and lets those under way end within a second. */
async function quiet(server: Server): Promise<void> {
  const ended = new Promise((done) => server.close(done))
  server.closeIdleConnections()
  await Promise.race([ended, new Promise((done) => setTimeout(done, quietMilliseconds).unref())])
  server.closeAllConnections()
}

const whyNot: Record<string, string> = {
  EEXIST: 'is a file and not a folder',
  ENOTDIR: 'is inside a file and not a folder',
  EACCES: 'may not be written to by you',
  EPERM: 'may not be written to by you',
  EROFS: 'is on a disk that cannot be written to',
  ENOSPC: 'is on a disk that is full',
}

/** Node's own way of making folders on the way never ends where the system makes none, as in /proc. */
async function makeFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory)
  } catch (failure) {
    const { code } = failure as NodeJS.ErrnoException
    if (code === 'EEXIST' && (await stat(directory)).isDirectory()) return
    if (code !== 'ENOENT' || dirname(directory) === directory) throw failure
    await makeFolder(dirname(directory))
    await mkdir(directory)
  }
}

async function writable(directory: string): Promise<void> {
  try {
    await makeFolder(directory)
    const probe = join(directory, `.probe-${process.pid}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (failure) {
    const { code = '' } = failure as NodeJS.ErrnoException
    throw new CannotStart(
      `The data folder ${directory} ${whyNot[code] ?? `cannot be written to (${code})`}. Name another with --data.`,
    )
  }
}

/** Pages straight from their sources, changed in the browser as they are edited. */
async function devPages(server: Server) {
  const vite = await import('vite')
  const dev = await vite.createServer({
    configFile: new URL('../../web/vite.config.ts', import.meta.url).pathname,
    server: { middlewareMode: true, hmr: { server } },
    appType: 'spa',
  })
  return {
    handle: (request: IncomingMessage, response: ServerResponse) => dev.middlewares(request, response),
    close: () => dev.close(),
  }
}
