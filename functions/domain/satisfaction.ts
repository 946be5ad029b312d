import { type Coefficients, correlated, type Pair, type Tested, testedTogether } from './correlation.ts'
import { type Ledger, numberIn, roleIn, type Snapshot, snapshots, type Voice, valueIn } from './ledger.ts'
import { rules as usual } from './rules.ts'
import { grouped, type Totals } from './totals.ts'

// How satisfied a region's authorities are with their vendors, against how many suppliers they have. An authority's
// satisfaction is its own to tell, so it is let out as ratings are: together, by number of suppliers, and as a correlation
// where there are enough. Numbers of suppliers are public; a figure keeps those of the day it was let out, since the same
// answers held against other numbers would tell more of each with every day.

/** An authority with fewer ratings of this kind has no satisfaction. */
export const fewestRatings = 3

export const supplierBands = ['under 10', '10 to 19', '20 to 39', '40 or more'] as const
export type SupplierBand = (typeof supplierBands)[number]

/** The band a number of suppliers lies in; none for none, since then no contract is on the register. */
export const bandOf = (suppliers: number): SupplierBand | undefined =>
  suppliers < 1 ? undefined : supplierBands[lowest.findLastIndex((from) => suppliers >= from)]
const lowest = [0, 10, 20, 40]

const asRole = (band: SupplierBand) => band.replaceAll(' ', '-')

/**
 * What is noted beside each authority's satisfaction when it is let out: its band and suppliers, and whether it may be
 * known. Whose every rating is to show its name can be worked out where members do read them all, so it protects nobody.
 */
export const besideSatisfaction =
  (document: Totals, suppliers: ReadonlyMap<string, number>) =>
  (authority: string): string | undefined => {
    const many = suppliers.get(authority) ?? 0
    const band = bandOf(many)
    const noted = [...(band ? [asRole(band), many] : []), ...(document[`${authority}/unnamed`] ? [] : ['?'])]
    return noted.length > 0 ? noted.join(' ') : undefined
  }

/** How many suppliers an authority has, from what it is compared by. */
export const suppliersIn = (compared: Totals): number => {
  let suppliers = 0
  for (const path in compared) if (path.startsWith('supplier/')) suppliers += 1
  return suppliers
}

const question = 'satisfaction'
const rounded = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places

/** What an authority's ratings add up to, as its own officers read it. */
export type OwnSatisfaction = { ratings: number; mean: number }
export const satisfactionIn = ({ ratings = 0, sum = 0 }: Totals): OwnSatisfaction | undefined =>
  ratings === 0 ? undefined : { ratings, mean: rounded(sum / ratings, 2) }

/** What each authority of a region says by its ratings. */
export const satisfactionVoicesIn = (document: Totals): Map<string, Voice> =>
  new Map(
    [...grouped(document)].flatMap(([authority, held]) => {
      const own = satisfactionIn(held)
      return own && own.ratings >= fewestRatings
        ? [[authority, { named: false, says: { [question]: String(own.mean) } }] as const]
        : []
    }),
  )

/** Means are added up; of five points at most and one at least, none comes near a sum of three. */
export const satisfactionAmounts = (_: string, answer: string): number[] => [Number(answer)]

type Mean = { n: number; mean: number }
/** Nearer to none than this a coefficient is told; beyond, that it is beyond: else each point would lie on a line. */
export const furthestTold = 0.9

/** As it may be shown. `rest`: authorities of bands with too few, and those with no contract on the register. */
export type Satisfaction = {
  n: number
  mean?: number
  bands: Partial<Record<SupplierBand, Mean>>
  rest?: Mean
  correlation?: Coefficients & { n: number }
}

const meanOf = (answers: readonly string[]): Mean | undefined =>
  answers.length === 0
    ? undefined
    : {
        n: answers.length,
        mean: rounded(answers.reduce((sum, one) => sum + Number(valueIn(one)), 0) / answers.length, 1),
      }

const told = (coefficient: number) => rounded(Math.max(-furthestTold, Math.min(furthestTold, coefficient)), 2)

const pairsIn = ({ said }: Snapshot): Pair[] =>
  [...said.values()].flatMap((answer) => {
    const x = numberIn(answer)
    return x === undefined ? [] : [{ x, y: Number(valueIn(answer)) }]
  })

/**
 * What a ledger shows. Bands and the correlation are those last let out: a figure that could only be told whole takes
 * away neither. A correlation is gone for good with the last authorities it needs, and another must be let out.
 */
export function satisfactionShownOf(ledger: Ledger, rules = usual): Satisfaction {
  const all = snapshots(ledger, question)
  const since = all.slice(all.findLastIndex(({ said }) => said.size === 0) + 1)
  const answers = [...(since.at(-1)?.said.values() ?? [])]
  const enough = since.slice(since.findLastIndex((one) => pairsIn(one).length < rules.fewestCorrelated) + 1)
  const latest = enough.findLast(({ correlated: isCorrelated }) => isCorrelated)
  const pairs = latest ? pairsIn(latest) : []
  const found = latest && correlated(pairs)
  return {
    n: answers.length,
    ...(answers.length > 0 && { mean: meanOf(answers)?.mean }),
    ...partsOf(since.findLast(({ roles }) => roles.length > 0)),
    ...(found && {
      correlation: { n: pairs.length, pearson: told(found.pearson), spearman: told(found.spearman) },
    }),
  }
}

function partsOf(figure: Snapshot | undefined): Pick<Satisfaction, 'bands' | 'rest'> {
  const parts = Map.groupBy(figure?.said.values() ?? [], (answer) =>
    supplierBands.find((band) => figure?.roles.includes(asRole(band)) && roleIn(answer) === asRole(band)),
  )
  const rest = meanOf(parts.get(undefined) ?? [])
  return {
    bands: Object.fromEntries(
      supplierBands.flatMap((band) => {
        const mean = meanOf(parts.get(band) ?? [])
        return mean ? [[band, mean]] : []
      }),
    ),
    ...(rest && { rest }),
  }
}

const meanTogether = (means: readonly (Mean | undefined)[]): Mean | undefined => {
  const known = means.flatMap((one) => one ?? [])
  const n = known.reduce((sum, one) => sum + one.n, 0)
  return n === 0
    ? undefined
    : { n, mean: rounded(known.reduce((sum, one) => sum + one.n * one.mean, 0) / n, 1) }
}

export type CorrelationTogether = { n: number; regions: number; pearson: Tested; spearman: Tested }

/** A scope's: what its regions show, put together, so that it tells nothing that they do not. */
export function satisfactionTogether(regions: readonly Satisfaction[]) {
  const whole = meanTogether(regions.map(({ n, mean }) => (mean === undefined ? undefined : { n, mean })))
  const isByBand = regions.some(({ bands }) => Object.keys(bands).length > 0)
  // A region that shows no bands is one of those left over beside the others'.
  const rest = meanTogether(
    regions.map(({ n, mean, bands, rest }) =>
      Object.keys(bands).length === 0 && mean !== undefined ? { n, mean } : rest,
    ),
  )
  return {
    whole,
    bands: supplierBands.flatMap((band) => {
      const mean = meanTogether(regions.map(({ bands }) => bands[band]))
      return mean ? [{ band, ...mean }] : []
    }),
    rest: isByBand ? rest : undefined,
    correlation: correlationTogether(regions.flatMap(({ correlation }) => correlation ?? [])),
  }
}

function correlationTogether(
  regions: readonly (Coefficients & { n: number })[],
): CorrelationTogether | undefined {
  const tested = (of: keyof Coefficients) => testedTogether(regions.map(({ n, [of]: r }) => ({ n, r })))
  const [pearson, spearman] = [tested('pearson'), tested('spearman')]
  if (!pearson || !spearman) return undefined
  return { n: regions.reduce((sum, { n }) => sum + n, 0), regions: regions.length, pearson, spearman }
}
