import type { AddedProduct, AddedVendor, Store } from '../store/index.ts'

/** How long what was added to the shipped lists is remembered before it is read again, in milliseconds. */
const rememberedFor = 30_000

export type Added = { vendors: AddedVendor[]; products: AddedProduct[] }

/** Vendors and products that joined after the lists were shipped; read seldom, so that pages need not. */
export type Vendors = {
  added: () => Promise<Added>
  names: () => Promise<Map<string, string>>
  forget: () => void
}

export function createVendors(store: Store, now: () => number = Date.now): Vendors {
  let known: { at: number; added: Promise<Added> } | undefined
  const added = () => {
    if (!known || now() - known.at > rememberedFor) {
      const reading = store.added()
      known = { at: now(), added: reading }
      reading.catch(() => {
        known = undefined
      })
    }
    return known.added
  }
  return {
    added,
    names: async () => {
      const { vendors, products } = await added()
      return new Map([...vendors, ...products].map(({ id, name }) => [id, name]))
    },
    forget: () => {
      known = undefined
    },
  }
}
