import { parseArgs } from 'node:util'
import { disagreements } from './recompute.ts'

// `npm run recompute [-- --origin http://127.0.0.1:3000 --scope E12000007]`, beside a service that runs.

const { values } = parseArgs({
  options: {
    origin: { type: 'string', default: 'http://127.0.0.1:3000' },
    scope: { type: 'string', default: 'E12000007' },
  },
})

async function read(path: string): Promise<unknown> {
  const answer = await fetch(`${values.origin}/api/v1${path}`).catch(() => undefined)
  if (answer?.ok) return answer.json()
  const why = answer ? `answered ${answer.status}` : 'cannot be reached'
  console.error(
    `${values.origin}/api/v1${path} ${why}. Start the service first, or say where it is with --origin.`,
  )
  process.exit(1)
}

const { told, differences } = await disagreements(read, values.scope)
if (differences.length === 0) {
  const { systems, contracts } = told.figures
  console.log(
    `Overview, market and renewals of ${values.scope} come to the same from the public files: ${systems} live systems, ${contracts} running contracts, ${Object.keys(told.vendors).length} vendors.`,
  )
} else {
  for (const difference of differences) console.log(difference)
  console.log(`${differences.length} figures differ.`)
  process.exit(1)
}
