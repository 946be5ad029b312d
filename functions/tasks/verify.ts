import { terms } from '../config.ts'
import { londonToday } from '../domain/calendar.ts'
import { connect } from '../local/connect.ts'
import { createStore } from '../store/index.ts'
import { recount, report } from './recount.ts'

// npm run verify: counts everything again and says what differs. Changes nothing. Exit code 1 if anything differs.

const { client, table, close } = await connect()
try {
  const found = await recount(createStore({ client, table }), { terms, today: londonToday() })
  console.log(report(found))
  process.exitCode = found.differences.length > 0 ? 1 : 0
} finally {
  await close()
}
