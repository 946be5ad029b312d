import {
  type CompletenessKind,
  type CompletenessLine,
  completenessKinds,
} from '../schema/completenessView.ts'
import type { AnyKind } from '../schema/record.ts'
import { suppliersIn } from './satisfaction.ts'
import { isEmpty, type Totals } from './totals.ts'

// What members read of one authority’s register as a whole: what is on it, and how complete and fresh that is.

/** In amounts, however many suppliers there are: those of its running contracts, and a line for each kind of record. */
export type RegisterFigures = {
  systems?: number
  contracts?: number
  suppliers?: number
  /** Contracts that state pounds a year, and what these come to. */
  stating?: number
  pounds?: number
} & Partial<Record<CompletenessKind, CompletenessLine>>

/** From what the authority is compared by and how complete it is; nothing where there is nothing on its register. */
export function registerFiguresOf(compared: Totals, completeness: Totals): RegisterFigures | undefined {
  if (isEmpty(compared) && isEmpty(completeness)) return undefined
  const { systems, contracts, stating, pounds } = compared
  const suppliers = suppliersIn(compared)
  const figures: RegisterFigures = {
    ...(systems && { systems }),
    ...(contracts && { contracts }),
    ...(suppliers && { suppliers }),
    ...(stating && { stating }),
    ...(pounds && { pounds }),
  }
  for (const kind of completenessKinds) {
    const line = lineOf(completeness, kind)
    if (line) figures[kind] = line
  }
  return figures
}

/** How complete an authority's records of a kind are on average, from 0 to 1; nothing where it has none. */
export function completeIn(document: Totals, kind: AnyKind): number | undefined {
  const records = document[`${kind}/records`] ?? 0
  return records === 0 ? undefined : (document[`${kind}/points`] ?? 0) / records / 10_000
}

/** How complete and how fresh an authority's records of a kind are, from its document; nothing where it has none. */
export function lineOf(document: Totals, kind: AnyKind): CompletenessLine | undefined {
  const records = document[`${kind}/records`] ?? 0
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
  const confirmed = document[`${kind}/confirmed`] ?? 0
  return {
    records,
    complete,
    confirmed,
    stale: everConfirmed - confirmed,
    never: records - everConfirmed,
    ...(oldest && { oldest }),
  }
}
