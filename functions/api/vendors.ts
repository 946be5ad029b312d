import type { AddedVendor, Store } from '../store/index.ts'

/** How long the vendors added to the shipped list are remembered before they are read again, in milliseconds. */
const rememberedFor = 30_000

/** Names of vendors that joined after the list was shipped; read seldom, so that pages need not. */
export type Vendors = {
  added: () => Promise<AddedVendor[]>
  names: () => Promise<Map<string, string>>
  forget: () => void
}

export function createVendors(store: Store, now: () => number = Date.now): Vendors {
  let known: { at: number; added: Promise<AddedVendor[]> } | undefined
  const added = () => {
    if (!known || now() - known.at > rememberedFor) {
      const reading = store.vendors.added()
      known = { at: now(), added: reading }
      reading.catch(() => {
        known = undefined
      })
    }
    return known.added
  }
  return {
    added,
    names: async () => new Map((await added()).map(({ id, name }) => [id, name])),
    forget: () => {
      known = undefined
    },
  }
}
