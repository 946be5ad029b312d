import { terms } from '../../functions/config.ts'
import { turnPage } from '../../functions/stream/turnPage.ts'
import { demonstration } from '../../functions/tasks/demonstration/index.ts'
import { estatePast } from '../../functions/tasks/demonstration/past.ts'
import { recount, report } from '../../functions/tasks/recount.ts'
import { pastOf } from '../../functions/tasks/recountPast.ts'
import { seed } from '../../functions/tasks/seed.ts'
import { createWorld } from '../support/world.ts'

const today = '2026-11-30'
const world = await createWorld()
const h = estatePast(today, demonstration(today).records)
console.log('versions', h.flat().length, 'records', h.length)
let t = performance.now()
const p = pastOf(h, { terms, today })
console.log('pastOf ms', performance.now() - t, p.days.size, p.openings.size, p.changes.size)
const groups = new Map<string, number>()
for (const n of p.days.keys()) {
  const k = n.slice(0, n.indexOf('#') + 6)
  groups.set(k, (groups.get(k) ?? 0) + 1)
}
console.log(groups)
t = performance.now()
await seed({
  store: world.store,
  terms,
  dataSet: (process.argv[2] ?? 'demonstration') as any,
  today,
  cast: [],
})
console.log('seed ms', performance.now() - t)
t = performance.now()
await turnPage(world.store, { terms, today })
console.log('turn ms', performance.now() - t)
t = performance.now()
console.log(report(await recount(world.store, { terms, today })))
console.log('recount ms', performance.now() - t)
await world.close()
