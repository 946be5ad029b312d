import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { lists } from '../../functions/api/lists.ts'
import { terms as usual } from '../../functions/config.ts'
import {
  figuresOf,
  inputsOf,
  membersPlace,
  ratingCoverage,
  satisfactionInputs,
} from '../../functions/domain/membersSummary.ts'
import { ratingId, type Shown } from '../../functions/domain/rating.ts'
import { coverageTogether, type RatingCoverage } from '../../functions/domain/ratingCoverage.ts'
import type { Rules } from '../../functions/domain/rules.ts'
import { addInto, difference, type Totals } from '../../functions/domain/totals.ts'
import { createTable } from '../../functions/local/table.ts'
import { authorities as everyone } from '../../functions/reference/index.ts'
import type { RatingsView, VendorRatingsView } from '../../functions/schema/membersView.ts'
import { type Rating, ratingFields } from '../../functions/schema/rating.ts'
import { createStore, type Store } from '../../functions/store/index.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { letOut, type Released } from '../../functions/stream/released.ts'
import { ratingShare } from '../../functions/tallies/rating.ts'
import { rowsOf, sharesOf } from '../../functions/tallies/spread.ts'
import { type NamedRow, ratingsView, vendorRatingsView } from '../../functions/views/rating.ts'
import { appOn, someoneWho } from '../support/asking.ts'
import { type Act, authorities, england, type Region, regions, type Said, vendors } from './history.ts'

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
export type Attacked = { does: (act: Act) => Promise<void>; seen: () => Promise<Seen> }

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
  const app = appOn(store, { now: () => new Date(`${today}T12:00:00Z`) })
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
  const terms = { ...usual, rules }
  const versions = new Map<string, number>()
  return {
    async does({ authority, says }) {
      const ratings = says.map((said) => ({
        ...valuesOf(said),
        version: versions.get(`${authority} ${said.vendor}`) ?? 0,
      }))
      const path = `/api/v1/authorities/${authority}/ratings`
      const { text } = await ask(editorOf(authority), path, { method: 'PUT', body: { ratings } })
      const {
        results = [],
      }: { results?: { id: string; vendor: string; version: number; outcome: string }[] } = JSON.parse(text)
      if (results.length !== says.length || results.some(({ outcome }) => !/saved|same/.test(outcome))) {
        throw new Error(`A rating was not saved: ${text}`)
      }
      for (const { vendor, version } of results) versions.set(`${authority} ${vendor}`, version)
      const refs = results.map(({ id }) => ({ authority, kind: 'rating' as const, id }))
      await applyRecords(store, refs, { terms, day: today })
    },
    async seen() {
      const read = async (path: string) => (await ask(elsewhere, `/api/v1/members/ratings/${path}`)).text
      const views = await Promise.all(scopes.map(async (scope) => [scope, await read(scope)] as const))
      const pages = await Promise.all(
        Object.keys(regions).flatMap((region) =>
          vendors.map(async (vendor) => [pageOf(region, vendor), await read(`${region}/${vendor}`)] as const),
        ),
      )
      return {
        scopes: new Map(views.map(([scope, text]) => [scope, JSON.parse(text) as RatingsView])),
        pages: new Map(pages.map(([page, text]) => [page, JSON.parse(text) as VendorRatingsView])),
        text: [...views, ...pages].map(([, text]) => text).join('\n'),
      }
    },
  }
}

/** Its decisions alone, over documents that are kept here. */
export function withoutTable(rules: Rules): Attacked {
  const terms = { ...usual, rules }
  const shares = new Map<string, { totals: Map<string, Totals>; rows: Map<string, object> }>()
  const documents = new Map<string, Totals>()
  const released = new Map<string, Released>()
  const shown = new Map<string, Shown | RatingCoverage>()
  const under = (region: string, name: string) => shown.get(`${membersPlace(region)}/${name}`)
  const view = (of: readonly string[], scope: string) => {
    const asked = { scope, today, lists: lists() }
    const coverage = of.flatMap(
      (region) => (under(region, ratingCoverage) as RatingCoverage | undefined) ?? [],
    )
    const figures = of.map((region) => {
      const prefix = `${membersPlace(region)}/${figuresOf('')}`
      return new Map(
        [...shown].flatMap(([name, one]) =>
          name.startsWith(prefix) ? [[name.slice(prefix.length), one as Shown] as const] : [],
        ),
      )
    })
    return ratingsView(coverageTogether(coverage), figures, asked)
  }
  const page = (region: string, vendor: string) => {
    const figures = under(region, figuresOf(vendor)) as Shown | undefined
    const rows = [...shares.values()].flatMap(({ rows }) =>
      [...rows].flatMap(([name, row]) =>
        name.startsWith(`${membersPlace(region)}/RATINGS#NAMED#${vendor}#`) ? [row as NamedRow] : [],
      ),
    )
    return vendorRatingsView(vendor, [{ id: vendor, shown: figures ? [figures] : [], rows }], [], {
      scope: region,
      today,
      lists: lists(),
    })
  }
  return {
    async does({ authority, says }) {
      const touched = new Set<string>()
      for (const said of says) {
        const id = ratingId(authority, said.vendor)
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
        const out = letOut(name, documents.get(name) ?? {}, released.get(name) ?? none, { rules })
        released.set(name, out.released)
        const place = name.endsWith(`/${inputsOf('COVERAGE')}`)
          ? name.replace(inputsOf('COVERAGE'), ratingCoverage)
          : name.replace('/INPUTS#', `/${figuresOf('')}`)
        if (out.shown) shown.set(place, out.shown as Shown | RatingCoverage)
        else shown.delete(place)
      }
    },
    async seen() {
      const of = Object.keys(regions)
      const scopesSeen = new Map(
        scopes.map((scope) => [scope, view(scope === england ? of : [scope], scope)]),
      )
      const pages = new Map(
        of.flatMap((region) =>
          vendors.map((vendor) => [pageOf(region, vendor), page(region, vendor)] as const),
        ),
      )
      return { scopes: scopesSeen, pages, text: JSON.stringify([...scopesSeen, ...pages]) }
    },
  }
}
