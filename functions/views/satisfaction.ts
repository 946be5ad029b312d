import type { MeanByName } from '../domain/byName.ts'
import type { RatingsShown } from '../domain/kept.ts'
import { coverageTogether } from '../domain/ratingCoverage.ts'
import { rules } from '../domain/rules.ts'
import {
  bandOf,
  type CorrelationTogether,
  fewestRatings,
  furthestTold,
  type Satisfaction,
  satisfactionIn,
  satisfactionTogether,
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

/** What an authority's own officers read of it: what its ratings add up to, and how many suppliers it has. */
type Own = { authority: string; satisfaction: Totals; suppliers: number }

export function satisfactionView(
  regions: readonly Pick<RatingsShown, 'coverage' | 'satisfaction'>[],
  { own, byName }: { own: readonly Own[]; byName: readonly (MeanByName & { suppliers: number })[] },
  asked: Asked,
): SatisfactionView {
  const shown = regions.flatMap(({ satisfaction }) => satisfaction ?? [])
  const coverage = coverageTogether(regions.flatMap((one) => one.coverage ?? []))
  const { whole, bands, rest } = satisfactionTogether(shown)
  const correlation = correlationIn(shown)
  const calledIn = (authority: string) => ({
    id: authority,
    name: asked.lists.authority(authority)?.name ?? authority,
  })
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
    byName: byName
      .filter(({ suppliers }) => suppliers > 0)
      .map(({ authority, ...told }) => ({ ...calledIn(authority), ...told }))
      .sort((a, b) => a.suppliers - b.suppliers || a.name.localeCompare(b.name, 'en-GB')),
    own: own.map(({ authority, satisfaction, suppliers }) => {
      const band = bandOf(suppliers)
      const { ratings = 0, mean } = satisfactionIn(satisfaction) ?? {}
      return {
        ...calledIn(authority),
        suppliers,
        ...(band && { band }),
        ratings,
        ...(mean !== undefined && { mean }),
      }
    }),
  }
}
