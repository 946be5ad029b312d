import { answersIn, type Figure, meanOf, type Question, type Shown, together } from '../domain/rating.ts'
import type { coverageTogether } from '../domain/ratingCoverage.ts'
import type { NamedRating, RatedVendor, RatingsView, VendorRatingsView } from '../schema/membersView.ts'
import { dimensions, raterRoles } from '../schema/rating.ts'
import type { Correlation } from '../schema/satisfactionView.ts'
import type { Coverage } from '../schema/view.ts'
import { type Asked, scopeOf } from './parts.ts'

// Figures come in as they were let out, region by region; a larger scope is the sum of its regions' figures, so it
// tells nothing that they do not.

/** What one region shows of vendors, by vendor. */
export type ShownByVendor = Map<string, Shown>

const figuresOf = (shown: Shown[], question: Question): Figure[] =>
  shown.flatMap(({ figures }) => figures[question] ?? [])

function ratedVendor(id: string, name: string, shown: Shown[]): RatedVendor {
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
  coverage: ReturnType<typeof coverageTogether>,
  regions: ShownByVendor[],
  asked: Asked,
  correlation?: Correlation,
): RatingsView {
  const ids = new Set(regions.flatMap((region) => [...region.keys()]))
  return {
    scope: scopeOf(asked),
    today: asked.today,
    coverage: ratingCoverageOf(coverage, asked),
    ...(correlation && { correlation }),
    vendors: [...ids]
      .map((id) =>
        ratedVendor(
          id,
          asked.lists.vendorName(id),
          regions.flatMap((region) => region.get(id) ?? []),
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

/** A rating that says whose it is, as it is kept for its vendor's page. */
export type NamedRow = { authority: string; product?: string; digits: number; comment?: string; on?: string }

export const namedRating = (
  { authority, product, digits, comment, on }: NamedRow,
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

/** One vendor's figures, and the ratings a reader may see by name. */
export function vendorRatingsView(
  vendor: string,
  shown: Shown[],
  rows: NamedRow[],
  own: NamedRow[],
  asked: Asked,
): VendorRatingsView {
  const mayBeNamed = new Set(shown.flatMap(({ named }) => named))
  const ours = new Set(own.map(({ authority }) => authority))
  const byName = (a: NamedRating, b: NamedRating) => a.authority.name.localeCompare(b.authority.name, 'en-GB')
  return {
    scope: scopeOf(asked),
    today: asked.today,
    vendor: ratedVendor(vendor, asked.lists.vendorName(vendor), shown),
    named: rows
      .filter(({ authority }) => mayBeNamed.has(authority) && !ours.has(authority))
      .map((row) => namedRating(row, asked))
      .sort(byName),
    own: own.map((row) => namedRating(row, asked)).sort(byName),
  }
}
