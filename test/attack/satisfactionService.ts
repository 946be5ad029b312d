import { lists } from '../../functions/api/lists.ts'
import { terms as usual } from '../../functions/config.ts'
import type { Ledger } from '../../functions/domain/ledger.ts'
import { membersPlace, satisfactionInputs } from '../../functions/domain/membersSummary.ts'
import { ratingId } from '../../functions/domain/rating.ts'
import { coverageTogether } from '../../functions/domain/ratingCoverage.ts'
import type { Rules } from '../../functions/domain/rules.ts'
import type { Satisfaction } from '../../functions/domain/satisfaction.ts'
import { addInto, difference, type Totals } from '../../functions/domain/totals.ts'
import type { Contract } from '../../functions/schema/contract.ts'
import type { SatisfactionView } from '../../functions/schema/satisfactionView.ts'
import type { Store } from '../../functions/store/index.ts'
import { keys } from '../../functions/store/keys.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { letOut, type Released } from '../../functions/stream/released.ts'
import { ratingShare } from '../../functions/tallies/rating.ts'
import { sharesOf } from '../../functions/tallies/spread.ts'
import { satisfactionView } from '../../functions/views/satisfaction.ts'
import { someoneWho } from '../support/asking.ts'
import { raters, region, type Turn } from './satisfactionHistory.ts'
import { askerOf, editorOf, elsewhere, overRoutes, ratingOf, today } from './service.ts'

// How satisfied authorities are, as the service tells it: over its routes, or by its decisions alone.

export type Asked = {
  does: (turn: Turn) => Promise<void>
  seen: () => Promise<SatisfactionView>
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
  return {
    async does({ authority, says, suppliers: many }) {
      if (many !== undefined) suppliers.set(authority, many)
      for (const said of says) {
        const id = ratingId(authority, said.vendor)
        const share =
          sharesOf(ratingShare(ratingOf(authority, said), today, terms).counts).get(document) ?? {}
        addInto(totals, difference(share, shares.get(id) ?? {}))
        shares.set(id, share)
      }
      const out = letOut(document, totals, released, { day: today, rules, suppliers })
      released = out.released
      shown = out.shown as Satisfaction | undefined
    },
    async seen() {
      return satisfactionView(coverageTogether([]), shown ? [shown] : [], [], {
        scope: region,
        today,
        lists: lists(),
      })
    },
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
    async figures() {
      const kept = await store.table.get<Ledger>(keys.membersView(region, 'LEDGER#SATISFACTION'))
      return figuresIn(kept?.body)
    },
  }
}
