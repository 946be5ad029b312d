import { namesOf } from '../domain/merge.ts'
import type { Entry } from '../schema/entry.ts'
import type { Merge } from '../schema/merge.ts'
import type { RegisterRecord } from '../schema/record.ts'
import type { Item } from '../store/dynamo.ts'

type Late = { record: string; named: string; merge: string }

/** Gathers what was merged from a scan; then says which records name what is not kept, though their merge is done. */
export function mergedItems() {
  const entries = new Map<string, Entry>()
  const done = new Set<string>()
  return {
    take({ pk, sk, body }: Item): boolean {
      if (pk === 'REFERENCE' && sk.startsWith('ENTRY#')) entries.set((body as Entry).id, body as Entry)
      else if (pk === 'MERGES') {
        const { id, state } = body as Merge
        if (state === 'done') done.add(id)
      } else return false
      return true
    },
    faults: (records: readonly RegisterRecord[]): Late[] =>
      records.flatMap((record) =>
        namesOf(record).flatMap(([, named]) => {
          const merge = entries.get(named)?.mergedInto?.merge
          return merge !== undefined && done.has(merge) ? [{ record: record.id, named, merge }] : []
        }),
      ),
  }
}
