import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { localAws, startEngineProcess } from './engineProcess.ts'

/** The table's name on one machine. */
export const localTable = 'city-tools'

/** How long a running service may take to say that it is. */
const healthMilliseconds = 2000

/** What a running service leaves in its data folder, so that commands can reach it. */
export type Running = { origin: string; endpoint: string; pid: number }

export const runningFile = (directory: string) => join(directory, 'running.json')

export async function runningIn(directory: string): Promise<Running | undefined> {
  try {
    const running = JSON.parse(await readFile(runningFile(directory), 'utf8')) as Running
    process.kill(running.pid, 0)
    // Killed, it left its number behind, which another process may have by now.
    await fetch(`${running.origin}/api/health`, { signal: AbortSignal.timeout(healthMilliseconds) })
    return running
  } catch {
    return undefined
  }
}

/** The data folder a command is about: `--data DIR`, or `.local`. */
export function dataFolder(): string {
  const { values } = parseArgs({ options: { data: { type: 'string' } }, strict: false })
  if (values.data === '') stop('Say which folder the data is in: --data FOLDER.')
  return resolve(typeof values.data === 'string' ? values.data : '.local')
}

const stop = (sentence: string) => {
  console.error(sentence)
  process.exit(1)
}

/**
 * Reaches the table: of the account TABLE and the environment name, of the service that runs on this machine, or of
 * its data folder while it does not.
 */
export async function connect(directory = dataFolder()) {
  if (process.env.TABLE) {
    const client = new DynamoDBClient()
    return { client, table: process.env.TABLE, close: async () => client.destroy() }
  }
  const running = await runningIn(directory)
  if (!running && !existsSync(join(directory, 'engine'))) {
    stop(
      `There is no register in the data folder ${directory}. Start City Tools on it first, or name another with --data.`,
    )
  }
  const engine = running ? undefined : await startEngineProcess(join(directory, 'engine'))
  const client = new DynamoDBClient({ ...localAws, endpoint: running?.endpoint ?? engine?.endpoint ?? '' })
  return {
    client,
    table: localTable,
    async close() {
      client.destroy()
      await engine?.close()
    },
  }
}
