import type { IsoDate } from '../domain/calendar.ts'
import { countOf, lists, summaries, summaryFrom } from '../domain/summary.ts'
import { type CouldEnd, stampIn, type Together, together } from '../domain/together.ts'
import type { Totals } from '../domain/totals.ts'
import { unlessMovedOn } from '../store/again.ts'
import type { Item } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { type Packed, unpack } from '../store/packed.ts'
import { namesByStart } from './namesByStart.ts'

// What is kept of who could buy together, held to the contracts it says it was made of. Made of others, or for another
// day, nobody believes it, and it is no fault.

export type TogetherFault = { scope: string; area: string; revision: number }

const partition = keys.together('', '').pk

export function togetherItems() {
  const kept: { scope: string; area: string; revision: number; body: Together }[] = []
  return {
    take(item: Item): boolean {
      if (!item.pk.startsWith(partition)) return false
      const body = unpack(item.body as Together | Packed)
      kept.push({ scope: item.pk.slice(partition.length), area: item.sk, revision: item.revision, body })
      return true
    },
    /** Of rows by their text and documents by their totals, both by their full name. */
    faults(
      rows: ReadonlyMap<string, string>,
      documents: ReadonlyMap<string, { totals: Totals }>,
      today: IsoDate,
    ): TogetherFault[] {
      const rowsOf = namesByStart(rows.keys(), /^([^/]+\/AREA#[^#]+#COULD END#)/)
      const documentsOf = namesByStart(documents.keys(), /^([^/]+\/AREA#[^#]+#COUNT#)/)
      return kept.flatMap(({ scope, area, revision, body }) => {
        const summary = summaries.area(area)
        const stamp = stampIn(documents.get(`${scope}/${countOf(summary, 'contracts')}`)?.totals)
        if (body.stamp !== stamp || body.on !== today) return []
        const names = rowsOf.get(`${scope}/${lists.couldEnd(area)}`)?.sort() ?? []
        const its = documentsOf.get(`${scope}/${summary}`) ?? []
        const due = together(
          names.map((name) => JSON.parse(rows.get(name) ?? '') as CouldEnd),
          summaryFrom(
            summary,
            its.map((name) => [name.slice(scope.length + 1), documents.get(name)?.totals ?? {}]),
          ),
          { stamp, on: today },
        )
        return JSON.stringify(due) === JSON.stringify(body) ? [] : [{ scope, area, revision }]
      })
    },
  }
}

/** Takes it away: the next reader works it out. */
export const mendTogether = (store: Store, { scope, area, revision }: TogetherFault): Promise<void> =>
  unlessMovedOn(() => store.write([{ remove: keys.together(scope, area), ifRevision: revision }]))
