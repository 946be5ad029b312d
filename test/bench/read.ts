import { london, unitedKingdom } from '../../functions/reference/index.ts'
import type { RatingsView } from '../../functions/schema/membersView.ts'
import type { MarketView, OverviewView, VendorView } from '../../functions/schema/view.ts'
import type { Asking } from '../support/asking.ts'
import { requestsOf } from '../support/world.ts'
import { constant } from './estate.ts'
import { type Figure, figure, grouped, median, say, since } from './figure.ts'
import { register, sizes } from './worlds.ts'

// Reading views through the API, from a request to the whole answer, at each size. They take turns, so that what
// else the machine does falls on all.

const times = 150
const warmUps = 10
const mostGrowth = 1.2
/** Who reads what members read. */
const officer = 'camden'

/** Views by what they are of. What there is a choice of is what has most in the smaller register. */
async function viewsOf({ app }: Asking): Promise<Record<string, string>> {
  const read = async <T>(path: string): Promise<T> => (await app.request(`/api/v1${path}`)).json()
  const { areas } = await read<OverviewView>(`/views/overview/${london}`)
  const { vendors } = await read<MarketView>(`/views/market/${london}`)
  const most = <T extends { systems: number }>(of: T[]) => of.toSorted((a, b) => b.systems - a.systems)[0]
  const group = most(areas.filter(({ id }) => id.startsWith('all-')))?.id
  const area = most(areas.filter(({ id }) => !id.startsWith('all-')))?.id
  const vendor = most(vendors)?.id
  const product = (await read<VendorView>(`/views/vendor/${london}/${vendor}`)).products[0]?.id
  return {
    'the overview': `/views/overview/${london}`,
    'the overview of the country': `/views/overview/${unitedKingdom}`,
    'the market': `/views/market/${london}`,
    'the market by group': `/views/market/${london}?group=1`,
    'the market of a service area': `/views/market/${london}?area=${area}`,
    'key figures': `/views/figures/${london}`,
    renewals: `/views/renewals/${london}`,
    'contracts to decide on': `/views/contracts/${london}`,
    'the timeline': `/views/timeline/${london}`,
    'who runs what': `/views/who-runs-what/${london}`,
    'a service area': `/views/service-area/${london}/${area}`,
    'a group of service areas': `/views/service-area/${london}/${group}`,
    'buying together': `/views/buy-together/${london}/${area}`,
    'systems of a group': `/views/systems/${london}?area=${group}`,
    'a vendor': `/views/vendor/${london}/${vendor}`,
    'a product': `/views/product/${london}/${product}`,
    'an authority that holds the same': `/views/authority/${constant}`,
  }
}

/** Members' views, read by an officer, and the requests each takes beside knowing who asks. */
async function membersViewsOf({ told }: Asking): Promise<Record<string, [path: string, requests: number]>> {
  const { vendors }: RatingsView = await told(officer, 'GET', `/members/ratings/${london}`)
  return {
    ratings: [`/members/ratings/${london}`, 1],
    'ratings of a vendor, and one’s own': [`/members/ratings/${london}/${vendors[0]?.id}`, 1],
    'suppliers and satisfaction': [`/members/satisfaction/${london}`, 1],
    'suppliers and satisfaction of the country': [`/members/satisfaction/${unitedKingdom}`, 1],
    skills: [`/members/skills/${london}`, 1],
    'how complete registers are, and one’s own ratings': [`/members/completeness/${london}`, 1],
    'a position among others': [`/members/peers/${london}/${constant}`, 1],
    'systems to be replaced': [`/members/moves/${london}`, 1],
    'ratings of the country': [`/members/ratings/${unitedKingdom}`, 1],
    'skills of the country': [`/members/skills/${unitedKingdom}`, 1],
    'how complete registers of the country are': [`/members/completeness/${unitedKingdom}`, 1],
    'a position in the country': [`/members/peers/${unitedKingdom}/${constant}`, 1],
    'systems to be replaced in the country': [`/members/moves/${unitedKingdom}`, 1],
  }
}

async function timed({ app }: Asking, path: string, who = ''): Promise<number> {
  const start = performance.now()
  const answer = await app.request(`/api/v1${path}`, who ? { headers: { 'X-Who': who } } : {})
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return since(start)
}

/** How much of the table a reading reads, in thousands of bytes as they come. */
async function kilobytesFor(world: Asking, path: string, who: string): Promise<string> {
  const { middlewareStack } = world.client
  let bytes = 0
  middlewareStack.add(
    (next) => async (asked) => {
      const answer = await next(asked)
      bytes += Buffer.byteLength(JSON.stringify(answer.output))
      return answer
    },
    { name: 'bytesRead', step: 'initialize' },
  )
  await timed(world, path, who)
  middlewareStack.remove('bytesRead')
  return (bytes / 1000).toFixed(1)
}

export async function read(): Promise<Figure[]> {
  const few = await register(sizes.few)
  const some = await register(sizes.some)
  const many = await register(sizes.many)
  const found: Figure[] = []
  const views = [
    ...Object.entries(await viewsOf(few)).map(([name, path]) => ({ name, path, promised: 1, who: '' })),
    ...Object.entries(await membersViewsOf(few)).map(([name, [path, promised]]) => ({
      name: `${name}, as members do`,
      path,
      promised,
      who: officer,
    })),
  ]
  for (const { name, path, promised, who } of views) {
    const taken = { few: [] as number[], some: [] as number[], many: [] as number[] }
    for (let time = 0; time < times + warmUps; time += 1) {
      const turns = [
        [few, taken.few],
        [some, taken.some],
        [many, taken.many],
      ] as const
      for (const [world, all] of time % 2 === 0 ? turns : turns.toReversed()) {
        const milliseconds = await timed(world, path, who)
        if (time >= warmUps) all.push(milliseconds)
      }
    }
    const requestsFor = async (asked: string) => {
      many.engine.resetRequests()
      await timed(many, asked, who)
      return requestsOf(many)
    }
    const once = async () => (await requestsFor(path)) - (who === '' ? 0 : await requestsFor('/session'))
    // Every half minute whoever comes first reads what joined the lists: at most one of two does.
    const requests = Math.min(await once(), await once())
    const [small, middle, large] = [median(taken.few), median(taken.some), median(taken.many)]
    const read = await Promise.all([few, some, many].map((world) => kilobytesFor(world, path, who)))
    say(
      `  ${name}: ${(large / small).toFixed(2)} times the time at ${grouped(sizes.few)} systems, ${(large / middle).toFixed(2)} times that at ${grouped(sizes.some)}; ${read.join(', ')} kB are read`,
    )
    found.push(
      figure(`reading ${name}: requests`, requests, 'requests', `${promised}`, requests === promised),
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
