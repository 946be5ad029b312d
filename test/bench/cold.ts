import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundle } from '../../infra/definitions.ts'
import type { Figure } from './figure.ts'

// The API function as it is deployed: how large it is, and how long Node takes to have it ready.

const root = fileURLToPath(new URL('../../', import.meta.url))
const mostKilobytes = 1000
const mostMilliseconds = 250
const starts = 9

/** Bundles a function's entry as the deployment does. */
export async function bundled(entry: string, outfile: string): Promise<void> {
  const { banner, alias, mainFields, loader, ...settings } = bundle
  await build({
    ...settings,
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    mainFields: [...mainFields],
    loader,
    banner: { js: banner },
    alias: Object.fromEntries(Object.entries(alias).map(([name, path]) => [name, join(root, path)])),
    logLevel: 'error',
  })
}

const environment = {
  TABLE: 'none',
  ORIGIN: 'https://citytools.example',
  ISSUER: 'https://issuer.example',
  CLIENT_ID: 'none',
  SESSION_KEY: Buffer.alloc(32).toString('base64'),
  EDGE_KEY: 'none',
  USER_POOL: 'none',
  NOTIFY_KEY: 'none'.repeat(20),
  NOTIFY_TEMPLATE: 'none',
  AWS_REGION: 'eu-west-2',
}

/** Milliseconds from before a module is read until it is ready, in a Node of its own. */
async function startOf(file: string): Promise<number> {
  const script = `const t = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - t)`
  const node = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(node, 'exit')
  let said = ''
  for await (const part of node.stdout) said += part
  const [code] = await ended
  if (code !== 0) throw new Error(`The bundle does not start: Node ended with ${code}`)
  return Number(said)
}

/** Starts a bundle a few times in a Node of its own; throws when it does not start. */
export const startsIn = async (file: string, times: number): Promise<number[]> => {
  const taken: number[] = []
  for (let time = 0; time < times; time += 1) taken.push(await startOf(file))
  return taken
}

export async function cold(): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'cold-'))
  try {
    const file = join(directory, 'api.mjs')
    await bundled('functions/api/lambda.ts', file)
    const kilobytes = (await stat(file)).size / 1000
    const lists = (await readdir(directory)).filter((name) => name.endsWith('.json'))
    const sizes = await Promise.all(lists.map(async (name) => (await stat(join(directory, name))).size))
    const besides = Math.round(sizes.reduce((all, one) => all + one, 0) / 1000)
    // The least of them: what else the machine is doing only ever adds.
    const least = Math.min(...(await startsIn(file, starts)))
    return [
      {
        name: `API function, bundle (the lists it reads lie beside it, ${besides} kB)`,
        value: Math.round(kilobytes),
        unit: 'kB',
        promise: `≤ ${mostKilobytes} kB minified`,
        holds: kilobytes <= mostKilobytes,
      },
      {
        name: 'API function, module start',
        value: Math.round(least),
        unit: 'ms',
        promise: `≤ ${mostMilliseconds} ms`,
        holds: least <= mostMilliseconds,
      },
    ]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
