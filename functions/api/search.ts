import { Hono } from 'hono'
import { bestFit, likenessOf, worthShowing } from '../domain/find.ts'
import { problem } from '../domain/problem.ts'
import { soundsOf, wordsOf } from '../domain/sound.ts'
import { authorities } from '../reference/index.ts'
import type { Found, SearchView } from '../schema/view.ts'
import { keys } from '../store/keys.ts'
import type { Lists } from '../views/parts.ts'
import type { Added } from './added.ts'
import type { Deps, Env } from './deps.ts'
import { lists } from './lists.ts'

// Everything by its name: what is on the lists, and systems and contracts by the words of their names. Misspellings
// are forgiven. One request to the table: the words of names are listed by how they sound, and the word of the query
// that tells most apart is looked up.

const longest = 100
const mostOfAKind = 12
const mostLookedAt = 300

type Named = { kind: 'system' | 'contract'; id: string; name: string; authority: string }

export const searchRoutes = ({ store, dataSet }: Deps, added: Added) =>
  new Hono<Env>().get('/', async (c) => {
    const q = (c.req.query('q') ?? '').trim()
    if (q.length > longest) throw problem.malformed(`Search for no more than ${longest} characters.`)
    const typed = wordsOf(q)
    const known = lists(await added.lists())
    const withInvented = (await dataSet()) === 'demonstration'
    const [sound] = [...soundsOf(q)].sort((a, b) => b.length - a.length)
    const page = sound
      ? await store.table.page<Named>(keys.viewsOf(`search-${sound.slice(0, 2)}`, sound), {
          limit: mostLookedAt,
        })
      : { items: [] as { body: Named }[], next: undefined }
    const records = new Map(page.items.map(({ body }) => [body.id, body]))
    const view: SearchView = {
      q,
      found: [
        ...onTheLists(typed, known, withInvented),
        ...inTheRegister(typed, [...records.values()], known),
      ].sort((a, b) => b.score - a.score || a.name.localeCompare(b.name, 'en-GB')),
      cut: page.next !== undefined,
    }
    return c.json(view)
  })

/** The best of each kind. */
const best = (found: Found[]) =>
  found
    .filter(({ score }) => score >= worthShowing)
    .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name, 'en-GB'))
    .slice(0, mostOfAKind)

/** What the demonstration invents is on the lists beside what is real, and found only where that is loaded. */
function onTheLists(typed: string[], known: Lists, withInvented: boolean): Found[] {
  const isOffered = ({ invented }: { invented?: boolean | undefined }) => withInvented || !invented
  const boroughs = authorities().map(({ id, name, officialName, slug, aliases, region }): Found => {
    const { score } = bestFit(typed, [name, officialName, ...aliases])
    return { kind: 'authority', id, name, to: `/boroughs/${slug}`, note: known.scopeName(region), score }
  })
  const areas = [...known.groups(), ...known.serviceAreas()].map((area): Found => {
    const { id, label, groupLabel, description } = area
    const whole = 'members' in area
    const score = Math.max(likenessOf(typed, label), whole ? 0 : 0.8 * likenessOf(typed, description))
    return {
      kind: 'service area',
      id,
      name: whole ? `${label} (all of it)` : label,
      to: `/service-areas/${id}`,
      ...(!whole && label !== groupLabel && { note: groupLabel }),
      score,
    }
  })
  const vendors = known.vendors().filter(isOffered)
  const vendorsFound = vendors.map(({ id, name, aliases, predecessors }): Found => {
    const former = predecessors.map((one) => one.name)
    const found = bestFit(typed, [name, ...aliases, ...former])
    const note = former.includes(found.name)
      ? `formerly ${found.name}`
      : found.name !== '' && found.name !== name
        ? `also ${found.name}`
        : undefined
    return { kind: 'vendor', id, name, to: `/vendors/${id}`, ...(note && { note }), score: found.score }
  })
  const products = known.products().filter(isOffered)
  const productsFound = products.map(({ id, name, aliases, maker }): Found => {
    const by = maker ? known.vendorName(maker) : ''
    const { score } = bestFit(typed, [name, ...aliases, `${by} ${name}`])
    return { kind: 'product', id, name, to: `/products/${id}`, ...(by && { note: `made by ${by}` }), score }
  })
  return [boroughs, areas, vendorsFound, productsFound].flatMap(best)
}

function inTheRegister(typed: string[], records: Named[], known: Lists): Found[] {
  const found = records.map(({ kind, id, name, authority }): Found => {
    const holder = known.authority(authority)?.name ?? authority
    return {
      kind,
      id,
      name,
      to: `/${kind}s/${id}`,
      note: holder,
      score: Math.max(likenessOf(typed, name), likenessOf(typed, `${name} ${holder}`)),
    }
  })
  return [...Map.groupBy(found, ({ kind }) => kind).values()].flatMap(best)
}
