import { terms } from '../config.ts'
import { londonToday } from '../domain/calendar.ts'
import { connect } from '../local/connect.ts'
import { createStore } from '../store/index.ts'
import { noteOf, rebuild, recount, report } from './recount.ts'

// npm run rebuild: counts everything again, says what differed, and puts it right, while the service runs.

const { client, table, close } = await connect()
try {
  const store = createStore({ client, table })
  const facts = { terms, today: londonToday() }
  const found = await rebuild(store, facts)
  console.log(report(found))
  const left = found.differences.length > 0 ? await recount(store, facts) : found
  await store.health.recounted(noteOf(left))
  if (found.differences.length > 0) {
    console.log(
      left.differences.length === 0 ? 'All of it was put right.' : `Still different:\n${report(left)}`,
    )
    process.exitCode = left.differences.length > 0 ? 1 : 0
  }
} finally {
  await close()
}
