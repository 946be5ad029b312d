import { lists } from '../domain/summary.ts'
import type { Holding } from '../domain/vendorsUsed.ts'
import { recordKinds } from '../schema/record.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'

/**
 * What is public of all that an authority holds, what others share with it included. Its own, changed a moment ago, may
 * not be there yet.
 */
export async function listed(store: Store, authority: string): Promise<Holding[]> {
  const kept = await Promise.all(
    recordKinds.map((kind) => store.table.all<Holding>(keys.viewsOf(authority, lists.heldOf(kind)))),
  )
  return kept.flat().map(({ body }) => body)
}

/** What an authority holds, its own as it is now. */
export async function holdings(store: Store, authority: string): Promise<Holding[]> {
  const [shared, systems, contracts] = await Promise.all([
    listed(store, authority),
    store.records.of(authority, 'system'),
    store.records.of(authority, 'contract'),
  ])
  return [...shared, ...systems, ...contracts]
}
