import { addDays } from '../../functions/domain/calendar.ts'
import { publicHistory } from '../../functions/domain/disclosure.ts'
import { stampPath, summaries, wholeOf } from '../../functions/domain/summary.ts'
import { addInto, type Totals } from '../../functions/domain/totals.ts'
import { isRegisterId, type RegisterRecord } from '../../functions/schema/record.ts'
import type { PublicRecord } from '../../functions/schema/view.ts'
import type { Store } from '../../functions/store/index.ts'
import { pastTotals } from '../../functions/store/past.ts'
import type { Terms } from '../../functions/tallies/parts.ts'
import { recount } from '../../functions/tallies/recount.ts'
import { documentsOf, placeTally } from '../../functions/tallies/tally.ts'

// The past as it is kept, beside what comes of going through every version there is.

export async function versionsIn(store: Store): Promise<RegisterRecord[][]> {
  const found = new Map<string, RegisterRecord[]>()
  for await (const { pk, body } of store.table.scan()) {
    const id = pk.slice('RECORD#'.length)
    if (pk.startsWith('RECORD#') && isRegisterId(id)) {
      found.set(id, [...(found.get(id) ?? []), body as RegisterRecord])
    }
  }
  return [...found.values()].map((versions) => versions.sort((a, b) => a.version - b.version))
}

/** What was on the register at the end of a day, told as it may be told now. */
export const registerOn = (histories: RegisterRecord[][], on: string): PublicRecord[] =>
  histories.flatMap((versions) => {
    const standing = versions.findLast(({ updatedAt }) => updatedAt.slice(0, 10) <= on)
    return standing ? publicHistory([standing], versions.at(-1)) : []
  })

/** A summary of a scope as at a day, from scratch: all but the stamp, which is of today alone. */
export function recounted(
  histories: RegisterRecord[][],
  { scope, summary, on, terms }: { scope: string; summary: string; on: string; terms: Terms },
): Totals {
  const place = recount(registerOn(histories, on), on, terms).get(scope) ?? placeTally()
  const { [stampPath]: _, ...whole } = wholeOf(
    summary,
    [...documentsOf(place)].filter(([name]) => name.startsWith(summary)),
  )
  return whole
}

/**
 * The same as it is kept: of the regions and nations in a scope, and what puts right the scope itself. `read` holds what
 * was read for another scope, since scopes share their regions; for as long as nothing is written.
 */
export async function keptPast(
  store: Store,
  { places, summary, on }: { places: string[]; summary: string; on: string },
  read = new Map<string, Totals>(),
): Promise<Totals> {
  const sum: Totals = {}
  for (const place of places) {
    const name = `${place} ${summary} ${on}`
    const totals = read.get(name) ?? (await pastTotals(store.table, place, summary, on))
    read.set(name, totals)
    addInto(sum, totals)
  }
  return sum
}

export const somePasts = [
  summaries.everything,
  summaries.whoRunsWhat,
  summaries.area('housing'),
  summaries.vendor('ven_a'),
  summaries.product('prd_1'),
]
export const someScopes: Record<string, string[]> = {
  E12000007: ['E12000007'],
  E92000001: ['E12000007', 'E12000001', 'E92000001+'],
  K02000001: ['E12000007', 'E12000001', 'S92000003', 'K02000001+'],
}
export const someDays = (today: string) =>
  [-1, -40, -95, -200, -330, -600].map((days) => addDays(today, days))
