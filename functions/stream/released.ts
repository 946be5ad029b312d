import { type IsoDate, quarterOf } from '../domain/calendar.ts'
import { emptyLedger, type Ledger, type Voice } from '../domain/ledger.ts'
import { comparedOf, membersPlace, releasedFrom, subjectOf } from '../domain/membersSummary.ts'
import { ratingAmounts, type Shown, shownOf, voicesIn } from '../domain/rating.ts'
import {
  coverageAmounts,
  coverageAtOnce,
  coverageShownOf,
  coverageVoicesIn,
  type RatingCoverage,
} from '../domain/ratingCoverage.ts'
import { type Trend, trendIn } from '../domain/ratingTrend.ts'
import { type AmountsOf, advance } from '../domain/release.ts'
import { type Rules, rules as usual } from '../domain/rules.ts'
import {
  besideSatisfaction,
  type Satisfaction,
  satisfactionAmounts,
  satisfactionShownOf,
  satisfactionVoicesIn,
  suppliersIn,
} from '../domain/satisfaction.ts'
import type { Totals } from '../domain/totals.ts'
import { again } from '../store/again.ts'
import type { Item, Table, Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { emptying } from '../store/kept.ts'
import { type Key, keys } from '../store/keys.ts'

// Figures on ratings, and how many have rated, are let out in the transaction that changes what they rest on. What is
// let out depends on what was let out before, so it is a state of its own: at any moment it is all that may be shown,
// given that and the ratings as they are. A recount holds it to exactly this.

/** What was let out of a document, as it is kept; revision 0 where nothing was. */
export type Released = { revision: number; ledger: Ledger }

/** Where what is let out of a document is kept; nothing for a document that lets nothing out. */
export const ledgerKey = (document: string): Key | undefined => {
  const names = releasedFrom(document)
  return names && keys.summary(names.ledger)
}

export const releasedIn = (item: Item<unknown> | undefined): Released => ({
  revision: item?.revision ?? 0,
  ledger: (item?.body as Ledger | undefined) ?? emptyLedger,
})

type Voices = ReadonlyMap<string, Voice>
/** Who speaks in a document, what may not be one's own of it, and what is shown. */
type LetOut = {
  voices: (totals: Totals, rules: Rules) => Voices
  amountsOf: AmountsOf
  shown: (ledger: Ledger, voices: Voices, rules: Rules) => WhatIsShown
}
type WhatIsShown = Shown | RatingCoverage | Satisfaction
/** How many suppliers authorities have: noted beside what is let out, and public. */
type Suppliers = ReadonlyMap<string, number>

const kinds: Record<'coverage' | 'satisfaction' | 'vendor', LetOut> = {
  vendor: { voices: voicesIn, amountsOf: ratingAmounts, shown: shownOf },
  coverage: {
    voices: coverageVoicesIn,
    amountsOf: coverageAmounts,
    shown: (ledger, voices, { releasesCoverage }) =>
      releasesCoverage ? coverageShownOf(ledger) : coverageAtOnce(voices),
  },
  satisfaction: {
    voices: satisfactionVoicesIn,
    amountsOf: satisfactionAmounts,
    shown: (ledger, _, rules) => satisfactionShownOf(ledger, rules),
  },
}

/** What must be written beside a document that says this on a day, and what is then let out. */
export function letOut(
  document: string,
  totals: Totals,
  before: Released,
  {
    day,
    rules = usual,
    suppliers = new Map(),
  }: { day: IsoDate; rules?: Rules; suppliers?: Suppliers | undefined },
): { writes: Write[]; released: Released; shown?: WhatIsShown | undefined; trend?: Trend | undefined } {
  const names = releasedFrom(document)
  if (!names) return { writes: [], released: before }
  const kind = kinds[names.of]
  const voices = kind.voices(totals, rules)
  const ledger = advance(before.ledger, voices, {
    rules,
    amountsOf: kind.amountsOf,
    quarter: quarterOf(day),
    ...(names.of === 'satisfaction' && { beside: besideSatisfaction(totals, suppliers) }),
  })
  const moved = JSON.stringify(ledger) !== JSON.stringify(before.ledger)
  const revision = before.revision + (moved ? 1 : 0)
  const shown = voices.size > 0 ? kind.shown(ledger, voices, rules) : undefined
  const trend = names.trend === undefined ? undefined : trendIn(ledger)
  const told = (name: string, body: WhatIsShown | Trend | undefined): Write =>
    body ? { put: { ...keys.summary(name), revision: 1, body } } : { remove: keys.summary(name) }
  return {
    writes: [
      ...(moved
        ? [
            {
              put: { ...keys.summary(names.ledger), revision, body: ledger },
              ifRevision: before.revision,
            },
          ]
        : []),
      told(names.shown, shown),
      ...(names.trend === undefined ? [] : [told(names.trend, trend)]),
    ],
    released: { revision, ledger },
    shown,
    trend,
  }
}

/**
 * Whether what is shown is another than what followed from a document as it was. Most ratings move nothing that others read, and
 * what is kept of that stays: to find it emptied would be to know that somebody had rated.
 */
export function isShownAnew(
  document: string,
  before: { totals: Totals; released: Released },
  now: { shown?: WhatIsShown | undefined },
  rules: Rules,
): boolean {
  const names = releasedFrom(document)
  if (!names) return false
  const kind = kinds[names.of]
  const voices = kind.voices(before.totals, rules)
  const shown = voices.size > 0 ? kind.shown(before.released.ledger, voices, rules) : undefined
  return JSON.stringify(shown) !== JSON.stringify(now.shown)
}

/** The suppliers to note beside what a document lets out; nothing where it holds answers against none. */
export async function suppliersBeside(table: Table, document: string): Promise<Suppliers | undefined> {
  if (releasedFrom(document)?.of !== 'satisfaction') return undefined
  const { pk, sk } = keys.summary(document.replace(/\/.*$/, `/${comparedOf('')}`))
  const compared = await table.all<Totals>({ pk, sk })
  return new Map(compared.map((one) => [subjectOf(one.sk) ?? '', suppliersIn(one.body)]))
}

/** Begins anew what is let out of some inputs, as though nothing had been before. For ratings that nobody gave. */
export async function forgetReleases(
  store: Store,
  region: string,
  inputs: string,
  { day, rules = usual }: { day: IsoDate; rules?: Rules },
): Promise<void> {
  const document = `${membersPlace(region)}/${inputs}`
  const [key, ledger] = [keys.summary(document), ledgerKey(document)]
  if (!ledger) return
  await again(async () => {
    const found = await store.table.many<unknown>([key, ledger])
    const at = ({ sk }: Key) => found.find((item) => item.sk === sk)
    const before = at(ledger)
    if (!before) return
    const totals = (at(key)?.body ?? {}) as Totals
    const suppliers = await suppliersBeside(store.table, document)
    const { writes } = letOut(
      document,
      totals,
      { revision: before.revision, ledger: emptyLedger },
      { day, rules, suppliers },
    )
    const isWritten = writes.some((write) => 'put' in write && write.put.sk === ledger.sk)
    await store.write([
      ...(isWritten ? [] : [{ remove: ledger, ifRevision: before.revision }]),
      ...writes,
      { check: key, ifRevision: at(key)?.revision ?? 0 },
      ...emptying([releasedFrom(document)?.shown ?? '']),
    ])
  })
}
