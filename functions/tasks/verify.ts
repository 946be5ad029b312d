import { terms } from '../config.ts'
import { londonToday } from '../domain/calendar.ts'
import { connect } from '../local/connect.ts'
import { createStore } from '../store/index.ts'
import { noteOf, recount, report } from './recount.ts'

// npm run verify: counts everything again and says what differs. Changes nothing but the note on the health
// page. Exit code 1 if anything differs.

const { client, table, close } = await connect()
try {
  const store = createStore({ client, table })
  const found = await recount(store, { terms, today: londonToday() })
  await store.health.recounted(noteOf(found))
  console.log(report(found))
  process.exitCode = found.differences.length > 0 ? 1 : 0
} finally {
  await close()
}
