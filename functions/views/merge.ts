import { type Figure, type Shown, together } from '../domain/rating.ts'
import type { Totals } from '../domain/totals.ts'
import type { EntryKind, Pair } from '../schema/merge.ts'
import type { LikelyPair, MergePreview, MergeTold, TidySide, TidyView } from '../schema/tidyView.ts'
import { byName, type Lists, number, type StoredContractRow, type StoredSystemRow } from './parts.ts'

// What LOTI reads before it says that two are one.

type Likely = { ids: [string, string]; why: string[]; against: string[]; score: number }
type Counts = ReadonlyMap<string, Totals>
export type NamingRow = StoredSystemRow | StoredContractRow

const kindOf = (id: string): EntryKind => (id.startsWith('prd_') ? 'product' : 'vendor')

/** One of two, by its own name. */
function sideOf(id: string, lists: Lists, counts: Counts): TidySide {
  const totals = counts.get(id) ?? {}
  const count = { systems: number(totals, 'systems'), contracts: number(totals, 'contracts') }
  if (kindOf(id) === 'product') {
    const product = lists.product(id)
    return {
      id,
      name: lists.productName(id),
      aliases: product?.aliases ?? [],
      companyNumbers: [],
      ...(product?.maker && { maker: { id: product.maker, name: lists.vendorName(product.maker) } }),
      shipped: lists.isShipped(id),
      ...count,
    }
  }
  const vendor = lists.vendor(id)
  return {
    id,
    name: lists.vendorName(id),
    aliases: [...(vendor?.aliases ?? []), ...(vendor?.predecessors ?? []).map(({ name }) => name)],
    companyNumbers: vendor?.companyNumbers ?? [],
    shipped: lists.isShipped(id),
    ...count,
  }
}

const recordsIn = ({ systems, contracts }: TidySide) => systems + contracts

function likelyPair({ ids: [one, other], why, against }: Likely, lists: Lists, counts: Counts): LikelyPair {
  const [a, b] = [sideOf(one, lists, counts), sideOf(other, lists, counts)]
  const isAKept = recordsIn(a) - recordsIn(b) || Number(a.shipped) - Number(b.shipped)
  return {
    kind: kindOf(one),
    ...(isAKept >= 0 ? { from: b, into: a } : { from: a, into: b }),
    why,
    against,
  }
}

/** Pairs that may be the same: those that are in use before those that are only on the lists. */
export function tidyView(
  found: readonly Likely[],
  { counts, lists, most, open }: { counts: Counts; lists: Lists; most: number; open: MergeTold[] },
): TidyView {
  const used = ({ ids }: Likely) =>
    ids.some((id) => Object.values(counts.get(id) ?? {}).some((amount) => amount > 0))
  const inOrder = [...found.filter(used), ...found.filter((one) => !used(one))]
  return {
    likely: inOrder.slice(0, most).map((one) => likelyPair(one, lists, counts)),
    found: found.length,
    open,
  }
}

export const pairTold = ({ from, into }: Pair): Pair => ({ from, into })

type Facts = {
  lists: Lists
  counts: Counts
  /** All that names the one that is not kept. */
  rows: readonly NamingRow[]
  totals: { from: Totals; into: Totals }
  shown: { from: readonly Shown[]; into: readonly Shown[] }
  likely: Likely | undefined
  refused: string | undefined
  proposed: MergeTold | undefined
}

const moving = (rows: readonly NamingRow[]) => {
  const contracts = rows.filter((row) => row.kind === 'contract')
  const stating = contracts.flatMap(({ running, annualPounds }) =>
    running && annualPounds !== undefined ? [annualPounds] : [],
  )
  return {
    systems: rows.length - contracts.length,
    contracts: contracts.length,
    annualPounds: stating.reduce((sum, pounds) => sum + pounds, 0),
    contractsStatingValue: stating.length,
  }
}

const holdersIn = (totals: Totals) =>
  new Set(
    Object.entries(totals).flatMap(([path, amount]) => {
      const [, id] = /^authority\/([^/]+)\/(?:systems|contracts)$/.exec(path) ?? []
      return id && amount > 0 ? [id] : []
    }),
  )

const raters = (shown: readonly Shown[]): number =>
  together(shown.flatMap(({ figures }): Figure[] => (figures.overall ? [figures.overall] : []))).n

/** What one of two says of the other, that can be said of nobody once they are one. */
const endsBetween = (from: string, into: string, lists: Lists): string[] =>
  [[from, into] as const, [into, from] as const].flatMap(([one, other]) => {
    const { parents = [], successor } = lists.vendor(one) ?? {}
    const [name, its] = [lists.vendorName(one), lists.vendorName(other)]
    return [
      ...(parents.some(({ id }) => id === other)
        ? [`That ${name} belongs to ${its} is not said any more.`]
        : []),
      ...(successor?.id === other ? [`That ${name} is followed by ${its} is not said any more.`] : []),
    ]
  })

export function mergePreview({ from, into }: Pair, facts: Facts): MergePreview {
  const { lists, counts, rows, totals, shown, likely, refused, proposed } = facts
  const kind = kindOf(from)
  const figures = (of: 'from' | 'into') => ({
    of,
    systems: number(totals[of], 'systems'),
    contracts: number(totals[of], 'contracts'),
    annualPounds: number(totals[of], 'pounds'),
    contractsStatingValue: number(totals[of], 'stating'),
    authorities: holdersIn(totals[of]).size,
  })
  const [mine, theirs] = [figures('from'), figures('into')]
  const rated = { from: raters(shown.from), into: raters(shown.into) }
  return {
    kind,
    from: sideOf(from, lists, counts),
    into: sideOf(into, lists, counts),
    why: likely?.why ?? [],
    against: likely?.against ?? [],
    authorities: [...Map.groupBy(rows, ({ authority }) => authority)]
      .map(([id, held]) => {
        const { name = id, slug = id } = lists.authority(id) ?? {}
        return { id, name, slug, ...moving(held) }
      })
      .sort((a, b) => b.systems + b.contracts - (a.systems + a.contracts) || byName(a, b)),
    moves: moving(rows),
    figures: [
      mine,
      theirs,
      {
        of: 'together',
        systems: mine.systems + theirs.systems,
        contracts: mine.contracts + theirs.contracts,
        annualPounds: mine.annualPounds + theirs.annualPounds,
        contractsStatingValue: mine.contractsStatingValue + theirs.contractsStatingValue,
        authorities: new Set([...holdersIn(totals.from), ...holdersIn(totals.into)]).size,
      },
    ],
    ...(kind === 'vendor' && rated.from + rated.into > 0 && { ratings: rated }),
    products:
      kind === 'vendor'
        ? lists
            .products()
            .filter(({ maker }) => maker === from)
            .map(({ id, name }) => ({ id, name }))
            .sort(byName)
        : [],
    ends: endsBetween(from, into, lists),
    ...(refused && { refused }),
    ...(proposed && { proposed }),
  }
}
