import { parseArgs } from 'node:util'
import { startEngine } from './index.ts'

// The engine as a process of its own: says where it listens on its first line, and ends when its parent does.

const { values } = parseArgs({ options: { directory: { type: 'string' }, port: { type: 'string' } } })

const engine = await startEngine({
  ...(values.directory !== undefined && { directory: values.directory }),
  port: Number(values.port ?? 0),
})
console.log(engine.endpoint)

const stop = async () => {
  await engine.close()
  process.exit(0)
}
process.stdin.on('end', stop).on('error', stop).resume()
process.on('SIGTERM', stop)
// Ctrl-C reaches the whole group; the parent decides when the engine may go.
process.on('SIGINT', () => undefined)
