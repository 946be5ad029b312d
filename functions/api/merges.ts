import { type Context, Hono } from 'hono'
import { figuresOf } from '../domain/membersSummary.ts'
import { problem } from '../domain/problem.ts'
import type { Shown } from '../domain/rating.ts'
import { countOf, lists as listed, summaries, wholeOf } from '../domain/summary.ts'
import type { Totals } from '../domain/totals.ts'
import { likelyProducts, likelyVendors } from '../reference/duplicates.ts'
import { type Merge, type Pair, pair } from '../schema/merge.ts'
import { scopeNames, unitedKingdom } from '../schema/scope.ts'
import type { MergeTold } from '../schema/tidyView.ts'
import { keys, type Range } from '../store/keys.ts'
import { mergePreview, type NamingRow, pairTold, tidyView } from '../views/merge.ts'
import { type Lists, number } from '../views/parts.ts'
import type { Added } from './added.ts'
import { allowed, bodyOf, queryOf } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { lists } from './lists.ts'
import { afterwards, begin, decline, ifMerged, inTheWay, kindOfEntry, propose, undo } from './merging.ts'
import { goOn, lookAgain } from './moving.ts'

// Vendors and products that are the same under two ids: LOTI sees which may be, what a merge would move, merges, and
// undoes it.

/** Pairs shown at once: more come up as these are decided on. */
const mostPairs = 50

type Likelies = ReturnType<typeof likelyVendors>

export function mergeRoutes({ store, dataSet, settling, now = () => new Date() }: Deps, added: Added) {
  const goOnWith = (id: string, at: string) =>
    goOn(store, id, { at, ...(settling !== undefined && { settling }) })
  const facts = (c: Context<Env>) => ({
    by: allowed(c, 'merge', 'merge vendors and products').id,
    at: now().toISOString(),
  })
  /** The lists as they are at this moment. */
  const fresh = async () => {
    added.forget()
    return lists(await added.lists())
  }

  let likelies: { of: object; invented: boolean; found: Likelies } | undefined
  /** Which may be the same, worked out once until something joins the lists. */
  const likely = async (): Promise<Likelies> => {
    const joined = await added.lists()
    const invented = (await dataSet()) === 'demonstration'
    if (likelies?.of === joined && likelies.invented === invented) return likelies.found
    const known = lists(joined)
    const offered = <T extends { invented?: boolean | undefined }>(all: T[]) =>
      all.filter((one) => invented || !one.invented)
    const isApart = new Set(joined.apart.map(({ ids }) => [...ids].sort().join(' ')))
    const found = [
      ...likelyVendors(offered(known.vendors())),
      ...likelyProducts(offered(known.products()), known.vendorName),
    ].filter(({ ids }) => !isApart.has([...ids].sort().join(' ')))
    likelies = { of: joined, invented, found }
    return found
  }
  /** How much there is of some in the whole country: of each, two documents. */
  const countsOf = async (ids: string[]): Promise<Map<string, Totals>> => {
    const placeOf = (id: string, kind: 'systems' | 'contracts') =>
      keys.view(`${unitedKingdom}/${countOf(summaryOf(id), kind)}`)
    const all = ids.flatMap((id) =>
      (['systems', 'contracts'] as const).map((kind) => ({ id, key: placeOf(id, kind) })),
    )
    const found = new Map(
      (await store.table.many<Totals>(all.map(({ key }) => key))).map(({ sk, body }) => [sk, body]),
    )
    const counts = new Map<string, Totals>()
    for (const { id, key } of all) counts.set(id, { ...counts.get(id), ...found.get(key.sk) })
    return counts
  }
  const told = async (merges: Merge[]): Promise<MergeTold[]> => {
    const people = await store.people.many([
      ...new Set(merges.flatMap((one) => [one.proposedBy, one.decidedBy ?? [], one.undoneBy ?? []].flat())),
    ])
    const nameOf = (id: string) => people.get(id)?.name ?? 'Somebody who is not known any more'
    return merges.map(({ lookingSince: _, shared: __, ...merge }) => ({
      ...merge,
      proposedByName: nameOf(merge.proposedBy),
      ...(merge.decidedBy && { decidedByName: nameOf(merge.decidedBy) }),
      ...(merge.undoneBy && { undoneByName: nameOf(merge.undoneBy) }),
    }))
  }
  const answer = async (c: Context<Env>, merge: Merge, status: 200 | 201 = 200) => {
    added.forget()
    const [one] = await told([merge])
    c.header('ETag', `"${merge.revision}"`)
    return c.json(one, status)
  }

  /** Every record that names one, by the authority that keeps it. */
  const namingRows = async (id: string): Promise<NamingRow[]> => {
    const names =
      kindOfEntry(id) === 'product'
        ? [listed.systemsOf('PRODUCT', id)]
        : [listed.systemsOf('VENDOR', id), listed.contractsOf('VENDOR', id)]
    const ranges: Range[] = names.map((name) => keys.viewsOf(unitedKingdom, name))
    const found = await Promise.all(ranges.map((range) => store.table.all<NamingRow>(range)))
    return found.flat().map(({ body }) => body)
  }
  const totalsOf = async (id: string): Promise<Totals> => {
    const summary = summaryOf(id)
    const found = await store.table.all<Totals>(keys.viewsOf(unitedKingdom, summary))
    return wholeOf(
      summary,
      found.map(({ sk, body }) => [sk, body] as const),
    )
  }
  /** What is let out of one's ratings, region by region. */
  const shownOf = async (id: string): Promise<Shown[]> =>
    (
      await store.table.many<Shown>(
        Object.keys(scopeNames).map((region) => keys.membersView(region, figuresOf(id))),
      )
    ).map(({ body }) => body)

  return new Hono<Env>()
    .get('/', async (c) => {
      allowed(c, 'propose merges', 'tidy vendors and products')
      const [found, merges, known] = await Promise.all([
        likely(),
        store.merges.all(),
        added.lists().then(lists),
      ])
      const open = merges.filter(({ state }) => ['proposed', 'moving', 'undoing'].includes(state))
      const counts = await countsOf([...new Set(found.slice(0, 4 * mostPairs).flatMap(({ ids }) => ids))])
      return c.json(tidyView(found, { counts, lists: known, most: mostPairs, open: await told(open) }))
    })
    .get('/preview', async (c) => {
      allowed(c, 'propose merges', 'tidy vendors and products')
      const asked = queryOf(c, pair)
      added.forget()
      const joined = await added.lists()
      const known = lists(joined)
      mustBeKnown(asked, known)
      const [found, ways, merges] = await Promise.all([
        likely(),
        store.merges.ways([asked.from, asked.into]),
        store.merges.all(),
      ])
      const both = [asked.from, asked.into] as const
      const [counts, rows, fromTotals, intoTotals, fromShown, intoShown] = await Promise.all([
        countsOf([...both]),
        namingRows(asked.from),
        totalsOf(asked.from),
        totalsOf(asked.into),
        shownOf(asked.from),
        shownOf(asked.into),
      ])
      const why = found.find(({ ids }) => ids.includes(asked.from) && ids.includes(asked.into))
      const proposed = merges.find(
        (one) => one.state === 'proposed' && one.from.id === asked.from && one.into.id === asked.into,
      )
      return c.json(
        mergePreview(asked, {
          lists: known,
          counts,
          rows,
          totals: { from: fromTotals, into: intoTotals },
          shown: { from: fromShown, into: intoShown },
          likely: why,
          refused: inTheWay(asked, ways.entry, known) ?? afterwards(joined, ifMerged(asked), asked).why,
          proposed: proposed && (await told([proposed]))[0],
        }),
      )
    })
    .get('/merges', async (c) => {
      allowed(c, 'propose merges', 'tidy vendors and products')
      return c.json({ merges: await told(await store.merges.all()) })
    })
    .get('/merges/:id', async (c) => {
      allowed(c, 'propose merges', 'tidy vendors and products')
      const merge = await store.merges.get(c.req.param('id'))
      if (!merge) throw problem.missing('merge')
      const [one] = await told([merge])
      c.header('ETag', `"${merge.revision}"`)
      return c.json(one)
    })
    .post('/proposals', async (c) => {
      const { id: by } = allowed(c, 'propose merges', 'tidy vendors and products')
      const asked = await bodyOf(c, pair)
      return answer(c, await propose(store, asked, await fresh(), { by, at: now().toISOString() }), 201)
    })
    .post('/merges', async (c) => {
      const by = facts(c)
      const asked = await bodyOf(c, pair)
      const counts = (await countsOf([asked.from])).get(asked.from) ?? {}
      const expected = number(counts, 'coverage/system/records') + number(counts, 'coverage/contract/records')
      const { id } = await begin(store, asked, await fresh(), { ...by, expected })
      // From here on it happens, whether or not anybody waits for it.
      return answer(c, await goOnWith(id, by.at), 201)
    })
    .post('/merges/:id/steps', async (c) => {
      const { at } = facts(c)
      return answer(c, await goOnWith(c.req.param('id'), at))
    })
    .post('/merges/:id/undoing', async (c) => {
      const by = facts(c)
      const { id } = await undo(store, c.req.param('id'), by)
      return answer(c, await goOnWith(id, by.at))
    })
    .post('/merges/:id/looks', async (c) => {
      const { at } = facts(c)
      await lookAgain(store, c.req.param('id'))
      return answer(c, await goOnWith(c.req.param('id'), at))
    })
    .post('/merges/:id/declining', async (c) => answer(c, await decline(store, c.req.param('id'), facts(c))))
    .post('/apart', async (c) => {
      const { by, at } = facts(c)
      const { from, into } = await bodyOf(c, pair)
      mustBeTwo({ from, into }, await fresh())
      await store.write([store.merges.writes.apart({ ids: [from, into], at, by })])
      added.forget()
      return c.json(pairTold({ from, into }))
    })
}

const summaryOf = (id: string) =>
  kindOfEntry(id) === 'product' ? summaries.product(id) : summaries.vendor(id)

function mustBeKnown({ from, into }: Pair, known: Lists) {
  for (const [field, id] of Object.entries({ from, into })) {
    const is = kindOfEntry(id) === 'product' ? known.product(id) : known.vendor(id)
    if (!is) throw problem.invalid({ [field]: 'Choose a vendor or a product from the list' })
  }
}

/** Two that may be said not to be the same. */
function mustBeTwo({ from, into }: Pair, known: Lists) {
  mustBeKnown({ from, into }, known)
  if (from === into) throw problem.invalid({ into: 'Choose two that differ: this is the same one twice' })
  if (kindOfEntry(from) !== kindOfEntry(into)) {
    throw problem.invalid({
      into: 'A vendor and a product are never the same: choose two vendors, or two products',
    })
  }
  if (known.kept(from) === known.kept(into)) {
    const name = kindOfEntry(from) === 'product' ? known.productName : known.vendorName
    throw problem.alreadyThere(
      `${name(from)} and ${name(into)} have been merged. Undo that first if they are not the same.`,
    )
  }
}
