import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('./engine/main.ts', import.meta.url))
const tries = 12

/** What the engine listens as, in place of an account: it checks no credentials, so nothing is signed for it. */
export const localAws = {
  region: 'eu-west-2',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  signer: { sign: async <T>(request: T): Promise<T> => request },
}

/** What a client says to a service of itself and of where it runs, by the names its kit knows these steps by. */
const asides = [
  'getUserAgentMiddleware',
  'hostHeaderMiddleware',
  'loggerMiddleware',
  'recursionDetectionMiddleware',
]

/** The settings that what is said of one request is worked out from. */
const settings = [
  'endpoint',
  'isCustomEndpoint',
  'endpointProvider',
  'region',
  'useDualstackEndpoint',
  'useFipsEndpoint',
  'accountIdEndpointMode',
  'credentials',
  'serviceId',
  'logger',
  'tls',
]

/**
 * A client that says to the engine what it wants and nothing else: a sixth of the work of a request was the rest. Its kit
 * copies all its settings three times with each request, where these few will do; the others it still finds.
 */
export function plainly<C extends { middlewareStack: { remove(name: string): boolean }; config: object }>(
  client: C,
): C {
  for (const name of asides) client.middlewareStack.remove(name)
  const whole = Object.entries(client.config)
  const few = Object.fromEntries(whole.filter(([name]) => settings.includes(name)))
  return Object.assign(client, { config: Object.assign(Object.create(client.config), few) })
}

/**
 * Starts the engine as a process of its own, which ends when this one does. A data folder that an engine is just
 * letting go of is waited for; with none, data is kept in memory.
 */
export async function startEngineProcess(
  directory?: string,
): Promise<{ endpoint: string; close: () => Promise<void>; gone: Promise<void> }> {
  for (let attempt = 0; ; attempt += 1) {
    const started = await startOnce(directory)
    if (typeof started === 'object') return started
    if (attempt >= tries || !started.includes('LOCK')) {
      throw new Error(
        started.includes('LOCK')
          ? `Another City Tools is using the data folder ${directory}. Stop it, or name another folder with --data.`
          : `The data could not be opened: ${started.trim().split('\n').at(-1)}`,
      )
    }
    await new Promise((done) => setTimeout(done, 100))
  }
}

async function startOnce(directory: string | undefined) {
  const place = directory === undefined ? [] : ['--directory', directory]
  const child = spawn(process.execPath, [main, ...place], { stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text: Buffer) => {
    said = (said + text.toString()).slice(-4000)
  })
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  const line = await Promise.race([
    new Promise<string>((done) => createInterface({ input: child.stdout }).once('line', done)),
    gone.then(() => undefined),
  ])
  if (line === undefined) return said
  return {
    endpoint: line,
    /** When it has ended, whoever ended it. */
    gone,
    async close() {
      child.stdin.end()
      await gone
    },
  }
}
