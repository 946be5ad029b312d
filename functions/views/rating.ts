import { quarterEnd, quarterOf } from '../domain/calendar.ts'
import type { RatingsShown } from '../domain/kept.ts'
import {
  answersIn,
  type Figure,
  meanOf,
  type Question,
  type RatingRow,
  type Shown,
  together,
} from '../domain/rating.ts'
import { coverageTogether } from '../domain/ratingCoverage.ts'
import { type Told, trendTogether } from '../domain/ratingTrend.ts'
import type { NamedRating, RatedVendor, RatingsView, VendorRatingsView } from '../schema/membersView.ts'
import { dimensions, raterRoles } from '../schema/rating.ts'
import type { Correlation } from '../schema/satisfactionView.ts'
import type { Coverage } from '../schema/view.ts'
import { type Asked, scopeOf } from './parts.ts'

// Figures come in as they were let out, region by region; a larger scope is the sum of its regions' figures, so it
// tells nothing that they do not.

type Figures = Shown['figures']

const figuresOf = (shown: readonly Figures[], question: Question): Figure[] =>
  shown.flatMap((figures) => figures[question] ?? [])

function ratedVendor(id: string, name: string, shown: readonly Figures[]): RatedVendor {
  const figures = dimensions.flatMap((dimension) => {
    const found = figuresOf(shown, dimension)
    return found.length > 0 ? [[dimension, meanOf(together(found))] as const] : []
  })
  const again = together(figuresOf(shown, 'wouldBuyAgain'))
  return {
    id,
    name,
    figures: Object.fromEntries(figures),
    ...(again.n > 0 && { buyAgain: { n: again.n, yes: again.sum } }),
    roles: raterRoles.flatMap((role) => {
      const sums = together(figuresOf(shown, 'overall').flatMap(({ roles }) => roles?.[role] ?? []))
      return sums.n > 0 ? [{ role, ...meanOf(sums) }] : []
    }),
  }
}

/** How many have rated, of how many. */
export const ratingCoverageOf = (coverage: ReturnType<typeof coverageTogether>, asked: Asked): Coverage => ({
  ...coverage,
  authorities: scopeOf(asked).authorities,
  freshMonths: asked.lists.freshMonths('rating'),
})

/**
 * Every vendor of which something may be shown, best first. Of the others not even that somebody rates them is told: who
 * uses a vendor is public, so it could point at one authority.
 */
export function ratingsView(
  regions: readonly RatingsShown[],
  asked: Asked,
  correlation?: Correlation,
): RatingsView {
  // Of vendors that were merged each shows what it showed before: a sum tells nothing that its parts do not.
  const byVendor = Map.groupBy(
    regions.flatMap(({ figures }) => Object.entries(figures)),
    ([id]) => asked.lists.kept(id),
  )
  return {
    scope: scopeOf(asked),
    today: asked.today,
    coverage: ratingCoverageOf(coverageTogether(regions.flatMap(({ coverage }) => coverage ?? [])), asked),
    ...(correlation && { correlation }),
    vendors: [...byVendor]
      .map(([id, all]) =>
        ratedVendor(
          id,
          asked.lists.vendorName(id),
          all.map(([, figures]) => figures),
        ),
      )
      .filter(({ figures, buyAgain }) => Object.keys(figures).length > 0 || buyAgain)
      .sort(
        (a, b) =>
          (b.figures.overall?.mean ?? 0) - (a.figures.overall?.mean ?? 0) ||
          a.name.localeCompare(b.name, 'en-GB'),
      ),
  }
}

export const namedRating = (
  { authority, product, digits, comment, on }: RatingRow,
  { lists }: Asked,
): NamedRating => {
  const { showName: _, ...answers } = answersIn(digits)
  return {
    authority: { id: authority, name: lists.authority(authority)?.name ?? authority },
    ...(product && { product: lists.productName(product) }),
    ...answers,
    ...(comment && { comment }),
    ...(on && { confirmedOn: on }),
  }
}

/** Of the ratings an authority gave one vendor under several ids, the newest of each product counts. */
function newest(rows: readonly RatingRow[], { lists }: Asked): RatingRow[] {
  const found = new Map<string, RatingRow>()
  for (const row of rows) {
    const key = `${row.authority} ${row.product ? lists.kept(row.product) : ''}`
    const before = found.get(key)
    if (!before || (before.on ?? '') < (row.on ?? '')) found.set(key, row)
  }
  return [...found.values()]
}

const meanIn = (n: number, sum: number) => Math.round((sum / n) * 100) / 100

/** What is shown of a vendor under one of its ids: names are let out beside its own figures, and no others. */
type RatedAs = { id: string; shown: Shown[]; told: Told[]; rows: RatingRow[] }

/** One vendor's figures, and the ratings a reader may see by name. */
export function vendorRatingsView(
  vendor: string,
  rated: RatedAs[],
  own: RatingRow[],
  asked: Asked,
): VendorRatingsView {
  const rows = rated.flatMap(({ shown, rows: theirs }) => {
    const mayBeNamed = new Set(shown.flatMap(({ named }) => named))
    return theirs.filter(({ authority }) => mayBeNamed.has(authority))
  })
  const ours = new Set(own.map(({ authority }) => authority))
  const byName = (a: NamedRating, b: NamedRating) => a.authority.name.localeCompare(b.authority.name, 'en-GB')
  return {
    scope: scopeOf(asked),
    today: asked.today,
    vendor: ratedVendor(
      vendor,
      asked.lists.vendorName(vendor),
      rated.flatMap(({ shown }) => shown.map(({ figures }) => figures)),
    ),
    trend: trendTogether(
      rated.flatMap(({ told }) => told),
      quarterOf(asked.today),
    ).map(({ quarter, n, sum }) => ({
      quarter,
      on: quarter === quarterOf(asked.today) ? asked.today : quarterEnd(quarter),
      ...(n > 0 && { figure: { n, mean: meanIn(n, sum) } }),
    })),
    ...(rated.length > 1 && { under: rated.map(({ id }) => asked.lists.vendorName(id)) }),
    named: newest(rows, asked)
      .filter(({ authority }) => !ours.has(authority))
      .map((row) => namedRating(row, asked))
      .sort(byName),
    own: newest(own, asked)
      .map((row) => namedRating(row, asked))
      .sort(byName),
  }
}
