import { goOn } from '../api/moving.ts'
import type { Store } from '../store/index.ts'

const isUnderWay = ({ state }: { state: string }) => state === 'moving' || state === 'undoing'

/**
 * Goes on with every merge that was begun or undone and has not come to its end, because whoever watched it went away.
 * Safe to repeat, beside those who watch and beside another run: each step finds out what is left to be done. Answers how
 * many came to their end, and how many are left for the next run because `time`, in milliseconds, is over.
 */
export async function finishMerges(
  store: Store,
  { at, time, settling }: { at: string; time: number; settling?: number },
): Promise<{ finished: number; left: number }> {
  const until = Date.now() + time
  const counts = { finished: 0, left: 0 }
  const failures: unknown[] = []
  // Those begun first come first.
  for (const { id } of (await store.merges.all()).filter(isUnderWay).reverse()) {
    const remains = until - Date.now()
    try {
      const isLeft =
        remains <= 0 ||
        isUnderWay(await goOn(store, id, { at, time: remains, ...(settling !== undefined && { settling }) }))
      counts[isLeft ? 'left' : 'finished'] += 1
    } catch (failure) {
      // One that fails keeps no other waiting.
      failures.push(failure)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} merges could not go on`)
  return counts
}
