import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { lists } from '../../functions/api/lists.ts'
import { terms as usual } from '../../functions/config.ts'
import { addMonths, type IsoDate, quarterEnd, quarterOf } from '../../functions/domain/calendar.ts'
import { ratings as ratingsTold } from '../../functions/domain/kept.ts'
import {
  figuresOf,
  inputsOf,
  ledgers,
  membersPlace,
  ratingCoverage,
  satisfactionInputs,
  trendOf,
} from '../../functions/domain/membersSummary.ts'
import { keepsAll } from '../../functions/domain/merge.ts'
import { currentRatings, type RatingRow, ratingId, type Shown } from '../../functions/domain/rating.ts'
import type { RatingCoverage } from '../../functions/domain/ratingCoverage.ts'
import { ratingsToldAt } from '../../functions/domain/ratingsPast.ts'
import type { Trend } from '../../functions/domain/ratingTrend.ts'
import type { Rules } from '../../functions/domain/rules.ts'
import { addInto, difference, type Totals } from '../../functions/domain/totals.ts'
import { createTable } from '../../functions/local/table.ts'
import { authorities as everyone } from '../../functions/reference/index.ts'
import type { RatingsView, VendorRatingsView } from '../../functions/schema/membersView.ts'
import type { Pair } from '../../functions/schema/merge.ts'
import { type Rating, ratingFields } from '../../functions/schema/rating.ts'
import { createStore, type Store } from '../../functions/store/index.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { letOut, type Released } from '../../functions/stream/released.ts'
import { ratingShare } from '../../functions/tallies/rating.ts'
import { rowsOf, sharesOf } from '../../functions/tallies/spread.ts'
import { ratingsView, vendorRatingsView } from '../../functions/views/rating.ts'
import { appOn, someoneWho } from '../support/asking.ts'
import {
  type Act,
  authorities,
  england,
  paged,
  type Region,
  regions,
  type Said,
  type Tidying,
} from './history.ts'

// The service under attack: itself, asked over its routes; or the parts of it that decide what is let out, without a
// table, so that many more histories can be tried.

export const today = '2026-11-24'
/** Someone who is a member, and whose authority rates nobody. */
export const elsewhere = 'elsewhere'
const [london] = Object.keys(regions)
const other = everyone().find(({ id, region }) => region === london && !authorities.includes(id))
export const elsewhereIn = other?.id ?? ''
export const editorOf = (authority: string) => `editor-${authority}`

export type Seen = {
  scopes: Map<string, RatingsView>
  pages: Map<string, VendorRatingsView>
  /** Every word of it. */
  text: string
}
export type Attacked = {
  /** Answers what was said as it was kept: of several vendors that are one, under which of them. */
  does: (act: Act) => Promise<Act>
  tidies: (tidying: Tidying) => Promise<void>
  seen: () => Promise<Seen>
  /** What is read now of a scope as at the end of a quarter. */
  readAt: (scope: string, quarter: string) => Promise<RatingsView>
  /** The quarter in which it did so last, and what it lets out is noted: the next begins every few sittings. */
  quarter: () => string
  /** What would be read if no vendor were merged: more than anybody reads while some are. */
  parts: () => Promise<Seen>
}

const sittingsInAQuarter = 5
/** A clock for what is let out: its quarters end with the one `today` lies in. */
function createClock() {
  let sittings = 0
  const dayOf = (sitting: number): IsoDate => {
    const on = addMonths('2024-02-24', 3 * Math.floor(sitting / sittingsInAQuarter))
    return on < today ? on : today
  }
  return {
    day: () => dayOf(sittings),
    quarter: () => quarterOf(dayOf(sittings - 1)),
    passes: () => {
      sittings += 1
    },
  }
}

export const scopes = [...(Object.keys(regions) as Region[]), england]
export const pageOf = (scope: string, vendor: string) => `${scope} ${vendor}`

const valuesOf = ({ withdrawn, ...said }: Said) => ({ ...said, ...(withdrawn && { retiredOn: today }) })

/** What an authority says of a vendor, as it is kept. */
export const ratingOf = (authority: string, said: Said): Rating => ({
  ...ratingFields.parse(valuesOf(said)),
  kind: 'rating',
  id: ratingId(authority, said.vendor),
  authority,
  version: 1,
  provenance: { source: 'form', confidence: 'verified', confirmedAt: `${today}T12:00:00.000Z` },
  createdAt: `${today}T12:00:00.000Z`,
  updatedAt: `${today}T12:00:00.000Z`,
})

/** A table of its own, with people for every authority. */
export async function freshStore(client: DynamoDBClient, table: string): Promise<Store> {
  await createTable(client, table)
  const store = createStore({ client, table })
  for (const authority of authorities) {
    await store.putPerson(someoneWho(editorOf(authority), { editorOf: [authority], memberOf: [authority] }))
  }
  await store.putPerson(someoneWho(elsewhere, { memberOf: [elsewhereIn], editorOf: [elsewhereIn] }))
  await store.putPerson(someoneWho('loti', { approver: true }))
  return store
}

export const askerOf = (store: Store) => {
  const app = appOn(store, { now: () => new Date(`${today}T12:00:00Z`), settling: 0 })
  return {
    app,
    async ask(who: string, path: string, init: { method?: string; body?: unknown } = {}) {
      const answer = await app.request(path, {
        method: init.method ?? 'GET',
        headers: { 'Content-Type': 'application/json', 'X-Who': who },
        ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
      })
      return { status: answer.status, text: await answer.text() }
    },
  }
}

export function overRoutes(store: Store, rules: Rules): Attacked {
  const { ask } = askerOf(store)
  const unmerged = askerOf({
    ...store,
    added: async () => ({ ...(await store.added()), entries: [] }),
    merges: { ...store.merges, kept: async () => keepsAll },
  })
  const terms = { ...usual, rules }
  const clock = createClock()
  /** By rating. */
  const versions = new Map<string, number>()
  let merged: { id: string; pair: Pair } | undefined
  const isOf = (vendor: string) => merged?.pair.from === vendor || merged?.pair.into === vendor
  const family = (vendor: string) =>
    merged && isOf(vendor) ? [merged.pair.into, merged.pair.from] : [vendor]
  const says = async (authority: string, said: readonly Said[]): Promise<Said[]> => {
    const guessed = new Map(said.map((one) => [one, versions.get(ratingId(authority, one.vendor)) ?? 0]))
    for (let tries = 0; tries < 2; tries += 1) {
      const ratings = said.map((one) => ({ ...valuesOf(one), version: guessed.get(one) }))
      const path = `/api/v1/authorities/${authority}/ratings`
      const { text } = await ask(editorOf(authority), path, { method: 'PUT', body: { ratings } })
      const { results = [] }: { results?: { id: string; version: number; outcome: string }[] } =
        JSON.parse(text)
      // What was said of the one is gone on with under the other: whose version that is, is learnt here.
      if (said.length === 1 && results[0]?.outcome === 'conflict' && said[0]) {
        guessed.set(said[0], results[0].version)
        continue
      }
      if (results.length !== said.length || results.some(({ outcome }) => !/saved|same/.test(outcome))) {
        throw new Error(`A rating was not saved: ${text}`)
      }
      for (const { id, version } of results) versions.set(id, version)
      return said.map((one, place) => ({
        ...one,
        vendor: family(one.vendor).find((id) => ratingId(authority, id) === results[place]?.id) ?? one.vendor,
      }))
    }
    throw new Error(`${authority} was told of a conflict twice`)
  }
  const seenBy = async (asks: typeof ask): Promise<Seen> => {
    const read = async (path: string) => (await asks(elsewhere, `/api/v1/members/ratings/${path}`)).text
    const views = await Promise.all(scopes.map(async (scope) => [scope, await read(scope)] as const))
    const pages = await Promise.all(
      Object.keys(regions).flatMap((region) =>
        paged.map(async (vendor) => [pageOf(region, vendor), await read(`${region}/${vendor}`)] as const),
      ),
    )
    return {
      scopes: new Map(views.map(([scope, text]) => [scope, JSON.parse(text) as RatingsView])),
      pages: new Map(pages.map(([page, text]) => [page, JSON.parse(text) as VendorRatingsView])),
      text: [...views, ...pages].map(([, text]) => text).join('\n'),
    }
  }
  return {
    async does({ authority, says: said }) {
      const kept: Said[] = []
      // Two that are one are not rated in one request.
      for (const some of merged ? said.map((one) => [one]) : [said])
        kept.push(...(await says(authority, some)))
      const refs = new Set(kept.map(({ vendor }) => ratingId(authority, vendor)))
      await applyRecords(
        store,
        [...refs].map((id) => ({ authority, kind: 'rating' as const, id })),
        { terms, day: today, letOutOn: clock.day() },
      )
      clock.passes()
      return { authority, says: kept }
    },
    async tidies(tidying) {
      const path = '/api/v1/tidy/merges'
      const { status, text } =
        'merges' in tidying
          ? await ask('loti', path, { method: 'POST', body: tidying.merges })
          : await ask('loti', `${path}/${merged?.id}/undoing`, { method: 'POST' })
      const { id, state } = JSON.parse(text)
      if (status >= 300 || !/done|undone/.test(state)) throw new Error(`It was not tidied: ${text}`)
      merged = 'merges' in tidying ? { id, pair: tidying.merges } : undefined
    },
    seen: () => seenBy(ask),
    async readAt(scope, quarter) {
      const path = `/api/v1/members/ratings/${scope}?asAt=${quarterEnd(quarter)}`
      return JSON.parse((await ask(elsewhere, path)).text) as RatingsView
    },
    quarter: clock.quarter,
    parts: () => seenBy(unmerged.ask),
  }
}

const ledgerNamed = (inputs: string) => inputs.replace(/^.*\/INPUTS#/, ledgers)

/** Its decisions alone, over documents that are kept here. */
export function withoutTable(rules: Rules): Attacked {
  const terms = { ...usual, rules }
  const shares = new Map<string, { totals: Map<string, Totals>; rows: Map<string, object> }>()
  const documents = new Map<string, Totals>()
  const released = new Map<string, Released>()
  const shown = new Map<string, Shown | RatingCoverage | Trend>()
  const clock = createClock()
  const under = (region: string, name: string) => shown.get(`${membersPlace(region)}/${name}`)
  const ratings = new Map<string, Rating>()
  let pair: Pair | undefined
  const listsByPair = new Map<string, ReturnType<typeof lists>>()
  /** The lists with two vendors merged, where they are: made once for each two. */
  const listsWith = (merged: Pair | undefined) => {
    if (!merged) return lists()
    const { from, into } = merged
    const known = listsByPair.get(`${from} ${into}`)
    if (known) return known
    const entries = [{ id: from, mergedInto: { id: into, merge: 'mrg_one', on: today }, revision: 1 }]
    const made = lists({ vendors: [], products: [], aliases: [], apart: [], entries })
    listsByPair.set(`${from} ${into}`, made)
    return made
  }
  const view = (of: readonly string[], scope: string, merged: Pair | undefined) => {
    const asked = { scope, today, lists: listsWith(merged) }
    const told = of.map((region) => {
      const place = `${membersPlace(region)}/`
      const its = [...shown].filter(([name]) => name.startsWith(place))
      return ratingsTold.of(
        its.map(([name, body]) => ({ sk: name.slice(place.length), body })),
        false,
      )
    })
    return ratingsView(told, asked)
  }
  const rowsIn = (region: string, vendor: string) =>
    [...shares.values()].flatMap(({ rows }) =>
      [...rows].flatMap(([name, row]) =>
        name.startsWith(`${membersPlace(region)}/RATINGS#NAMED#${vendor}#`) ? [row as RatingRow] : [],
      ),
    )
  const page = (region: string, vendor: string, merged: Pair | undefined) => {
    const known = listsWith(merged)
    const rated = known.family(vendor).map((id) => {
      const figures = under(region, figuresOf(id)) as Shown | undefined
      const trend = under(region, trendOf(id)) as Trend | undefined
      const told = [{ isShown: figures?.figures.overall !== undefined, trend }]
      return { id, shown: figures ? [figures] : [], told, rows: rowsIn(region, id) }
    })
    return vendorRatingsView(known.kept(vendor), rated, [], { scope: region, today, lists: known })
  }
  const seenWith = (merged: Pair | undefined): Seen => {
    const of = Object.keys(regions)
    const scopesSeen = new Map(
      scopes.map((scope) => [scope, view(scope === england ? of : [scope], scope, merged)]),
    )
    const pages = new Map(
      of.flatMap((region) =>
        paged.map((vendor) => [pageOf(region, vendor), page(region, vendor, merged)] as const),
      ),
    )
    return { scopes: scopesSeen, pages, text: JSON.stringify([...scopesSeen, ...pages]) }
  }
  return {
    async does({ authority, says }) {
      const touched = new Set<string>()
      const kept: Said[] = []
      for (const typed of says) {
        const known = listsWith(pair)
        const theirs = known.family(typed.vendor).flatMap((id) => ratings.get(ratingId(authority, id)) ?? [])
        const [current] = currentRatings(theirs, known.kept)
        const said = { ...typed, vendor: current?.vendor ?? known.kept(typed.vendor) }
        kept.push(said)
        const id = ratingId(authority, said.vendor)
        ratings.set(id, ratingOf(authority, said))
        const rating = ratingOf(authority, said)
        const { counts, rows } = ratingShare(rating, today, terms)
        const after = { totals: sharesOf(counts), rows: rowsOf(rows) }
        const before = shares.get(id)?.totals ?? new Map<string, Totals>()
        for (const name of new Set([...before.keys(), ...after.totals.keys()])) {
          const by = difference(after.totals.get(name) ?? {}, before.get(name) ?? {})
          documents.set(name, addInto({ ...documents.get(name) }, by))
          touched.add(name)
        }
        shares.set(id, after)
      }
      for (const name of touched) {
        if (name.endsWith(`/${satisfactionInputs}`)) continue
        const none: Released = { revision: 0, ledger: { released: {}, told: {} } }
        const out = letOut(name, documents.get(name) ?? {}, released.get(name) ?? none, {
          day: clock.day(),
          rules,
        })
        released.set(name, out.released)
        const place = name.endsWith(`/${inputsOf('COVERAGE')}`)
          ? name.replace(inputsOf('COVERAGE'), ratingCoverage)
          : name.replace('/INPUTS#', `/${figuresOf('')}`)
        if (out.shown) shown.set(place, out.shown as Shown | RatingCoverage)
        else shown.delete(place)
        if (out.trend) shown.set(name.replace('/INPUTS#', `/${trendOf('')}`), out.trend)
      }
      clock.passes()
      return { authority, says: kept }
    },
    async tidies(tidying) {
      pair = 'merges' in tidying ? tidying.merges : undefined
    },
    seen: async () => seenWith(pair),
    async readAt(scope, quarter) {
      const told = (scope === england ? Object.keys(regions) : [scope]).map((region) => {
        const parts = [...released].flatMap(([name, { ledger }]) =>
          name.startsWith(`${membersPlace(region)}/`) ? [{ sk: ledgerNamed(name), body: ledger }] : [],
        )
        return ratingsToldAt(parts, quarter)
      })
      return ratingsView(told, { scope, today: quarterEnd(quarter), lists: listsWith(pair) })
    },
    quarter: clock.quarter,
    parts: async () => seenWith(undefined),
  }
}
