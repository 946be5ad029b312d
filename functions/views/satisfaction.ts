import type { coverageTogether } from '../domain/ratingCoverage.ts'
import { rules } from '../domain/rules.ts'
import {
  bandOf,
  type CorrelationTogether,
  fewestRatings,
  furthestTold,
  type Satisfaction,
  satisfactionIn,
  satisfactionTogether,
  suppliersIn,
} from '../domain/satisfaction.ts'
import type { Totals } from '../domain/totals.ts'
import type { Coefficient, Correlation, SatisfactionView } from '../schema/satisfactionView.ts'
import { type Asked, scopeOf } from './parts.ts'
import { ratingCoverageOf } from './rating.ts'

const places = (value: number, many: number) => Math.round(value * 10 ** many) / 10 ** many

function coefficientOf({ r, p, lower, upper }: CorrelationTogether['pearson']): Coefficient {
  return {
    value: places(r, 2),
    isBeyond: Math.abs(places(r, 2)) >= furthestTold,
    p: places(p, 4),
    lower: places(lower, 2),
    upper: places(upper, 2),
  }
}

/** How numbers of suppliers and satisfaction go together over what regions show; nothing where none has enough. */
export function correlationIn(shown: readonly Satisfaction[]): Correlation | undefined {
  const { correlation } = satisfactionTogether(shown)
  return (
    correlation && {
      n: correlation.n,
      regions: correlation.regions,
      pearson: coefficientOf(correlation.pearson),
      spearman: coefficientOf(correlation.spearman),
    }
  )
}

/** What an authority's own officers read of it: what its ratings add up to, and what it is compared by. */
export type Own = { authority: string; satisfaction: Totals; compared: Totals }

export function satisfactionView(
  coverage: ReturnType<typeof coverageTogether>,
  shown: readonly Satisfaction[],
  own: readonly Own[],
  asked: Asked,
): SatisfactionView {
  const { whole, bands, rest } = satisfactionTogether(shown)
  const correlation = correlationIn(shown)
  return {
    scope: scopeOf(asked),
    today: asked.today,
    coverage: ratingCoverageOf(coverage, asked),
    fewestRatings,
    fewestCorrelated: rules.fewestCorrelated,
    ...(whole && { whole }),
    bands,
    ...(rest && { rest }),
    ...(correlation && { correlation }),
    own: own.map(({ authority, satisfaction, compared }) => {
      const suppliers = suppliersIn(compared)
      const band = bandOf(suppliers)
      const { ratings = 0, mean } = satisfactionIn(satisfaction) ?? {}
      return {
        id: authority,
        name: asked.lists.authority(authority)?.name ?? authority,
        suppliers,
        ...(band && { band }),
        ratings,
        ...(mean !== undefined && { mean }),
      }
    }),
  }
}
