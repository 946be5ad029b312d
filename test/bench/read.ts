import { london, unitedKingdom } from '../../functions/reference/index.ts'
import type { Asking } from '../support/asking.ts'
import { constant } from './estate.ts'
import { type Figure, figure, grouped, median, since } from './figure.ts'
import { register, sizes } from './worlds.ts'

// Reading views through the API, from a request to the whole answer, at both sizes. The two take turns, so that what
// else the machine does falls on both.

const times = 150
const warmUps = 10
const mostGrowth = 1.2

/** A vendor and a product that are in both estates, in a service area with both. */
const named = { area: 'complaints', vendor: 'ven_demo-underlynn' }

const views: Record<string, string> = {
  'the overview': `/views/overview/${london}`,
  'the overview of the country': `/views/overview/${unitedKingdom}`,
  'the market': `/views/market/${london}`,
  'the market of the country': `/views/market/${unitedKingdom}`,
  'the market of a service area': `/views/market/${london}?area=${named.area}`,
  renewals: `/views/renewals/${london}`,
  contracts: `/views/contracts/${london}`,
  'the timeline': `/views/timeline/${london}`,
  'who runs what': `/views/who-runs-what/${london}`,
  'a service area': `/views/service-area/${london}/${named.area}`,
  'a vendor': `/views/vendor/${london}/${named.vendor}`,
  'systems of a vendor': `/views/systems/${london}?vendor=${named.vendor}`,
  'an authority that holds the same': `/views/authority/${constant}`,
}

async function timed({ app }: Asking, path: string): Promise<number> {
  const start = performance.now()
  const answer = await app.request(`/api/v1${path}`)
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return since(start)
}

export async function read(): Promise<Figure[]> {
  const few = await register(sizes.few)
  const many = await register(sizes.many)
  const found: Figure[] = []
  for (const [name, path] of Object.entries(views)) {
    const taken = { few: [] as number[], many: [] as number[] }
    for (let time = 0; time < times + warmUps; time += 1) {
      const turns = [
        [few, taken.few],
        [many, taken.many],
      ] as const
      for (const [world, all] of time % 2 === 0 ? turns : turns.toReversed()) {
        const milliseconds = await timed(world, path)
        if (time >= warmUps) all.push(milliseconds)
      }
    }
    many.engine.resetRequests()
    await timed(many, path)
    const requests = Object.values(many.engine.requests()).reduce((sum, count) => sum + count, 0)
    const [small, large] = [median(taken.few), median(taken.many)]
    found.push(
      figure(`reading ${name}: requests`, requests, 'requests', '1', requests === 1),
      figure(
        `reading ${name} at ${grouped(sizes.many)} systems`,
        large,
        'ms',
        `≤ ${mostGrowth} × the ${small.toFixed(2)} ms at ${grouped(sizes.few)}`,
        large <= mostGrowth * small,
      ),
    )
  }
  return found
}
