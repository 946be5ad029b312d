import { median } from '../domain/completeness.ts'
import type { Totals } from '../domain/totals.ts'
import type { RecordKind } from '../schema/record.ts'

/** Fewer authorities than this have no middle worth comparing with. */
const fewest = 3

/** The completeness of the median of a region's authorities, over those with a record of the kind. */
export function medianCompleteness(
  authorities: readonly Totals[],
  kind: RecordKind,
): { share: number; authorities: number } | undefined {
  const shares = authorities.flatMap((of) => {
    const records = of[`${kind}/records`] ?? 0
    return records > 0 ? [(of[`${kind}/points`] ?? 0) / records / 10_000] : []
  })
  const share = median(shares)
  return share === undefined || shares.length < fewest ? undefined : { share, authorities: shares.length }
}
