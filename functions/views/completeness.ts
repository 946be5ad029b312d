import { median } from '../domain/distribution.ts'
import type { Totals } from '../domain/totals.ts'
import {
  type CompletenessKind,
  type CompletenessLine,
  type CompletenessView,
  completenessKinds,
} from '../schema/completenessView.ts'
import type { AnyKind, RecordKind } from '../schema/record.ts'
import { type Asked, number, scopeOf } from './parts.ts'

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

/** How complete an authority's records of a kind are on average, from 0 to 1; nothing where it has none. */
export function completeIn(document: Totals, kind: AnyKind): number | undefined {
  const records = number(document, `${kind}/records`)
  return records === 0 ? undefined : number(document, `${kind}/points`) / records / 10_000
}

/** How complete and how fresh an authority's records of a kind are, from its document; nothing where it has none. */
export function lineOf(document: Totals, kind: AnyKind): CompletenessLine | undefined {
  const records = number(document, `${kind}/records`)
  const complete = completeIn(document, kind)
  if (complete === undefined) return undefined
  const ofMonth = `${kind}/month/`
  let everConfirmed = 0
  let oldest: string | undefined
  for (const [path, count] of Object.entries(document)) {
    if (!path.startsWith(ofMonth)) continue
    everConfirmed += count
    const month = path.slice(ofMonth.length)
    if (oldest === undefined || month < oldest) oldest = month
  }
  const confirmed = number(document, `${kind}/confirmed`)
  return {
    records,
    complete,
    confirmed,
    stale: everConfirmed - confirmed,
    never: records - everConfirmed,
    ...(oldest && { oldest }),
  }
}

/** Every authority's line in every section, with the middle one's shares, and of ratings the reader's own. */
export function completenessView(
  documents: ReadonlyMap<string, Totals>,
  own: ReadonlyMap<string, Totals | undefined>,
  asked: Asked,
): CompletenessView {
  const { lists, scope, today } = asked
  const authorities = lists.authoritiesOf(scope).map(({ id, name, slug }) => {
    const held = documents.get(id) ?? {}
    const lines = completenessKinds.flatMap((kind) => {
      const line = lineOf(held, kind)
      return line ? [[kind, line] as const] : []
    })
    return { id, name, slug, ...Object.fromEntries(lines) } as CompletenessView['authorities'][number]
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
