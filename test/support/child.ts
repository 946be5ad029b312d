import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { bearerToken, keysIn } from '../../functions/local/keys.ts'

/** The repository's root. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** What `npm start` gives to Node. */
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: { start: string } }
export const startArguments = scripts.start.split(' ').slice(1)

/** A port nobody has at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}

/** Runs a script of the project to its end. */
export async function run(args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } })
  const said = { out: '', err: '' }
  child.stdout.on('data', (text) => {
    said.out += text
  })
  child.stderr.on('data', (text) => {
    said.err += text
  })
  const started = performance.now()
  const code = await new Promise<number | null>((done) => child.once('exit', done))
  return { code, ...said, milliseconds: performance.now() - started }
}

const running = new Set<ChildProcess>()
/** Ends whatever a test left running, however the test ended. */
export function killAll() {
  for (const child of running) killGroup(child)
  running.clear()
}

type Start = { directory: string; port?: number; args?: string[]; node?: string[] }

/** Starts the real service as `npm start` does, as a process of its own in a process group of its own, without pages. */
export function spawnService({
  directory,
  port = 0,
  args = ['--data-set', 'none', '--no-pages'],
  node = startArguments,
}: Start) {
  const child = spawn(process.execPath, [...node, '--port', String(port), '--data', directory, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const said = { errors: '', rest: '' }
  child.stderr.on('data', (text) => {
    said.errors = (said.errors + text).slice(-4000)
  })
  running.add(child)
  const gone = new Promise<void>((done) =>
    child.once('exit', () => {
      running.delete(child)
      done()
    }),
  )
  return {
    child,
    gone,
    errors: () => said.errors,
    /** Its first line, or nothing when it ended without one. */
    ready: Promise.race([
      new Promise<string>((done) => {
        const lines = createInterface({ input: child.stdout })
        lines.once('line', (first) => {
          lines.on('line', (line) => {
            said.rest += `${line}\n`
          })
          done(first)
        })
      }),
      gone.then(() => ''),
    ]),
    /** What it said after its first line. */
    rest: () => said.rest,
    /** Ends it without warning, and all it started. */
    async kill() {
      killGroup(child)
      await gone
    },
    async stop() {
      child.kill('SIGINT')
      await gone
    },
  }
}

export type Child = Awaited<ReturnType<typeof startChild>>

/** The same once it is ready. */
export async function startChild(start: Start) {
  const service = spawnService(start)
  const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(await service.ready)?.[0]
  if (!origin) throw new Error(`The service did not start: ${service.errors()}`)
  const keys = await keysIn(start.directory)
  return { ...service, origin, tokenFor: (subject: string) => bearerToken(keys, { subject, origin }) }
}

function killGroup({ pid }: ChildProcess) {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

/** The most memory a process has had at once, in megabytes; nothing where the system does not say. */
export function peakMegabytes(pid: number | undefined): number | undefined {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found ? (Number(found[1]) * 1024) / 1e6 : undefined
  } catch {
    return undefined
  }
}
