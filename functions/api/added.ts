import type { Joined, Store } from '../store/index.ts'

/** How long what was added to the shipped lists is remembered before it is read again, in milliseconds. */
const rememberedFor = 30_000

/** What joined after the lists were shipped, and what LOTI says of any; read seldom, so that pages need not. */
export type Added = {
  lists: () => Promise<Joined>
  forget: () => void
}

export function createAdded(store: Store, now: () => number = Date.now): Added {
  let known: { at: number; lists: ReturnType<Added['lists']> } | undefined
  const lists = () => {
    if (!known || now() - known.at > rememberedFor) {
      const reading = store.added()
      known = { at: now(), lists: reading }
      reading.catch(() => {
        known = undefined
      })
    }
    return known.lists
  }
  return {
    lists,
    forget: () => {
      known = undefined
      store.merges.forget()
    },
  }
}
