import { lists } from '../../functions/api/lists.ts'
import { terms as usual } from '../../functions/config.ts'
import { meansByName } from '../../functions/domain/byName.ts'
import { ratings as ratingsTold } from '../../functions/domain/kept.ts'
import { emptyLedger, type Ledger } from '../../functions/domain/ledger.ts'
import {
  figuresOf,
  inputsOf,
  membersPlace,
  satisfactionInputs,
} from '../../functions/domain/membersSummary.ts'
import { ratingId, type Shown } from '../../functions/domain/rating.ts'
import type { Rules } from '../../functions/domain/rules.ts'
import type { Satisfaction } from '../../functions/domain/satisfaction.ts'
import { addInto, difference, type Totals } from '../../functions/domain/totals.ts'
import type { Contract } from '../../functions/schema/contract.ts'
import type { VendorRatingsView } from '../../functions/schema/membersView.ts'
import type { Rating } from '../../functions/schema/rating.ts'
import type { SatisfactionView } from '../../functions/schema/satisfactionView.ts'
import type { Store } from '../../functions/store/index.ts'
import { keys } from '../../functions/store/keys.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { letOut, type Released } from '../../functions/stream/released.ts'
import { ratingShare } from '../../functions/tallies/rating.ts'
import { sharesOf } from '../../functions/tallies/spread.ts'
import { satisfactionView } from '../../functions/views/satisfaction.ts'
import { someoneWho } from '../support/asking.ts'
import type { Said } from './history.ts'
import { rated, raters, region, type Turn } from './satisfactionHistory.ts'
import { askerOf, editorOf, elsewhere, overRoutes, ratingOf, today } from './service.ts'

// How satisfied authorities are, as the service tells it: over its routes, or by its decisions alone.

export type Asked = {
  does: (turn: Turn) => Promise<void>
  seen: () => Promise<SatisfactionView>
  /** Whose names stand on vendors' pages, by vendor: who reads these knows what they say there. */
  named: () => Promise<Map<string, Set<string>>>
  /** How many figures there were, those that say the same as the one before included. */
  figures: () => Promise<number>
}

const figuresIn = (ledger: Ledger | undefined) => ledger?.released.satisfaction?.length ?? 0

/** Its decisions alone, over documents that are kept here. */
export function decisionsAlone(rules: Rules): Asked {
  const terms = { ...usual, rules }
  const document = `${membersPlace(region)}/${satisfactionInputs}`
  const shares = new Map<string, Totals>()
  const suppliers = new Map<string, number>()
  const totals: Totals = {}
  let released: Released = { revision: 0, ledger: { released: {}, told: {} } }
  let shown: Satisfaction | undefined
  const byVendor = new Map<string, { totals: Totals; released: Released; shown: Shown | undefined }>()
  const rate = (authority: string, said: Said, before: Rating | undefined) => {
    const name = `${membersPlace(region)}/${inputsOf(said.vendor)}`
    const of = (rating: Rating | undefined) =>
      (rating && sharesOf(ratingShare(rating, today, terms).counts).get(name)) ?? {}
    const held = byVendor.get(said.vendor) ?? { totals: {}, released: { revision: 0, ledger: emptyLedger } }
    const by = difference(of(ratingOf(authority, said)), of(before))
    const after = addInto({ ...held.totals }, by)
    const out = letOut(name, after, held.released, { day: today, rules })
    byVendor.set(said.vendor, {
      totals: after,
      released: out.released,
      shown: out.shown as Shown | undefined,
    })
  }
  const ratings = new Map<string, Rating>()
  return {
    async does({ authority, says, suppliers: many }) {
      if (many !== undefined) suppliers.set(authority, many)
      for (const said of says) {
        const id = ratingId(authority, said.vendor)
        const share =
          sharesOf(ratingShare(ratingOf(authority, said), today, terms).counts).get(document) ?? {}
        addInto(totals, difference(share, shares.get(id) ?? {}))
        shares.set(id, share)
        rate(authority, said, ratings.get(id))
        ratings.set(id, ratingOf(authority, said))
      }
      const out = letOut(document, totals, released, { day: today, rules, suppliers })
      released = out.released
      shown = out.shown as Satisfaction | undefined
    },
    async seen() {
      const known = lists()
      const told = ratingsTold.of(
        [...byVendor].flatMap(([vendor, of]) =>
          of.shown ? [{ sk: figuresOf(vendor), body: of.shown }] : [],
        ),
        false,
      )
      const byName = meansByName(told.byName, known.kept).map((one) => ({
        ...one,
        suppliers: suppliers.get(one.authority) ?? 0,
      }))
      const regions = [shown ? { satisfaction: shown } : {}]
      return satisfactionView(regions, { own: [], byName }, { scope: region, today, lists: known })
    },
    named: async () => new Map([...byVendor].map(([vendor, of]) => [vendor, new Set(of.shown?.named)])),
    figures: async () => figuresIn(released.ledger),
  }
}

const contractOf = (authority: string, n: number, version: number, retired: boolean): Contract =>
  ({
    kind: 'contract',
    id: `con_of-${authority}-${n}`,
    authority,
    version,
    title: `Contract ${n}`,
    supplier: `ven_supplier-${n}`,
    systems: [],
    serviceAreas: ['library-management'],
    sharedWith: [],
    startsOn: '2024-02-14',
    endsOn: '2028-03-31',
    options: [],
    renewal: 'ends',
    stillUsed: false,
    route: 'open tender',
    notices: [],
    cpvCodes: [],
    heldBack: [],
    ...(retired && { retiredOn: today }),
    provenance: { source: 'form', confidence: 'verified', confirmedAt: '2026-10-01T09:00:00.000Z' },
    createdAt: '2026-10-01T09:00:00.000Z',
    updatedAt: '2026-10-01T09:00:00.000Z',
  }) as Contract

/** The service itself, asked as a member elsewhere in the region. */
export async function satisfactionOverRoutes(store: Store, rules: Rules): Promise<Asked> {
  const { ask } = askerOf(store)
  const ratings = overRoutes(store, rules)
  const terms = { ...usual, rules }
  const versions = new Map<string, number>()
  const held = new Map<string, number>()
  for (const authority of raters) {
    await store.putPerson(someoneWho(editorOf(authority), { editorOf: [authority], memberOf: [authority] }))
  }
  return {
    async does({ authority, says, suppliers }) {
      if (says.length > 0) await ratings.does({ authority, says })
      if (suppliers === undefined) return
      const before = held.get(authority) ?? 0
      const changed = Array.from({ length: Math.abs(suppliers - before) }, (_, n) => {
        const place = Math.min(suppliers, before) + n
        const id = `${authority} ${place}`
        const version = (versions.get(id) ?? 0) + 1
        versions.set(id, version)
        return contractOf(authority, place, version, suppliers < before)
      })
      held.set(authority, suppliers)
      for (const record of changed) {
        const facts = { at: record.updatedAt, by: 'someone', action: 'approved' as const }
        await store.publish(authority, [{ record, facts }])
      }
      await applyRecords(store, changed, { terms, day: today })
    },
    async seen() {
      const { text } = await ask(elsewhere, `/api/v1/members/satisfaction/${region}`)
      return JSON.parse(text) as SatisfactionView
    },
    async named() {
      const pages = await Promise.all(
        rated.map(async (vendor) => {
          const { text } = await ask(elsewhere, `/api/v1/members/ratings/${region}/${vendor}`)
          const { named } = JSON.parse(text) as VendorRatingsView
          return [vendor, new Set(named.map(({ authority }) => authority.id))] as const
        }),
      )
      return new Map(pages)
    },
    async figures() {
      const kept = await store.table.get<Ledger>(keys.membersView(region, 'LEDGER#SATISFACTION'))
      return figuresIn(kept?.body)
    },
  }
}
