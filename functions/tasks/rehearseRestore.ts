import { parseArgs } from 'node:util'
import { terms } from '../config.ts'
import { londonToday } from '../domain/calendar.ts'
import { connect } from '../local/connect.ts'
import { rehearse } from './rehearsal.ts'

// npm run rehearse-restore [-- --at INSTANT]: brings the register of TABLE back as it was, into a table of its own, holds
// it to a recount, says how long it took, and deletes the copy again. The register itself is only read.

const { values } = parseArgs({ options: { at: { type: 'string' } } })
const at = values.at === undefined ? undefined : new Date(values.at)
if (!process.env.TABLE) {
  console.error('Say which table with TABLE: only the deployed one can be brought back.')
  process.exitCode = 1
} else if (at && Number.isNaN(at.getTime())) {
  console.error(`"${values.at}" is not an instant. Write one like 2026-11-24T09:00:00Z.`)
  process.exitCode = 1
} else {
  const { client, table, close } = await connect()
  try {
    const found = await rehearse({ client, table, at, terms, today: londonToday(), say: console.log })
    process.exitCode = found.whole ? 0 : 1
  } finally {
    await close()
  }
}
