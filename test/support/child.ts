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

export type Child = Awaited<ReturnType<typeof startChild>>

/** The real service as a process of its own, as `npm start` starts it, in a process group of its own, without pages. */
export async function startChild({
  directory,
  port = 0,
  args = ['--data-set', 'none', '--no-pages'],
}: {
  directory: string
  port?: number
  args?: string[]
}) {
  const child = spawn(
    process.execPath,
    [...startArguments, '--port', String(port), '--data', directory, ...args],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  )
  let errors = ''
  child.stderr.on('data', (text) => {
    errors = (errors + text).slice(-4000)
  })
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  const ready = await Promise.race([
    new Promise<string>((done) => createInterface({ input: child.stdout }).once('line', done)),
    gone.then(() => ''),
  ])
  const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(ready)?.[0]
  if (!origin) throw new Error(`The service did not start: ${ready}${errors}`)
  const keys = await keysIn(directory)
  return {
    origin,
    child,
    gone,
    errors: () => errors,
    tokenFor: (subject: string) => bearerToken(keys, { subject, origin }),
    /** Without warning, the process and all it started. */
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
