import { median } from '../domain/distribution.ts'
import { completeIn, lineOf, type RegisterFigures } from '../domain/registerFigures.ts'
import type { Totals } from '../domain/totals.ts'
import {
  type CompletenessKind,
  type CompletenessView,
  completenessKinds,
} from '../schema/completenessView.ts'
import type { RecordKind } from '../schema/record.ts'
import { type Asked, scopeOf } from './parts.ts'

/** Fewer authorities than this have no middle worth comparing with. */
const fewest = 3

/** The completeness of the median of a region's authorities, over those with a record of the kind. */
export function medianCompleteness(
  authorities: readonly Totals[],
  kind: RecordKind,
): { share: number; authorities: number } | undefined {
  const shares = authorities.flatMap((of) => completeIn(of, kind) ?? [])
  const share = median(shares)
  return share === undefined || shares.length < fewest ? undefined : { share, authorities: shares.length }
}

/** Every authority's line in every section, with the middle one's shares, and of ratings the reader's own. */
export function completenessView(
  registers: Readonly<Record<string, RegisterFigures>>,
  own: ReadonlyMap<string, Totals | undefined>,
  asked: Asked,
): CompletenessView {
  const { lists, scope, today } = asked
  const authorities = lists.authoritiesOf(scope).map(({ id, name, slug }) => {
    const { system, contract, skillLevel } = registers[id] ?? {}
    return {
      id,
      name,
      slug,
      ...(system && { system }),
      ...(contract && { contract }),
      ...(skillLevel && { skillLevel }),
    }
  })
  return {
    scope: scopeOf(asked),
    today,
    sections: completenessKinds.map((kind) => sectionOf(kind, authorities, lists.freshMonths(kind))),
    authorities,
    own: [...own].map(([id, document]) => {
      const rating = lineOf(document ?? {}, 'rating')
      return {
        id,
        name: lists.authority(id)?.name ?? id,
        freshMonths: lists.freshMonths('rating'),
        ...(rating && { rating }),
      }
    }),
  }
}

function sectionOf(
  kind: CompletenessKind,
  authorities: CompletenessView['authorities'],
  freshMonths: number,
): CompletenessView['sections'][number] {
  const lines = authorities.flatMap((authority) => authority[kind] ?? [])
  const complete = median(lines.map((line) => line.complete))
  const confirmed = median(lines.map((line) => line.confirmed / line.records))
  return {
    kind,
    freshMonths,
    reporting: lines.length,
    ...(lines.length >= fewest &&
      complete !== undefined &&
      confirmed !== undefined && { median: { authorities: lines.length, complete, confirmed } }),
  }
}
