import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, figure, since } from './figure.ts'

/** The service on an empty folder, from the command to the line that says it is ready. */
export async function start(): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-start-'))
  const began = performance.now()
  const child = spawn(process.execPath, ['functions/local/start.mjs', '--port', '0', '--data', directory], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  for await (const text of child.stdout) if (String(text).includes('ready')) break
  const took = since(began) / 1000
  child.kill('SIGTERM')
  await new Promise((done) => child.once('exit', done))
  await rm(directory, { recursive: true, force: true })
  return [figure('start to ready', took, 's', '≤ 30 s', took <= 30)]
}
