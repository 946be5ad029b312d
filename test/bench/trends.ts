import { terms } from '../../functions/config.ts'
import { addMonths } from '../../functions/domain/calendar.ts'
import { publicRecord } from '../../functions/domain/disclosure.ts'
import { quarterStart } from '../../functions/domain/past.ts'
import { london, unitedKingdom } from '../../functions/reference/index.ts'
import { type Put, storedItem } from '../../functions/store/dynamo.ts'
import { keys } from '../../functions/store/keys.ts'
import { closeQuarter } from '../../functions/stream/closeQuarter.ts'
import { recount } from '../../functions/tallies/recount.ts'
import { documentsOf } from '../../functions/tallies/tally.ts'
import { estatePast } from '../../functions/tasks/demonstration/past.ts'
import { pastWrites } from '../../functions/tasks/recountPast.ts'
import { createAsking } from '../support/asking.ts'
import { requestsOf } from '../support/world.ts'
import { estate, today } from './estate.ts'
import { type Figure, figure, grouped, median, say, since } from './figure.ts'

const times = 40
const warmUps = 5
/** What the country's authorities have, some 25 each. */
const systems = 10_000

/** Figures quarter by quarter of the whole country, and what a new quarter takes to begin. */
export async function trends(): Promise<Figure[]> {
  const world = await createAsking({ now: () => new Date(`${today}T12:00:00Z`) }, { sweeps: false })
  const records = estate(systems, { over: 'the country' })
  const histories = estatePast(today, records)
  const load = async (puts: Iterable<Put>) => world.engine.load(world.table, [...puts].map(storedItem))
  await load([...pastWrites(histories, { terms, today })].flatMap((write) => ('put' in write ? [write] : [])))
  await load(
    [...recount(records.map(publicRecord), today, terms)].flatMap(([place, tally]) =>
      [...documentsOf(tally)].map(([document, body]) => ({
        put: { ...keys.view(`${place}/${document}`), revision: 1, body },
      })),
    ),
  )
  say(`Filled a table with ${grouped(systems)} systems of the country and what they were`)

  const found: Figure[] = []
  for (const [name, scope] of [
    ['one region', london],
    ['the country', unitedKingdom],
  ] as const) {
    const read = async () => {
      const answer = await world.app.request(`/api/v1/views/trends/${scope}`)
      return (await answer.json()) as { quarters: unknown[] }
    }
    const first = performance.now()
    await read()
    say(`  ${name} for the first time in a quarter: ${Math.round(since(first))} ms`)
    const taken: number[] = []
    for (let time = 0; time < times + warmUps; time += 1) {
      const start = performance.now()
      await read()
      if (time >= warmUps) taken.push(since(start))
    }
    world.engine.resetRequests()
    const { quarters } = await read()
    const requests = requestsOf(world)
    if (quarters.length < 8) throw new Error(`Only ${quarters.length} quarters are told`)
    found.push(
      figure(`reading the trends of ${name}: requests`, requests, 'requests', '1', requests === 1),
      figure(`reading the trends of ${name}`, median(taken), 'ms', '≤ 500 ms', median(taken) <= 500),
    )
  }
  const next = addMonths(quarterStart(today), 3)
  world.engine.resetRequests()
  const start = performance.now()
  await closeQuarter(world.store, next)
  const seconds = since(start) / 1000
  say(`  a quarter began with ${grouped(requestsOf(world))} requests`)
  found.push(figure('beginning a quarter for the country', seconds, 's', '≤ 60 s', seconds <= 60))
  await world.close()
  return found
}
