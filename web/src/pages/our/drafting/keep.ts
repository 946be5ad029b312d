import type { NewProduct, NewVendor, Proposal } from '../../../../../functions/schema/proposal.ts'
import type { RecordKind } from '../../../../../functions/schema/record.ts'
import type { Values } from '../../fields.ts'

// Typing that the service does not have yet, kept in this browser: over a crash, a closed page, a lost connection or
// an ended session. It is kept in IndexedDB, which writes to the disk when asked to; localStorage waits some seconds.

export type Kept = {
  /** One form, opened once: two windows on one record keep theirs apart. */
  sitting: string
  /** Whose typing it is: nobody else's browser session sends it. */
  person: string
  authority: string
  kind: RecordKind
  /** The record; nothing for one the service has not heard of. */
  id?: string | undefined
  /** What a new record is begun with, so that beginning twice is beginning once. */
  beginKey: string
  /** What the service was last known to say, and what was typed upon it. */
  known: Values
  values: Values
  newVendors: NewVendor[]
  newProducts: NewProduct[]
  confirms: boolean
  action?: Proposal['action'] | undefined
  baseVersion: number
  typedAt: string
}

const database = 'city-tools'
const objects = 'unsaved typing'

let opening: Promise<IDBDatabase> | undefined

function opened(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((done, failed) => {
    const request = indexedDB.open(database, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(objects, { keyPath: 'sitting' })
    request.onsuccess = () => {
      const found = request.result
      // The browser may close it at any time; the next use opens it anew.
      found.onclose = () => {
        opening = undefined
      }
      done(found)
    }
    request.onerror = () => failed(request.error)
    request.onblocked = () => failed(new Error('blocked'))
  })
  opening.catch(() => {
    opening = undefined
  })
  return opening
}

async function within<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await opened()).transaction(objects, mode, { durability: 'strict' })
  const request = ask(transaction.objectStore(objects))
  return new Promise<T>((done, failed) => {
    transaction.oncomplete = () => done(request.result)
    transaction.onabort = () => failed(transaction.error)
  })
}

export const keep = {
  set: (kept: Kept) => within('readwrite', (store) => store.put(kept)),
  remove: (sitting: string) => within('readwrite', (store) => store.delete(sitting)),
  /** Whether anyone left anything in this browser. */
  hasAny: async (): Promise<boolean> => {
    try {
      return (await within('readonly', (store) => store.count())) > 0
    } catch {
      return false
    }
  },
  /** Everything one person left unsent, oldest first; nothing where the browser keeps nothing. */
  of: async (person: string): Promise<Kept[]> => {
    try {
      const all: Kept[] = await within('readonly', (store) => store.getAll())
      return all.filter((one) => one.person === person).sort((a, b) => (a.typedAt < b.typedAt ? -1 : 1))
    } catch {
      return []
    }
  },
}
export type Keep = typeof keep
