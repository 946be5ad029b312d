import type { NewAlias } from '../schema/name.ts'
import type { AddedProduct, AddedVendor, Store } from '../store/index.ts'

/** How long what was added to the shipped lists is remembered before it is read again, in milliseconds. */
const rememberedFor = 30_000

/** Vendors and products that joined after the lists were shipped; read seldom, so that pages need not. */
export type Added = {
  lists: () => Promise<{ vendors: AddedVendor[]; products: AddedProduct[]; aliases: NewAlias[] }>
  /** By their ids. */
  names: () => Promise<Map<string, string>>
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
    names: async () => {
      const { vendors, products } = await lists()
      return new Map([...vendors, ...products].map(({ id, name }) => [id, name]))
    },
    forget: () => {
      known = undefined
    },
  }
}
